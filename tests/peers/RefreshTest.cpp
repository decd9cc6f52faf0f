// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/peers/AccountTest.h"
#include "tests/support/JobTesting.h"

#include <QDateTime>

namespace plantain::testing {

namespace {

const QString tokenPath = QStringLiteral("/oauth/token");

QJsonObject fault(const QString& path, int status, const QJsonObject& body = {})
{
    return {{QStringLiteral("path"), path},
            {QStringLiteral("status"), status},
            {QStringLiteral("body"), body}};
}

/// The provider rotates the token, the client never hears of it.
QJsonObject lostAnswer()
{
    return {{QStringLiteral("path"), tokenPath},
            {QStringLiteral("after"), true},
            {QStringLiteral("drop"), true}};
}

QJsonObject openAiError(const QString& code)
{
    return {{QStringLiteral("error"),
             QJsonObject{{QStringLiteral("code"), code},
                         {QStringLiteral("message"), QStringLiteral("no")},
                         {QStringLiteral("type"), QStringLiteral("invalid_request_error")}}}};
}

} // namespace

class RefreshTest : public AccountTest
{
protected:
    /// Signed in, with an access token whose time is over.
    void startExpired()
    {
        startPeer();
        const CliRun run = signIn();
        ASSERT_EQ(run.exitCode, 0) << run.transcript;
        cli.expireRecord();
    }

