// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/auth/FakeAuthServer.h"

#include <QJsonDocument>

namespace plantain::testing {

namespace {

QJsonObject merged(QJsonObject usual, const QJsonObject& changes)
{
    for (auto it = changes.begin(); it != changes.end(); ++it) {
        if (it->isNull()) {
            usual.remove(it.key());
        } else {
            usual.insert(it.key(), *it);
        }
    }
    return usual;
}

const TestIdentity& sharedIdentity()
{
    static const TestIdentity identity;
    return identity;
}

} // namespace

FakeAuthServer::FakeAuthServer(const FakeClock& testClock)
    : clock(testClock)
    , identity(sharedIdentity())
{
    http.on("/.well-known/openid-configuration",
            [this](const ReceivedRequest&, FakeAnswer answer) { sendMetadata(answer); });
    http.on("/jwks", [this](const ReceivedRequest&, FakeAnswer answer) {
        answer.send(200, identity.jwks());
    });
    http.on("/token", [this](const ReceivedRequest& request, FakeAnswer answer) {
        sendTokens(request, answer);
    });
}

QString FakeAuthServer::issuer() const
{
    return http.url().toString();
}

auth::AuthProfile FakeAuthServer::chatGptProfile() const
{
    auth::AuthProfile profile = auth::AuthProfile::openAi();
    profile.issuer = issuer();
    profile.authorizationEndpoint = http.url("/builtin/authorize");
    profile.tokenEndpoint = http.url("/builtin/token");
    profile.jwksUri = http.url("/builtin/jwks");
    profile.redirectPorts = {0};
    profile.apiBaseUrl = http.url("/v1");
    return profile;
}

auth::AuthProfile FakeAuthServer::staticProfile() const
{
    auth::AuthProfile profile;
    profile.name = "custom";
    profile.issuer = issuer();
    profile.clientId = "app_static";
    profile.scope = "openid offline_access";
    profile.resource = "https://api.example.test/v1";
    profile.redirectPorts = {0};
    profile.apiBaseUrl = http.url("/v1");
    return profile;
}

QUrl FakeAuthServer::approve(const QUrl& authorizationUrl) const
{
    return answer(authorizationUrl, {});
}

QUrl FakeAuthServer::answer(const QUrl& authorizationUrl,
                            const QHash<QString, QString>& changes) const
{
    const QUrlQuery asked(authorizationUrl);
    const auto field = [&asked](const char* name) {
        return asked.queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
    };
    m_nonce = field("nonce");
    QHash<QString, QString> fields{{"code", code}, {"state", field("state")}};
    if (field("client_id") == QLatin1String("dynamic_agent_client")) {
        fields.insert("client_id", issuedClientId);
    }
    for (auto it = changes.begin(); it != changes.end(); ++it) {
        fields.insert(it.key(), it.value());
    }
    QByteArrayList pairs;
    for (auto it = fields.cbegin(); it != fields.cend(); ++it) {
        if (!it.value().isEmpty()) {
            pairs << it.key().toLatin1() + '=' + QUrl::toPercentEncoding(it.value());
        }
    }
    QUrl callback(field("redirect_uri"));
    callback.setQuery(QString::fromLatin1(pairs.join('&')));
    return callback;
}

ReceivedRequest FakeAuthServer::lastTokenRequest() const
{
    ReceivedRequest last;
    for (const ReceivedRequest& request : http.requests()) {
        if (request.path() == "/token") {
            last = request;
        }
    }
    return last;
}

void FakeAuthServer::sendMetadata(FakeAnswer answer) const
{
    const QJsonObject usual{{"issuer", issuer()},
                            {"authorization_endpoint", http.url("/authorize").toString()},
                            {"token_endpoint", http.url("/token").toString()},
                            {"revocation_endpoint", http.url("/revoke").toString()},
                            {"jwks_uri", http.url("/jwks").toString()}};
    answer.send(200, QJsonDocument(merged(usual, metadata)).toJson());
}

void FakeAuthServer::sendTokens(const ReceivedRequest& request, FakeAnswer answer)
{
    const qint64 now = base::toUnixSeconds(clock.now());
    const QJsonObject claims = merged({{"iss", issuer()},
                                       {"aud", QJsonArray{request.form().value("client_id")}},
                                       {"sub", subject},
                                       {"email", "ada@example.test"},
                                       {"nonce", m_nonce},
                                       {"iat", now},
                                       {"exp", now + 3600}},
                                      idTokenClaims);
    const QJsonObject usual{{"access_token", "at-1"},
                            {"refresh_token", "rt-1"},
                            {"id_token", QString::fromLatin1(identity.sign(claims))},
                            {"token_type", "Bearer"},
                            {"expires_in", 3600},
                            {"scope", grantedScope},
                            {"earliest_refresh_at", now + 3240}};
    answer.send(200, QJsonDocument(merged(usual, tokenFields)).toJson(), "application/json",
                tokenHeaders);
}

} // namespace plantain::testing
