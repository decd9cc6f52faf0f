// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/CommandLine.h"

#include "app/cli/CommandTable.h"
#include "app/cli/RunAssignments.h"
#include "src/net/NetworkFactory.h"
#include "src/secrets/ApiKeys.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFileInfo>

#include <cmath>

namespace plantain::app {

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorKind;
using base::Result;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

Error usage(const QString& message, const QString& hint = {})
{
    return Error{ErrorKind::InvalidInput,
                 message,
                 hint.isEmpty() ? Text::tr("“plantain --help” lists commands and options.") : hint,
                 {}};
}

/// The options of every command: only to find out which words are the command's.
QStringList positionalArguments(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.addOptions(commonOptions());
    QStringList known;
    for (const CommandSpec& command : commandTable()) {
        for (const QCommandLineOption& option : command.options) {
            if (!known.contains(option.names().first())) {
                known << option.names().first();
                parser.addOption(option);
            }
        }
    }
    parser.parse(QStringList{u"plantain"_s} + arguments);
    return parser.positionalArguments();
}

Error unknownCommand(const QStringList& words)
{
    QStringList seconds;
    for (const CommandSpec& command : commandTable()) {
        if (command.words.size() > 1 && command.words.first() == words.first()) {
            seconds << command.words.last();
        }
    }
    if (!seconds.isEmpty()) {
        return usage(Text::tr("“%1” needs one of: %2.").arg(words.first(), seconds.join(", "_L1)));
    }
    return usage(Text::tr("“%1” is neither a command nor a file.").arg(words.first()));
}

/// A word that is no command is a file to open, unless it looks like a slip of the pen.
Result<CommandSpec> commandFor(const QStringList& words)
{
    if (const auto command = findCommand(words)) {
        return *command;
    }
    const QString& first = words.first();
    if (QFileInfo::exists(first) || first.endsWith(".plantain"_L1)) {
        return *findCommand({});
    }
    return unknownCommand(words);
}

class Reader
{
public:
    Reader(const QCommandLineParser& parser, QStringList rest)
        : m_parser(parser)
        , m_rest(std::move(rest))
    {
    }

    bool has(const QString& option) const { return m_parser.isSet(option); }
    QString text(const QString& option) const { return m_parser.value(option); }
    QStringList texts(const QString& option) const { return m_parser.values(option); }
    const QStringList& rest() const { return m_rest; }
    const std::optional<Error>& problem() const { return m_problem; }
    void fail(const Error& error)
    {
        if (!m_problem) {
            m_problem = error;
        }
    }

    std::optional<qint64> integer(const QString& option, qint64 least, qint64 most)
    {
        if (!has(option)) {
            return std::nullopt;
        }
        bool ok = false;
        const qint64 value = text(option).toLongLong(&ok);
        if (!ok || value < least || value > most) {
            fail(usage(Text::tr("--%1 takes a whole number from %2 to %3.")
                           .arg(option)
                           .arg(least)
                           .arg(most)));
        }
        return value;
    }

    std::optional<double> number(const QString& option, double least, double most)
    {
        if (!has(option)) {
            return std::nullopt;
        }
        bool ok = false;
        const double value = text(option).toDouble(&ok);
        if (!ok || !(value >= least && value <= most)) {
            fail(usage(
                Text::tr("--%1 takes a number from %2 to %3.").arg(option).arg(least).arg(most)));
        }
        return value;
    }

    std::optional<llm::ProviderId> provider()
    {
        if (!has(u"provider"_s)) {
            return std::nullopt;
        }
        const auto provider = llm::providerFromString(text(u"provider"_s));
        if (!provider) {
            fail(usage(Text::tr("“%1” is not a provider.").arg(text(u"provider"_s)),
                       Text::tr("Providers: google, openai, openai-auth, openai-compatible.")));
        }
        return provider;
    }

