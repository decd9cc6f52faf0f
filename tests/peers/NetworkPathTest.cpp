// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/peers/AccountTest.h"
#include "tests/peers/ForwardProxy.h"
#include "tests/support/TestAuthority.h"

#include <algorithm>

namespace plantain::testing {

/// X1: the provider has a name that only the proxy can reach and a certificate of a private
/// authority. Whatever part of us forgot one of the two settings cannot work.
class NetworkPathTest : public AccountTest
{
protected:
    void SetUp() override
    {
        ASSERT_TRUE(m_authority.isValid());
        OidcOptions options;
        options.keyFile = m_authority.keyFile();
        options.certificateFile = m_authority.certificateFile();
        options.authorityFile = m_authority.authorityFile();
        options.issuerHost = host();
        startPeer(options);
        browserProxyPort = proxy.port();
    }

    static QString host() { return QStringLiteral("idp.plantain.test"); }
    QStringList useProxy() const { return {QStringLiteral("--proxy"), proxy.url()}; }
    QStringList useAuthority() const
    {
        return {QStringLiteral("--ca-file"), m_authority.authorityFile()};
    }

    /// Start, exchange, generate, refresh, sign out: every client of ours once.
    void expectAllOfItWorks()
    {
        const CliRun in = signIn();
        ASSERT_EQ(in.exitCode, 0) << in.transcript;
        EXPECT_EQ(generate().exitCode, 0);
        cli.expireRecord();
        const CliRun refreshed = generate();
        EXPECT_EQ(refreshed.exitCode, 0) << refreshed.transcript;
        EXPECT_EQ(peer().refreshes(), 1);
        const CliRun out = cli.run({QStringLiteral("auth"), QStringLiteral("logout")});
        EXPECT_EQ(out.exitCode, 0) << out.transcript;
        EXPECT_EQ(peer().count(QStringLiteral("/oauth/revoke")), 1);
        const QStringList tunnels = proxy.tunnels();
        EXPECT_TRUE(std::all_of(tunnels.cbegin(), tunnels.cend(), [](const QString& target) {
            return target.startsWith(host());
        })) << tunnels.join(QLatin1Char(' ')).toStdString();
    }

    CliRun failingSignIn()
    {
        return cli.run({QStringLiteral("auth"), QStringLiteral("login"),
                        QStringLiteral("--no-browser"), QStringLiteral("--timeout"),
                        QStringLiteral("5")});
    }

    ForwardProxy proxy;
    TestAuthority m_authority{host()};
};

TEST_F(NetworkPathTest, X1_WithProxyAndAuthorityAllOfItWorks)
{
    cli.useOptions(useProxy() + useAuthority());
    expectAllOfItWorks();
}

TEST_F(NetworkPathTest, X1_TheEnvironmentsProxyAndAuthorityAreHonoured)
{
    cli.environment().insert(QStringLiteral("HTTPS_PROXY"), proxy.url());
    cli.environment().insert(QStringLiteral("SSL_CERT_FILE"), m_authority.authorityFile());
    expectAllOfItWorks();
}

TEST_F(NetworkPathTest, X1_WithoutTheProxyNothingArrives)
{
    cli.useOptions(useAuthority());
    const CliRun run = failingSignIn();
    EXPECT_EQ(run.exitCode, 1) << run.transcript;
    EXPECT_EQ(peer().log().size(), 0);
}

TEST_F(NetworkPathTest, X1_WithoutTheAuthorityTheCertificateIsRefused)
{
    cli.useOptions(useProxy());
    const CliRun run = failingSignIn();
    EXPECT_EQ(run.exitCode, 1) << run.transcript;
    EXPECT_GT(proxy.tunnels().size(), 0);
    EXPECT_EQ(peer().log().size(), 0);
}

TEST_F(NetworkPathTest, X1_AProxyOfTheAppOverridesTheEnvironments)
{
    cli.environment().insert(QStringLiteral("HTTPS_PROXY"), QStringLiteral("http://127.0.0.1:9"));
    cli.useOptions(useProxy() + useAuthority());
    const CliRun run = signIn();
    EXPECT_EQ(run.exitCode, 0) << run.transcript;
}

TEST_F(NetworkPathTest, X1_AMissingAuthorityFileIsNamed)
{
    const QString missing = cli.dataFolder() + QStringLiteral("/none.pem");
    cli.useOptions({QStringLiteral("--ca-file"), missing});
    const CliRun run = failingSignIn();
    EXPECT_NE(run.exitCode, 0);
    EXPECT_TRUE(run.errorOutput.contains(missing.toUtf8())) << run.transcript;
}

} // namespace plantain::testing
