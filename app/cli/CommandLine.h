// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Services.h"
#include "src/base/Result.h"
#include "src/llm/LlmTypes.h"

#include <QStringList>

#include <chrono>
#include <optional>
#include <variant>

namespace plantain::app {

struct WindowCommand {
    QStringList files;
    bool newWindow = false; ///< also when one is open already
};
/// Text for stdout: --help and --version.
struct TextCommand {
    QString text;
};
struct LoginOptions {
    bool openBrowser = true;
    bool device = false;
    bool paste = false;
    std::chrono::seconds timeout{300};
};
struct StatusOptions {
    bool json = false;
};
struct LogoutOptions {
};
struct ModelsOptions {
    std::optional<llm::ProviderId> provider; ///< none: all
    bool refresh = false;
    bool json = false;
};
struct GenerateOptions {
    std::optional<llm::ProviderId> provider; ///< none: the settings' or the first that can be used
    QString model;                           ///< empty: the provider's default
    QString system;
    QStringList images;
    std::optional<double> temperature;
    std::optional<int> maxTokens;
    QString effort;
    bool stream = true;
    bool json = false;
    QString prompt;
    bool promptFromInput = false;
};
/// One `--set`.
struct Assignment {
    QString node; ///< its id or its title
    QString field;
    QString value;
};
struct RunOptions {
    QString file;
    QList<Assignment> assignments;
    QString node;                   ///< run this one only
    QString from;                   ///< run this one and what depends on it
    std::optional<int> maxParallel; ///< none: the settings'
    QString output;                 ///< where the workflow goes with its results; empty: nowhere
    bool json = false;
};
struct KeyOptions {
    enum class Action { Set, Clear, Status };
    Action action = Action::Status;
    QString provider; ///< one of ApiKeys::providers()
};
struct SandboxOptions {
    quint16 port = 0; ///< 0: any free one
};

using CommandOptions =
    std::variant<WindowCommand, TextCommand, LoginOptions, StatusOptions, LogoutOptions,
                 ModelsOptions, GenerateOptions, RunOptions, KeyOptions, SandboxOptions>;

/// What the user typed, checked.
struct Invocation {
    ServicesOptions services;
    QString logLevel = QStringLiteral("warning");
    CommandOptions command;
};

/// `arguments` without the program's name. An error means wrong usage (exit code 2).
base::Result<Invocation> parseCommandLine(const QStringList& arguments);

} // namespace plantain::app
