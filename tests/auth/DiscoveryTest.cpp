// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/Discovery.h"
#include "src/net/NetworkFactory.h"
#include "tests/auth/FakeAuthServer.h"
#include "tests/support/JobTesting.h"
#include "tests/support/Printers.h"

#include <gtest/gtest.h>

#include <QJsonDocument>

using namespace plantain;
using namespace std::chrono_literals;
using auth::ResolvedProfile;
using base::ErrorKind;
using plantain::testing::FakeAnswer;
using plantain::testing::ReceivedRequest;

namespace {

constexpr const char* documentPath = "/.well-known/openid-configuration";

class Discovery : public ::testing::Test
{
protected:
    base::Result<ResolvedProfile> discover(const auth::AuthProfile& profile)
    {
        return plantain::testing::resultOf(
            base::makeJob<auth::Discovery>(profile, network, &cache));
    }

    plantain::testing::FakeClock clock;
    plantain::testing::FakeAuthServer server{clock};
    net::NetworkFactory network;
    auth::DiscoveryCache cache{clock};
};

} // namespace

TEST_F(Discovery, M1_ForChatGptTheServersWordComesFirst)
{
    const auto found = discover(server.chatGptProfile());
    ASSERT_TRUE(found.ok());
    EXPECT_EQ(found->profile.authorizationEndpoint, server.http.url("/authorize"));
    EXPECT_EQ(found->profile.tokenEndpoint, server.http.url("/token"));
    EXPECT_EQ(found->profile.revocationEndpoint, server.http.url("/revoke"));
    EXPECT_EQ(found->profile.jwksUri, server.http.url("/jwks"));
    EXPECT_FALSE(found->announcesIssuer);
    EXPECT_FALSE(found->problem.has_value());
}

TEST_F(Discovery, M1_ElsewhereTheProfilesOwnEndpointsComeFirst)
{
    auth::AuthProfile profile = server.staticProfile();
    profile.tokenEndpoint = server.http.url("/own/token");
    const auto found = discover(profile);
    ASSERT_TRUE(found.ok());
    EXPECT_EQ(found->profile.tokenEndpoint, server.http.url("/own/token"));
    EXPECT_EQ(found->profile.authorizationEndpoint, server.http.url("/authorize"));
}

TEST_F(Discovery, ACompleteProfileAsksNobody)
{
    auth::AuthProfile profile = server.staticProfile();
    profile.authorizationEndpoint = server.http.url("/a");
    profile.tokenEndpoint = server.http.url("/b");
    profile.revocationEndpoint = server.http.url("/c");
    profile.jwksUri = server.http.url("/d");
    const auto found = discover(profile);
    ASSERT_TRUE(found.ok());
    EXPECT_EQ(found->profile, profile);
    EXPECT_TRUE(server.http.requests().isEmpty());
}

TEST_F(Discovery, M1_MetadataOfAnotherIssuerIsNotUsed)
{
    for (const QString& issuer : {QString("https://evil.example"), server.issuer() + '/',
                                  server.issuer().toUpper(), QString()}) {
        server.metadata = {{"issuer", issuer}};
        const auto found = discover(server.chatGptProfile());
        ASSERT_TRUE(found.ok());
        EXPECT_EQ(found->profile.tokenEndpoint, server.http.url("/builtin/token"));
        ASSERT_TRUE(found->problem.has_value());
        EXPECT_EQ(found->problem->kind, ErrorKind::BadResponse);
    }
}

TEST_F(Discovery, M1_ForChatGptEveryEndpointHasTheIssuersOrigin)
{
    for (const char* name : {"authorization_endpoint", "token_endpoint", "revocation_endpoint",
                             "jwks_uri", "device_authorization_endpoint"}) {
        server.metadata = {{name, "https://evil.example/x"}};
        const auto found = discover(server.chatGptProfile());
        ASSERT_TRUE(found.ok());
        EXPECT_EQ(found->profile.tokenEndpoint, server.http.url("/builtin/token")) << name;
        EXPECT_TRUE(found->problem.has_value()) << name;
    }
}

TEST_F(Discovery, M1_EndpointsAreHttpsOrLoopback)
{
    server.metadata = {{"token_endpoint", "http://10.0.0.1/token"}};
    const auto found = discover(server.staticProfile());
    ASSERT_FALSE(found.ok());
    EXPECT_EQ(found.error().kind, ErrorKind::BadResponse);
    server.metadata = {{"token_endpoint", "https://tokens.example.test/token"}};
    EXPECT_TRUE(discover(server.staticProfile()).ok());
}

TEST_F(Discovery, M1_FailureFallsBackOnTheProfilesEndpoints)
{
    server.http.on(documentPath,
                   [](const ReceivedRequest&, FakeAnswer answer) { answer.send(500, "<html>"); });
    const auto found = discover(server.chatGptProfile());
    ASSERT_TRUE(found.ok());
    EXPECT_EQ(found->profile.authorizationEndpoint, server.http.url("/builtin/authorize"));
    EXPECT_TRUE(found->problem.has_value());
    EXPECT_FALSE(discover(server.staticProfile()).ok()) << "it has no endpoints of its own";
}

TEST_F(Discovery, M1_AnUnreachableServerIsANetworkError)
{
    const auth::AuthProfile profile = server.staticProfile();
    server.http.shutDown();
    const auto found = discover(profile);
    ASSERT_FALSE(found.ok());
    EXPECT_EQ(found.error().kind, ErrorKind::Network);
}

TEST_F(Discovery, M1_MetadataIsKeptForADay)
{
    ASSERT_TRUE(discover(server.staticProfile()).ok());
    clock.advance(24h - 1s);
    ASSERT_TRUE(discover(server.staticProfile()).ok());
    EXPECT_EQ(server.http.count(documentPath), 1);
    clock.advance(1s);
    ASSERT_TRUE(discover(server.staticProfile()).ok());
    EXPECT_EQ(server.http.count(documentPath), 2);
}

TEST_F(Discovery, M1_AFailureIsNotKept)
{
    server.metadata = {{"issuer", "https://evil.example"}};
    EXPECT_FALSE(discover(server.staticProfile()).ok());
    server.metadata = {};
    EXPECT_TRUE(discover(server.staticProfile()).ok());
}

TEST_F(Discovery, M2_ARedirectIsNotFollowed)
{
    const plantain::testing::FakeHttpServer other;
    server.http.onAny([&other](const ReceivedRequest&, FakeAnswer answer) {
        answer.send(302, "", "text/html", {"Location: " + other.url("/metadata").toEncoded()});
    });
    server.http.on(documentPath, {});
    EXPECT_FALSE(discover(server.staticProfile()).ok());
    EXPECT_TRUE(other.requests().isEmpty());
}

TEST_F(Discovery, M1_TheOAuthDocumentIsTheSecondPlaceToLook)
{
    const QJsonObject document{{"issuer", server.issuer()},
                               {"token_endpoint", server.http.url("/t").toString()},
                               {"authorization_response_iss_parameter_supported", true}};
    server.http.on(documentPath, {});
    server.http.on("/.well-known/oauth-authorization-server",
                   [document](const ReceivedRequest&, FakeAnswer answer) {
                       answer.send(200, QJsonDocument(document).toJson());
                   });
    const auto found = discover(server.staticProfile());
    ASSERT_TRUE(found.ok());
    EXPECT_EQ(found->profile.tokenEndpoint, server.http.url("/t"));
    EXPECT_TRUE(found->announcesIssuer);
}
