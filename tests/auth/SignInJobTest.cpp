// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/Pkce.h"
#include "tests/auth/SignInFixture.h"

#include <QDir>
#include <QRegularExpression>
#include <QSignalSpy>

using namespace plantain;
using namespace std::chrono_literals;
using auth::TokenRecord;
using base::ErrorKind;
using plantain::testing::BrowserTab;
using plantain::testing::FakeAnswer;
using plantain::testing::ReceivedRequest;
using plantain::testing::waitFor;
using Phase = auth::SignInJob::Phase;

namespace {

using SignIn = plantain::testing::SignInFixture;

QString hostIdPattern()
{
    return "^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$";
}

} // namespace

TEST_F(SignIn, T4_SignsInAndSavesTheSession)
{
    const auto job = makeJob();
    const auto tab = approveIn(job);
    const auto result = endOf(job);
    ASSERT_TRUE(result.ok()) << result.error().message.toStdString();
    EXPECT_EQ(result->accessToken.reveal(), QByteArray("at-1"));
    EXPECT_EQ(result->refreshToken.reveal(), QByteArray("rt-1"));
    EXPECT_EQ(result->profile, QString("openai"));
    EXPECT_EQ(result->issuer, server.issuer());
    EXPECT_EQ(result->clientId, QString("oaiapp_1"));
    EXPECT_EQ(result->accountId, QString("user-ada"));
    EXPECT_EQ(result->subject, QString("user-ada"));
    EXPECT_EQ(result->email, QString("ada@example.test"));
    EXPECT_TRUE(result->planEnabled());
    EXPECT_EQ(result->expiresAt, clock.now() + 3600s);
    EXPECT_EQ(result->earliestRefreshAt, clock.now() + 3240s);
    EXPECT_EQ(result->createdAt, clock.now());
    TokenRecord written = saved();
    EXPECT_FALSE(written.machine.isEmpty());
    written.machine.clear();
    EXPECT_EQ(written, result.value());
    EXPECT_TRUE(tab->body().contains("You are signed in"));
}

TEST_F(SignIn, TheFirstRequestRegistersThisApp)
{
    const QUrl url = urlOf(makeJob());
    EXPECT_EQ(url.adjusted(QUrl::RemoveQuery), server.http.url("/authorize"));
    EXPECT_EQ(field(url, "client_id"), QString("dynamic_agent_client"));
    EXPECT_EQ(field(url, "agent_name_hint"), QString("Plantain"));
    EXPECT_TRUE(
        QRegularExpression(hostIdPattern()).match(field(url, "ext_agent_host_id")).hasMatch());
    EXPECT_EQ(field(url, "response_type"), QString("code"));
    EXPECT_EQ(field(url, "code_challenge_method"), QString("S256"));
    EXPECT_EQ(field(url, "scope"), server.chatGptProfile().scope);
    EXPECT_EQ(field(url, "resource"), QString("https://api.openai.com/v1"));
    EXPECT_EQ(field(url, "state").size(), 43);
    EXPECT_EQ(field(url, "nonce").size(), 43);
    EXPECT_EQ(field(url, "code_challenge").size(), 43);
    EXPECT_EQ(field(url, "id_token_hint"), QString());
    EXPECT_EQ(field(url, "prompt"), QString());
    const auto items = QUrlQuery(url).queryItems();
    QSet<QString> names;
    for (const auto& item : items) {
        EXPECT_FALSE(names.contains(item.first)) << "twice: " << item.first.toStdString();
        names.insert(item.first);
    }
}

TEST_F(SignIn, A1_TheVerifierMatchesTheChallengeAndTheCodeArrivesUnchanged)
{
    for (const char* code : {"abc123", "4/P7q-W91_x", "a+b/c=d", "p%25q%2Fr", "x&y#z w",
                             "caf\xC3\xA9", "a%2Fb c&d+e"}) {
        server.code = QString::fromUtf8(code);
        const auto job = makeJob();
        const QUrl url = urlOf(job);
        const BrowserTab tab(server.approve(url));
        ASSERT_TRUE(endOf(job).ok()) << code;
        const auto form = server.lastTokenRequest().form();
        const base::Secret verifier(form.value("code_verifier").toLatin1());
        EXPECT_EQ(QString::fromLatin1(auth::challengeOf(verifier)), field(url, "code_challenge"));
        EXPECT_EQ(form.value("code"), QString::fromUtf8(code));
    }
}

