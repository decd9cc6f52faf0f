// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Secret.h"

namespace plantain::auth {

/// 32 bytes of the system's random generator, base64url without padding: 43 characters that need no
/// encoding in a URL (RFC 7636 section 4.1).
base::Secret randomToken();

/// The S256 challenge of a verifier (RFC 7636 section 4.2).
QByteArray challengeOf(const base::Secret& verifier);

/// The three random values of one sign-in attempt. In memory only.
struct AttemptSecrets {
    base::Secret verifier;
    base::Secret state;
    base::Secret nonce;

    static AttemptSecrets create();
};

} // namespace plantain::auth
