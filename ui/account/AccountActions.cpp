// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/account/AccountActions.h"

#include <QClipboard>
#include <QGuiApplication>

namespace plantain::ui {

AccountActions::AccountActions(auth::AuthService& auth, std::function<bool(const QUrl&)> openUrl,
                               QObject* parent)
    : QObject(parent)
    , m_auth(auth)
    , m_openUrl(std::move(openUrl))
{
    connect(&m_auth, &auth::AuthService::authorizationUrlReady, this, [this](const QUrl& url) {
        if (m_startedHere) {
            open(url);
        }
    });
    connect(&m_auth, &auth::AuthService::deviceCodeReady, this,
            [this](const auth::DeviceCode& code) { setDeviceCode(code); });
    connect(&m_auth, &auth::AuthService::signInFinished, this,
            [this](const std::optional<base::Error>& error) {
                const bool ours = std::exchange(m_startedHere, false);
                m_browserFailed = false;
                setDeviceCode(std::nullopt);
                if (ours) {
                    emit signInEnded(error);
                }
            });
}

void AccountActions::perform(AccountAction action)
{
    if (startsSignIn(action)) {
        startSignIn(action == AccountAction::AllowPlan);
    } else if (action == AccountAction::Cancel) {
        m_auth.cancelSignIn();
    } else if (action == AccountAction::ManageUsage) {
        openPage(usagePage());
    } else if (action == AccountAction::Unlock || action == AccountAction::ReadAgain) {
        // Reading again makes the keyring ask for its password.
        m_auth.load();
    }
}

void AccountActions::startSignIn(bool askForPlanAgain)
{
    // An attempt that is replaced ends first, and must not take the mark of the new one.
    m_auth.cancelSignIn();
    m_startedHere = true;
    auth::SignInOptions options;
    options.askForPlanAgain = askForPlanAgain;
    m_auth.start(options);
}

bool AccountActions::offersCode() const
{
    return !m_auth.profile().deviceAuthorizationEndpoint.isEmpty();
}

void AccountActions::startWithCode()
{
    m_auth.cancelSignIn();
    m_startedHere = true;
    auth::SignInOptions options;
    options.askForPlanAgain = m_auth.status().state == auth::AuthState::PlanDisabled;
    m_auth.startWithCode(options);
}

void AccountActions::setDeviceCode(const std::optional<auth::DeviceCode>& code)
{
    if (m_deviceCode != code) {
        m_deviceCode = code;
        emit deviceCodeChanged();
    }
}

void AccountActions::copyCode()
{
    if (m_deviceCode) {
        QGuiApplication::clipboard()->setText(m_deviceCode->userCode);
    }
}

void AccountActions::openAgain()
{
    open(m_deviceCode ? m_deviceCode->verificationUri : m_auth.authorizationUrl());
}

void AccountActions::open(const QUrl& url)
{
    m_browserFailed = !url.isEmpty() && !m_openUrl(url);
    if (m_browserFailed) {
        emit browserFailed(url);
    }
}

void AccountActions::copyLink()
{
    const QUrl url = m_deviceCode ? m_deviceCode->verificationUri : m_auth.authorizationUrl();
    QGuiApplication::clipboard()->setText(QString::fromUtf8(url.toEncoded()));
}

void AccountActions::disconnectAccount()
{
    m_disconnectJob = m_auth.disconnect();
    connect(m_disconnectJob.get(), &base::Job::finished, this, [this] {
        const auto result = m_disconnectJob->result();
        m_disconnectJob.reset();
        auth::DisconnectOutcome outcome;
        if (result) {
            outcome = *result;
        } else {
            outcome = {false, result.error()};
        }
        emit disconnected(outcome);
    });
    emit disconnectStarted();
    m_disconnectJob->start();
}

} // namespace plantain::ui
