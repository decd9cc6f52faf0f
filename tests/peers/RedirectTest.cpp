// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/peers/AccountTest.h"
#include "tests/support/FakeHttpServer.h"

namespace plantain::testing {

/// M2, M4: an answer that sends us elsewhere is an error, and nothing of ours arrives there.
class RedirectTest : public AccountTest
{
protected:
    void redirectOnce(const QString& path, int status)
    {
        const QString elsewhere = m_elsewhere.url(QStringLiteral("/taken")).toString();
        peer().queueFaults({QJsonObject{
            {QStringLiteral("path"), path},
            {QStringLiteral("status"), status},
            {QStringLiteral("headers"), QJsonObject{{QStringLiteral("location"), elsewhere}}}}});
    }

    void expectNobodyCame()
    {
        EXPECT_EQ(m_elsewhere.connections(), 0);
        EXPECT_EQ(m_elsewhere.requests().size(), 0);
    }

private:
    FakeHttpServer m_elsewhere;
};

TEST_F(RedirectTest, M2_DiscoveryIsNotFollowedElsewhere)
{
    startPeer();
    const QString path = QStringLiteral("/.well-known/openid-configuration");
    redirectOnce(path, 302);
    redirectOnce(path, 302);
    const CliRun run =
        cli.run({QStringLiteral("auth"), QStringLiteral("login"), QStringLiteral("--no-browser"),
                 QStringLiteral("--timeout"), QStringLiteral("5")});
    EXPECT_EQ(run.exitCode, 1) << run.transcript;
    expectNobodyCame();
}

TEST_F(RedirectTest, M2_TheCodeIsNotSentElsewhere)
{
    startPeer();
    redirectOnce(QStringLiteral("/oauth/token"), 307);
    const CliRun run = signIn();
    EXPECT_EQ(run.exitCode, 1) << run.transcript;
    expectNobodyCame();
}

TEST_F(RedirectTest, M2_KeysAreNotFetchedElsewhere)
{
    startPeer();
    redirectOnce(QStringLiteral("/.well-known/jwks.json"), 302);
    const CliRun run = signIn();
    EXPECT_EQ(run.exitCode, 1) << run.transcript;
    expectNobodyCame();
}

TEST_F(RedirectTest, M2_TheRefreshTokenIsNotSentElsewhere)
{
    startPeer();
    signIn();
    cli.expireRecord();
    redirectOnce(QStringLiteral("/oauth/token"), 307);
    EXPECT_NE(generate().exitCode, 0);
    expectNobodyCame();
}

TEST_F(RedirectTest, M2_RevocationIsNotSentElsewhere)
{
    startPeer();
    signIn();
    redirectOnce(QStringLiteral("/oauth/revoke"), 307);
    cli.run({QStringLiteral("auth"), QStringLiteral("logout")});
    expectNobodyCame();
    EXPECT_TRUE(string(cli.record(), "refresh_token").isEmpty());
}

TEST_F(RedirectTest, M4_TheAccessTokenIsNotSentElsewhere)
{
    startPeer();
    signIn();
    redirectOnce(QStringLiteral("/v1/responses"), 302);
    EXPECT_NE(generate().exitCode, 0);
    redirectOnce(QStringLiteral("/v1/responses"), 307);
    EXPECT_NE(generate().exitCode, 0);
    redirectOnce(QStringLiteral("/v1/models"), 302);
    cli.run({QStringLiteral("models"), QStringLiteral("--provider"), QStringLiteral("openai-auth"),
             QStringLiteral("--refresh")});
    expectNobodyCame();
}

} // namespace plantain::testing
