// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/peers/AccountTest.h"

#include <QDateTime>
#include <QFileInfo>
#include <QUrlQuery>

namespace plantain::testing {

namespace {

bool hasField(const QJsonObject& entry, const char* name)
{
    return entry.value(QLatin1String("fields")).toArray().contains(QLatin1String(name));
}

} // namespace

class SignInTest : public AccountTest
{
protected:
    /// A sign-in by a person on the provider's real pages.
    struct PersonsSignIn {
        BrowserReport page; ///< ours, after theirs
        CliRun run;
    };
    PersonsSignIn signInOnPages(const BrowserWish& wish, const QJsonArray& faults = {})
    {
        OidcOptions options;
        options.autoLogin.clear();
        startPeer(options);
        const Attempt attempt = beginSignIn();
        peer().queueFaults(faults);
        const BrowserReport page = browse(attempt.url, wish);
        expectOwnPage(page);
        return {page, endOf(attempt)};
    }

    /// P5: what our page may never do, whatever it says.
    static void expectOwnPage(const BrowserReport& page)
    {
        ASSERT_TRUE(page.ok) << page.problem;
        EXPECT_EQ(page.finalUrl.host(), QStringLiteral("127.0.0.1"));
        EXPECT_EQ(page.foreignRequests, QStringList());
        EXPECT_FALSE(page.title.isEmpty());
        EXPECT_FALSE(page.language.isEmpty());
    }