TEST_F(SignIn, TheExchangeIsOneFormOfAPublicClient)
{
    const auto job = makeJob();
    const QUrl url = urlOf(job);
    const BrowserTab tab(server.approve(url));
    ASSERT_TRUE(endOf(job).ok());
    EXPECT_EQ(server.http.count("/token"), 1);
    const ReceivedRequest request = server.lastTokenRequest();
    QHash<QString, QString> form = request.form();
    EXPECT_EQ(form.take("code_verifier").size(), 43);
    EXPECT_EQ(form, (QHash<QString, QString>{{"grant_type", "authorization_code"},
                                             {"client_id", "oaiapp_1"},
                                             {"code", server.code},
                                             {"redirect_uri", field(url, "redirect_uri")},
                                             {"resource", "https://api.openai.com/v1"}}));
    EXPECT_TRUE(request.headers.value("user-agent").startsWith("Plantain/"));
    EXPECT_FALSE(request.headers.contains("authorization"));
}

TEST_F(SignIn, EveryAttemptIsNew)
{
    QSet<QString> values;
    for (int i = 0; i < 5; ++i) {
        const QUrl url = urlOf(makeJob());
        values << field(url, "state") << field(url, "nonce") << field(url, "code_challenge");
    }
    EXPECT_EQ(values.size(), 15);
}

TEST_F(SignIn, TheHostIdStaysEvenWhenAnAttemptIsGivenUp)
{
    const auto first = makeJob();
    const QString hostId = field(urlOf(first), "ext_agent_host_id");
    first->cancel();
    EXPECT_EQ(saved().hostId, hostId);
    EXPECT_EQ(field(urlOf(makeJob(server.chatGptProfile(), saved())), "ext_agent_host_id"), hostId);
}

TEST_F(SignIn, TheIssuedClientIdIsSavedBeforeTheExchange)
{
    TokenRecord atExchange;
    server.http.on("/token", [&](const ReceivedRequest&, FakeAnswer answer) {
        atExchange = saved();
        answer.send(400, R"({"error":"invalid_grant"})");
    });
    EXPECT_FALSE(signIn(makeJob()).ok());
    EXPECT_EQ(atExchange.clientId, QString("oaiapp_1"));
    EXPECT_FALSE(atExchange.hasTokens());
    const QUrl next = urlOf(makeJob(server.chatGptProfile(), saved()));
    EXPECT_EQ(field(next, "client_id"), QString("oaiapp_1"));
    EXPECT_EQ(field(next, "agent_name_hint"), QString());
}

TEST_F(SignIn, ALaterSignInUsesTheIssuedClientId)
{
    ASSERT_TRUE(signIn(makeJob()).ok());
    const auto again = makeJob(server.chatGptProfile(), saved());
    const QUrl url = urlOf(again);
    EXPECT_EQ(field(url, "client_id"), QString("oaiapp_1"));
    const BrowserTab tab(server.answer(url, {{"client_id", "oaiapp_1"}}));
    EXPECT_TRUE(endOf(again).ok());
}

TEST_F(SignIn, AnotherClientIdInTheCallbackIsRefused)
{
    ASSERT_TRUE(signIn(makeJob()).ok());
    const auto again = makeJob(server.chatGptProfile(), saved());
    BrowserTab tab(server.answer(urlOf(again), {{"client_id", "oaiapp_2"}}));
    const auto result = endOf(again);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, ErrorKind::BadResponse);
    EXPECT_EQ(tab.status(), 400);
    EXPECT_EQ(server.http.count("/token"), 1);
    EXPECT_EQ(saved().accessToken.reveal(), QByteArray("at-1"));
}

