// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/RevokeJob.h"
#include "src/net/NetworkFactory.h"

#include "tests/support/FakeHttpServer.h"
#include "tests/support/JobTesting.h"
#include "tests/support/Printers.h"

#include <gtest/gtest.h>

#include <QElapsedTimer>

using namespace plantain;
using namespace plantain::testing;
using base::ErrorKind;

namespace {

class Revoke : public ::testing::Test
{
protected:
    base::Status revoke(bool isRefreshToken = true)
    {
        return resultOf(base::makeJob<auth::RevokeJob>(
            m_network, auth::Revocation{server.url("/revoke"), "app_test",
                                        base::Secret("to/ken+1 &x"), isRefreshToken}));
    }
    void answers(QList<int> statuses, const QList<QByteArray>& headers = {})
    {
        server.on("/revoke", [this, statuses, headers](const ReceivedRequest&, FakeAnswer reply) {
            reply.send(statuses.value(server.count("/revoke") - 1, statuses.last()), "", "",
                       headers);
        });
    }

    FakeHttpServer server;
    net::NetworkFactory m_network;
};

} // namespace

TEST_F(Revoke, D2_SendsTheTokenAsAForm)
{
    answers({200});
    EXPECT_TRUE(revoke().ok());
    const ReceivedRequest request = server.requests().first();
    EXPECT_EQ(request.method, QByteArray("POST"));
    EXPECT_EQ(request.headers.value("content-type"),
              QByteArray("application/x-www-form-urlencoded"));
    EXPECT_EQ(request.form().value("token"), "to/ken+1 &x");
    EXPECT_EQ(request.form().value("token_type_hint"), "refresh_token");
    EXPECT_EQ(request.form().value("client_id"), "app_test");
    EXPECT_FALSE(request.headers.contains("authorization"));
    EXPECT_TRUE(revoke(false).ok());
    EXPECT_EQ(server.requests().last().form().value("token_type_hint"), "access_token");
}

TEST_F(Revoke, D2_AFailureOfTheServerIsTriedASecondTime)
{
    answers({500, 200});
    EXPECT_TRUE(revoke().ok());
    EXPECT_EQ(server.count("/revoke"), 2);
}

TEST_F(Revoke, D2_GivesUpAfterTheSecondFailure)
{
    answers({503});
    EXPECT_EQ(revoke().error().kind, ErrorKind::Server);
    EXPECT_EQ(server.count("/revoke"), 2);
}

TEST_F(Revoke, D2_ALongRetryAfterIsNotWaitedFor)
{
    answers({503}, {"Retry-After: 60"});
    QElapsedTimer time;
    time.start();
    EXPECT_EQ(revoke().error().kind, ErrorKind::Server);
    EXPECT_EQ(server.count("/revoke"), 1);
    EXPECT_LT(time.elapsed(), 10'000);
}

TEST_F(Revoke, ARefusalIsNotRepeated)
{
    for (const int status : {400, 401, 404, 302}) {
        answers({status});
        const int before = server.count("/revoke");
        EXPECT_EQ(revoke().error().kind, ErrorKind::BadResponse) << status;
        EXPECT_EQ(server.count("/revoke"), before + 1) << status;
    }
}

TEST_F(Revoke, M2_ARedirectIsNotFollowed)
{
    server.on("/revoke", [this](const ReceivedRequest&, FakeAnswer reply) {
        reply.send(307, "", "", {"Location: " + server.url("/elsewhere").toEncoded()});
    });
    EXPECT_FALSE(revoke().ok());
    EXPECT_EQ(server.count("/elsewhere"), 0);
}

TEST_F(Revoke, D2_WithoutAServerItFailsAfterTwoTries)
{
    server.shutDown();
    EXPECT_EQ(revoke().error().kind, ErrorKind::Network);
}

TEST_F(Revoke, D2_AServerThatHangsIsLeftWithinTenSeconds)
{
    server.on("/revoke", [](const ReceivedRequest&, FakeAnswer) {});
    QElapsedTimer time;
    time.start();
    EXPECT_EQ(revoke().error().kind, ErrorKind::Timeout);
    EXPECT_EQ(server.count("/revoke"), 2);
    EXPECT_LT(time.elapsed(), 10'000);
}
