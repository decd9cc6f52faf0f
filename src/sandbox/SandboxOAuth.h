// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/sandbox/SandboxHttp.h"
#include "src/sandbox/SandboxKeys.h"
#include "src/sandbox/SandboxProvider.h"

#include <QSet>

namespace plantain::sandbox {

/// What an access token of ours allows.
struct PracticeAccess {
    bool expired = false;
    bool plan = false;
};

/// The authorization server's side: /authorize, /token, /revoke, /jwks (RFC 6749, 7636 with S256
/// only, 7009, 9207). Tokens are sealed texts; that a refresh token was used or revoked is only
/// remembered while the process lives.
class SandboxOAuth
{
public:
    static constexpr QLatin1String issuer{"https://sandbox.plantain.invalid"};
    static constexpr QLatin1String clientId{"plantain-sandbox"};
    static constexpr QLatin1String resource{"https://sandbox.plantain.invalid/v1"};
    static constexpr QLatin1String scope{
        "openid profile email offline_access resource.invoke chatgpt.tokens.use.direct"};

    /// Both are borrowed.
    SandboxOAuth(SandboxKeys& keys, const SandboxKnobs& knobs);

    /// False when the path is not one of its own.
    bool handle(const PracticeRequest& request, const PracticeReply& reply);
    /// Empty when the token is not ours or its session was revoked.
    std::optional<PracticeAccess> access(const QString& accessToken);

private:
    void showConsent(const PracticeRequest& request, const PracticeReply& reply);
    void decide(const PracticeRequest& request, const PracticeReply& reply);
    void giveTokens(const PracticeRequest& request, const PracticeReply& reply);
    void exchange(const QHash<QString, QString>& form, const PracticeReply& reply);
    void refresh(const QHash<QString, QString>& form, const PracticeReply& reply);
    void revoke(const PracticeRequest& request, const PracticeReply& reply);
    QJsonObject tokenAnswer(const QString& family, int generation, const QString& granted) const;
    std::optional<QJsonObject> openedAs(const QString& type, const QString& token) const;

    SandboxKeys& m_keys;
    const SandboxKnobs& m_knobs;
    QSet<QString> m_usedCodes;
    QSet<QString> m_revokedFamilies;
    QHash<QString, int> m_generations; ///< the newest of a family's refresh tokens
};

} // namespace plantain::sandbox
