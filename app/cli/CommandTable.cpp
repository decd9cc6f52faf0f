// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/CommandTable.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace plantain::app {

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

QCommandLineOption flag(const QString& name, const QString& description)
{
    return QCommandLineOption(name, description);
}

QCommandLineOption valued(const QString& name, const QString& value, const QString& description)
{
    return QCommandLineOption(name, description, value);
}

QCommandLineOption providerOption()
{
    return valued(u"provider"_s, u"P"_s,
                  Text::tr("google, openai, openai-auth or openai-compatible"));
}

CommandSpec windowSpec()
{
    return {
        CommandName::Window,
        {},
        u"[FILE…]"_s,
        Text::tr("Opens the window, and each file in one of its own."),
        Text::tr(
            "A window that is open already for the same data folder takes the files, and comes "
            "to the front; the other options then stay as they are there."),
        {flag(u"new-window"_s, Text::tr("open a window without a workflow, also beside others"))}};
}

CommandSpec loginSpec()
{
    return {
        CommandName::Login,
        {u"auth"_s, u"login"_s},
        {},
        Text::tr("Signs in with an account: prints an address to open in a browser, and waits."),
        {},
        {flag(u"no-browser"_s, Text::tr("do not start a browser")),
         valued(u"timeout"_s, u"SECONDS"_s, Text::tr("how long to wait (default 300)")),
         flag(u"paste"_s,
              Text::tr("also take the address the browser ended at, from standard input")),
         flag(u"device"_s,
              Text::tr("sign in by a code on any device, where the server offers it"))}};
}

CommandSpec statusSpec()
{
    return {CommandName::Status,
            {u"auth"_s, u"status"_s},
            {},
            Text::tr("Tells whether an account is connected. Uses no network."),
            Text::tr("Exit code 0 when connected, 3 otherwise."),
            {flag(u"json"_s, Text::tr("one JSON object"))}};
}

CommandSpec logoutSpec()
{
    return {CommandName::Logout,
            {u"auth"_s, u"logout"_s},
            {},
            Text::tr("Revokes the session and removes it from this computer."),
            {},
            {}};
}

CommandSpec modelsSpec()
{
    return {
        CommandName::Models,
        {u"models"_s},
        {},
        Text::tr("Lists models: the built-in table merged with the live lists."),
        Text::tr("With --json: an array of objects with id, label, provider, context (tokens or "
                 "null), images (true or false), retires (date or null) and live (true or "
                 "false)."),
        {providerOption(), flag(u"refresh"_s, Text::tr("fetch the live lists now")),
         flag(u"json"_s, Text::tr("one JSON array"))}};
}

CommandSpec generateSpec()
{
    return {
        CommandName::Generate,
        {u"generate"_s},
        u"PROMPT|-"_s,
        Text::tr("Writes a model's answer to standard output as it arrives."),
        Text::tr("“-” reads the prompt from standard input. With --json: one object a line, "
                 "{\"type\":\"delta\",…} and at the end one {\"type\":\"result\",…}."),
        {providerOption(), valued(u"model"_s, u"M"_s, Text::tr("the model's id")),
         valued(u"system"_s, u"TEXT"_s, Text::tr("the system prompt")),
         valued(u"image"_s, u"FILE"_s, Text::tr("a PNG, JPEG or WebP picture; may be given again")),
         valued(u"temperature"_s, u"T"_s, Text::tr("0 to 2, where the model takes it")),
         valued(u"max-tokens"_s, u"N"_s, Text::tr("limit of the answer")),
         valued(u"effort"_s, u"E"_s,
                Text::tr("none, minimal, low, medium, high, xhigh or max, where the model "
                         "takes it")),
         flag(u"no-stream"_s, Text::tr("write the answer when it is complete")),
         flag(u"json"_s, Text::tr("JSON lines"))}};
}

CommandSpec runSpec()
{
    return {
        CommandName::Run,
        {u"run"_s},
        u"FILE"_s,
        Text::tr("Runs a workflow and writes the texts of its Output nodes."),
        Text::tr(
            "Without Output nodes the texts of the last nodes are written; several texts have a "
            "line “== Title” before each. What is up to date is not sent again.\n"
            "NODE is a node's id or its title. FIELD is a key of its data: prompt, template, "
            "inputPrompt, systemPrompt, provider, model, temperature, maxTokens, effort …; "
            "“image” of an Image node names a file.\n"
            "With --json: one object a line, {\"type\":\"node\",\"id\",\"state\"} with the states "
            "running, completed, cached, skipped and failed, {\"type\":\"delta\",\"id\",\"text\"}, "
            "and at the end one {\"type\":\"result\",\"status\",\"nodes\"} with state, text and "
            "error of each node. Skipped are nodes that are switched off, that depend on a failed "
            "one, that lie behind a paused edge, or that were stopped by Ctrl+C (their partial "
            "text "
            "is told)."),
        {valued(u"set"_s, u"NODE.FIELD=VALUE"_s,
                Text::tr("change the workflow before it runs; may be given again")),
         valued(u"node"_s, u"ID"_s, Text::tr("run this node only, always anew")),
         valued(u"from"_s, u"ID"_s, Text::tr("run this node anew, and what depends on it")),
         valued(u"max-parallel"_s, u"N"_s, Text::tr("requests at a time, 1 to 10")),
         valued(u"output"_s, u"FILE"_s,
                Text::tr("save the workflow with its results, also after a failure")),
         flag(u"json"_s, Text::tr("JSON lines"))}};
}

