// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Command.h"
#include "app/cli/CommandLine.h"
#include "app/cli/Console.h"
#include "src/sandbox/SandboxProvider.h"

namespace plantain::app {

/// `sandbox`: runs until it is interrupted, which is its way to end well.
class SandboxCommand final : public Command
{
    Q_OBJECT

public:
    /// `console` is borrowed.
    SandboxCommand(SandboxOptions options, const QString& keyFolder, Console& console);

    void start() override;
    void interrupt() override { emit finished(ExitOk); }

private:
    SandboxOptions m_options;
    sandbox::SandboxProvider m_provider;
    Console& m_console;
};

} // namespace plantain::app
