// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/CommandTable.h"

namespace plantain::packaging {

/// What can stand in one place of a command line.
struct Completion {
    enum class Kind { Anything, Words, Files, Folders };
    Kind kind = Kind::Anything;
    QStringList words; ///< for Kind::Words
};

/// What follows an option; Anything for one without a value too.
Completion completionOf(const QCommandLineOption& option);
/// What a command takes after its words; workflow files are Files.
Completion completionOfArguments(const app::CommandSpec& command);

/// Every option once, those of all commands together.
QList<QCommandLineOption> allOptions();
/// Those of them that take a value.
QList<QCommandLineOption> valuedOptions();
/// The first name of each: "--image|--model".
QString dashed(const QList<QCommandLineOption>& options, QChar separator);
/// What runs without a command's words.
app::CommandSpec windowCommand();
/// The commands beside the window.
QList<app::CommandSpec> realCommands();

/// A word that can come next, with what it is for.
struct NextWord {
    QString word;
    QString description; ///< of the command that begins with it
};
/// What can come after these words of commands: {} gives the first words.
QList<NextWord> nextWords(const QStringList& before);
/// The beginnings of commands that need another word: "", "auth", "key".
QStringList groups();

} // namespace plantain::packaging
