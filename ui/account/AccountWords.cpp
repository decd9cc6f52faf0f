// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/account/AccountWords.h"

#include "ui/widgets/Words.h"

#include <QCoreApplication>
#include <QUrlQuery>

namespace plantain::ui {

namespace {

using auth::AuthState;
using theme::Icon;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(plantain::ui::AccountWords)
};

QString errorNote(const auth::AuthStatus& status)
{
    return status.error ? words::paragraph(*status.error) : QString();
}

QString connectedText(const auth::AuthStatus& status)
{
    return status.email.isEmpty()
               ? Text::tr("Connected")
               : Text::tr("Connected as %1").arg(words::maskedEmail(status.email));
}

} // namespace

bool startsSignIn(AccountAction action)
{
    return action == AccountAction::Connect || action == AccountAction::Reconnect ||
           action == AccountAction::TryAgain || action == AccountAction::AllowPlan;
}

AccountView accountView(const auth::AuthStatus& status)
{
    switch (status.state) {
    case AuthState::Loading:
        return {{Tone::Neutral, Icon::Clock, Text::tr("Reading the session…")},
                AccountAction::None,
                {}};
    case AuthState::SignedOut:
        return {{Tone::Neutral, Icon::Dot, Text::tr("Not connected")}, AccountAction::Connect, {}};
    case AuthState::WaitingForBrowser:
        return {{Tone::Info, Icon::Clock,
                 Text::tr("Waiting for your browser · %1")
                     .arg(words::minutesAndSeconds(status.secondsLeft))},
                AccountAction::Cancel,
                {}};
    case AuthState::Exchanging:
        return {{Tone::Info, Icon::Refresh, Text::tr("Signing in…")}, AccountAction::Cancel, {}};
    case AuthState::Connected:
        return {{Tone::Ok, Icon::Check, connectedText(status)}, AccountAction::None, {}};
    case AuthState::PlanDisabled:
        return {{Tone::Warn, Icon::Warning, Text::tr("Connected, plan use not allowed")},
                AccountAction::AllowPlan,
                Text::tr("Allow the use of your plan to run with this account.")};
    case AuthState::Refreshing:
        return {{Tone::Info, Icon::Refresh, Text::tr("Renewing…")}, AccountAction::None, {}};
    case AuthState::Expired:
        return {{Tone::Info, Icon::Clock, Text::tr("Session expired, renews at the next run")},
                AccountAction::None,
                errorNote(status)};
    case AuthState::NeedsReauth:
        return {{Tone::Warn, Icon::Warning, Text::tr("Session expired")},
                AccountAction::Reconnect,
                errorNote(status)};
    case AuthState::NotEligible:
        return {{Tone::Warn, Icon::Warning, Text::tr("Not part of your plan")},
                AccountAction::ManageUsage,
                errorNote(status)};
    case AuthState::UsageLimited:
        return {{Tone::Warn, Icon::Clock, Text::tr("Plan limit reached")},
                AccountAction::ManageUsage,
                errorNote(status)};
    case AuthState::StorageUnavailable:
        return status.storage == secrets::StorageKind::Keychain
                   ? AccountView{{Tone::Warn, Icon::Lock, Text::tr("Keyring is locked")},
                                 AccountAction::Unlock,
                                 errorNote(status)}
                   : AccountView{{Tone::Warn, Icon::Warning, Text::tr("Session cannot be read")},
                                 AccountAction::ReadAgain,
                                 errorNote(status)};
    case AuthState::Failed:
        return {{Tone::Error, Icon::Error, Text::tr("Could not sign in")},
                AccountAction::TryAgain,
                errorNote(status)};
    }
    Q_UNREACHABLE();
}

Badge accountChip(const auth::AuthStatus& status)
{
    Badge badge = accountView(status).badge;
    if (status.state == AuthState::Connected && !status.email.isEmpty()) {
        badge.text = status.email;
    }
    return badge;
}

QString actionText(AccountAction action, bool chatGpt)
{
    switch (action) {
    case AccountAction::None:
        return {};
    case AccountAction::Connect:
        return chatGpt ? Text::tr("Continue with ChatGPT") : Text::tr("Connect");
    case AccountAction::Reconnect:
        return Text::tr("Reconnect");
    case AccountAction::TryAgain:
        return Text::tr("Try again");
    case AccountAction::AllowPlan:
        return Text::tr("Allow…");
    case AccountAction::Cancel:
        return Text::tr("Cancel");
    case AccountAction::ManageUsage:
        return Text::tr("Manage usage");
    case AccountAction::Unlock:
        return Text::tr("Unlock…");
    case AccountAction::ReadAgain:
        return Text::tr("Read again");
    }
    Q_UNREACHABLE();
}

QUrl usagePage()
{
    return QUrl(QStringLiteral("https://chatgpt.com/settings/usage"));
}

QUrl connectedAppsPage()
{
    return QUrl(QStringLiteral("https://chatgpt.com/settings"));
}

QString tunnelCommand(const QUrl& authorizationUrl)
{
    const QUrl redirect(QUrlQuery(authorizationUrl)
                            .queryItemValue(QStringLiteral("redirect_uri"), QUrl::FullyDecoded));
    const int port = redirect.port();
    return port < 0 ? QString() : QStringLiteral("ssh -L %1:127.0.0.1:%1 …").arg(port);
}

} // namespace plantain::ui
