// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Clock.h"
#include "src/base/Result.h"
#include "src/base/Secret.h"

#include <optional>

namespace plantain::auth {

/// What the token endpoint gave (RFC 6749 section 5.1). Absent fields are empty: the caller keeps
/// its old values.
struct TokenAnswer {
    base::Secret accessToken;
    base::Secret refreshToken;
    base::Secret idToken;
    std::optional<std::chrono::seconds> expiresIn; ///< > 0
    std::optional<base::UnixTime> earliestRefreshAt;
    QString scope;
    QString tokenType;
};

/// What a failed token request means for the session.
enum class GrantFailure {
    None,
    NotProcessed, ///< certain that the server did not act (connect error, 503, 429): may be sent
                  ///< again
    Uncertain, ///< sent, answer lost: the old refresh token may be spent; never sent again blindly
    Transient, ///< refused for now, tokens kept (5xx answer, 403 region, captive portal page …)
    Terminal,  ///< the grant is dead (invalid_grant …): clear the tokens, ask to sign in
    Configuration ///< invalid_client and the like: our profile is wrong
};

} // namespace plantain::auth
