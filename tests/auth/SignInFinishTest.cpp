// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/auth/SignInFixture.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

using namespace plantain;
using namespace std::chrono_literals;
using auth::TokenRecord;
using base::ErrorKind;
using plantain::testing::BrowserTab;
using plantain::testing::FakeAnswer;
using plantain::testing::ReceivedRequest;
using plantain::testing::waitFor;

namespace {

class SignInFinish : public plantain::testing::SignInFixture
{
protected:
    base::Error errorOf(const base::Result<TokenRecord>& result)
    {
        EXPECT_FALSE(result.ok());
        return result.ok() ? base::Error{} : result.error();
    }
    /// Answers the first token request so, the next ones as usual.
    void failOnce(int status, const QByteArray& body, const QList<QByteArray>& headers = {})
    {
        server.http.on("/token", [=, this](const ReceivedRequest&, FakeAnswer answer) {
            if (server.http.count("/token") == 1) {
                answer.send(status, body, "application/json", headers);
            } else {
                answer.send(200, tokens);
            }
        });
    }

    const QByteArray tokens =
        R"({"access_token":"at-2","token_type":"Bearer","expires_in":60,"refresh_token":"rt-2"})";
};

} // namespace

TEST_F(SignInFinish, X1_EveryRequestGoesThroughTheConfiguredProxy)
{
    plantain::testing::FakeHttpServer proxy;
    proxy.onAny([this](const ReceivedRequest& request, FakeAnswer answer) {
        const QUrl target = QUrl::fromEncoded(request.target);
        EXPECT_EQ(target.port(), server.http.port());
        answer.send(target.path() == "/token" ? 200 : 404,
                    R"({"access_token":"a","refresh_token":"r","id_token":"a.b.c",)"
                    R"("token_type":"Bearer","expires_in":60})");
    });
    net::NetworkOptions options = net::NetworkOptions::parse(proxy.url().toString(), {}).value();
    options.proxyLoopback = true;
    network = net::NetworkFactory(options);
    auth::AuthProfile profile = server.chatGptProfile();
    profile.tokenEndpoint = server.http.url("/token");
    EXPECT_EQ(errorOf(signIn(makeJob(profile))).kind, ErrorKind::Server);
    EXPECT_EQ(proxy.requests().size(), 3) << "metadata, token, keys";
    EXPECT_TRUE(server.http.requests().isEmpty());
}

TEST_F(SignInFinish, X2_ARefusedCodeIsAClearError)
{
    server.http.on("/token", [](const ReceivedRequest&, FakeAnswer answer) {
        answer.send(400, R"({"error":"invalid_grant","error_description":"code expired"})");
    });
    const base::Error error = errorOf(signIn(makeJob()));
    EXPECT_EQ(error.kind, ErrorKind::BadResponse);
    EXPECT_TRUE(error.detail.contains("invalid_grant"));
    EXPECT_FALSE(error.hint.isEmpty());
}

TEST_F(SignInFinish, X2_OfflineAccessNeedsARefreshToken)
{
    server.tokenFields = {{"refresh_token", QJsonValue()}};
    EXPECT_TRUE(errorOf(signIn(makeJob())).detail.contains("refresh_token"));
    EXPECT_FALSE(saved().hasTokens());
    server.grantedScope = "openid chatgpt.tokens.use.direct";
    EXPECT_TRUE(signIn(makeJob()).ok()) << "the server may grant less";
}

TEST_F(SignInFinish, X3_AnIdentityMustBeProven)
{
    server.tokenFields = {{"id_token", QJsonValue()}};
    EXPECT_TRUE(errorOf(signIn(makeJob())).detail.contains("id_token"));
    server.tokenFields = {{"id_token", "a.b.c"}};
    EXPECT_EQ(errorOf(signIn(makeJob())).kind, ErrorKind::BadResponse);
    server.tokenFields = {};
    for (const auto& [claim, value] :
         {std::pair<QString, QJsonValue>{"iss", "https://evil.example"},
          {"aud", "oaiapp_other"},
          {"azp", "oaiapp_other"},
          {"exp", 1000}}) {
        server.idTokenClaims = {{claim, value}};
        EXPECT_EQ(errorOf(signIn(makeJob())).kind, ErrorKind::BadResponse) << claim.toStdString();
        EXPECT_FALSE(saved().hasTokens());
    }
    server.idTokenClaims = {{"aud", "oaiapp_1"}};
    EXPECT_TRUE(signIn(makeJob()).ok()) << "a text is as good as a list";
}