TEST_F(SignIn, ARegistrationWithoutAnIssuedIdIsIncomplete)
{
    for (const char* issued : {"", "dynamic_agent_client", "bad id"}) {
        const auto job = makeJob();
        const BrowserTab tab(server.answer(urlOf(job), {{"client_id", issued}}));
        const auto result = endOf(job);
        ASSERT_FALSE(result.ok());
        EXPECT_EQ(result.error().kind, ErrorKind::BadResponse);
        EXPECT_TRUE(saved().clientId.isEmpty());
    }
    EXPECT_EQ(server.http.count("/token"), 0);
}

TEST_F(SignIn, AStaticClientNeedsNoRegistration)
{
    const auto job = makeJob(server.staticProfile());
    const QUrl url = urlOf(job);
    EXPECT_EQ(field(url, "client_id"), QString("app_static"));
    EXPECT_EQ(field(url, "ext_agent_host_id"), QString());
    EXPECT_EQ(field(url, "agent_name_hint"), QString());
    const BrowserTab tab(server.approve(url));
    ASSERT_TRUE(endOf(job).ok());
    EXPECT_EQ(saved().clientId, QString("app_static"));
}

TEST_F(SignIn, OwnParametersAndTheEndpointsQueryAreSent)
{
    auth::AuthProfile profile = server.staticProfile();
    profile.authorizationEndpoint = server.http.url("/authorize?tenant=a%26b");
    profile.authorizeParams.insert("audience", "x y+z");
    const QUrl url = urlOf(makeJob(profile));
    EXPECT_EQ(field(url, "tenant"), QString("a&b"));
    EXPECT_EQ(field(url, "audience"), QString("x y+z"));
}

TEST_F(SignIn, AnEndedSessionIsHintedAt)
{
    ASSERT_TRUE(signIn(makeJob()).ok());
    const TokenRecord ended = saved().endedBecause("refresh_token_expired");
    const QUrl url = urlOf(makeJob(server.chatGptProfile(), ended));
    EXPECT_EQ(field(url, "id_token_hint").toLatin1(), ended.idToken.reveal());
    const QUrl signedOut = urlOf(makeJob(server.chatGptProfile(), ended.withoutTokens()));
    EXPECT_EQ(field(signedOut, "id_token_hint"), QString());
}

TEST_F(SignIn, ConsentIsAskedAgainOnlyOnRequest)
{
    const QUrl url = urlOf(makeJob(server.chatGptProfile(), {}, {300s, true}));
    EXPECT_EQ(field(url, "prompt"), QString("consent"));
}

TEST_F(SignIn, A2_ACallbackAfterTheStatesLifetimeIsRefused)
{
    const auto job = makeJob(server.chatGptProfile(), {}, {3600s, false});
    const QUrl url = urlOf(job);
    EXPECT_EQ(job->secondsLeft(), 600s);
    clock.advance(600s);
    BrowserTab tab(server.approve(url));
    const auto result = endOf(job);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, ErrorKind::Timeout);
    EXPECT_NE(tab.status(), 200);
    EXPECT_EQ(server.http.count("/token"), 0);
}

TEST_F(SignIn, A3_AnotherNonceIsRefusedAndNothingIsSaved)
{
    for (const QJsonValue& nonce : {QJsonValue("another"), QJsonValue::fromVariant({})}) {
        server.idTokenClaims = {{"nonce", nonce}};
        const auto job = makeJob();
        const auto tab = approveIn(job);
        const auto result = endOf(job);
        ASSERT_FALSE(result.ok());
        EXPECT_EQ(result.error().kind, ErrorKind::BadResponse);
        EXPECT_FALSE(saved().hasTokens());
        EXPECT_TRUE(tab->body().contains("could not be verified"));
    }
}

TEST_F(SignIn, A4_TheNewerAttemptWins)
{
    auth::AuthProfile profile = server.chatGptProfile();
    const auto first = makeJob(profile);
    const QUrl oldUrl = urlOf(first);
    profile.redirectPorts = {redirectPort(oldUrl)};
    first->cancelAsReplaced();
    EXPECT_EQ(endOf(first).error().kind, ErrorKind::Cancelled);
    const auto second = makeJob(profile, saved());
    const QUrl newUrl = urlOf(second);
    ASSERT_FALSE(newUrl.isEmpty()) << "the port is free again";
    BrowserTab oldTab(server.approve(oldUrl));
    EXPECT_EQ(oldTab.status(), 400);
    EXPECT_TRUE(oldTab.body().contains("replaced by a newer one"));
    const BrowserTab newTab(server.approve(newUrl));
    EXPECT_TRUE(endOf(second).ok());
}

