// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/auth/AuthService.h"
#include "ui/widgets/Badge.h"

#include <QString>
#include <QUrl>

namespace plantain::ui {

/// What a person can do about the account in a state.
enum class AccountAction {
    None,
    Connect,
    Reconnect,
    TryAgain,
    AllowPlan,
    Cancel,
    ManageUsage,
    Unlock,
    ReadAgain
};

/// True for those that start a sign-in.
bool startsSignIn(AccountAction action);

/// An account state in words.
struct AccountView {
    Badge badge;
    AccountAction action = AccountAction::None;
    QString note; ///< one more sentence, may be empty
    bool operator==(const AccountView&) const = default;
};

/// As the account's own row says it: who is connected, masked.
AccountView accountView(const auth::AuthStatus& status);
/// As the toolbar says it: short, with the whole e-mail address.
Badge accountChip(const auth::AuthStatus& status);

/// `chatGpt`: the button of the built-in profile has its own words.
QString actionText(AccountAction action, bool chatGpt);

/// Where a person sees how much of the plan is used.
QUrl usagePage();
/// Where a person takes a connected app away.
QUrl connectedAppsPage();

/// For a browser on another machine: the command that brings the callback here. Empty when the
/// address does not hold a loopback redirect.
QString tunnelCommand(const QUrl& authorizationUrl);

} // namespace plantain::ui
