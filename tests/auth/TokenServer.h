// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/auth/AuthProfile.h"
#include "tests/support/FakeHttpServer.h"

#include <QJsonDocument>

namespace plantain::testing {

/// The token and revocation endpoints of an authorization server that replaces the refresh token on
/// every use and takes each one once.
class TokenServer : public FakeHttpServer
{
public:
    TokenServer()
    {
        on("/token",
           [this](const ReceivedRequest& request, FakeAnswer answer) { grant(request, answer); });
        on("/revoke", [](const ReceivedRequest&, FakeAnswer answer) { answer.send(200, {}); });
    }

    auth::AuthProfile profile() const
    {
        auth::AuthProfile result;
        result.name = QStringLiteral("custom");
        result.issuer = url().toString();
        result.authorizationEndpoint = url(QStringLiteral("/authorize"));
        result.tokenEndpoint = url(QStringLiteral("/token"));
        result.revocationEndpoint = url(QStringLiteral("/revoke"));
        result.jwksUri = url(QStringLiteral("/jwks"));
        result.clientId = QStringLiteral("app_test");
        result.scope = QStringLiteral("offline_access");
        result.redirectPorts = {0};
        return result;
    }

    /// What a good answer holds; the nth refresh gives access-n and refresh-n.
    QJsonObject nextTokens()
    {
        ++m_issued;
        current = QStringLiteral("refresh-%1").arg(m_issued);
        return {{QStringLiteral("access_token"), QStringLiteral("access-%1").arg(m_issued)},
                {QStringLiteral("refresh_token"), current},
                {QStringLiteral("token_type"), QStringLiteral("Bearer")},
                {QStringLiteral("expires_in"), expiresIn}};
    }

    void grant(const ReceivedRequest& request, FakeAnswer answer)
    {
        const auto form = request.form();
        const bool refresh = form.value(QStringLiteral("grant_type")) == "refresh_token";
        if (refresh && form.value(QStringLiteral("refresh_token")) != current) {
            answer.send(400, R"({"error": "invalid_grant"})");
            return;
        }
        answer.send(200, QJsonDocument(nextTokens()).toJson());
    }

    int refreshes() const { return count("/token"); }

    QString current = QStringLiteral("refresh-0");
    int expiresIn = 3600;

private:
    int m_issued = 0;
};

} // namespace plantain::testing