TEST_F(SignIn, A4_ATabThatWaitsIsToldThatItWasReplaced)
{
    server.http.on("/token", [](const ReceivedRequest&, FakeAnswer) {});
    const auto job = makeJob();
    const auto tab = approveIn(job);
    ASSERT_TRUE(waitFor([&] { return server.http.count("/token") == 1; }));
    job->cancelAsReplaced();
    EXPECT_TRUE(tab->body().contains("This sign-in was replaced"));
}

TEST_F(SignIn, A5_CancellingFreesThePortAtOnce)
{
    const auto job = makeJob();
    const quint16 port = redirectPort(urlOf(job));
    EXPECT_FALSE(isPortFree(port));
    QSignalSpy finished(job.get(), &base::Job::finished);
    job->cancel();
    EXPECT_EQ(finished.count(), 1);
    EXPECT_TRUE(isPortFree(port));
    EXPECT_TRUE(job->url().isEmpty());
    EXPECT_EQ(job->result().error().kind, ErrorKind::Cancelled);
}

TEST_F(SignIn, A5_DroppingTheJobFreesThePortAtOnce)
{
    auto job = makeJob();
    const quint16 port = redirectPort(urlOf(job));
    job.reset();
    EXPECT_TRUE(isPortFree(port));
}

TEST_F(SignIn, A5_TimeRunsOutWithAVisibleCountdown)
{
    const auto job = makeJob(server.chatGptProfile(), {}, {90s, false});
    QSignalSpy phases(job.get(), &auth::SignInJob::phaseChanged);
    const quint16 port = redirectPort(urlOf(job));
    EXPECT_EQ(job->phase(), Phase::WaitingForBrowser);
    EXPECT_EQ(job->secondsLeft(), 90s);
    phases.clear();
    clock.advance(30s);
    ASSERT_TRUE(phases.wait());
    EXPECT_EQ(job->secondsLeft(), 60s);
    clock.advance(60s);
    const auto result = endOf(job);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, ErrorKind::Timeout);
    EXPECT_TRUE(isPortFree(port));
}

TEST_F(SignIn, A5_CancellingDuringTheExchangeSavesNothing)
{
    server.http.on("/token", [](const ReceivedRequest&, FakeAnswer) {});
    const auto job = makeJob();
    const auto tab = approveIn(job);
    ASSERT_TRUE(waitFor([&] { return server.http.count("/token") == 1; }));
    EXPECT_EQ(job->phase(), Phase::Exchanging);
    job->cancel();
    EXPECT_TRUE(tab->body().contains("Sign-in cancelled"));
    EXPECT_FALSE(saved().hasTokens());
}

TEST_F(SignIn, A6_TheAttemptsSecretsAreNeverOnDisk)
{
    const auto job = makeJob();
    const QUrl url = urlOf(job);
    QByteArrayList secrets{field(url, "state").toLatin1(), field(url, "nonce").toLatin1()};
    const auto onDisk = [this, &secrets] {
        QByteArray all;
        const auto entries = QDir(folder.path()).entryInfoList(QDir::Files | QDir::Hidden);
        for (const QFileInfo& entry : entries) {
            QFile file(entry.filePath());
            EXPECT_TRUE(file.open(QIODevice::ReadOnly));
            all += file.readAll();
        }
        EXPECT_FALSE(all.isEmpty());
        return std::any_of(secrets.begin(), secrets.end(),
                           [&all](const QByteArray& secret) { return all.contains(secret); });
    };
    EXPECT_FALSE(onDisk());
    const BrowserTab tab(server.approve(url));
    ASSERT_TRUE(endOf(job).ok());
    // The nonce is inside the retained ID token, spent; state and verifier are nowhere.
    secrets = {field(url, "state").toLatin1(),
               server.lastTokenRequest().form().value("code_verifier").toLatin1()};
    EXPECT_FALSE(onDisk());
}

