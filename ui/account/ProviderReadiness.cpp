// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/account/ProviderReadiness.h"

#include <QCoreApplication>
#include <QUrl>

namespace plantain::ui {

namespace {

using auth::AuthState;
using secrets::KeySource;
using theme::Icon;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(plantain::ui::ProviderReadiness)
};

/// The states in which a run can get a token.
bool hasUsableSession(const auth::AuthStatus& status)
{
    switch (status.state) {
    case AuthState::Connected:
    case AuthState::Refreshing:
    case AuthState::Expired:
    case AuthState::UsageLimited: // the provider says so anew when it still holds
        return true;
    case AuthState::Failed: // of a new sign-in; the session before it stands
        return status.connected;
    default:
        return false;
    }
}

QString blockerOf(AuthState state)
{
    switch (state) {
    case AuthState::Loading:
        return Text::tr("The session is being read.");
    case AuthState::WaitingForBrowser:
    case AuthState::Exchanging:
        return Text::tr("Finish the sign-in first.");
    case AuthState::NeedsReauth:
        return Text::tr("The session expired. Reconnect first.");
    case AuthState::PlanDisabled:
        return Text::tr("Allow the use of your plan first.");
    case AuthState::NotEligible:
        return Text::tr("Your plan does not include this.");
    case AuthState::StorageUnavailable:
        return Text::tr("The session cannot be read yet. Unlock the keyring or read it again.");
    default:
        return Text::tr("Connect your account first.");
    }
}

ProviderReadiness lockedKeys()
{
    ProviderReadiness result;
    result.badge = {Tone::Warn, Icon::Lock, Text::tr("Keyring is locked")};
    result.blocker = Text::tr("Unlock the keyring first.");
    result.action = ReadinessAction::UnlockKeys;
    result.actionText = actionText(AccountAction::Unlock, false);
    return result;
}

} // namespace

ProviderReadiness accountReadiness(const auth::AuthStatus& status, bool chatGpt)
{
    const AccountView view = accountView(status);
    ProviderReadiness result;
    result.canRun = hasUsableSession(status);
    result.blocker = result.canRun ? QString() : blockerOf(status.state);
    result.badge = view.badge;
    result.note = view.note;
    result.accountAction = view.action;
    result.action =
        view.action == AccountAction::None ? ReadinessAction::None : ReadinessAction::Account;
    result.actionText = actionText(view.action, chatGpt);
    if (status.state == AuthState::SignedOut) {
        result.badge = {Tone::Warn, Icon::Warning, Text::tr("OpenAI not connected")};
        result.isPrimary = true;
    } else if (status.state == AuthState::Connected && chatGpt) {
        result.badge.text = Text::tr("Using ChatGPT plan");
        result.showsUsageLink = true;
    }
    return result;
}

ProviderReadiness keyReadiness(KeySource source)
{
    ProviderReadiness result;
    switch (source) {
    case KeySource::Stored:
        result.canRun = true;
        result.badge = {Tone::Ok, Icon::Key, Text::tr("API key stored")};
        return result;
    case KeySource::Environment:
        result.canRun = true;
        result.badge = {Tone::Ok, Icon::Terminal, Text::tr("Configured via environment")};
        return result;
    case KeySource::StorageUnavailable:
        return lockedKeys();
    case KeySource::None:
        break;
    }
    result.badge = {Tone::Warn, Icon::Key, Text::tr("API key missing")};
    result.blocker = Text::tr("Add an API key in the project setup first.");
    result.action = ReadinessAction::OpenSetup;
    result.actionText = Text::tr("Add key…");
    return result;
}

ProviderReadiness serverReadiness(const QString& baseUrl, KeySource source)
{
    if (baseUrl.isEmpty()) {
        ProviderReadiness result;
        result.badge = {Tone::Warn, Icon::Warning, Text::tr("No server set up")};
        result.blocker = Text::tr("Set up the server's address in the project setup first.");
        result.action = ReadinessAction::OpenSetup;
        result.actionText = Text::tr("Set up…");
        return result;
    }
    if (source == KeySource::StorageUnavailable) {
        return lockedKeys();
    }
    ProviderReadiness result;
    result.canRun = true;
    result.badge = {Tone::Ok, Icon::Link, QUrl(baseUrl).authority()};
    return result;
}

ProviderReadiness practiceReadiness()
{
    ProviderReadiness result;
    result.canRun = true;
    result.badge = {Tone::Info, Icon::Info, Text::tr("Sandbox")};
    return result;
}

ProviderReadiness unknownProviderReadiness(const QString& providerId)
{
    ProviderReadiness result;
    if (providerId.isEmpty()) {
        result.badge = {Tone::Warn, Icon::Warning, Text::tr("No provider chosen")};
        result.blocker = Text::tr("Choose a provider first.");
        return result;
    }
    result.badge = {Tone::Warn, Icon::Warning, Text::tr("Unknown provider")};
    result.blocker =
        Text::tr("Plantain does not know the provider “%1”. Choose another one.").arg(providerId);
    result.note = Text::tr("“%1” is kept in the file. Choose another provider to run this node.")
                      .arg(providerId);
    return result;
}

} // namespace plantain::ui
