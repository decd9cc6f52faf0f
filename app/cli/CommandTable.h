// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCommandLineOption>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace plantain::app {

enum class CommandName {
    Window,
    Login,
    Status,
    Logout,
    Models,
    Generate,
    Run,
    KeySet,
    KeyClear,
    KeyStatus,
    Sandbox
};

/// One command as `--help` shows it and as it is parsed.
struct CommandSpec {
    CommandName name = CommandName::Window;
    QStringList words; ///< {"auth", "login"}; none for the window
    QString arguments; ///< "PROMPT|-"
    QString summary;
    QString details; ///< more lines for its own help; may be empty
    QList<QCommandLineOption> options;
};

const QList<CommandSpec>& commandTable();
/// Options that every command takes.
const QList<QCommandLineOption>& commonOptions();
/// The words that an option ("storage") or an argument ("PROVIDER") takes, where they are a closed
/// set; none where it takes anything.
QStringList choicesFor(const QString& name);
/// What the program's exit codes mean, in one sentence.
QString exitCodesText();
/// The command that the words begin with; the window for none.
std::optional<CommandSpec> findCommand(const QStringList& words);

/// The help of one command; of the program for the window.
QString helpText(const CommandSpec& command);

} // namespace plantain::app
