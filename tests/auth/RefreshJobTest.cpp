// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/RefreshJob.h"
#include "src/net/NetworkFactory.h"
#include "tests/auth/FakeAuthServer.h"
#include "tests/support/JobTesting.h"
#include "tests/support/Printers.h"

#include <gtest/gtest.h>

#include <QTcpServer>

using namespace plantain;
using namespace std::chrono_literals;
using auth::GrantFailure;
using base::ErrorKind;
using plantain::testing::FakeAnswer;
using plantain::testing::ReceivedRequest;

namespace {

class RefreshJob : public ::testing::Test
{
protected:
    base::JobPtr<auth::RefreshJob> makeJob(const QByteArray& token = "R/+1==&x %41")
    {
        return base::makeJob<auth::RefreshJob>(profile, network, "oaiapp_1", base::Secret(token));
    }
    void answerWith(int status, const QByteArray& body, const QList<QByteArray>& headers = {})
    {
        server.http.on("/token", [=](const ReceivedRequest&, FakeAnswer answer) {
            answer.send(status, body, "application/json", headers);
        });
    }

    plantain::testing::FakeClock clock;
    plantain::testing::FakeAuthServer server{clock};
    net::NetworkFactory network;
    auth::AuthProfile profile = [this] {
        auth::AuthProfile resolved = server.chatGptProfile();
        resolved.tokenEndpoint = server.http.url("/token");
        return resolved;
    }();
};

} // namespace

TEST_F(RefreshJob, SendsOneFormWithTheTokenUnchanged)
{
    const auto job = makeJob();
    const auto result = plantain::testing::resultOf(job);
    ASSERT_TRUE(result.ok()) << result.error().message.toStdString();
    EXPECT_EQ(job->failure(), GrantFailure::None);
    EXPECT_EQ(result->accessToken.reveal(), QByteArray("at-1"));
    ASSERT_EQ(server.http.requests().size(), 1);
    const ReceivedRequest& request = server.http.requests().first();
    EXPECT_EQ(request.method, QByteArray("POST"));
    EXPECT_EQ(request.headers.value("content-type"),
              QByteArray("application/x-www-form-urlencoded"));
    EXPECT_TRUE(request.headers.value("user-agent").startsWith("Plantain/"));
    EXPECT_EQ(request.form(), (QHash<QString, QString>{{"grant_type", "refresh_token"},
                                                       {"client_id", "oaiapp_1"},
                                                       {"refresh_token", "R/+1==&x %41"},
                                                       {"resource", "https://api.openai.com/v1"}}));
}

TEST_F(RefreshJob, R6_FieldsThatAreNotAnsweredAreEmpty)
{
    answerWith(200, R"({"access_token":"at-2","token_type":"bearer","expires_in":60})");
    const auto result = plantain::testing::resultOf(makeJob());
    ASSERT_TRUE(result.ok());
    EXPECT_TRUE(result->refreshToken.isEmpty());
    EXPECT_TRUE(result->idToken.isEmpty());
    EXPECT_TRUE(result->scope.isEmpty());
}

TEST_F(RefreshJob, R5_ADeadGrantIsTerminal)
{
    answerWith(400, R"({"error":"invalid_grant","error_description":"nope"})");
    const auto job = makeJob();
    const auto result = plantain::testing::resultOf(job);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, ErrorKind::NotSignedIn);
    EXPECT_EQ(job->failure(), GrantFailure::Terminal);
}

TEST_F(RefreshJob, R5_ABusyServerSaysHowLongToWait)
{
    answerWith(503, "{}", {"Retry-After: 12"});
    const auto job = makeJob();
    ASSERT_FALSE(plantain::testing::resultOf(job).ok());
    EXPECT_EQ(job->failure(), GrantFailure::NotProcessed);
    EXPECT_EQ(job->retryAfter(), std::optional(12s));
}

