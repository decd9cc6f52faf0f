// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/IdTokenVerifier.h"
#include "src/net/NetworkFactory.h"
#include "tests/support/FakeClock.h"
#include "tests/support/FakeHttpServer.h"
#include "tests/support/JobTesting.h"
#include "tests/support/TestIdentity.h"

#include <gtest/gtest.h>

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QNetworkAccessManager>
#include <QTimeZone>

using namespace plantain;
using plantain::testing::FakeAnswer;
using plantain::testing::ReceivedRequest;
using plantain::testing::TestIdentity;

namespace {

constexpr const char* clientId = "oaiapp_test";
constexpr const char* nonce = "nonce-of-this-attempt";

class IdTokenVerifier : public ::testing::Test
{
protected:
    void SetUp() override
    {
        m_server.on("/jwks", [this](const ReceivedRequest&, FakeAnswer answer) {
            answer.send(200, m_identity.jwks());
        });
    }

    qint64 now() const { return base::toUnixSeconds(m_clock.now()); }
    QString issuer() const { return m_server.url().toString(); }

    QJsonObject claims() const
    {
        return {{"iss", issuer()},
                {"aud", clientId},
                {"sub", "user-1"},
                {"nonce", nonce},
                {"iat", now() - 10},
                {"exp", now() + 3600},
                {"email", "ada@example.test"}};
    }
    QJsonObject claimsWith(const char* name, const QJsonValue& value) const
    {
        QJsonObject changed = claims();
        if (value.isUndefined()) {
            changed.remove(QLatin1String(name));
        } else {
            changed.insert(QLatin1String(name), value);
        }
        return changed;
    }

    base::Result<auth::IdentityClaims> verify(const QByteArray& token, const QByteArray& date = {})
    {
        const auto job = base::makeJob<auth::IdTokenVerifier>(
            *m_manager, m_clock,
            auth::IdTokenExpectations{issuer(), clientId, nonce, m_server.url("/jwks")},
            base::Secret(token), date);
        return plantain::testing::resultOf(job);
    }
    base::Result<auth::IdentityClaims> verifyClaims(const QJsonObject& changed)
    {
        return verify(m_identity.sign(changed));
    }

    plantain::testing::FakeHttpServer m_server;
    plantain::testing::FakeClock m_clock;
    TestIdentity m_identity;
    std::unique_ptr<QNetworkAccessManager> m_manager = net::NetworkFactory().createManager();
};

} // namespace

TEST_F(IdTokenVerifier, X3_AcceptsAGoodTokenAndNamesTheAccount)
{
    const auto result = verifyClaims(claims());
    ASSERT_TRUE(result.ok()) << result.error().detail.toStdString();
    EXPECT_EQ(result->subject, "user-1");
    EXPECT_EQ(result->accountId, "user-1");
    EXPECT_EQ(result->email, "ada@example.test");
}

TEST_F(IdTokenVerifier, X3_AcceptsEs256)
{
    const TestIdentity curve("curve", TestIdentity::KeyType::EllipticCurve);
    m_server.on("/jwks", [&curve](const ReceivedRequest&, FakeAnswer answer) {
        answer.send(200, curve.jwks());
    });
    EXPECT_TRUE(verify(curve.sign(claims())).ok());
}

TEST_F(IdTokenVerifier, X3_AcceptsTheAudienceAsAListOfOne)
{
    EXPECT_TRUE(verifyClaims(claimsWith("aud", QJsonArray{clientId})).ok());
}

TEST_F(IdTokenVerifier, X3_RefusesEachWrongClaimAndNamesIt)
{
    const struct {
        const char* name;
        QJsonValue value;
    } table[] = {
        {"iss", "https://evil.example"},
        {"iss", QJsonValue::Undefined},
        {"aud", "somebody-else"},
        {"aud", QJsonArray{"somebody-else"}},
        {"aud", QJsonValue::Undefined},
        {"azp", "somebody-else"},
        {"sub", QJsonValue::Undefined},
        {"sub", ""},
        {"nonce", "nonce-of-another-attempt"},
        {"nonce", QJsonValue::Undefined},
        {"exp", now() - 301},
        {"exp", QJsonValue::Undefined},
        {"exp", "soon"},
        {"iat", now() + 301},
        {"iat", QJsonValue::Undefined},
        {"nbf", now() + 301},
    };
    for (const auto& row : table) {
        const auto result = verifyClaims(claimsWith(row.name, row.value));
        ASSERT_FALSE(result.ok()) << row.name;
        EXPECT_EQ(result.error().kind, base::ErrorKind::BadResponse) << row.name;
        EXPECT_TRUE(result.error().detail.contains(QLatin1String(row.name))) << row.name;
    }
}

TEST_F(IdTokenVerifier, X3_SeveralAudiencesNeedTheAuthorizedParty)
{
    QJsonObject changed = claimsWith("aud", QJsonArray{clientId, "another"});
    EXPECT_FALSE(verifyClaims(changed).ok());
    changed.insert("azp", clientId);
    EXPECT_TRUE(verifyClaims(changed).ok());
}

