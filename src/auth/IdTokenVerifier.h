// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Clock.h"
#include "src/base/Job.h"
#include "src/base/Secret.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QUrl>

class QNetworkAccessManager;

namespace plantain::auth {

/// What an ID token must say to be believed.
struct IdTokenExpectations {
    QString issuer;   ///< `iss`, string-equal
    QString audience; ///< our client id; `aud` may be a text or a list that holds it
    QString nonce;    ///< of the attempt; empty: none was sent, so the token must hold none
    QUrl jwksUri;
};

/// Who signed in, from a verified ID token.
struct IdentityClaims {
    QString subject;   ///< `sub`
    QString email;     ///< empty when the token names none
    QString accountId; ///< `sub`: the access token names no account
    QJsonObject all;
};

/// Verifies an ID token (OIDC Core 3.1.3.7): signature RS256 or ES256 by the server's JWKS (fetched
/// anew once when the key id is unknown), iss, aud, azp, nonce, and exp, iat, nbf with five minutes
/// of tolerance.
/// Errors: BadResponse (not to be trusted; a wrong local clock is named with its minutes),
/// Network, Timeout or Server (the keys cannot be fetched now: try again later, no verdict).
class IdTokenVerifier : public base::ResultJob<IdentityClaims>
{
    Q_OBJECT

public:
    /// `manager` and `clock` are borrowed. `httpDate`: the Date header of the token answer, to tell
    /// a wrong local clock from an old token; may be empty.
    IdTokenVerifier(QNetworkAccessManager& manager, const base::Clock& clock,
                    IdTokenExpectations expectations, const base::Secret& idToken,
                    const QByteArray& httpDate = {});
    ~IdTokenVerifier() override;

protected:
    void run() override;
    void abort() override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace plantain::auth