    QString choice(const QString& option)
    {
        const QStringList allowed = choicesFor(option);
        if (has(option) && !allowed.contains(text(option))) {
            fail(usage(Text::tr("--%1 takes one of: %2.").arg(option, allowed.join(", "_L1))));
        }
        return text(option);
    }

    void expectNothingElse()
    {
        if (!m_rest.isEmpty()) {
            fail(usage(Text::tr("“%1” is one word too many.").arg(m_rest.first())));
        }
    }

private:
    const QCommandLineParser& m_parser;
    QStringList m_rest;
    std::optional<Error> m_problem;
};

CommandOptions readLogin(Reader& reader)
{
    reader.expectNothingElse();
    LoginOptions options;
    options.openBrowser = !reader.has(u"no-browser"_s);
    options.paste = reader.has(u"paste"_s);
    options.device = reader.has(u"device"_s);
    if (options.device && options.paste) {
        reader.fail(usage(Text::tr("--device and --paste cannot be used together.")));
    }
    options.timeout = std::chrono::seconds(
        reader.integer(u"timeout"_s, 1, 86'400).value_or(options.timeout.count()));
    return options;
}

CommandOptions readModels(Reader& reader)
{
    reader.expectNothingElse();
    return ModelsOptions{reader.provider(), reader.has(u"refresh"_s), reader.has(u"json"_s)};
}

CommandOptions readGenerate(Reader& reader)
{
    GenerateOptions options;
    options.provider = reader.provider();
    options.model = reader.text(u"model"_s);
    options.system = reader.text(u"system"_s);
    options.images = reader.texts(u"image"_s);
    options.temperature = reader.number(u"temperature"_s, 0, 2);
    if (const auto limit = reader.integer(u"max-tokens"_s, 1, 10'000'000)) {
        options.maxTokens = static_cast<int>(*limit);
    }
    options.effort = reader.choice(u"effort"_s);
    options.stream = !reader.has(u"no-stream"_s);
    options.json = reader.has(u"json"_s);
    if (reader.rest().isEmpty()) {
        reader.fail(usage(Text::tr("There is no prompt."),
                          Text::tr("Give it as one argument, or “-” to read it from standard "
                                   "input.")));
    } else if (reader.rest().size() > 1) {
        reader.fail(usage(Text::tr("The prompt is more than one argument."),
                          Text::tr("Put it in quotation marks.")));
    } else {
        options.promptFromInput = reader.rest().first() == "-"_L1;
        options.prompt = reader.rest().first();
    }
    return options;
}

CommandOptions readRun(Reader& reader)
{
    RunOptions options;
    const QStringList assignments = reader.texts(u"set"_s);
    for (const QString& text : assignments) {
        const auto assignment = parseAssignment(text);
        assignment ? options.assignments.append(*assignment) : reader.fail(assignment.error());
    }
    options.node = reader.text(u"node"_s);
    options.from = reader.text(u"from"_s);
    if (reader.has(u"node"_s) && reader.has(u"from"_s)) {
        reader.fail(usage(Text::tr("--node and --from cannot be used together.")));
    }
    if (const auto limit = reader.integer(u"max-parallel"_s, 1, 10)) {
        options.maxParallel = static_cast<int>(*limit);
    }
    options.output = reader.text(u"output"_s);
    options.json = reader.has(u"json"_s);
    if (reader.rest().size() == 1) {
        options.file = reader.rest().first();
    } else {
        reader.fail(reader.rest().isEmpty()
                        ? usage(Text::tr("There is no workflow to run: name its file."))
                        : usage(Text::tr("“run” takes one file.")));
    }
    return options;
}

CommandOptions readKey(Reader& reader, KeyOptions::Action action)
{
    KeyOptions options{action, reader.rest().value(0)};
    if (options.provider == "openai-auth"_L1) {
        reader.fail(usage(Text::tr("openai-auth has no API key."),
                          Text::tr("Sign in with “plantain auth login”.")));
    } else if (reader.rest().size() > 1) {
        // Never repeated in the message: it may be the key.
        reader.fail(usage(Text::tr("This command takes the provider's name only."),
                          Text::tr("The key is read from standard input, so that no other program "
                                   "can see it.")));
    } else if (!secrets::ApiKeys::providers().contains(options.provider)) {
        reader.fail(
            usage(Text::tr("A provider is missing, or it is not one with an API key."),
                  Text::tr("Providers: %1.").arg(secrets::ApiKeys::providers().join(", "_L1))));
    }
    return options;
}

CommandOptions readCommand(CommandName name, Reader& reader)
{
    switch (name) {
    case CommandName::Window:
        return WindowCommand{reader.rest(), reader.has(u"new-window"_s)};
    case CommandName::Login:
        return readLogin(reader);
    case CommandName::Status:
        reader.expectNothingElse();
        return StatusOptions{reader.has(u"json"_s)};
    case CommandName::Logout:
        reader.expectNothingElse();
        return LogoutOptions{};
    case CommandName::Models:
        return readModels(reader);
    case CommandName::Generate:
        return readGenerate(reader);
    case CommandName::Run:
        return readRun(reader);
    case CommandName::KeySet:
        return readKey(reader, KeyOptions::Action::Set);
    case CommandName::KeyClear:
        return readKey(reader, KeyOptions::Action::Clear);
    case CommandName::KeyStatus:
        return readKey(reader, KeyOptions::Action::Status);
    case CommandName::Sandbox:
        reader.expectNothingElse();
        return SandboxOptions{
            static_cast<quint16>(reader.integer(u"port"_s, 0, 65'535).value_or(0))};
    }
    Q_UNREACHABLE();
}

ServicesOptions readServices(Reader& reader)
{
    ServicesOptions options;
    options.dataFolder = reader.text(u"data-dir"_s);
    options.authProfileFile = reader.text(u"auth-profile"_s);
    options.storage = secrets::storageKindFromString(reader.choice(u"storage"_s));
    options.sandbox = reader.has(u"sandbox"_s);
    options.proxyUrl = reader.text(u"proxy"_s);
    options.caFile = reader.text(u"ca-file"_s);
    if (const auto network = net::NetworkOptions::parse(options.proxyUrl, {}); !network) {
        reader.fail(network.error());
    }
    return options;
}

QString versionText()
{
    return u"plantain "_s + QLatin1String(PLANTAIN_VERSION) + u'\n';
}

Invocation textInvocation(const QString& text)
{
    Invocation invocation;
    invocation.command = TextCommand{text};
    return invocation;
}

} // namespace

Result<Invocation> parseCommandLine(const QStringList& arguments)
{
    const QStringList words = positionalArguments(arguments);
    const auto command = commandFor(words);
    if (!command) {
        const bool wantsHelp = arguments.contains("--help"_L1);
        return wantsHelp ? Result<Invocation>(textInvocation(helpText(*findCommand({}))))
                         : command.error();
    }
    QCommandLineParser parser;
    parser.addOptions(commonOptions());
    parser.addOptions(command->options);
    const bool parsed = parser.parse(QStringList{u"plantain"_s} + arguments);
    // Help comes before complaints.
    if (parser.isSet(u"help"_s)) {
        return textInvocation(helpText(*command));
    }
    if (!parsed) {
        return usage(parser.errorText());
    }
    if (parser.isSet(u"version"_s)) {
        return textInvocation(versionText());
    }
    Reader reader(parser, parser.positionalArguments().mid(command->words.size()));
    Invocation invocation;
    invocation.command = readCommand(command->name, reader);
    invocation.services = readServices(reader);
    const QString level = reader.choice(u"log-level"_s);
    if (!level.isEmpty()) {
        invocation.logLevel = level;
    }
    if (reader.problem()) {
        return *reader.problem();
    }
    return invocation;
}

} // namespace plantain::app