TEST_F(SignInFinish, X3_AWrongClockIsNamedWithItsMinutes)
{
    const qint64 now = base::toUnixSeconds(clock.now());
    server.idTokenClaims = {{"iat", now + 1200}, {"exp", now + 4800}};
    const QDateTime serverTime = QDateTime::fromSecsSinceEpoch(now + 1200, QTimeZone::utc());
    server.tokenHeaders = {
        "Date: " + QLocale::c().toString(serverTime, "ddd, dd MMM yyyy hh:mm:ss 'GMT'").toLatin1()};
    const base::Error error = errorOf(signIn(makeJob()));
    EXPECT_TRUE(error.message.contains("20 minute")) << error.message.toStdString();
    EXPECT_TRUE(error.message.contains("behind"));
}

TEST_F(SignInFinish, X3_WhenTheKeysCannotBeFetchedTheSignInIsForLater)
{
    server.http.on("/jwks",
                   [](const ReceivedRequest&, FakeAnswer answer) { answer.send(503, "{}"); });
    const auto job = makeJob();
    const auto tab = approveIn(job);
    const base::Error error = errorOf(endOf(job));
    EXPECT_EQ(error.kind, ErrorKind::Server);
    EXPECT_TRUE(error.hint.contains("few minutes"));
    EXPECT_FALSE(saved().hasTokens());
    EXPECT_EQ(saved().clientId, QString("oaiapp_1"));
}

TEST_F(SignInFinish, X4_ExpiryCountsFromTheReceipt)
{
    server.idTokenClaims = {{"iat", base::toUnixSeconds(clock.now()) - 200}};
    server.http.on("/jwks", [this](const ReceivedRequest&, FakeAnswer answer) {
        clock.advance(100s); // a slow key server
        answer.send(200, server.identity.jwks());
    });
    const base::UnixTime received = clock.now();
    const auto result = signIn(makeJob());
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(result->expiresAt, received + 3600s);
}

TEST_F(SignInFinish, X5_AGrantWithoutThePlanIsKeptAndSaid)
{
    server.grantedScope = "openid profile email offline_access";
    const auto job = makeJob();
    const auto tab = approveIn(job);
    const auto result = endOf(job);
    ASSERT_TRUE(result.ok());
    EXPECT_FALSE(result->planEnabled());
    EXPECT_EQ(saved().scope, server.grantedScope);
    EXPECT_TRUE(tab->body().contains("without your plan"));
}

TEST_F(SignInFinish, X5_PlanUseMustBeGrantedExplicitly)
{
    server.tokenFields = {{"scope", QJsonValue()}};
    const auto chatGpt = signIn(makeJob());
    ASSERT_TRUE(chatGpt.ok());
    EXPECT_FALSE(chatGpt->planEnabled());
    const auto other = signIn(makeJob(server.staticProfile()));
    ASSERT_TRUE(other.ok());
    EXPECT_EQ(other->scope, server.staticProfile().scope) << "unchanged (RFC 6749 section 5.1)";
}

TEST_F(SignInFinish, X6_AnotherAccountIsRefusedAndTheSessionKept)
{
    ASSERT_TRUE(signIn(makeJob()).ok());
    const TokenRecord before = saved();
    server.subject = "user-eve";
    const auto job = makeJob(server.chatGptProfile(), before);
    const auto tab = approveIn(job);
    EXPECT_EQ(errorOf(endOf(job)).kind, ErrorKind::InvalidInput);
    EXPECT_TRUE(tab->body().contains("This is another account"));
    EXPECT_EQ(saved(), before);
}

