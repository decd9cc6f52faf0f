// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/CliMain.h"
#include "app/gui/GuiMain.h"
#include "src/base/Logging.h"

int main(int argc, char** argv)
{
    using namespace plantain;
    QStringList arguments;
    for (int i = 1; i < argc; ++i) {
        arguments << QString::fromLocal8Bit(argv[i]);
    }
    // Before any application object: which one is needed depends on the command.
    const auto invocation = app::parseCommandLine(arguments);
    if (!invocation) {
        return app::complainAboutUsage(invocation.error());
    }
    base::installLogging(invocation->logLevel);
    if (std::holds_alternative<app::WindowCommand>(invocation->command)) {
        return app::runGui(*invocation, argc, argv);
    }
    return app::runCli(*invocation, argc, argv);
}
