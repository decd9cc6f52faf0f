// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Json.h"
#include "src/base/Secret.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>

namespace plantain::auth {

/// The keys of an authorization server (RFC 7517), as its JWKS document gives them.
base::Result<QJsonArray> parseKeySet(const QByteArray& jwks);

/// What `verifiedClaims` found.
enum class TokenVerdict {
    Good,
    Malformed,      ///< no JWS, or its payload is no JSON object
    WrongAlgorithm, ///< not RS256 or ES256 ("none" and HS* above all)
    UnknownKey,     ///< no key of that id: the set may be out of date
    BadSignature
};

struct VerifiedToken {
    TokenVerdict verdict = TokenVerdict::Malformed;
    QJsonObject claims; ///< only when Good
};

/// Checks the signature of a compact JWS (RFC 7515) with the key that its `kid` names, or with the
/// only suitable key when it names none. Pure.
VerifiedToken verifiedClaims(const base::Secret& token, const QJsonArray& keys);

} // namespace plantain::auth