CommandSpec keySpec(CommandName name, const QString& word, const QString& summary)
{
    return {name, {u"key"_s, word}, u"PROVIDER"_s, summary, {}, {}};
}

CommandSpec sandboxSpec()
{
    return {CommandName::Sandbox,
            {u"sandbox"_s},
            {},
            Text::tr("Runs the practice provider on 127.0.0.1 until it is interrupted."),
            Text::tr("Prints its addresses as one JSON line. Nothing leaves this computer."),
            {valued(u"port"_s, u"P"_s, Text::tr("default: any free port"))}};
}

QString columns(const QString& left, const QString& right)
{
    constexpr int width = 26;
    return u"  %1 %2\n"_s.arg(left.leftJustified(width), right);
}

QString optionLines(const QList<QCommandLineOption>& options)
{
    QString lines;
    for (const QCommandLineOption& option : options) {
        const QString value = option.valueName();
        lines +=
            columns("--"_L1 + option.names().first() + (value.isEmpty() ? QString() : u' ' + value),
                    option.description());
    }
    return lines;
}

QString usageOf(const CommandSpec& command)
{
    const QStringList parts = QStringList{u"plantain"_s} + command.words +
                              QStringList{Text::tr("[options]"), command.arguments};
    return parts.join(u' ').trimmed();
}

QString commandLines()
{
    QString lines;
    for (const CommandSpec& command : commandTable()) {
        if (!command.words.isEmpty()) {
            lines += columns((command.words + QStringList{command.arguments}).join(u' ').trimmed(),
                             command.summary);
        }
    }
    return lines;
}

} // namespace

const QList<CommandSpec>& commandTable()
{
    static const QList<CommandSpec> table{
        windowSpec(),
        loginSpec(),
        statusSpec(),
        logoutSpec(),
        modelsSpec(),
        generateSpec(),
        runSpec(),
        keySpec(CommandName::KeySet, u"set"_s,
                Text::tr("Stores an API key, read from standard input.")),
        keySpec(CommandName::KeyClear, u"clear"_s, Text::tr("Removes a stored API key.")),
        keySpec(CommandName::KeyStatus, u"status"_s,
                Text::tr("Tells where the API key comes from. Exit code 3 when there is none.")),
        sandboxSpec()};
    return table;
}

const QList<QCommandLineOption>& commonOptions()
{
    static const QList<QCommandLineOption> options{
        valued(u"data-dir"_s, u"DIR"_s, Text::tr("where Plantain keeps its files")),
        valued(u"auth-profile"_s, u"FILE"_s, Text::tr("another authorization server (JSON)")),
        valued(u"storage"_s, u"KIND"_s, Text::tr("where secrets are kept: file or keychain")),
        flag(u"sandbox"_s, Text::tr("use the practice provider, in this process")),
        valued(u"proxy"_s, u"URL"_s, Text::tr("http://host:port or socks5://host:port")),
        valued(u"ca-file"_s, u"FILE"_s, Text::tr("also trust these certificates (PEM)")),
        valued(u"log-level"_s, u"L"_s, Text::tr("error, warning, info or debug")),
        flag(u"version"_s, Text::tr("print the version")),
        flag(u"help"_s, Text::tr("print this help"))};
    return options;
}

QStringList choicesFor(const QString& name)
{
    static const QHash<QString, QStringList> choices{
        {u"provider"_s, {u"google"_s, u"openai"_s, u"openai-auth"_s, u"openai-compatible"_s}},
        {u"PROVIDER"_s, {u"google"_s, u"openai"_s, u"openai-compatible"_s}},
        {u"effort"_s,
         {u"none"_s, u"minimal"_s, u"low"_s, u"medium"_s, u"high"_s, u"xhigh"_s, u"max"_s}},
        {u"storage"_s, {u"file"_s, u"keychain"_s}},
        {u"log-level"_s, {u"error"_s, u"warning"_s, u"info"_s, u"debug"_s}}};
    return choices.value(name);
}

QString exitCodesText()
{
    return Text::tr("Exit codes: 0 ok, 1 failed, 2 usage, 3 not signed in or key missing, "
                    "130 cancelled.");
}

std::optional<CommandSpec> findCommand(const QStringList& words)
{
    const auto& table = commandTable();
    const auto found = std::find_if(table.cbegin(), table.cend(), [&words](const auto& command) {
        return !command.words.isEmpty() && words.mid(0, command.words.size()) == command.words;
    });
    if (found != table.cend()) {
        return *found;
    }
    return words.isEmpty() ? std::optional(table.first()) : std::nullopt;
}

QString helpText(const CommandSpec& command)
{
    QString text =
        Text::tr("Usage: %1").arg(usageOf(command)) + "\n\n"_L1 + command.summary + u'\n';
    if (!command.details.isEmpty()) {
        text += command.details + u'\n';
    }
    if (command.words.isEmpty()) {
        text += u'\n' + Text::tr("Commands:") + u'\n' + commandLines();
    }
    if (!command.options.isEmpty()) {
        text += u'\n' + Text::tr("Options:") + u'\n' + optionLines(command.options);
    }
    text += u'\n' + Text::tr("Options everywhere:") + u'\n' + optionLines(commonOptions());
    text += u'\n' + exitCodesText() + u'\n';
    return text;
}

} // namespace plantain::app