TEST_F(SignIn, A7_AnAnnouncedIssuerMustComeAndBeTheSame)
{
    server.metadata = {{"authorization_response_iss_parameter_supported", true}};
    const auto accepted = [this](const QHash<QString, QString>& fields) {
        const auto job = makeJob();
        const BrowserTab tab(server.answer(urlOf(job), fields));
        return endOf(job).ok();
    };
    EXPECT_FALSE(accepted({}));
    EXPECT_FALSE(accepted({{"iss", "https://evil.example"}}));
    EXPECT_FALSE(accepted({{"iss", server.issuer() + '/'}}));
    EXPECT_EQ(server.http.count("/token"), 0);
    EXPECT_TRUE(accepted({{"iss", server.issuer()}}));
}

TEST_F(SignIn, A7_AnIssuerThatIsNotAnnouncedMayBeAbsentButNotDiffer)
{
    const auto other = makeJob();
    const BrowserTab tab(server.answer(urlOf(other), {{"iss", "https://evil.example"}}));
    ASSERT_FALSE(endOf(other).ok());
    EXPECT_TRUE(endOf(other).error().message.contains("another sign-in server"));
    EXPECT_TRUE(signIn(makeJob()).ok());
}

TEST_F(SignIn, A7_AnErrorOfAnotherIssuerIsNoDecline)
{
    server.metadata = {{"authorization_response_iss_parameter_supported", true}};
    const auto job = makeJob();
    const BrowserTab tab(
        server.answer(urlOf(job), {{"code", ""}, {"error", "access_denied"}, {"iss", "x"}}));
    EXPECT_EQ(endOf(job).error().kind, ErrorKind::BadResponse);
}

TEST_F(SignIn, L2_ThePortIsOpenBeforeTheAddressIsGiven)
{
    const auto job = makeJob();
    bool wasOpen = false;
    quint16 port = 0;
    QObject::connect(job.get(), &auth::SignInJob::urlReady, job.get(), [&](const QUrl& url) {
        port = redirectPort(url);
        wasOpen = !isPortFree(port);
    });
    const auto tab = approveIn(job);
    EXPECT_TRUE(wasOpen);
    ASSERT_TRUE(endOf(job).ok());
    EXPECT_TRUE(isPortFree(port));
}

TEST_F(SignIn, L3_ATakenPortEndsTheSignInBeforeTheBrowser)
{
    QTcpServer other;
    ASSERT_TRUE(other.listen(QHostAddress(QHostAddress::LocalHost)));
    auth::AuthProfile profile = server.chatGptProfile();
    profile.redirectPorts = {other.serverPort()};
    const auto job = makeJob(profile);
    QSignalSpy urls(job.get(), &auth::SignInJob::urlReady);
    EXPECT_TRUE(urlOf(job).isEmpty());
    EXPECT_EQ(endOf(job).error().kind, ErrorKind::InvalidInput);
    EXPECT_TRUE(endOf(job).error().message.contains(QString::number(other.serverPort())));
    EXPECT_EQ(urls.count(), 0);
}

TEST_F(SignIn, L3_TheRedirectNamesTheBoundPort)
{
    QTcpServer other;
    ASSERT_TRUE(other.listen(QHostAddress(QHostAddress::LocalHost)));
    auth::AuthProfile profile = server.chatGptProfile();
    profile.redirectPorts = {other.serverPort(), 0};
    const auto job = makeJob(profile);
    const QUrl redirect(field(urlOf(job), "redirect_uri"));
    EXPECT_EQ(redirect.host(), QString("127.0.0.1"));
    EXPECT_EQ(redirect.path(), QString("/auth/callback"));
    EXPECT_NE(redirect.port(), other.serverPort());
    EXPECT_FALSE(isPortFree(static_cast<quint16>(redirect.port())));
}

TEST_F(SignIn, L9_AWrongStateKeepsTheAttempt)
{
    const auto job = makeJob();
    const QUrl url = urlOf(job);
    for (const char* error : {"", "access_denied"}) {
        BrowserTab bad(server.answer(url, {{"state", "guess"}, {"error", error}}));
        EXPECT_EQ(bad.status(), 400);
    }
    EXPECT_EQ(job->phase(), Phase::WaitingForBrowser);
    const BrowserTab tab(server.approve(url));
    EXPECT_TRUE(endOf(job).ok());
}

