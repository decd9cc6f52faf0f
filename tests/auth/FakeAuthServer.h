// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/auth/AuthProfile.h"
#include "tests/support/FakeClock.h"
#include "tests/support/FakeHttpServer.h"
#include "tests/support/TestIdentity.h"

#include <QJsonObject>

namespace plantain::testing {

/// An authorization server on the wire: metadata, token endpoint, keys. The authorization page
/// itself is played by the test (`approve`). Tests change its fields to make it misbehave.
class FakeAuthServer
{
public:
    explicit FakeAuthServer(const FakeClock& clock);

    QString issuer() const;
    /// Sign in with ChatGPT's shape, at this server: name "openai", dynamic registration.
    auth::AuthProfile chatGptProfile() const;
    /// A public client that is known beforehand.
    auth::AuthProfile staticProfile() const;

    /// The callback address that the server sends the browser to when the person agrees.
    QUrl approve(const QUrl& authorizationUrl) const;
    /// The same with other fields; an empty value takes a field out.
    QUrl answer(const QUrl& authorizationUrl, const QHash<QString, QString>& fields) const;

    const FakeClock& clock;
    FakeHttpServer http;
    const TestIdentity& identity; ///< one key for all tests: making RSA keys is slow
    QString code = QStringLiteral("4/P7q+W%2F= x&y");
    QString issuedClientId = QStringLiteral("oaiapp_1");
    QString subject = QStringLiteral("user-ada");
    QString grantedScope = QStringLiteral(
        "openid profile email offline_access resource.invoke chatgpt.tokens.use.direct");
    QJsonObject metadata;      ///< merged over the usual one; null takes a field out
    QJsonObject tokenFields;   ///< merged over the usual answer; null takes a field out
    QJsonObject idTokenClaims; ///< merged over the usual claims
    QList<QByteArray> tokenHeaders;

    ReceivedRequest lastTokenRequest() const;
    /// The usual answer of the token endpoint, for tests that answer otherwise at first.
    void sendTokens(const ReceivedRequest& request, FakeAnswer answer);

private:
    void sendMetadata(FakeAnswer answer) const;

    mutable QString m_nonce; ///< of the last authorization request that was answered
};

} // namespace plantain::testing