    /// P2: the code stays neither in the address bar nor in the tab's history.
    static void expectCleanAddress(const BrowserReport& page)
    {
        EXPECT_FALSE(page.finalUrl.hasQuery()) << page.finalUrl.toString().toStdString();
        for (const QString& address : page.history) {
            EXPECT_FALSE(QUrlQuery(QUrl(address)).hasQueryItem(QStringLiteral("code")))
                << address.toStdString();
        }
    }
};

TEST_F(SignInTest, T4_1_T4_2_SignsInWithAStaticClientAndKeepsTheTokens)
{
    startPeer();
    const CliRun run = signIn();
    EXPECT_EQ(run.exitCode, 0) << run.transcript;
    EXPECT_TRUE(run.output.contains("Open this address to sign in:\nhttp://")) << run.transcript;
    EXPECT_TRUE(run.output.contains("Connected as ")) << run.transcript;

    const QJsonObject record = cli.record();
    for (const char* name : {"access_token", "refresh_token", "scope", "account_id"}) {
        EXPECT_FALSE(string(record, name).isEmpty()) << name;
    }
    for (const char* name : {"expires_at", "created_at", "updated_at"}) {
        EXPECT_GT(record.value(QLatin1String(name)).toInteger(), 0) << name;
    }
    EXPECT_TRUE(record.value(QLatin1String("state")).isNull());
    EXPECT_TRUE(record.value(QLatin1String("code_verifier")).isNull());
}

TEST_F(SignInTest, S2_TheRecordAndItsFolderAreTheOwnersAlone)
{
    startPeer();
    signIn();
    constexpr auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup |
                            QFileDevice::ExeGroup | QFileDevice::ReadOther |
                            QFileDevice::WriteOther | QFileDevice::ExeOther;
    ASSERT_TRUE(QFileInfo::exists(cli.recordFile()));
    EXPECT_EQ(QFileInfo(cli.recordFile()).permissions() & others, QFileDevice::Permissions());
    EXPECT_EQ(QFileInfo(cli.dataFolder()).permissions() & others, QFileDevice::Permissions());
}

TEST_F(SignInTest, T4_2_TheExchangeIsAFormOfAPublicClientWithTheResource)
{
    startPeer();
    signIn();
    const QJsonObject exchange = peer().last(QStringLiteral("/oauth/token"));
    EXPECT_EQ(string(exchange, "grant_type"), QStringLiteral("authorization_code"));
    EXPECT_EQ(string(exchange, "type"), QStringLiteral("application/x-www-form-urlencoded"));
    EXPECT_EQ(string(exchange, "client_id"), QStringLiteral("app_test_native"));
    EXPECT_EQ(string(exchange, "resource"), QStringLiteral("https://api.openai.com/v1"));
    EXPECT_TRUE(string(exchange, "user_agent").startsWith(QStringLiteral("Plantain/")));
    EXPECT_TRUE(hasField(exchange, "code_verifier"));
    EXPECT_FALSE(hasField(exchange, "client_secret"));
}

TEST_F(SignInTest, A1_A2_A3_TheRequestHasStateNonceAndAnS256Challenge)
{
    startPeer();
    const Attempt attempt = beginSignIn();
    const QUrlQuery query(attempt.url);
    EXPECT_EQ(query.queryItemValue(QStringLiteral("code_challenge_method")),
              QStringLiteral("S256"));
    for (const char* name : {"state", "nonce", "code_challenge"}) {
        EXPECT_GE(query.queryItemValue(QLatin1String(name)).size(), 22) << name;
    }
}

TEST_F(SignInTest, M1_EndpointsComeFromDiscovery)
{
    startPeer();
    const Attempt attempt = beginSignIn();
    EXPECT_EQ(peer().count(QStringLiteral("/.well-known/openid-configuration")), 1);
    EXPECT_EQ(attempt.url.path(), QStringLiteral("/oauth/authorize"));
}

TEST_F(SignInTest, T4_3_StatusTellsTheSessionWithoutTheNetwork)
{
    startPeer();
    signIn();
    peer().stop();
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    const CliRun run =
        cli.run({QStringLiteral("auth"), QStringLiteral("status"), QStringLiteral("--json")});
    EXPECT_EQ(run.exitCode, 0) << run.transcript;
    const QJsonObject json = run.json();
    EXPECT_EQ(string(json, "provider"), QStringLiteral("openai-auth"));
    EXPECT_EQ(string(json, "state"), QStringLiteral("connected"));
    EXPECT_TRUE(json.value(QLatin1String("connected")).toBool());
    EXPECT_FALSE(json.value(QLatin1String("expired")).toBool(true));
    EXPECT_TRUE(json.value(QLatin1String("plan_enabled")).toBool());
    EXPECT_GT(json.value(QLatin1String("expires_at")).toInteger(), now);
    EXPECT_EQ(string(json, "email"), QStringLiteral("alice@example.test"));
    EXPECT_EQ(string(json, "profile"), QStringLiteral("custom"));
    EXPECT_EQ(string(json, "storage"), QStringLiteral("file"));
}

TEST_F(SignInTest, TheIssuedClientIsSavedBeforeTheExchangeAndUsedAgain)
{
    startPeer();
    cli.useProfile(peer().dynamicProfile());
    peer().queueFaults(
        {QJsonObject{{QStringLiteral("path"), QStringLiteral("/oauth/token")},
                     {QStringLiteral("status"), 400},
                     {QStringLiteral("body"),
                      QJsonObject{{QStringLiteral("error"), QStringLiteral("invalid_grant")}}}}});
    const CliRun failed = signIn();
    EXPECT_EQ(failed.exitCode, 1) << failed.transcript;
    const QString issued = string(cli.record(), "client_id");
    ASSERT_TRUE(issued.startsWith(QStringLiteral("oaiapp_"))) << issued.toStdString();
    EXPECT_FALSE(status().value(QLatin1String("connected")).toBool(true));

    const CliRun second = signIn();
    EXPECT_EQ(second.exitCode, 0) << second.transcript;
    EXPECT_EQ(string(cli.record(), "client_id"), issued);
    EXPECT_EQ(peer().count(QStringLiteral("/oauth/register")), 1);
    const QJsonObject exchange = peer().last(QStringLiteral("/oauth/token"));
    EXPECT_EQ(string(exchange, "client_id"), issued);
}

TEST_F(SignInTest, ASecondSignInAfterSignOutUsesTheSameClient)
{
    startPeer();
    cli.useProfile(peer().dynamicProfile());
    signIn();
    const QString issued = string(cli.record(), "client_id");
    cli.run({QStringLiteral("auth"), QStringLiteral("logout")});
    const CliRun second = signIn();
    EXPECT_FALSE(second.output.contains("id_token_hint"));
    EXPECT_EQ(second.exitCode, 0) << second.transcript;
    EXPECT_EQ(string(cli.record(), "client_id"), issued);
    EXPECT_EQ(peer().count(QStringLiteral("/oauth/register")), 1);
}

TEST_F(SignInTest, P6_ADeclinedSignInSaysSoAndKeepsNothing)
{
    OidcOptions options;
    options.autoLogin = QStringLiteral("deny");
    startPeer(options);
    const CliRun run = signIn();
    EXPECT_EQ(run.exitCode, 1) << run.transcript;
    EXPECT_TRUE(run.errorOutput.startsWith("plantain: ")) << run.transcript;
    EXPECT_TRUE(string(cli.record(), "access_token").isEmpty());
    EXPECT_EQ(peer().grants(QStringLiteral("authorization_code")), 0);
    EXPECT_EQ(string(status(), "state"), QStringLiteral("signed_out"));
}

TEST_F(SignInTest, P2_P5_RealPagesInARealBrowserEndOnACleanPage)
{
    BrowserWish wish;
    wish.login = QStringLiteral("bea");
    wish.screenshot = pictureFile(QStringLiteral("browser-connected.png"));
    const auto [page, run] = signInOnPages(wish);
    EXPECT_EQ(run.exitCode, 0) << run.transcript;
    expectCleanAddress(page);
    EXPECT_EQ(page.errors, QStringList());
    EXPECT_TRUE(page.text.contains(QStringLiteral("You are signed in"))) << page.text.toStdString();
    EXPECT_EQ(string(status(), "email"), QStringLiteral("bea@example.test"));
}

TEST_F(SignInTest, P5_ThePageWorksWithoutScriptsAndInTheDark)
{
    BrowserWish wish;
    wish.javaScript = false;
    wish.dark = true;
    wish.screenshot = pictureFile(QStringLiteral("browser-connected-dark.png"));
    const auto [page, run] = signInOnPages(wish);
    EXPECT_EQ(run.exitCode, 0) << run.transcript;
    EXPECT_TRUE(page.text.contains(QStringLiteral("You are signed in"))) << page.text.toStdString();
}

TEST_F(SignInTest, P6_DecliningOnTheRealPagesEndsOnAPageThatSaysSo)
{
    BrowserWish wish;
    wish.decline = true;
    wish.screenshot = pictureFile(QStringLiteral("browser-declined.png"));
    const auto [page, run] = signInOnPages(wish);
    EXPECT_EQ(run.exitCode, 1) << run.transcript;
    expectCleanAddress(page);
    EXPECT_EQ(page.errors, QStringList());
    EXPECT_TRUE(page.text.contains(QStringLiteral("declined"))) << page.text.toStdString();
}

TEST_F(SignInTest, P5_AFailedExchangeShowsInTheBrowserToo)
{
    BrowserWish wish;
    wish.screenshot = pictureFile(QStringLiteral("browser-failed.png"));
    const auto [page, run] =
        signInOnPages(wish, {QJsonObject{{QStringLiteral("path"), QStringLiteral("/oauth/token")},
                                         {QStringLiteral("status"), 500}}});
    EXPECT_EQ(run.exitCode, 1) << run.transcript;
    expectCleanAddress(page);
    EXPECT_TRUE(page.text.contains(QStringLiteral("could not be finished")))
        << page.text.toStdString();
    EXPECT_TRUE(string(cli.record(), "access_token").isEmpty());
}

TEST_F(SignInTest, O2_ThePastedCallbackAddressFinishesTheSignIn)
{
    startPeer();
    Attempt attempt;
    attempt.process = cli.start({QStringLiteral("auth"), QStringLiteral("login"),
                                 QStringLiteral("--no-browser"), QStringLiteral("--paste")});
    const QByteArray line = attempt.process->waitForLine(
        [](const QByteArray& text) { return text.startsWith("http"); });
    attempt.url = QUrl(QString::fromUtf8(line));
    // The browser runs elsewhere: nothing listens where it is sent.
    const QString redirect =
        QUrlQuery(attempt.url).queryItemValue(QStringLiteral("redirect_uri"), QUrl::FullyDecoded);
    const QUrl callback = visitUntil(attempt.url, redirect);
    ASSERT_TRUE(callback.toString().startsWith(redirect)) << callback.toString().toStdString();
    attempt.process->write(callback.toEncoded() + '\n');
    const CliRun run = endOf(attempt);
    EXPECT_EQ(run.exitCode, 0) << run.transcript;
}

TEST_F(SignInTest, A5_InterruptingASignInEndsItAsCancelled)
{
    startPeer();
    const Attempt attempt = beginSignIn();
    attempt.process->interrupt();
    const CliRun run = endOf(attempt);
    EXPECT_EQ(run.exitCode, 130) << run.transcript;
    EXPECT_EQ(string(status(), "state"), QStringLiteral("signed_out"));
    const QUrl callback(
        QUrlQuery(attempt.url).queryItemValue(QStringLiteral("redirect_uri"), QUrl::FullyDecoded));
    EXPECT_EQ(visit(callback).status, 0) << "something listens still";
}

TEST_F(SignInTest, T5_1_GeneratesWithTheAccountAndStreams)
{
    startPeer();
    signIn();
    const CliRun run = generate();
    EXPECT_EQ(run.exitCode, 0) << run.transcript;
    QString streamed;
    int deltas = 0;
    const QList<QByteArray> lines = run.output.trimmed().split('\n');
    for (const QByteArray& line : lines) {
        const QJsonObject json = QJsonDocument::fromJson(line).object();
        if (string(json, "type") == QLatin1String("delta")) {
            streamed += string(json, "text");
            ++deltas;
        }
    }
    EXPECT_GE(deltas, 1);
    EXPECT_EQ(streamed, QStringLiteral("Hello from the test provider"));
    const QJsonObject result = run.result();
    EXPECT_EQ(string(result, "type"), QStringLiteral("result"));
    EXPECT_EQ(string(result, "status"), QStringLiteral("completed"));
    EXPECT_EQ(string(result, "text"), streamed);
    const QJsonObject usage = result.value(QLatin1String("usage")).toObject();
    EXPECT_EQ(usage.value(QLatin1String("total_tokens")).toInt(), 5);
    EXPECT_TRUE(result.value(QLatin1String("error")).isNull());
}

TEST_F(SignInTest, T5_1_PlainOutputIsTheTextAlone)
{
    startPeer();
    signIn();
    const CliRun run = cli.run({QStringLiteral("generate"), QStringLiteral("--provider"),
                                QStringLiteral("openai-auth"), QStringLiteral("-")},
                               "Hello");
    EXPECT_EQ(run.exitCode, 0) << run.transcript;
    EXPECT_EQ(run.output.trimmed(), QByteArray("Hello from the test provider"));
}

TEST_F(SignInTest, T2_4_ModelsOfTheAccountAreThoseTheServerLists)
{
    startPeer();
    signIn();
    const CliRun run = cli.run({QStringLiteral("models"), QStringLiteral("--provider"),
                                QStringLiteral("openai-auth"), QStringLiteral("--refresh"),
                                QStringLiteral("--json")});
    EXPECT_EQ(run.exitCode, 0) << run.transcript;
    EXPECT_TRUE(run.output.contains("gpt-test")) << run.transcript;
    EXPECT_FALSE(run.output.contains("gpt-hidden")) << run.transcript;
}

TEST_F(SignInTest, GeneratingWithoutASessionEndsWithCodeThreeAndNoRequest)
{
    startPeer();
    const CliRun run = generate();
    EXPECT_EQ(run.exitCode, 3) << run.transcript;
    EXPECT_EQ(peer().log().size(), 0);
}

} // namespace plantain::testing
