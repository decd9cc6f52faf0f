// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Command.h"
#include "app/cli/CommandLine.h"
#include "app/cli/Console.h"
#include "app/cli/InputReader.h"
#include "src/secrets/ApiKeys.h"

#include <memory>

namespace plantain::app {

class HiddenInput;

/// `key set|clear|status`
class KeyCommand final : public Command
{
    Q_OBJECT

public:
    /// References are borrowed. `input`: where `set` reads the key.
    KeyCommand(KeyOptions options, secrets::ApiKeys& keys, secrets::SecretStore& store,
               Console& console, int input);
    ~KeyCommand() override;

    void start() override;

private:
    void readKey();
    void setKey();
    void clearKey();
    void tellStatus();
    void watch(base::JobPtr<secrets::WriteSecretJob> job, const QString& done);
    void showStatus(const base::Result<std::optional<base::Secret>>& stored);

    KeyOptions m_options;
    secrets::ApiKeys& m_keys;
    secrets::SecretStore& m_store;
    Console& m_console;
    int m_input;
    std::unique_ptr<HiddenInput> m_hidden; ///< while the key is typed
    std::unique_ptr<InputReader> m_reader;
    base::JobPtr<secrets::WriteSecretJob> m_change;
    base::JobPtr<secrets::ReadSecretJob> m_read;
};

} // namespace plantain::app
