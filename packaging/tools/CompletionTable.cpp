// SPDX-License-Identifier: GPL-3.0-or-later
#include "packaging/tools/CompletionTable.h"

#include <algorithm>

namespace plantain::packaging {

using namespace Qt::StringLiterals;
using app::CommandSpec;

Completion completionOf(const QCommandLineOption& option)
{
    const QStringList choices = app::choicesFor(option.names().first());
    if (!choices.isEmpty()) {
        return {Completion::Kind::Words, choices};
    }
    if (option.valueName() == "DIR"_L1) {
        return {Completion::Kind::Folders, {}};
    }
    return {option.valueName() == "FILE"_L1 ? Completion::Kind::Files : Completion::Kind::Anything,
            {}};
}

Completion completionOfArguments(const CommandSpec& command)
{
    const QStringList choices = app::choicesFor(command.arguments);
    if (!choices.isEmpty()) {
        return {Completion::Kind::Words, choices};
    }
    return {command.arguments.contains("FILE"_L1) ? Completion::Kind::Files
                                                  : Completion::Kind::Anything,
            {}};
}

QList<QCommandLineOption> allOptions()
{
    QList<QCommandLineOption> options = app::commonOptions();
    QStringList known;
    for (const CommandSpec& command : app::commandTable()) {
        for (const QCommandLineOption& option : command.options) {
            const QString name = option.names().first();
            if (!known.contains(name)) {
                known << name;
                options << option;
            }
        }
    }
    return options;
}

QList<QCommandLineOption> valuedOptions()
{
    QList<QCommandLineOption> options = allOptions();
    options.removeIf([](const QCommandLineOption& option) { return option.valueName().isEmpty(); });
    return options;
}

QString dashed(const QList<QCommandLineOption>& options, QChar separator)
{
    QStringList names;
    for (const QCommandLineOption& option : options) {
        names << "--"_L1 + option.names().first();
    }
    return names.join(separator);
}

CommandSpec windowCommand()
{
    return *app::findCommand({});
}

QList<CommandSpec> realCommands()
{
    QList<CommandSpec> commands = app::commandTable();
    commands.removeIf([](const CommandSpec& command) { return command.words.isEmpty(); });
    return commands;
}

QList<NextWord> nextWords(const QStringList& before)
{
    QList<NextWord> words;
    for (const CommandSpec& command : realCommands()) {
        if (command.words.size() <= before.size() ||
            command.words.mid(0, before.size()) != before) {
            continue;
        }
        const QString word = command.words.at(before.size());
        const auto known = std::find_if(words.begin(), words.end(), [&word](const NextWord& next) {
            return next.word == word;
        });
        if (known == words.end()) {
            words << NextWord{word, command.summary};
        }
    }
    return words;
}

QStringList groups()
{
    QStringList beginnings{QString()};
    for (const CommandSpec& command : realCommands()) {
        if (command.words.size() > 1 && !beginnings.contains(command.words.first())) {
            beginnings << command.words.first();
        }
    }
    return beginnings;
}

} // namespace plantain::packaging
