// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Clock.h"
#include "src/base/Json.h"
#include "src/base/Secret.h"

#include <QJsonObject>

#include <optional>

namespace plantain::auth {

/// The one record of a session, as kept in openai-auth.json or in the keychain. Field names in JSON
/// are those of T3.2 and S1 exactly; times are Unix seconds, UTC. Unknown fields are kept. A record
/// may hold a registration only (client id, host id) and no tokens: that is "signed out", but known
/// to the authorization server.
struct TokenRecord {
    static constexpr int currentVersion = 1;

    QString profile; ///< AuthProfile::name
    QString issuer;
    QString clientId; ///< the issued one
    QString hostId;   ///< urn:uuid:…, stable per installation
    QString machine;  ///< digest of this machine's id: a copied folder is noticed (S11)
    base::Secret accessToken;
    base::Secret refreshToken;
    base::Secret idToken;
    QString tokenType;
    QString scope;     ///< as granted
    QString accountId; ///< ID token's sub
    QString subject;
    QString email;
    std::optional<base::UnixTime> expiresAt;
    std::optional<base::UnixTime> earliestRefreshAt;
    std::optional<base::UnixTime> createdAt;
    std::optional<base::UnixTime> updatedAt;
    std::optional<base::UnixTime>
        pendingRefreshSince; ///< set before a refresh is sent, cleared with its answer
    QString needsReauth;     ///< why the session ended, as a code; empty while it is alive
    QJsonObject unknown;     ///< fields of newer versions, written back unchanged

    bool hasTokens() const { return !accessToken.isEmpty(); }
    /// The granted scope allows use of the account's plan.
    bool planEnabled() const;
    /// Takes tokens, identity and times away; keeps client id, host id and unknown fields.
    TokenRecord withoutTokens() const;
    /// The grant is dead (R5): access and refresh token go; the identity and the ID token stay, as
    /// hints for the sign-in that must follow.
    TokenRecord endedBecause(const QString& code) const;
    /// Written on another machine (S11): its tokens rotate there and must not be used here.
    bool isFromAnotherMachine() const;

    /// Errors: InvalidInput with the field's path.
    static base::Result<TokenRecord> fromJson(const QByteArray& text);
    base::Secret toJson() const;

    bool operator==(const TokenRecord&) const = default;
};

/// The scope that allows use of the account's plan.
inline constexpr QLatin1String planScope{"chatgpt.tokens.use.direct"};

/// True when the space separated list holds that scope.
bool hasScope(const QString& scopes, QLatin1String scope);

/// What `TokenRecord::machine` holds on this machine: a digest, so that the id itself is not
/// written down. Empty where the system has none.
QString machineDigest(const QString& hostId);

} // namespace plantain::auth
