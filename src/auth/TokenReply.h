// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/auth/TokenAnswer.h"
#include "src/net/HttpJob.h"

#include <QString>

#include <variant>

namespace plantain::auth {

/// What a token request is for; messages for people depend on it.
enum class TokenUse { Exchange, Refresh };

/// One answer of the token endpoint as it came, or the lack of one.
struct TokenReply {
    net::HttpResponse response;
    bool mayHaveBeenProcessed = false;
    /// Set when there is no (whole) answer.
    std::optional<base::Error> transportError;
};

struct TokenFailure {
    GrantFailure failure = GrantFailure::Transient;
    base::Error error;
    QString code; ///< the server's `error`; empty when it named none
    std::optional<std::chrono::seconds> retryAfter;
};

using TokenOutcome = std::variant<TokenAnswer, TokenFailure>;

/// Judges an answer: tokens, or what the failure means for the session. The content type is not
/// trusted for tokens; an HTML page is some network's own page and no verdict of the server's.
TokenOutcome judgeTokenReply(const TokenReply& reply, TokenUse use);

} // namespace plantain::auth
