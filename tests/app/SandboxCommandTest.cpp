// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/AppFixture.h"

#include <QJsonDocument>

namespace plantain::testing {

namespace {

class SandboxCommandTest : public ::testing::Test
{
protected:
    /// The addresses it prints.
    QJsonObject addressesOf(ChildProcess& sandbox)
    {
        const QByteArray line =
            sandbox.waitForLine([](const QByteArray& text) { return text.startsWith('{'); });
        return QJsonDocument::fromJson(line).object();
    }

    PlantainCli cli;
    PlantainCli other;
};

TEST_F(SandboxCommandTest, PrintsItsAddressesAsOneJsonLineAndRunsUntilInterrupted)
{
    const auto sandbox = cli.start({"sandbox"});
    const QJsonObject addresses = addressesOf(*sandbox);
    EXPECT_TRUE(addresses.value("openai_base_url").toString().endsWith("/v1"));
    EXPECT_TRUE(addresses.value("auth_profile").toObject().contains("token_endpoint"));
    EXPECT_EQ(sandbox->output().count('\n'), 1);
    EXPECT_TRUE(sandbox->isRunning());
    sandbox->interrupt();
    ASSERT_TRUE(sandbox->waitForEnd());
    EXPECT_EQ(sandbox->exitCode(), 0) << sandbox->transcript();
}

TEST_F(SandboxCommandTest, AnotherProcessSignsInGeneratesAndSignsOutThere)
{
    const auto sandbox = cli.start({"sandbox"});
    const QJsonObject addresses = addressesOf(*sandbox);
    other.useProfile(addresses.value("auth_profile").toObject());
    const CliRun login = signIn(other);
    ASSERT_EQ(login.exitCode, 0) << login.transcript;
    const CliRun generated =
        other.run({"generate", "--provider", "openai-auth", "Describe a harbour."});
    EXPECT_EQ(generated.exitCode, 0) << generated.transcript;
    EXPECT_TRUE(generated.output.contains("Describe a harbour."));
    const CliRun logout = other.run({"auth", "logout"});
    EXPECT_EQ(logout.exitCode, 0) << logout.transcript;
    EXPECT_TRUE(logout.errorOutput.isEmpty()) << "the revocation was confirmed";
}

TEST_F(SandboxCommandTest, ABusyPortIsAFailureThatNamesIt)
{
    QTcpServer busy;
    ASSERT_TRUE(busy.listen(QHostAddress(QHostAddress::LocalHost)));
    const QString port = QString::number(busy.serverPort());
    const CliRun run = cli.run({"sandbox", "--port", port});
    EXPECT_EQ(run.exitCode, 1) << run.transcript;
    EXPECT_TRUE(run.errorOutput.contains(port.toUtf8())) << run.transcript;
}

} // namespace

} // namespace plantain::testing
