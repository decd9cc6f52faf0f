// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/auth/AuthService.h"

namespace plantain::auth {

/// Everything that the state of the account depends on.
struct SessionFacts {
    const AuthProfile& profile;
    const TokenRecord& record;
    secrets::StorageKind storage = secrets::StorageKind::File;
    bool loaded = false;
    std::optional<base::Error> storageError{}; ///< the store did not answer
    std::optional<base::Error> lastError{};    ///< of the last sign-in or refresh
    bool signInFailed = false;                 ///< `lastError` is a sign-in's
    bool usageLimited = false;
    bool notEligible = false;
    bool refreshing = false;
    bool expired = false;
    std::optional<SignInAttempt::Phase> signIn{}; ///< the attempt under way
    std::chrono::seconds secondsLeft{0};          ///< of that attempt
};

/// The one judgement on the account (D1). Pure.
AuthStatus judge(const SessionFacts& facts);

/// Why the record's session cannot be used, now or ever; nothing when it can, perhaps after a
/// refresh.
std::optional<base::Error> whyUnusable(const AuthProfile& profile, const TokenRecord& record);

} // namespace plantain::auth
