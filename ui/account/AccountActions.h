// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/auth/AuthService.h"
#include "ui/account/AccountWords.h"

#include <QObject>

#include <functional>

namespace plantain::ui {

/// Everything a person can do with the account, shared by every view of it. The browser is opened
/// only for a sign-in that was started here.
class AccountActions : public QObject
{
    Q_OBJECT

public:
    /// `auth` is borrowed. `openUrl` answers whether a browser could be opened.
    AccountActions(auth::AuthService& auth, std::function<bool(const QUrl&)> openUrl,
                   QObject* parent = nullptr);

    auth::AuthService& service() const { return m_auth; }
    bool isChatGpt() const { return m_auth.profile().isChatGpt(); }

    void perform(AccountAction action);
    /// The server knows the way by a code, for a browser on any device.
    bool offersCode() const;
    void startWithCode();
    /// Of the attempt under way, once the server has given it; empty: it goes by the browser.
    const std::optional<auth::DeviceCode>& deviceCode() const { return m_deviceCode; }
    void copyCode();
    void openAgain();
    /// Puts the sign-in address on the clipboard.
    void copyLink();
    void disconnectAccount();
    bool isDisconnecting() const { return m_disconnectJob != nullptr; }
    bool openPage(const QUrl& url) const { return m_openUrl(url); }
    /// For the attempt under way: the address has to be copied.
    bool hasBrowserFailed() const { return m_browserFailed; }

signals:
    void deviceCodeChanged();
    /// No browser could be opened for this address: show it.
    void browserFailed(const QUrl& url);
    /// A sign-in that was started here; without an error it ended well.
    void signInEnded(const std::optional<plantain::base::Error>& error);
    void disconnectStarted();
    void disconnected(const plantain::auth::DisconnectOutcome& outcome);

private:
    void startSignIn(bool askForPlanAgain);
    void open(const QUrl& url);
    void setDeviceCode(const std::optional<auth::DeviceCode>& code);

    auth::AuthService& m_auth;
    std::function<bool(const QUrl&)> m_openUrl;
    bool m_startedHere = false;
    bool m_browserFailed = false;
    std::optional<auth::DeviceCode> m_deviceCode;
    base::JobPtr<auth::DisconnectJob> m_disconnectJob;
};

} // namespace plantain::ui
