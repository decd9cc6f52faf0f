// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/CommandLine.h"

namespace plantain::app {

/// Says what is wrong with the command line; the exit code.
int complainAboutUsage(const base::Error& error);
/// Runs a command that needs no window, on a QCoreApplication; the exit code.
int runCli(const Invocation& invocation, int argc, char** argv);

} // namespace plantain::app