TEST_F(SignInFinish, X6_AnEndedSessionKeepsItsAccountUntilTheSignOut)
{
    ASSERT_TRUE(signIn(makeJob()).ok());
    const TokenRecord ended = saved().endedBecause("refresh_token_expired");
    server.subject = "user-eve";
    EXPECT_FALSE(signIn(makeJob(server.chatGptProfile(), ended)).ok());
    EXPECT_TRUE(signIn(makeJob(server.chatGptProfile(), ended.withoutTokens())).ok());
}

TEST_F(SignInFinish, X6_AnotherServersAccountIsNoConflict)
{
    ASSERT_TRUE(signIn(makeJob()).ok());
    TokenRecord elsewhere = saved();
    elsewhere.issuer = "https://other.example";
    server.subject = "user-eve";
    const auto result = signIn(makeJob(server.chatGptProfile(), elsewhere));
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(result->subject, QString("user-eve"));
    EXPECT_EQ(result->hostId, elsewhere.hostId) << "the installation stays the same";
}

TEST_F(SignInFinish, S11_ACopiedFolderStartsAnew)
{
    ASSERT_TRUE(signIn(makeJob()).ok());
    TokenRecord copied = saved();
    copied.machine = "another machine";
    const QUrl url = urlOf(makeJob(server.chatGptProfile(), copied));
    EXPECT_EQ(field(url, "client_id"), QString("dynamic_agent_client"));
    EXPECT_NE(field(url, "ext_agent_host_id"), copied.hostId);
}

TEST_F(SignInFinish, X7_ACodeThatCameWhileOfflineIsTriedOnceMore)
{
    auth::AuthProfile profile = server.staticProfile();
    profile.scope = "offline_access";
    failOnce(503, "{}");
    const auto job = makeJob(profile);
    const auto tab = approveIn(job);
    ASSERT_TRUE(waitFor([&] { return server.http.count("/token") == 1; }));
    EXPECT_TRUE(waitFor([&] {
        clock.advance(1s);
        return job->isFinished();
    }));
    ASSERT_TRUE(endOf(job).ok());
    EXPECT_EQ(server.http.count("/token"), 2);
    EXPECT_EQ(server.http.requests().last().body,
              server.http.requests().at(server.http.requests().size() - 2).body);
    EXPECT_EQ(tab->status(), 200);
}

TEST_F(SignInFinish, X7_StillOfflineIsAClearErrorAfterOneRetry)
{
    auth::AuthProfile profile = server.staticProfile();
    plantain::testing::FakeHttpServer gone;
    profile.tokenEndpoint = gone.url("/token");
    gone.shutDown();
    const auto job = makeJob(profile);
    const auto tab = approveIn(job);
    const auto began = clock.monotonic();
    EXPECT_TRUE(waitFor([&] {
        clock.advance(1s);
        return job->isFinished();
    }));
    EXPECT_GE(clock.monotonic() - began, 10s);
    EXPECT_EQ(errorOf(endOf(job)).kind, ErrorKind::Network);
    EXPECT_TRUE(tab->body().contains("could not be finished"));
}

TEST_F(SignInFinish, X7_ACodeThatMayBeSpentIsNotSentAgain)
{
    server.http.on("/token", [](const ReceivedRequest&, FakeAnswer answer) { answer.drop(); });
    EXPECT_EQ(errorOf(signIn(makeJob())).kind, ErrorKind::Network);
    EXPECT_EQ(server.http.count("/token"), 1);
}

TEST_F(SignInFinish, X7_ALongWaitOfTheServerIsNotWaitedFor)
{
    failOnce(503, "{}", {"Retry-After: 61"});
    EXPECT_EQ(errorOf(signIn(makeJob())).kind, ErrorKind::Server);
    EXPECT_EQ(server.http.count("/token"), 1);
}

TEST_F(SignInFinish, X2_ABasicChallengeDoesNotSendTheCodeTwice)
{
    failOnce(401, R"({"error":"invalid_client"})", {"WWW-Authenticate: Basic realm=\"x\""});
    EXPECT_EQ(errorOf(signIn(makeJob())).kind, ErrorKind::BadRequest);
    EXPECT_EQ(server.http.count("/token"), 1);
}
