// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Result.h"

#include <QString>

namespace plantain::auth {

/// Why a session ended, as kept in TokenRecord::needsReauth.
namespace endReason {
inline constexpr QLatin1String refused{"grant_refused"}; ///< the server called the grant dead
/// A refresh was sent and its answer never came, so the refresh token may be spent.
inline constexpr QLatin1String uncertain{"refresh_uncertain"};
inline constexpr QLatin1String notRefreshable{
    "not_refreshable"};                                       ///< no refresh token, no client id
inline constexpr QLatin1String otherMachine{"other_machine"}; ///< the data folder was copied
inline constexpr QLatin1String damaged{"record_damaged"};
} // namespace endReason

/// What to tell the person; NotSignedIn. Unknown reasons, of newer versions, get a general
/// sentence.
base::Error endedError(const QString& reason);

/// There is no session.
base::Error notSignedInError();

} // namespace plantain::auth