TEST_F(SignIn, L11_ASecondCallbackDoesNotExchangeAgain)
{
    std::optional<FakeAnswer> held;
    server.http.on("/token", [&](const ReceivedRequest&, FakeAnswer answer) { held = answer; });
    const auto job = makeJob();
    const QUrl callback = server.approve(urlOf(job));
    BrowserTab first(callback);
    ASSERT_TRUE(waitFor([&] { return held.has_value(); }));
    BrowserTab reload(callback);
    EXPECT_TRUE(reload.body().contains("already being finished"));
    held->send(400, R"({"error":"invalid_grant"})");
    EXPECT_FALSE(endOf(job).ok());
    EXPECT_EQ(server.http.count("/token"), 1);
    EXPECT_TRUE(first.body().contains("could not be finished"));
}

TEST_F(SignIn, P2_NoTokenOrCodeIsInAnyAddress)
{
    const auto job = makeJob();
    const QUrl url = urlOf(job);
    BrowserTab tab(server.approve(url));
    ASSERT_TRUE(endOf(job).ok());
    for (const ReceivedRequest& request : server.http.requests()) {
        EXPECT_FALSE(request.target.contains('?')) << request.target.toStdString();
    }
    EXPECT_FALSE(tab.head().toLower().contains("location:"));
    EXPECT_FALSE(tab.body().contains(field(url, "state").toLatin1()));
    EXPECT_FALSE(tab.body().contains("at-1"));
    EXPECT_FALSE(tab.body().contains("P7q"));
}

TEST_F(SignIn, P5_ThePageWaitsForTheRealOutcome)
{
    std::optional<FakeAnswer> held;
    server.http.on("/token", [&](const ReceivedRequest&, FakeAnswer answer) { held = answer; });
    const auto job = makeJob();
    const auto tab = approveIn(job);
    ASSERT_TRUE(waitFor([&] { return held.has_value(); }));
    EXPECT_TRUE(tab->isOpen()) << "nothing is promised before the exchange";
    held->send(500, "{}");
    EXPECT_EQ(tab->status(), 502);
    EXPECT_FALSE(endOf(job).ok());
}

TEST_F(SignIn, P6_ADeclineIsSaidAndNothingIsExchanged)
{
    const auto job = makeJob();
    BrowserTab tab(server.answer(
        urlOf(job),
        {{"code", ""}, {"error", "access_denied"}, {"error_description", "<b>no</b>"}}));
    const auto result = endOf(job);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, ErrorKind::InvalidInput);
    EXPECT_TRUE(tab.body().contains("Sign-in declined"));
    EXPECT_EQ(server.http.count("/token"), 0);
}

TEST_F(SignIn, P4_OtherErrorsOfTheServerAreShownHarmlessly)
{
    const auto job = makeJob();
    BrowserTab tab(server.answer(urlOf(job), {{"code", ""},
                                              {"error", "server_error"},
                                              {"error_description", "<script>alert(1)</script>"}}));
    EXPECT_EQ(endOf(job).error().kind, ErrorKind::Server);
    EXPECT_TRUE(tab.body().contains("&lt;script&gt;alert(1)"));
    EXPECT_EQ(tab.body().count("<script>"), 1);
}

TEST_F(SignIn, P6_AStoreThatFailsIsSaidInTheBrowserToo)
{
    const auto job = makeJob();
    const QUrl url = urlOf(job);
    // From here on the record cannot be replaced: a folder is in its place.
    ASSERT_TRUE(QFile::remove(folder.filePath("openai-auth.json")));
    ASSERT_TRUE(QDir(folder.path()).mkdir("openai-auth.json"));
    BrowserTab tab(server.approve(url));
    const auto result = endOf(job);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, ErrorKind::StorageFailed);
    EXPECT_TRUE(tab.body().contains("could not be saved"));
    EXPECT_EQ(server.http.count("/token"), 0) << "the registration could not be kept";
}

