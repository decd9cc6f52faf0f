// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/AppFixture.h"

#include <QDateTime>
#include <QDir>
#include <QTcpSocket>
#include <QUrlQuery>

namespace plantain::testing {

namespace {

using AuthTest = PracticeTest;

const QStringList statusFields{"account_id", "connected",    "email",   "expired",
                               "expires_at", "plan_enabled", "profile", "provider",
                               "scope",      "state",        "storage"};

TEST_F(AuthTest, T4_1_LoginPrintsTheAddressAloneOnItsLine)
{
    const auto login = startLogin();
    const QUrl url = addressPrintedBy(*login);
    EXPECT_EQ(login->output(), "Open this address to sign in:\n" + url.toEncoded() + '\n');
    const QUrlQuery query(url);
    EXPECT_EQ(query.queryItemValue("code_challenge_method"), "S256");
    EXPECT_EQ(query.queryItemValue("code_challenge").size(), 43);
    EXPECT_GE(query.queryItemValue("state").size(), 22);
    EXPECT_TRUE(query.hasQueryItem("nonce"));
    EXPECT_TRUE(
        query.queryItemValue("redirect_uri", QUrl::FullyDecoded).startsWith("http://127.0.0.1:"));
}

TEST_F(AuthTest, T4_2_LoginEndsConnectedAndTheBrowserSeesIt)
{
    const auto login = startLogin();
    const ConsentOutcome outcome = pressConsent(addressPrintedBy(*login));
    EXPECT_EQ(outcome.status, 200);
    EXPECT_TRUE(outcome.page.contains("close this")) << outcome.page.constData();
    ASSERT_TRUE(login->waitForEnd()) << login->transcript();
    const CliRun run = cli.outcome(*login);
    EXPECT_EQ(run.exitCode, 0) << run.transcript;
    EXPECT_TRUE(run.output.endsWith("Connected as ada@sandbox.example\n")) << run.transcript;
}

TEST_F(AuthTest, T4_3_StatusJsonHasTheContractsFields)
{
    const CliRun before = cli.run({"auth", "status", "--json"});
    EXPECT_EQ(before.exitCode, 3) << before.transcript;
    EXPECT_EQ(before.json().keys(), statusFields);
    EXPECT_EQ(before.json().value("state").toString(), "signed_out");
    EXPECT_TRUE(before.json().value("account_id").isNull());
    EXPECT_TRUE(before.json().value("expires_at").isNull());

    ASSERT_TRUE(signIn());
    const CliRun after = cli.run({"auth", "status", "--json"});
    EXPECT_EQ(after.exitCode, 0) << after.transcript;
    const QJsonObject status = after.json();
    EXPECT_EQ(status.keys(), statusFields);
    EXPECT_EQ(status.value("provider").toString(), "openai-auth");
    EXPECT_EQ(status.value("state").toString(), "connected");
    EXPECT_TRUE(status.value("connected").toBool());
    EXPECT_FALSE(status.value("expired").toBool());
    EXPECT_TRUE(status.value("plan_enabled").toBool());
    EXPECT_EQ(status.value("email").toString(), "ada@sandbox.example");
    EXPECT_EQ(status.value("account_id").toString(), "sandbox-user-ada");
    EXPECT_EQ(status.value("profile").toString(), "sandbox");
    EXPECT_EQ(status.value("storage").toString(), "file");
    EXPECT_NEAR(status.value("expires_at").toDouble(),
                static_cast<double>(QDateTime::currentSecsSinceEpoch() + 3600), 120);
}

TEST_F(AuthTest, T4_3_StatusUsesNoNetworkAndTellsExpiry)
{
    ASSERT_TRUE(signIn());
    cli.expireRecord();
    provider.knobs().failNextRequests = 100;
    const QJsonObject status = cli.run({"auth", "status", "--json"}).json();
    EXPECT_EQ(status.value("state").toString(), "expired");
    EXPECT_TRUE(status.value("connected").toBool());
    EXPECT_TRUE(status.value("expired").toBool());
}

TEST_F(AuthTest, T4_4_LogoutLeavesNothingAndStaysSignedOut)
{
    ASSERT_TRUE(signIn());
    const QString refreshToken = cli.record().value("refresh_token").toString();
    ASSERT_FALSE(refreshToken.isEmpty());
    const CliRun logout = cli.run({"auth", "logout"});
    EXPECT_EQ(logout.exitCode, 0) << logout.transcript;
    EXPECT_TRUE(logout.errorOutput.isEmpty()) << logout.transcript;
    EXPECT_EQ(cli.run({"auth", "status"}).exitCode, 3);
    EXPECT_TRUE(cli.record().value("access_token").toString().isEmpty());
    EXPECT_TRUE(cli.record().value("refresh_token").toString().isEmpty());
    EXPECT_EQ(cli.run({"auth", "logout"}).exitCode, 0) << "a second one does no harm";
}

TEST_F(AuthTest, D2_LogoutOfflineClearsAndSaysThatItIsNotConfirmed)
{
    ASSERT_TRUE(signIn());
    QJsonObject profile = provider.authProfile();
    QTcpServer closed;
    ASSERT_TRUE(closed.listen(QHostAddress(QHostAddress::LocalHost)));
    const QString nobody = QString("http://127.0.0.1:%1/revoke").arg(closed.serverPort());
    closed.close();
    profile.insert("revocation_endpoint", nobody);
    cli.useProfile(profile);
    const CliRun logout = cli.run({"auth", "logout"});
    EXPECT_EQ(logout.exitCode, 0) << logout.transcript;
    EXPECT_TRUE(logout.errorOutput.contains("could not confirm")) << logout.transcript;
    EXPECT_EQ(cli.run({"auth", "status"}).exitCode, 3);
}

TEST_F(AuthTest, DeclineIsAFailureAndTheBrowserSaysSo)
{
    const auto login = startLogin();
    pressConsent(addressPrintedBy(*login), Decision::Decline);
    ASSERT_TRUE(login->waitForEnd()) << login->transcript();
    const CliRun run = cli.outcome(*login);
    EXPECT_EQ(run.exitCode, 1) << run.transcript;
    EXPECT_TRUE(run.errorOutput.startsWith("plantain: ")) << run.transcript;
    EXPECT_EQ(cli.run({"auth", "status"}).exitCode, 3);
}

TEST_F(AuthTest, X5_WithoutThePlanLoginSucceedsAndSaysSo)
{
    ASSERT_TRUE(signIn(Decision::ContinueWithoutPlan));
    EXPECT_TRUE(cli.printed().contains("The plan may not be used"));
    const CliRun status = cli.run({"auth", "status", "--json"});
    EXPECT_EQ(status.exitCode, 0) << status.transcript;
    EXPECT_FALSE(status.json().value("plan_enabled").toBool());
}

TEST_F(AuthTest, O2_PasteTakesTheCallbackAddressFromStdin)
{
    const auto login = startLogin({"--paste"});
    const QUrl url = addressPrintedBy(*login);
    const QUrl callback = pressConsent(url, Decision::Continue, false).callback;
    login->write("http://127.0.0.1:1/wrong?code=x&state=y\n");
    login->write(callback.toEncoded() + '\n');
    ASSERT_TRUE(login->waitForEnd()) << login->transcript();
    const CliRun run = cli.outcome(*login);
    EXPECT_EQ(run.exitCode, 0) << run.transcript;
    EXPECT_TRUE(run.output.endsWith("Connected as ada@sandbox.example\n")) << run.transcript;
    EXPECT_TRUE(run.errorOutput.startsWith("plantain: ")) << "the wrong one was refused";
}

TEST_F(AuthTest, A5_TimeoutEndsTheAttempt)
{
    const CliRun run = cli.run({"auth", "login", "--no-browser", "--timeout", "1"});
    EXPECT_EQ(run.exitCode, 1) << run.transcript;
    EXPECT_TRUE(run.errorOutput.startsWith("plantain: ")) << run.transcript;
}

TEST_F(AuthTest, A5_InterruptEndsWith130AndClosesTheListener)
{
    const auto login = startLogin();
    const QUrl redirect(
        QUrlQuery(addressPrintedBy(*login)).queryItemValue("redirect_uri", QUrl::FullyDecoded));
    login->interrupt();
    ASSERT_TRUE(login->waitForEnd()) << login->transcript();
    EXPECT_EQ(login->exitCode(), 130) << login->transcript();
    QTcpSocket socket;
    socket.connectToHost(redirect.host(), static_cast<quint16>(redirect.port()));
    EXPECT_FALSE(socket.waitForConnected(2000));
}

TEST_F(AuthTest, O5_BrowserIsStartedWithTheAddressAndWithoutAShell)
{
    QTemporaryDir folder;
    const QString script = folder.filePath("browser");
    const QString seen = folder.filePath("seen");
    QFile file(script);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("#!/bin/sh\nprintf '%s\\n' \"$@\" > \"" + seen.toUtf8() + ".part\" && mv \"" +
               seen.toUtf8() + ".part\" \"" + seen.toUtf8() + "\"\n");
    file.close();
    ASSERT_TRUE(file.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
    cli.environment().insert("BROWSER", script + " --new-window");
    const auto login = cli.start({"auth", "login"});
    const QUrl url = addressPrintedBy(*login);
    EXPECT_TRUE(waitFor([&seen] { return QFile::exists(seen); }));
    QFile result(seen);
    ASSERT_TRUE(result.open(QIODevice::ReadOnly));
    EXPECT_EQ(result.readAll(), "--new-window\n" + url.toEncoded() + '\n');
}

TEST_F(AuthTest, O5_WithoutABrowserTheAddressIsStillGoodAndItSaysSo)
{
    cli.environment().insert("BROWSER", "/nonexistent/browser");
    const auto login = cli.start({"auth", "login"});
    pressConsent(addressPrintedBy(*login));
    ASSERT_TRUE(login->waitForEnd()) << login->transcript();
    EXPECT_EQ(login->exitCode(), 0) << login->transcript();
    EXPECT_TRUE(login->errorOutput().contains("No browser could be started"))
        << login->transcript();
}

TEST_F(AuthTest, T5_3_GenerateUsesTheAccountAndRefreshesWhenItIsExpired)
{
    provider.knobs().accessTokenLifetime = std::chrono::seconds(300);
    ASSERT_TRUE(signIn());
    cli.expireRecord();
    const QString old = cli.record().value("access_token").toString();
    const CliRun run =
        cli.run({"generate", "--provider", "openai-auth", "--json", "Describe a harbour."});
    EXPECT_EQ(run.exitCode, 0) << run.transcript;
    EXPECT_EQ(run.result().value("status").toString(), "completed");
    EXPECT_TRUE(run.result().value("text").toString().contains("Describe a harbour."));
    EXPECT_TRUE(run.result().value("cost_usd").isNull()) << "plan use has no price";
    EXPECT_NE(cli.record().value("access_token").toString(), old);
}

TEST_F(AuthTest, ConnectedAccountIsTheDefaultProvider)
{
    ASSERT_TRUE(signIn());
    const CliRun run = cli.run({"generate", "Describe a harbour."});
    EXPECT_EQ(run.exitCode, 0) << run.transcript;
    EXPECT_TRUE(run.output.contains("Describe a harbour."));
}

TEST(SandboxOption, KeepsItsOwnSessionFromProcessToProcess)
{
    PlantainCli practice;
    practice.useOptions({"--sandbox"});
    const CliRun login = signIn(practice);
    ASSERT_EQ(login.exitCode, 0) << login.transcript;
    const CliRun generated =
        practice.run({"generate", "--provider", "openai-auth", "Describe a harbour."});
    EXPECT_EQ(generated.exitCode, 0) << generated.transcript;
    EXPECT_EQ(practice.run({"auth", "logout"}).exitCode, 0);
    EXPECT_FALSE(QFile::exists(practice.recordFile())) << "the real place is not touched";
}

} // namespace

} // namespace plantain::testing
