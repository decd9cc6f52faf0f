// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Translations.h"
#include "app/cli/CliMain.h"
#include "app/gui/GuiMain.h"
#include "src/base/Logging.h"

#include <QCoreApplication>

using namespace plantain;

namespace {

/// Which application object is needed depends on the command; its words are translated, which takes
/// one, too: a first one that only reads.
base::Result<app::Invocation> readCommandLine(int argc, char** argv)
{
    QCoreApplication reader(argc, argv);
    app::installTranslations(reader);
    QStringList arguments;
    for (int i = 1; i < argc; ++i) {
        arguments << QString::fromLocal8Bit(argv[i]);
    }
    return app::parseCommandLine(arguments);
}

} // namespace

int main(int argc, char** argv)
{
    const auto invocation = readCommandLine(argc, argv);
    if (!invocation) {
        return app::complainAboutUsage(invocation.error());
    }
    base::installLogging(invocation->logLevel);
    if (std::holds_alternative<app::WindowCommand>(invocation->command)) {
        return app::runGui(*invocation, argc, argv);
    }
    return app::runCli(*invocation, argc, argv);
}
