// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Command.h"
#include "app/cli/CommandLine.h"
#include "app/cli/Console.h"
#include "app/cli/InputReader.h"
#include "src/auth/AuthService.h"

#include <functional>
#include <memory>

namespace plantain::app {

/// `auth login`
class LoginCommand final : public Command
{
    Q_OBJECT

public:
    using OpenBrowser = std::function<bool(const QUrl&)>;

    /// References are borrowed. `input` is read only with `--paste`.
    LoginCommand(LoginOptions options, auth::AuthService& auth, Console& console, int input,
                 OpenBrowser openBrowser);

    void start() override;
    void interrupt() override;

private:
    void begin();
    void showAddress(const QUrl& url);
    void showCode(const auth::DeviceCode& code);
    void submit(const QByteArray& line);
    void end(const std::optional<base::Error>& error);

    LoginOptions m_options;
    auth::AuthService& m_auth;
    Console& m_console;
    int m_input;
    OpenBrowser m_openBrowser;
    std::unique_ptr<InputReader> m_reader;
    bool m_begun = false;
};

/// `auth status`
class StatusCommand final : public Command
{
    Q_OBJECT

public:
    /// References are borrowed.
    StatusCommand(StatusOptions options, auth::AuthService& auth, Console& console);

    void start() override;

private:
    void show(const auth::AuthStatus& status);

    StatusOptions m_options;
    auth::AuthService& m_auth;
    Console& m_console;
    bool m_shown = false;
};

/// `auth logout`
class LogoutCommand final : public Command
{
    Q_OBJECT

public:
    /// References are borrowed.
    LogoutCommand(auth::AuthService& auth, Console& console);

    void start() override;

private:
    void end(const base::Result<auth::DisconnectOutcome>& outcome);

    auth::AuthService& m_auth;
    Console& m_console;
    base::JobPtr<auth::DisconnectJob> m_job;
};

/// The contract of `auth status --json`; unknown values are null.
QJsonObject statusJson(const auth::AuthStatus& status);

} // namespace plantain::app