    QString storedRefreshToken() const { return string(cli.record(), "refresh_token"); }
};

TEST_F(RefreshTest, T7_2_ATokenThatReallyExpiredIsRefreshedOnceAndReplaced)
{
    OidcOptions options;
    options.accessTokenSeconds = 8;
    startPeer(options);
    ASSERT_EQ(signIn().exitCode, 0);
    const QJsonObject before = cli.record();
    const qint64 expiry = before.value(QLatin1String("expires_at")).toInteger();
    ASSERT_TRUE(waitFor([expiry] { return QDateTime::currentSecsSinceEpoch() > expiry; }));
    EXPECT_TRUE(status().value(QLatin1String("expired")).toBool());

    const CliRun run = generate();
    EXPECT_EQ(run.exitCode, 0) << run.transcript;
    EXPECT_EQ(peer().refreshes(), 1);
    const QJsonObject after = cli.record();
    EXPECT_NE(string(after, "refresh_token"), string(before, "refresh_token"));
    EXPECT_NE(string(after, "access_token"), string(before, "access_token"));
    EXPECT_EQ(string(after, "account_id"), string(before, "account_id"));
    EXPECT_GT(after.value(QLatin1String("expires_at")).toInteger(), expiry);
}

TEST_F(RefreshTest, T3_3_TheRefreshIsAFormWithTheClientAndTheResource)
{
    startExpired();
    generate();
    const QJsonObject request = peer().last(tokenPath);
    EXPECT_EQ(string(request, "grant_type"), QStringLiteral("refresh_token"));
    EXPECT_EQ(string(request, "type"), QStringLiteral("application/x-www-form-urlencoded"));
    EXPECT_EQ(string(request, "client_id"), QStringLiteral("app_test_native"));
    EXPECT_EQ(string(request, "resource"), QStringLiteral("https://api.openai.com/v1"));
    EXPECT_FALSE(
        request.value(QLatin1String("fields")).toArray().contains(QLatin1String("client_secret")));
}

TEST_F(RefreshTest, R1_AFreshTokenIsNotRefreshed)
{
    startPeer();
    signIn();
    EXPECT_EQ(generate().exitCode, 0);
    EXPECT_EQ(generate().exitCode, 0);
    EXPECT_EQ(peer().refreshes(), 0);
}

TEST_F(RefreshTest, T7_2_RotationGoesOnOverManyRuns)
{
    startExpired();
    QStringList seen{storedRefreshToken()};
    for (int round = 1; round <= 5; ++round) {
        const CliRun run = generate();
        ASSERT_EQ(run.exitCode, 0) << run.transcript;
        ASSERT_FALSE(seen.contains(storedRefreshToken()));
        seen.append(storedRefreshToken());
        ASSERT_EQ(peer().refreshes(), round);
        cli.expireRecord();
    }
}

TEST_F(RefreshTest, R4_AfterALostAnswerTheOldTokenIsNeverSentAgain)
{
    startExpired();
    peer().queueFaults({lostAnswer()});
    EXPECT_NE(generate().exitCode, 0);
    const CliRun second = generate();
    EXPECT_EQ(second.exitCode, 3) << second.transcript;
    generate();
    EXPECT_EQ(peer().refreshes(), 1) << "a re-use storm";
    EXPECT_EQ(string(status(), "state"), QStringLiteral("needs_reauth"));
    EXPECT_EQ(signIn().exitCode, 0);
    EXPECT_EQ(generate().exitCode, 0);
}

TEST_F(RefreshTest, R4_AServerThatWasBusyIsAskedAgain)
{
    startExpired();
    const QString before = storedRefreshToken();
    peer().queueFaults({fault(tokenPath, 503)});
    const CliRun first = generate();
    EXPECT_TRUE(first.exitCode == 0 || storedRefreshToken() == before) << first.transcript;
    const CliRun second = generate();
    EXPECT_EQ(second.exitCode, 0) << second.transcript;
    EXPECT_EQ(string(status(), "state"), QStringLiteral("connected"));
}

TEST_F(RefreshTest, R5_ARegionRefusalKeepsTheTokens)
{
    startExpired();
    const QString before = storedRefreshToken();
    peer().queueFaults({fault(
        tokenPath, 403, openAiError(QStringLiteral("unsupported_country_region_territory")))});
    const CliRun refused = generate();
    EXPECT_EQ(refused.exitCode, 1) << refused.transcript;
    EXPECT_EQ(storedRefreshToken(), before);
    EXPECT_NE(string(status(), "state"), QStringLiteral("needs_reauth"));
    const CliRun later = generate();
    EXPECT_EQ(later.exitCode, 0) << later.transcript;
}

TEST_F(RefreshTest, R5_AServerThatIsGoneKeepsTheTokens)
{
    startExpired();
    const QString before = storedRefreshToken();
    peer().stop();
    const CliRun run = generate();
    EXPECT_EQ(run.exitCode, 1) << run.transcript;
    EXPECT_EQ(storedRefreshToken(), before);
    EXPECT_EQ(string(status(), "state"), QStringLiteral("expired"));
}

TEST_F(RefreshTest, R5_ADeadGrantClearsTheTokensAndAsksToSignIn)
{
    startExpired();
    peer().revoke(storedRefreshToken());
    const CliRun run = generate();
    EXPECT_EQ(run.exitCode, 3) << run.transcript;
    const CliRun state =
        cli.run({QStringLiteral("auth"), QStringLiteral("status"), QStringLiteral("--json")});
    EXPECT_EQ(state.exitCode, 3);
    EXPECT_EQ(string(state.json(), "state"), QStringLiteral("needs_reauth"));
    EXPECT_TRUE(storedRefreshToken().isEmpty());
    EXPECT_TRUE(string(cli.record(), "access_token").isEmpty());
    EXPECT_EQ(string(cli.record(), "client_id"), QStringLiteral("app_test_native"));

    const int before = static_cast<int>(peer().log().size());
    EXPECT_EQ(generate().exitCode, 3);
    EXPECT_EQ(peer().log().size(), before) << "it fails fast, without the network";
}

TEST_F(RefreshTest, R7_ARefusedTokenIsReplacedOnceAndTheRequestSentAgain)
{
    startPeer();
    signIn();
    const QString path = QStringLiteral("/v1/responses");
    peer().queueFaults({fault(path, 401, openAiError(QStringLiteral("token_expired")))});
    const CliRun run = generate();
    EXPECT_EQ(run.exitCode, 0) << run.transcript;
    EXPECT_EQ(peer().refreshes(), 1);
    EXPECT_EQ(peer().count(path), 2);
}

TEST_F(RefreshTest, R7_ATokenThatStaysRefusedIsNotRefreshedForEver)
{
    startPeer();
    signIn();
    const QString path = QStringLiteral("/v1/responses");
    const QJsonObject refusal = fault(path, 401, openAiError(QStringLiteral("token_expired")));
    peer().queueFaults({refusal, refusal, refusal, refusal});
    const CliRun run = generate();
    EXPECT_NE(run.exitCode, 0) << run.transcript;
    EXPECT_EQ(peer().refreshes(), 1);
    EXPECT_EQ(peer().count(path), 2);
}

TEST_F(RefreshTest, R8_AnInterruptDuringARefreshDoesNotLoseTheNewTokens)
{
    startExpired();
    const QString before = storedRefreshToken();
    peer().queueFaults(
        {QJsonObject{{QStringLiteral("path"), tokenPath}, {QStringLiteral("delay_ms"), 1500}}});
    const auto process = cli.start({QStringLiteral("generate"), QStringLiteral("--provider"),
                                    QStringLiteral("openai-auth"), QStringLiteral("Hello")});
    ASSERT_TRUE(waitFor([this] { return peer().refreshes() == 1; }));
    process->interrupt();
    ASSERT_TRUE(process->waitForEnd());
    const CliRun run = cli.outcome(*process);
    EXPECT_EQ(run.exitCode, 130) << run.transcript;
    EXPECT_NE(storedRefreshToken(), before);
    const CliRun next = generate();
    EXPECT_EQ(next.exitCode, 0) << next.transcript;
    EXPECT_EQ(peer().refreshes(), 1);
}

TEST_F(RefreshTest, R3_EightProcessesRefreshOnceAndAllAnswer)
{
    startExpired();
    std::vector<std::unique_ptr<ChildProcess>> processes;
    for (int i = 0; i < 8; ++i) {
        processes.push_back(cli.start({QStringLiteral("generate"), QStringLiteral("--provider"),
                                       QStringLiteral("openai-auth"), QStringLiteral("Hello")}));
    }
    for (const auto& process : processes) {
        ASSERT_TRUE(process->waitForEnd());
        const CliRun run = cli.outcome(*process);
        EXPECT_EQ(run.exitCode, 0) << run.transcript;
        EXPECT_EQ(run.output.trimmed(), QByteArray("Hello from the test provider"));
    }
    EXPECT_EQ(peer().refreshes(), 1);
    EXPECT_EQ(peer().count(QStringLiteral("/v1/responses")), 8);
}

} // namespace plantain::testing
