// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace plantain::auth {

/// What the browser tab is told at the end of a sign-in.
enum class PageKind {
    Connected,
    ConnectedWithoutPlan, ///< signed in, but the plan may not be used (X5)
    Declined,
    Stale, ///< the state is not that of the attempt: replaced or expired
    Replaced,
    Cancelled,
    TimedOut,
    AlreadyFinishing, ///< a second callback of the same attempt
    NotAccepted,      ///< the callback itself is wrong
    WrongAccount,
    ExchangeFailed,
    NotVerified, ///< the ID token
    NotSaved,
    NotHere ///< any other request
};

/// The whole HTTP answer with its page (P1–P6): no external resource, no redirect, the query taken
/// out of the address bar, understandable without scripts. `status` 0 means the kind's own.
/// `serverText` is shown escaped and capped; mostly empty.
QByteArray resultPage(PageKind kind, const QString& serverText = {}, int status = 0);

/// The answer to HEAD: the same headers as a page, no body.
QByteArray emptyAnswer(int status);

} // namespace plantain::auth
