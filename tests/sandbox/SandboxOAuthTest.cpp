// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sandbox/SandboxClient.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QUrlQuery>

namespace plantain::testing {

namespace {

class SandboxOAuthTest : public ::testing::Test
{
protected:
    QString codeOf(const WireAnswer& redirect)
    {
        return QUrlQuery(redirect.location).queryItemValue("code", QUrl::FullyDecoded);
    }

    QTemporaryDir folder;
    SandboxClient client{folder.filePath("keys")};
};

TEST_F(SandboxOAuthTest, ConsentPageSaysSandboxAndNamesTheAccount)
{
    const WireAnswer page = client.openConsent(SandboxClient::authorizeFields());
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(page.contentType.startsWith("text/html"));
    EXPECT_TRUE(page.body.contains("Sandbox"));
    EXPECT_TRUE(page.body.contains("Continue as ada@sandbox.example"));
    EXPECT_TRUE(page.body.contains("Decline"));
    EXPECT_TRUE(page.body.contains("name=\"plan\" checked"));
}

TEST_F(SandboxOAuthTest, ConsentPageLoadsNothingFromOutside)
{
    const WireAnswer page = client.openConsent(SandboxClient::authorizeFields());
    EXPECT_FALSE(page.body.contains("http://"));
    EXPECT_FALSE(page.body.contains("https://"));
    EXPECT_FALSE(page.body.contains("<script"));
}

TEST_F(SandboxOAuthTest, ContinueRedirectsWithCodeStateAndIssuer)
{
    const WireAnswer page = client.openConsent(SandboxClient::authorizeFields());
    const WireAnswer back = client.press(page, "continue");
    EXPECT_EQ(back.status, 303);
    EXPECT_TRUE(back.location.toString().startsWith(SandboxClient::redirectUri));
    const QUrlQuery query(back.location);
    EXPECT_EQ(query.queryItemValue("state"), "the-state");
    EXPECT_EQ(query.queryItemValue("iss", QUrl::FullyDecoded), "https://sandbox.plantain.invalid");
    EXPECT_FALSE(codeOf(back).isEmpty());
}

TEST_F(SandboxOAuthTest, DeclineRedirectsWithAccessDenied)
{
    const WireAnswer page = client.openConsent(SandboxClient::authorizeFields());
    const QUrlQuery query(client.press(page, "decline").location);
    EXPECT_EQ(query.queryItemValue("error"), "access_denied");
    EXPECT_EQ(query.queryItemValue("state"), "the-state");
    EXPECT_FALSE(query.hasQueryItem("code"));
}

TEST_F(SandboxOAuthTest, RefusesToRedirectOutsideLoopback)
{
    const QStringList elsewhere{"https://evil.example/auth/callback",
                                "http://127.0.0.1.evil.example:80/auth/callback",
                                "http://192.0.2.1:1455/auth/callback", "javascript:alert(1)"};
    for (const QString& uri : elsewhere) {
        Fields fields = SandboxClient::authorizeFields();
        fields.insert("redirect_uri", uri);
        const WireAnswer answer = client.openConsent(fields);
        EXPECT_EQ(answer.status, 400) << uri.toStdString();
        EXPECT_TRUE(answer.location.isEmpty()) << uri.toStdString();
    }
}

TEST_F(SandboxOAuthTest, A1_RequiresPkceWithS256)
{
    Fields fields = SandboxClient::authorizeFields();
    fields.insert("code_challenge_method", "plain");
    EXPECT_EQ(QUrlQuery(client.openConsent(fields).location).queryItemValue("error"),
              "invalid_request");
    fields.remove("code_challenge_method");
    fields.remove("code_challenge");
    EXPECT_EQ(QUrlQuery(client.openConsent(fields).location).queryItemValue("error"),
              "invalid_request");
}

TEST_F(SandboxOAuthTest, ConsentTextFromTheRequestIsEscaped)
{
    Fields fields = SandboxClient::authorizeFields();
    fields.insert("agent_name_hint", "<b>x</b>");
    const WireAnswer page = client.openConsent(fields);
    EXPECT_TRUE(page.body.contains("&lt;b&gt;x&lt;/b&gt;"));
    EXPECT_FALSE(page.body.contains("<b>x</b>"));
}

TEST_F(SandboxOAuthTest, GivesTokensForACode)
{
    const QJsonObject tokens = client.signIn();
    EXPECT_EQ(tokens.value("token_type").toString(), "Bearer");
    EXPECT_EQ(tokens.value("expires_in").toInt(), 3600);
    EXPECT_FALSE(tokens.value("access_token").toString().isEmpty());
    EXPECT_FALSE(tokens.value("refresh_token").toString().isEmpty());
    EXPECT_EQ(tokens.value("id_token").toString().count('.'), 2);
    EXPECT_TRUE(tokens.value("scope").toString().contains("chatgpt.tokens.use.direct"));
    EXPECT_GT(tokens.value("earliest_refresh_at").toInteger(), 0);
}

TEST_F(SandboxOAuthTest, IdTokenNamesTheKeyOfTheKeySet)
{
    const QString idToken = client.signIn().value("id_token").toString();
    const auto part = [&idToken](int index) {
        const QByteArray encoded = idToken.section('.', index, index).toLatin1();
        return QJsonDocument::fromJson(
                   QByteArray::fromBase64(encoded, QByteArray::Base64UrlEncoding))
            .object();
    };
    EXPECT_EQ(part(0).value("alg").toString(), "RS256");
    EXPECT_EQ(part(1).value("iss").toString(), "https://sandbox.plantain.invalid");
    EXPECT_EQ(part(1).value("nonce").toString(), "the-nonce");
    EXPECT_EQ(part(1).value("aud").toArray(), QJsonArray{"plantain-sandbox"});
    const QJsonObject key = client.get("/jwks").json().value("keys").toArray().at(0).toObject();
    EXPECT_EQ(key.value("kid").toString(), part(0).value("kid").toString());
    EXPECT_EQ(key.value("kty").toString(), "RSA");
    EXPECT_FALSE(key.contains("d"));
}

TEST_F(SandboxOAuthTest, WrongVerifierSpendsTheCode)
{
    const WireAnswer page = client.openConsent(SandboxClient::authorizeFields());
    const QString code = codeOf(client.press(page, "continue"));
    EXPECT_EQ(client.exchange(code, "wrong").json().value("error").toString(), "invalid_grant");
    EXPECT_EQ(client.exchange(code, SandboxClient::verifier).status, 400);
}

TEST_F(SandboxOAuthTest, CodeWorksOnce)
{
    const WireAnswer page = client.openConsent(SandboxClient::authorizeFields());
    const QString code = codeOf(client.press(page, "continue"));
    EXPECT_EQ(client.exchange(code, SandboxClient::verifier).status, 200);
    EXPECT_EQ(client.exchange(code, SandboxClient::verifier).status, 400);
}

TEST_F(SandboxOAuthTest, ForgedTextsAreRefused)
{
    QString code =
        codeOf(client.press(client.openConsent(SandboxClient::authorizeFields()), "continue"));
    code[5] = code[5] == 'A' ? 'B' : 'A';
    EXPECT_EQ(client.exchange(code, SandboxClient::verifier).status, 400);
    EXPECT_EQ(client.refresh("nonsense").status, 400);
    EXPECT_EQ(client.postForm("/authorize", {{"request", "x.y"}, {"decision", "continue"}}).status,
              400);
}

TEST_F(SandboxOAuthTest, RefreshRotatesAndRefusesTheOldToken)
{
    client.provider().knobs().accessTokenLifetime = std::chrono::seconds(60);
    const QString first = client.signIn().value("refresh_token").toString();
    const WireAnswer renewed = client.refresh(first);
    ASSERT_EQ(renewed.status, 200);
    const QString second = renewed.json().value("refresh_token").toString();
    EXPECT_NE(first, second);
    EXPECT_EQ(client.refresh(first).json().value("error").toString(), "invalid_grant");
    EXPECT_EQ(client.refresh(second).status, 400) << "reuse ends the whole session";
}

TEST_F(SandboxOAuthTest, RefreshBeforeTheEarliestTimeIsRefused)
{
    const QString token = client.signIn().value("refresh_token").toString();
    EXPECT_EQ(client.refresh(token).json().value("error").toString(), "invalid_grant");
}

TEST_F(SandboxOAuthTest, RevocationEndsTheSessionAndAcceptsUnknownTokens)
{
    client.provider().knobs().accessTokenLifetime = std::chrono::seconds(60);
    const QJsonObject tokens = client.signIn();
    const QString refreshToken = tokens.value("refresh_token").toString();
    EXPECT_EQ(client.postForm("/revoke", {{"token", refreshToken}}).status, 200);
    EXPECT_EQ(client.refresh(refreshToken).status, 400);
    EXPECT_EQ(client.get("/v1/models", tokens.value("access_token").toString().toLatin1()).status,
              401);
    EXPECT_EQ(client.postForm("/revoke", {{"token", "unknown"}}).status, 200);
}

TEST_F(SandboxOAuthTest, X5_WithoutThePlanTheScopeIsSmaller)
{
    EXPECT_EQ(client.signIn(false).value("scope").toString(), "openid offline_access");
    client.provider().knobs().grantPlan = false;
    EXPECT_EQ(client.signIn(true).value("scope").toString(), "openid offline_access");
}

TEST_F(SandboxOAuthTest, SessionWorksInTheNextProcess)
{
    client.provider().knobs().accessTokenLifetime = std::chrono::seconds(60);
    const QJsonObject tokens = client.signIn();
    SandboxClient next(folder.filePath("keys"));
    EXPECT_EQ(next.get("/v1/models", tokens.value("access_token").toString().toLatin1()).status,
              200);
    EXPECT_EQ(next.refresh(tokens.value("refresh_token").toString()).status, 200);
    EXPECT_EQ(next.get("/jwks").json(), client.get("/jwks").json());
}

TEST_F(SandboxOAuthTest, KeysOfAnotherFolderDoNotOpenItsTokens)
{
    const QByteArray token = client.signIn().value("access_token").toString().toLatin1();
    SandboxClient stranger(folder.filePath("others"));
    EXPECT_EQ(stranger.get("/v1/models", token).status, 401);
}

TEST_F(SandboxOAuthTest, S2_KeyFilesAreForTheOwnerOnly)
{
    client.signIn();
    const QFileInfoList files = QDir(folder.filePath("keys")).entryInfoList(QDir::Files);
    ASSERT_EQ(files.size(), 2);
    for (const QFileInfo& file : files) {
        EXPECT_EQ(file.permissions() &
                      (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
                  QFile::Permissions())
            << file.fileName().toStdString();
    }
}

TEST_F(SandboxOAuthTest, ProfileHasItsEndpointsHereAndTheSameIssuerEverywhere)
{
    SandboxClient other(folder.filePath("keys"));
    const QJsonObject profile = client.provider().authProfile();
    EXPECT_EQ(profile.value("issuer"), other.provider().authProfile().value("issuer"));
    EXPECT_EQ(profile.value("token_endpoint").toString(), client.url("/token").toString());
    EXPECT_NE(profile.value("token_endpoint"),
              other.provider().authProfile().value("token_endpoint"));
}

} // namespace

} // namespace plantain::testing
