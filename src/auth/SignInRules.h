// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/auth/AuthProfile.h"
#include "src/auth/IdTokenVerifier.h"
#include "src/auth/LoopbackRequest.h"
#include "src/auth/ResultPage.h"
#include "src/auth/SignInJob.h"
#include "src/auth/TokenAnswer.h"
#include "src/auth/TokenRecord.h"

#include <utility>
#include <variant>

namespace plantain::auth {

/// Why a sign-in ends, for the app and for the browser tab.
struct SignInFailure {
    base::Error error;
    PageKind page = PageKind::NotAccepted;
    QString serverText; ///< shown in the tab
};

/// The record a sign-in starts from: what is known to this server on this machine, with a host id.
/// The client id is empty when a registration is still needed.
TokenRecord startingRecord(const AuthProfile& profile, const TokenRecord& known);

/// Beside the standard parameters: registration, hints, consent (1.A).
QList<std::pair<QString, QString>> extraParameters(const AuthProfile& profile,
                                                   const TokenRecord& record,
                                                   const SignInOptions& options);

/// The client id to use from now on, or why this callback ends the sign-in (A7, L8). The state has
/// been compared before.
std::variant<QString, SignInFailure> judgeCallback(const AuthProfile& profile, bool announcesIssuer,
                                                   const TokenRecord& record,
                                                   const Callback& callback);

/// The person said no.
base::Error declinedError();
/// The time was over before the person had signed in.
base::Error nobodySignedInError();

/// True when the profile asks for an identity, which must then be verified.
bool wantsIdentity(const AuthProfile& profile);

/// What an exchange must bring beyond X2; nothing when it is complete.
std::optional<SignInFailure> faultOf(const AuthProfile& profile, const TokenAnswer& answer);

/// X6: nothing when `subject` may replace the session of `record`.
std::optional<SignInFailure> accountConflict(const TokenRecord& record, const QString& subject);

/// The session, expiring counted from `receivedAt` (X4).
TokenRecord signedInRecord(const AuthProfile& profile, const TokenRecord& record,
                           const TokenAnswer& answer, const IdentityClaims& identity,
                           base::UnixTime receivedAt);

} // namespace plantain::auth