TEST_F(RefreshJob, R5_ABasicChallengeDoesNotSendTheTokenTwice)
{
    answerWith(401, R"({"error":{"code":"refresh_token_reused"}})",
               {"WWW-Authenticate: Basic realm=\"x\""});
    const auto job = makeJob();
    ASSERT_FALSE(plantain::testing::resultOf(job).ok());
    EXPECT_EQ(job->failure(), GrantFailure::Terminal);
    EXPECT_EQ(server.http.count("/token"), 1);
}

TEST_F(RefreshJob, R4_AnAnswerLostAfterSendingIsUncertain)
{
    server.http.on("/token", [](const ReceivedRequest&, FakeAnswer answer) { answer.drop(); });
    const auto job = makeJob();
    const auto result = plantain::testing::resultOf(job);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, ErrorKind::Network);
    EXPECT_EQ(job->failure(), GrantFailure::Uncertain);
    EXPECT_EQ(server.http.count("/token"), 1);
}

TEST_F(RefreshJob, R4_AHalfAnswerIsUncertain)
{
    server.http.on("/token", [](const ReceivedRequest&, FakeAnswer answer) {
        answer.raw("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"access_token\":\"a");
        answer.close();
    });
    const auto job = makeJob();
    ASSERT_FALSE(plantain::testing::resultOf(job).ok());
    EXPECT_EQ(job->failure(), GrantFailure::Uncertain);
}

TEST_F(RefreshJob, R4_ARefusedConnectionIsNotProcessed)
{
    server.http.shutDown();
    const auto job = makeJob();
    const auto result = plantain::testing::resultOf(job);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, ErrorKind::Network);
    EXPECT_EQ(job->failure(), GrantFailure::NotProcessed);
}

TEST_F(RefreshJob, R4_ABrokenTlsHandshakeIsNotProcessed)
{
    // A server that answers in plain text where TLS is expected.
    QTcpServer plain;
    ASSERT_TRUE(plain.listen(QHostAddress(QHostAddress::LocalHost)));
    QObject::connect(&plain, &QTcpServer::newConnection, &plain, [&plain] {
        plain.nextPendingConnection()->write("HTTP/1.1 400 Bad Request\r\n\r\n");
    });
    profile.tokenEndpoint = QUrl(QString("https://127.0.0.1:%1/token").arg(plain.serverPort()));
    const auto job = makeJob();
    const auto result = plantain::testing::resultOf(job);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, ErrorKind::Tls);
    EXPECT_EQ(job->failure(), GrantFailure::NotProcessed);
}

TEST_F(RefreshJob, X2_AHugeAnswerIsCutOff)
{
    server.http.on("/token", [](const ReceivedRequest&, FakeAnswer answer) {
        answer.send(200, QByteArray(3 * 1024 * 1024, ' '));
    });
    const auto job = makeJob();
    const auto result = plantain::testing::resultOf(job);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, ErrorKind::BadResponse);
    EXPECT_EQ(job->failure(), GrantFailure::Uncertain);
}

TEST_F(RefreshJob, M2_ARedirectIsNotFollowed)
{
    const plantain::testing::FakeHttpServer other;
    answerWith(307, "{}", {"Location: " + other.url("/steal").toEncoded()});
    const auto job = makeJob();
    ASSERT_FALSE(plantain::testing::resultOf(job).ok());
    EXPECT_EQ(job->failure(), GrantFailure::Transient);
    EXPECT_TRUE(other.requests().isEmpty());
}

TEST_F(RefreshJob, AProfileWithoutTokenEndpointIsAnError)
{
    profile.tokenEndpoint.clear();
    const auto job = makeJob();
    ASSERT_FALSE(plantain::testing::resultOf(job).ok());
    EXPECT_EQ(job->failure(), GrantFailure::Configuration);
}

TEST_F(RefreshJob, X2_CancellingDropsTheRequest)
{
    server.http.on("/token", [](const ReceivedRequest&, FakeAnswer) {});
    const auto job = makeJob();
    job->start();
    ASSERT_TRUE(plantain::testing::waitFor([&] { return server.http.count("/token") == 1; }));
    job->cancel();
    EXPECT_EQ(job->result().error().kind, ErrorKind::Cancelled);
}