TEST_F(SignIn, P6_AStoreThatFailsAtTheStartNeverOpensTheBrowser)
{
    ASSERT_TRUE(QDir(folder.path()).mkdir("openai-auth.json"));
    const auto job = makeJob();
    EXPECT_TRUE(urlOf(job).isEmpty());
    EXPECT_EQ(endOf(job).error().kind, ErrorKind::StorageFailed);
}

TEST_F(SignIn, O1_TheAddressCanBeCopiedWhileTheSignInWaits)
{
    const auto job = makeJob();
    QSignalSpy ready(job.get(), &auth::SignInJob::urlReady);
    EXPECT_TRUE(job->url().isEmpty());
    const QUrl url = urlOf(job);
    ASSERT_EQ(ready.count(), 1);
    EXPECT_EQ(ready.first().first().toUrl(), url);
    EXPECT_TRUE(auth::isHttpsOrLoopback(url));
}

TEST_F(SignIn, O2_AnAddressPastedFromAnotherMachineFinishesTheSignIn)
{
    const auto job = makeJob();
    const QUrl url = urlOf(job);
    const QString callback = QString::fromLatin1(server.approve(url).toEncoded());
    EXPECT_FALSE(job->submitCallback("4/P7q").ok());
    EXPECT_FALSE(job->submitCallback(QString(callback).replace("state=", "state=x")).ok());
    EXPECT_TRUE(job->isRunning());
    ASSERT_TRUE(job->submitCallback("  " + callback + '\n').ok());
    EXPECT_TRUE(endOf(job).ok());
    EXPECT_EQ(server.lastTokenRequest().form().value("code"), server.code);
    EXPECT_FALSE(job->submitCallback(callback).ok()) << "nothing waits any more";
}

TEST_F(SignIn, O3_TheRedirectPortIsThereForAnSshTunnel)
{
    EXPECT_GT(redirectPort(urlOf(makeJob())), 0);
}

TEST_F(SignIn, M1_WhenMetadataFailsTheBuiltInEndpointsAreUsed)
{
    server.metadata = {{"issuer", "https://evil.example"}};
    const QUrl url = urlOf(makeJob());
    EXPECT_EQ(url.path(), QString("/builtin/authorize"));
}

TEST_F(SignIn, M1_WithoutEndpointsNobodyIsSentAnywhere)
{
    server.metadata = {{"authorization_endpoint", QJsonValue()}};
    const auto job = makeJob(server.staticProfile());
    EXPECT_TRUE(urlOf(job).isEmpty());
    EXPECT_EQ(endOf(job).error().kind, ErrorKind::BadResponse);
}

TEST_F(SignIn, M1_AnIdentityNeedsKeys)
{
    server.metadata = {{"jwks_uri", QJsonValue()}};
    EXPECT_TRUE(urlOf(makeJob(server.staticProfile())).isEmpty());
    auth::AuthProfile withoutIdentity = server.staticProfile();
    withoutIdentity.scope = "offline_access";
    server.tokenFields = {{"id_token", QJsonValue()}};
    const auto result = signIn(makeJob(withoutIdentity));
    ASSERT_TRUE(result.ok());
    EXPECT_TRUE(result->accountId.isEmpty());
}

TEST_F(SignIn, M2_ARedirectedExchangeIsNotFollowed)
{
    const plantain::testing::FakeHttpServer other;
    server.http.on("/token", [&other](const ReceivedRequest&, FakeAnswer answer) {
        answer.send(307, "", "text/html", {"Location: " + other.url("/token").toEncoded()});
    });
    EXPECT_FALSE(signIn(makeJob()).ok());
    EXPECT_TRUE(other.requests().isEmpty());
}

TEST_F(SignIn, M3_TheAddressIsHandedOutAndNeverLoadedHere)
{
    ASSERT_TRUE(signIn(makeJob()).ok());
    EXPECT_EQ(server.http.count("/authorize"), 0);
}

TEST_F(SignIn, M4_NoTokenIsSentAnywhereDuringASignIn)
{
    ASSERT_TRUE(signIn(makeJob()).ok());
    for (const ReceivedRequest& request : server.http.requests()) {
        EXPECT_FALSE(request.headers.contains("authorization"));
        EXPECT_FALSE(request.body.contains("at-1"));
    }
}
