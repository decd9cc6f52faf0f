// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/peers/AccountTest.h"

namespace plantain::testing {

namespace {

const QString revokePath = QStringLiteral("/oauth/revoke");

} // namespace

class SignOutTest : public AccountTest
{
protected:
    CliRun signOut() { return cli.run({QStringLiteral("auth"), QStringLiteral("logout")}); }

    void expectNoTokens()
    {
        const QJsonObject record = cli.record();
        for (const char* name : {"access_token", "refresh_token", "id_token"}) {
            EXPECT_TRUE(string(record, name).isEmpty()) << name;
        }
        EXPECT_EQ(string(status(), "state"), QStringLiteral("signed_out"));
        EXPECT_EQ(generate().exitCode, 3);
    }
};

TEST_F(SignOutTest, T4_4_D2_RevokesTheRefreshTokenAndClearsEverything)
{
    startPeer();
    signIn();
    const QString token = string(cli.record(), "refresh_token");
    const CliRun run = signOut();
    EXPECT_EQ(run.exitCode, 0) << run.transcript;
    expectNoTokens();

    const QJsonObject request = peer().log().last();
    EXPECT_EQ(string(request, "path"), revokePath);
    EXPECT_EQ(string(request, "token_type_hint"), QStringLiteral("refresh_token"));
    EXPECT_EQ(string(request, "client_id"), QStringLiteral("app_test_native"));
    EXPECT_EQ(string(request, "type"), QStringLiteral("application/x-www-form-urlencoded"));
    EXPECT_EQ(peer().refresh(token), 401) << "the grant is alive at the server";
}

TEST_F(SignOutTest, D2_ASecondSignOutIsCalmAndAsksNobody)
{
    startPeer();
    signIn();
    signOut();
    const CliRun second = signOut();
    EXPECT_EQ(second.exitCode, 0) << second.transcript;
    EXPECT_EQ(peer().count(revokePath), 1);
}

TEST_F(SignOutTest, D2_OfflineItClearsAndSaysThatNobodyConfirmed)
{
    startPeer();
    signIn();
    const CliRun online = signOut();
    signIn();
    peer().stop();
    const CliRun run = signOut();
    EXPECT_EQ(run.exitCode, 0) << run.transcript;
    EXPECT_NE(run.output + run.errorOutput, online.output + online.errorOutput)
        << "it must say that the revocation could not be confirmed";
    expectNoTokens();
}

TEST_F(SignOutTest, D2_AServerThatFailsIsAskedAtMostThreeTimes)
{
    startPeer();
    signIn();
    const QJsonObject failure{{QStringLiteral("path"), revokePath},
                              {QStringLiteral("status"), 500}};
    peer().queueFaults({failure, failure, failure, failure, failure, failure});
    EXPECT_EQ(signOut().exitCode, 0);
    EXPECT_GE(peer().count(revokePath), 2);
    EXPECT_LE(peer().count(revokePath), 3);
    peer().clearFaults();
    expectNoTokens();
}

/// What TearDown looks for, made harder: everything is logged.
TEST_F(SignOutTest, S6_TheMostTalkativeLogHoldsNoToken)
{
    startPeer();
    cli.useOptions({QStringLiteral("--log-level"), QStringLiteral("debug")});
    cli.environment().insert(QStringLiteral("QT_LOGGING_RULES"), QStringLiteral("*.debug=true"));
    const CliRun in = signIn();
    EXPECT_EQ(in.exitCode, 0) << in.transcript;
    EXPECT_EQ(generate().exitCode, 0);
    cli.expireRecord();
    EXPECT_EQ(generate().exitCode, 0);
    peer().revoke(string(cli.record(), "refresh_token"));
    cli.expireRecord();
    EXPECT_EQ(generate().exitCode, 3);
    signIn();
    EXPECT_EQ(signOut().exitCode, 0);
}

} // namespace plantain::testing