TEST_F(IdTokenVerifier, A3_RefusesTheNonceOfAnotherAttempt)
{
    EXPECT_FALSE(verifyClaims(claimsWith("nonce", "x")).ok());
}

TEST_F(IdTokenVerifier, X3_ToleratesFiveMinutesOfClockDifference)
{
    EXPECT_TRUE(verifyClaims(claimsWith("exp", now() - 299)).ok());
    EXPECT_TRUE(verifyClaims(claimsWith("iat", now() + 299)).ok());
}

TEST_F(IdTokenVerifier, X3_SaysByHowMuchAWrongClockIsOff)
{
    const QByteArray token = m_identity.sign(claims());
    const QDateTime serverTime = QDateTime::fromSecsSinceEpoch(now(), QTimeZone::utc());
    const QByteArray date =
        QLocale::c()
            .toString(serverTime, QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"))
            .toLatin1();
    m_clock.setWallClock(m_clock.now() - std::chrono::minutes(12));
    const auto result = verify(token, date);
    ASSERT_FALSE(result.ok());
    EXPECT_TRUE(result.error().message.contains("12 minute"))
        << result.error().message.toStdString();
    EXPECT_TRUE(result.error().message.contains("behind"));
}

TEST_F(IdTokenVerifier, X3_RefusesUnsignedAndSymmetricTokens)
{
    const auto base64 = [](const QByteArray& bytes) {
        return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    };
    const QByteArray payload = base64(QJsonDocument(claims()).toJson(QJsonDocument::Compact));
    for (const char* header : {R"({"alg":"none"})", R"({"alg":"HS256","kid":"test-key"})",
                               R"({"alg":"RS512","kid":"test-key"})"}) {
        const QByteArray unsigned_ = base64(header) + '.' + payload + '.';
        EXPECT_FALSE(verify(unsigned_).ok()) << header;
        EXPECT_FALSE(verify(unsigned_ + base64("signature")).ok()) << header;
    }
}

TEST_F(IdTokenVerifier, X3_RefusesAForgedSignature)
{
    const TestIdentity forger("test-key");
    const auto result = verify(forger.sign(claims()));
    ASSERT_FALSE(result.ok());
    EXPECT_TRUE(result.error().detail.contains("signature"));
}

TEST_F(IdTokenVerifier, X3_RefusesAWeakKey)
{
    const TestIdentity weak("weak", TestIdentity::KeyType::WeakRsa);
    m_server.on("/jwks", [&weak](const ReceivedRequest&, FakeAnswer answer) {
        answer.send(200, weak.jwks());
    });
    EXPECT_EQ(verify(weak.sign(claims())).error().kind, base::ErrorKind::BadResponse);
}

TEST_F(IdTokenVerifier, X3_RefusesACriticalExtensionItDoesNotKnow)
{
    const QByteArray token = m_identity.signWithCriticalExtension(claims());
    ASSERT_FALSE(token.isEmpty());
    EXPECT_FALSE(verify(token).ok());
}

TEST_F(IdTokenVerifier, X3_RefusesGarbage)
{
    for (const char* token : {"", ".", "..", "a.b.c", "not a token", "eyJhbGciOiJSUzI1NiJ9"}) {
        EXPECT_FALSE(verify(token).ok()) << token;
    }
}

TEST_F(IdTokenVerifier, X3_FetchesTheKeysAgainOnceForAnUnknownKeyId)
{
    const TestIdentity rotated("new-key");
    m_server.on("/jwks", [&](const ReceivedRequest&, FakeAnswer answer) {
        answer.send(200, m_server.count("/jwks") == 1 ? m_identity.jwks() : rotated.jwks());
    });
    EXPECT_TRUE(verify(rotated.sign(claims())).ok());
    EXPECT_EQ(m_server.count("/jwks"), 2);

    const TestIdentity stranger("never-published");
    EXPECT_FALSE(verify(stranger.sign(claims())).ok());
    EXPECT_EQ(m_server.count("/jwks"), 4);
}

TEST_F(IdTokenVerifier, X3_ATokenWithoutKeyIdNeedsAnUnambiguousKey)
{
    EXPECT_TRUE(verify(m_identity.signWithoutKeyId(claims())).ok());
}

TEST_F(IdTokenVerifier, X3_AnOutageOfTheKeysIsNoVerdict)
{
    for (const int status : {500, 503, 404, 302}) {
        m_server.on("/jwks", [status](const ReceivedRequest&, FakeAnswer answer) {
            answer.send(status, "{}", "application/json", {"Location: http://127.0.0.1:1/"});
        });
        const auto result = verifyClaims(claims());
        ASSERT_FALSE(result.ok());
        EXPECT_EQ(result.error().kind, base::ErrorKind::Server) << status;
    }
    m_server.shutDown();
    const auto result = verifyClaims(claims());
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, base::ErrorKind::Network);
}
