// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/CliMain.h"

#include "app/DataFolder.h"
#include "app/Landing.h"
#include "app/Translations.h"
#include "app/cli/AuthCommands.h"
#include "app/cli/BrowserStarter.h"
#include "app/cli/GenerateCommand.h"
#include "app/cli/Interrupts.h"
#include "app/cli/KeyCommand.h"
#include "app/cli/ModelsCommand.h"
#include "app/cli/RunCommand.h"
#include "app/cli/SandboxCommand.h"

#include <QCoreApplication>
#include <QFile>
#include <QTimer>

#include <unistd.h>

namespace plantain::app {

using namespace Qt::StringLiterals;

namespace {

/// The process' own streams, unbuffered: each piece of text leaves at once.
class StandardStreams
{
public:
    StandardStreams()
    {
        m_output.open(STDOUT_FILENO, QIODevice::WriteOnly | QIODevice::Unbuffered);
        m_errors.open(STDERR_FILENO, QIODevice::WriteOnly | QIODevice::Unbuffered);
    }
    Console& console() { return m_console; }

private:
    QFile m_output;
    QFile m_errors;
    Console m_console{m_output, m_errors, ::isatty(STDOUT_FILENO) != 0};
};

/// Makes the object for one command; the window is none of them.
struct CommandMaker {
    Services& services;
    Console& console;
    const QProcessEnvironment& environment;

    using Made = std::unique_ptr<Command>;

    Made operator()(const WindowCommand&) const { return nullptr; }
    Made operator()(const TextCommand&) const { return nullptr; }
    Made operator()(const SandboxOptions&) const { return nullptr; }
    Made operator()(const LoginOptions& options) const
    {
        return std::make_unique<LoginCommand>(options, services.auth(), console, STDIN_FILENO,
                                              [browserEnvironment = environment](const QUrl& url) {
                                                  return startBrowser(url, browserEnvironment);
                                              });
    }
    Made operator()(const StatusOptions& options) const
    {
        return std::make_unique<StatusCommand>(options, services.auth(), console);
    }
    Made operator()(const LogoutOptions&) const
    {
        return std::make_unique<LogoutCommand>(services.auth(), console);
    }
    Made operator()(const ModelsOptions& options) const
    {
        return std::make_unique<ModelsCommand>(options, services, console);
    }
    Made operator()(const GenerateOptions& options) const
    {
        return std::make_unique<GenerateCommand>(options, services, console, STDIN_FILENO);
    }
    Made operator()(const RunOptions& options) const
    {
        return std::make_unique<RunCommand>(options, services, console);
    }
    Made operator()(const KeyOptions& options) const
    {
        return std::make_unique<KeyCommand>(options, services.keys(), services.activeStore(),
                                            console, STDIN_FILENO);
    }
};

int runToEnd(Command& command, Interrupts& interrupts)
{
    QObject::connect(&command, &Command::finished, QCoreApplication::instance(),
                     &QCoreApplication::exit, Qt::QueuedConnection);
    QObject::connect(&interrupts, &Interrupts::interrupted, &command, &Command::interrupt);
    QTimer::singleShot(0, &command, &Command::start);
    return QCoreApplication::exec();
}

/// Its keys are those of --sandbox, so that a session works in both.
int runSandbox(const SandboxOptions& options, const ServicesOptions& services, Console& console,
               const QProcessEnvironment& environment, Interrupts& interrupts)
{
    const QString folder =
        chooseDataFolder(services.dataFolder, environment, QCoreApplication::applicationDirPath());
    SandboxCommand command(options, folder + "/sandbox/keys"_L1, console);
    return runToEnd(command, interrupts);
}

} // namespace

int complainAboutUsage(const base::Error& error)
{
    StandardStreams streams;
    streams.console().complain(error);
    return ExitUsage;
}

int runCli(const Invocation& invocation, int argc, char** argv)
{
    StandardStreams streams;
    if (const auto* text = std::get_if<TextCommand>(&invocation.command)) {
        return streams.console().print(text->text) ? ExitOk : ExitFailed;
    }
    QCoreApplication application(argc, argv);
    installTranslations(application);
    Interrupts interrupts;
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (const auto* options = std::get_if<SandboxOptions>(&invocation.command)) {
        return runSandbox(*options, invocation.services, streams.console(), environment,
                          interrupts);
    }
    const auto services = Services::create(invocation.services, environment);
    if (!services) {
        streams.console().complain(services.error());
        return exitCodeFor(services.error());
    }
    if (const auto& missing = (*services)->missingAuthorities()) {
        streams.console().complain(*missing);
    }
    const std::unique_ptr<Command> command =
        std::visit(CommandMaker{**services, streams.console(), environment}, invocation.command);
    const int exitCode = runToEnd(*command, interrupts);
    letRefreshLand((*services)->auth());
    return exitCode;
}

} // namespace plantain::app
