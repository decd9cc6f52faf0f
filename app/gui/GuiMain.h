// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/CommandLine.h"

namespace plantain::app {

/// Opens the window; the exit code.
int runGui(const Invocation& invocation, int argc, char** argv);

} // namespace plantain::app
