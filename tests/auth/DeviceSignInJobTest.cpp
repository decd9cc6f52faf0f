// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/DeviceSignInJob.h"
#include "src/auth/AuthService.h"
#include "src/auth/TokenStore.h"
#include "src/net/NetworkFactory.h"
#include "src/secrets/FileSecretStore.h"
#include "tests/auth/FakeAuthServer.h"
#include "tests/support/JobTesting.h"
#include "tests/support/Printers.h"

#include <gtest/gtest.h>

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace plantain;
using namespace std::chrono_literals;
using auth::DeviceCode;
using auth::SignInAttempt;
using auth::TokenRecord;
using base::ErrorKind;
using plantain::testing::FakeAnswer;
using plantain::testing::ReceivedRequest;
using plantain::testing::waitFor;

namespace {

using Reaction = std::function<void(FakeAnswer)>;

/// One refused poll.
Reaction refuse(const char* error, int status = 400, const QList<QByteArray>& headers = {})
{
    const QByteArray body = R"({"error":")" + QByteArray(error) + R"("})";
    return [=](FakeAnswer answer) { answer.send(status, body, "application/json", headers); };
}

const Reaction drop = [](FakeAnswer answer) { answer.drop(); };

class DeviceSignInJob : public ::testing::Test
{
protected:
    DeviceSignInJob()
    {
        server.metadata = {
            {"device_authorization_endpoint", server.http.url("/device").toString()}};
        server.idTokenClaims = {{"nonce", QJsonValue()}};
        server.http.on("/device", [this](const ReceivedRequest&, FakeAnswer answer) {
            answer.send(200, QJsonDocument(deviceAnswer).toJson());
        });
        answerPolls({});
    }

    /// Reacts to the first polls so; later ones get tokens.
    void answerPolls(const QList<Reaction>& reactions)
    {
        server.http.on("/token", [=, this](const ReceivedRequest& request, FakeAnswer answer) {
            polledAt << clock.monotonic();
            const qsizetype number = polledAt.size() - 1;
            if (number < reactions.size()) {
                reactions.at(number)(answer);
            } else {
                server.sendTokens(request, answer);
            }
        });
    }

    base::JobPtr<auth::DeviceSignInJob> makeJob(const TokenRecord& known = {})
    {
        return base::makeJob<auth::DeviceSignInJob>(
            auth::SignInContext{profile, known, network, store, clock, options});
    }
    /// Starts the job and waits for its code. Empty when the job ended before.
    DeviceCode codeOf(const base::JobPtr<auth::DeviceSignInJob>& job)
    {
        const QSignalSpy shown(job.get(), &auth::DeviceSignInJob::codeReady);
        job->start();
        waitFor([&] { return job->isFinished() || !shown.isEmpty(); });
        return shown.isEmpty() ? DeviceCode{} : shown.first().first().value<DeviceCode>();
    }
    /// Lets second after second go by, each of which the job notices, until the condition holds.
    template <typename Condition>
    bool passTimeUntil(const SignInAttempt& job, Condition condition)
    {
        for (int second = 0; second < 200 && !condition(); ++second) {
            QSignalSpy noticed(&job, &SignInAttempt::phaseChanged);
            clock.advance(1s);
            if (!waitFor([&] { return condition() || job.isFinished() || !noticed.isEmpty(); })) {
                return false;
            }
        }
        return condition();
    }
    base::Result<TokenRecord> endOf(const base::JobPtr<auth::DeviceSignInJob>& job)
    {
        codeOf(job);
        if (!passTimeUntil(*job, [&] { return job->isFinished(); })) {
            return base::Error{ErrorKind::Internal, "the sign-in did not end", {}, {}};
        }
        return job->result();
    }
    base::Error errorOf(const base::Result<TokenRecord>& result)
    {
        EXPECT_FALSE(result.ok());
        return result.ok() ? base::Error{} : result.error();
    }
    TokenRecord saved() { return plantain::testing::resultOf(store.load()).value(); }

    plantain::testing::FakeClock clock;
    plantain::testing::FakeAuthServer server{clock};
    net::NetworkFactory network;
    QTemporaryDir folder;
    secrets::FileSecretStore active{folder.path()};
    secrets::FileSecretStore inactive{folder.filePath("inactive")};
    auth::TokenStore store{active, inactive, folder.path(), clock};
    auth::AuthProfile profile = server.staticProfile();
    auth::SignInOptions options;
    QJsonObject deviceAnswer{
        {"device_code", "dc/1+ &"},
        {"user_code", "WDJB-MJHT"},
        {"verification_uri", "https://id.example.test/device"},
        {"verification_uri_complete", "https://id.example.test/device?user_code=WDJB-MJHT"},
        {"expires_in", 600},
        {"interval", 1}};
    QList<std::chrono::milliseconds> polledAt;
};

} // namespace

TEST_F(DeviceSignInJob, O4_AsksForACodeAndShowsIt)
{
    const auto job = makeJob();
    const DeviceCode code = codeOf(job);
    EXPECT_EQ(code.userCode, "WDJB-MJHT");
    EXPECT_EQ(code.verificationUri, QUrl("https://id.example.test/device"));
    EXPECT_EQ(code.verificationUriComplete,
              QUrl("https://id.example.test/device?user_code=WDJB-MJHT"));
    EXPECT_EQ(code.expiresAt, clock.now() + 300s) << "the person's time is shorter than the code's";
    EXPECT_EQ(job->phase(), SignInAttempt::Phase::WaitingForBrowser);
    EXPECT_EQ(job->secondsLeft(), 300s);
    const ReceivedRequest& request = server.http.requests().last();
    EXPECT_EQ(request.method, QByteArray("POST"));
    EXPECT_EQ(request.headers.value("content-type"),
              QByteArray("application/x-www-form-urlencoded"));
    EXPECT_EQ(request.form(), (QHash<QString, QString>{{"client_id", "app_static"},
                                                       {"scope", "openid offline_access"},
                                                       {"resource", profile.resource}}));
}

TEST_F(DeviceSignInJob, O4_APersonWhoAgreesIsConnected)
{
    answerPolls({refuse("authorization_pending"), refuse("authorization_pending", 401)});
    const auto result = endOf(makeJob());
    ASSERT_TRUE(result.ok()) << result.error().message.toStdString();
    EXPECT_EQ(polledAt.size(), 3);
    EXPECT_EQ(result->subject, "user-ada");
    EXPECT_EQ(result->email, "ada@example.test");
    EXPECT_EQ(saved().accessToken.reveal(), QByteArray("at-1"));
    EXPECT_EQ(saved().clientId, "app_static");
    EXPECT_EQ(
        server.lastTokenRequest().form(),
        (QHash<QString, QString>{{"grant_type", "urn:ietf:params:oauth:grant-type:device_code"},
                                 {"client_id", "app_static"},
                                 {"device_code", "dc/1+ &"},
                                 {"resource", profile.resource}}));
}

TEST_F(DeviceSignInJob, O4_PollsEveryFiveSecondsWhenTheServerNamesNoInterval)
{
    deviceAnswer.remove("interval");
    answerPolls({refuse("authorization_pending")});
    const auto begun = clock.monotonic();
    ASSERT_TRUE(endOf(makeJob()).ok());
    ASSERT_EQ(polledAt.size(), 2);
    EXPECT_GE(polledAt[0] - begun, 5s);
    EXPECT_GE(polledAt[1] - polledAt[0], 5s);
}

TEST_F(DeviceSignInJob, O4_SlowDownAddsFiveSecondsForGood)
{
    answerPolls({refuse("slow_down"), refuse("authorization_pending")});
    ASSERT_TRUE(endOf(makeJob()).ok());
    ASSERT_EQ(polledAt.size(), 3);
    EXPECT_GE(polledAt[1] - polledAt[0], 6s);
    EXPECT_GE(polledAt[2] - polledAt[1], 6s);
}

TEST_F(DeviceSignInJob, O4_APersonWhoDeclinesEndsTheSignIn)
{
    answerPolls({refuse("access_denied")});
    const base::Error error = errorOf(endOf(makeJob()));
    EXPECT_EQ(error.kind, ErrorKind::InvalidInput);
    EXPECT_TRUE(error.message.contains("declined")) << error.message.toStdString();
    EXPECT_EQ(polledAt.size(), 1);
    EXPECT_FALSE(saved().hasTokens());
}

TEST_F(DeviceSignInJob, O4_ACodeThatRanOutEndsTheSignIn)
{
    for (const char* answer : {"expired_token", "invalid_grant"}) {
        polledAt.clear();
        answerPolls({refuse(answer)});
        EXPECT_EQ(errorOf(endOf(makeJob())).kind, ErrorKind::Timeout) << answer;
        EXPECT_EQ(polledAt.size(), 1);
    }
}

TEST_F(DeviceSignInJob, O4_OtherRefusalsEndTheSignIn)
{
    answerPolls({refuse("invalid_client", 401)});
    EXPECT_EQ(errorOf(endOf(makeJob())).kind, ErrorKind::BadRequest);
    polledAt.clear();
    answerPolls({refuse("made_up")});
    EXPECT_EQ(errorOf(endOf(makeJob())).kind, ErrorKind::BadResponse);
    EXPECT_EQ(polledAt.size(), 1);
}

TEST_F(DeviceSignInJob, O4_ADroppedConnectionIsWaitedOutLongerEachTime)
{
    answerPolls({drop, drop});
    const auto result = endOf(makeJob());
    ASSERT_TRUE(result.ok()) << result.error().message.toStdString();
    ASSERT_EQ(polledAt.size(), 3);
    EXPECT_GE(polledAt[1] - polledAt[0], 2s);
    EXPECT_GE(polledAt[2] - polledAt[1], 4s);
}

TEST_F(DeviceSignInJob, O4_ABusyServerIsLeftAloneForAsLongAsItAsks)
{
    answerPolls({refuse("temporarily_unavailable", 503, {"Retry-After: 7"})});
    ASSERT_TRUE(endOf(makeJob()).ok());
    ASSERT_EQ(polledAt.size(), 2);
    EXPECT_GE(polledAt[1] - polledAt[0], 7s);
}

TEST_F(DeviceSignInJob, O4_NobodyCameWithinTheTime)
{
    options.timeout = 3s;
    answerPolls(QList<Reaction>(9, refuse("authorization_pending")));
    const auto job = makeJob();
    const base::Error error = errorOf(endOf(job));
    EXPECT_EQ(error.kind, ErrorKind::Timeout);
    EXPECT_TRUE(error.message.contains("Nobody")) << error.message.toStdString();
    EXPECT_EQ(job->secondsLeft(), 0s);
}

TEST_F(DeviceSignInJob, O4_TheCodesOwnLifeEndsTheSignInToo)
{
    deviceAnswer["expires_in"] = 2;
    answerPolls(QList<Reaction>(9, refuse("authorization_pending")));
    const auto begun = clock.monotonic();
    EXPECT_EQ(errorOf(endOf(makeJob())).kind, ErrorKind::Timeout);
    EXPECT_GE(clock.monotonic() - begun, 2s);
    EXPECT_LT(clock.monotonic() - begun, 10s);
}

TEST_F(DeviceSignInJob, O4_WhenTheServerWasOutOfReachToTheEndTheErrorSaysSo)
{
    options.timeout = 4s;
    answerPolls(QList<Reaction>(9, drop));
    EXPECT_EQ(errorOf(endOf(makeJob())).kind, ErrorKind::Network);
}

TEST_F(DeviceSignInJob, O4_CancellingDropsThePollUnderWay)
{
    std::optional<FakeAnswer> held;
    answerPolls({[&held](FakeAnswer answer) { held = answer; }});
    const auto job = makeJob();
    codeOf(job);
    ASSERT_TRUE(passTimeUntil(*job, [&] { return held.has_value(); }));
    job->cancel();
    ASSERT_TRUE(job->isFinished());
    EXPECT_EQ(job->result().error().kind, ErrorKind::Cancelled);
    EXPECT_TRUE(waitFor([&] { return !held->isOpen(); }));
    EXPECT_FALSE(saved().hasTokens());
}

TEST_F(DeviceSignInJob, O4_AServerWithoutTheEndpointOffersNoCode)
{
    server.metadata = {};
    const base::Error error = errorOf(endOf(makeJob()));
    EXPECT_EQ(error.kind, ErrorKind::InvalidInput);
    EXPECT_EQ(error.message, "This sign-in server offers no sign-in by code.");
    EXPECT_EQ(server.http.count("/device"), 0);
}

TEST_F(DeviceSignInJob, O4_AServerThatCannotBeAskedIsANetworkError)
{
    profile.tokenEndpoint = server.http.url("/token");
    server.http.shutDown();
    EXPECT_EQ(errorOf(endOf(makeJob())).kind, ErrorKind::Network);
}

TEST_F(DeviceSignInJob, O4_TheProfilesOwnEndpointIsUsed)
{
    server.metadata = {};
    profile.deviceAuthorizationEndpoint = server.http.url("/device");
    EXPECT_TRUE(endOf(makeJob()).ok());
}

TEST_F(DeviceSignInJob, O4_AnUnregisteredAppNeedsTheBrowserOnce)
{
    profile = server.chatGptProfile();
    EXPECT_EQ(errorOf(endOf(makeJob())).kind, ErrorKind::InvalidInput);
    EXPECT_EQ(server.http.count("/device"), 0) << "the entry point's id is nobody's";
    TokenRecord known;
    known.profile = profile.name;
    known.issuer = profile.issuer;
    known.clientId = "oaiapp_1";
    EXPECT_TRUE(endOf(makeJob(known)).ok());
}

TEST_F(DeviceSignInJob, O4_AnUnusableCodeIsNotShown)
{
    const QList<std::pair<QString, QJsonValue>> faults{
        {"device_code", QJsonValue()},
        {"user_code", QJsonValue()},
        {"user_code", "\x1b[31mWDJB"},
        {"user_code", "WDJB\n"},
        {"user_code", QString(65, 'A')},
        {"verification_uri", QJsonValue()},
        {"verification_uri", "http://id.example.test/device"},
        {"verification_uri", "javascript:alert(1)"},
        {"expires_in", QJsonValue()},
        {"expires_in", -1},
        {"interval", -1}};
    const QJsonObject sound = deviceAnswer;
    for (const auto& [name, value] : faults) {
        deviceAnswer = sound;
        deviceAnswer[name] = value;
        const auto job = makeJob();
        EXPECT_TRUE(codeOf(job).userCode.isEmpty()) << name.toStdString();
        ASSERT_TRUE(job->isFinished()) << name.toStdString();
        EXPECT_EQ(errorOf(job->result()).kind, ErrorKind::BadResponse) << name.toStdString();
    }
    EXPECT_TRUE(polledAt.isEmpty());
}

TEST_F(DeviceSignInJob, O4_ARefusedRequestForACodeIsAnError)
{
    server.http.on("/device", [](const ReceivedRequest&, FakeAnswer answer) {
        answer.send(400, R"({"error":"unauthorized_client"})");
    });
    EXPECT_EQ(errorOf(endOf(makeJob())).kind, ErrorKind::BadRequest);
}

TEST_F(DeviceSignInJob, O4_AnIdTokenWithANonceIsSomebodyElses)
{
    server.idTokenClaims = {{"nonce", "n-1"}};
    EXPECT_EQ(errorOf(endOf(makeJob())).kind, ErrorKind::BadResponse);
    server.idTokenClaims = {{"nonce", 7}};
    EXPECT_EQ(errorOf(endOf(makeJob())).kind, ErrorKind::BadResponse);
    EXPECT_FALSE(saved().hasTokens());
}

TEST_F(DeviceSignInJob, O4_X6_AnotherAccountIsRefused)
{
    TokenRecord known;
    known.profile = profile.name;
    known.issuer = profile.issuer;
    known.subject = "user-grace";
    const base::Error error = errorOf(endOf(makeJob(known)));
    EXPECT_EQ(error.kind, ErrorKind::InvalidInput);
    EXPECT_TRUE(error.message.contains("another account")) << error.message.toStdString();
}

namespace {

/// The same through the account.
class DeviceSignIn : public DeviceSignInJob
{
protected:
    DeviceSignIn() { service.load(); }

    /// Waits for `count` codes that were announced.
    bool hasCodes(int count)
    {
        return waitFor([&] { return codes.count() == count; });
    }

    auth::AuthService service{profile, store, network, clock};
    QSignalSpy codes{&service, &auth::AuthService::deviceCodeReady};
    QSignalSpy urls{&service, &auth::AuthService::authorizationUrlReady};
    QSignalSpy ends{&service, &auth::AuthService::signInFinished};
};

} // namespace

TEST_F(DeviceSignIn, O4_TheAccountWaitsAndIsThenConnected)
{
    service.startWithCode({});
    ASSERT_TRUE(hasCodes(1));
    EXPECT_EQ(service.status().state, auth::AuthState::WaitingForBrowser);
    EXPECT_EQ(service.status().secondsLeft, 300);
    EXPECT_TRUE(service.authorizationUrl().isEmpty());
    EXPECT_FALSE(service.submitCallback("http://127.0.0.1:1455/auth/callback?code=x").ok());
    clock.advance(1s);
    ASSERT_TRUE(waitFor([&] { return ends.count() == 1; }));
    EXPECT_EQ(service.status().state, auth::AuthState::Connected);
    EXPECT_TRUE(urls.isEmpty()) << "no browser may open";
}

TEST_F(DeviceSignIn, O4_CancellingEndsTheWait)
{
    service.startWithCode({});
    ASSERT_TRUE(hasCodes(1));
    service.cancelSignIn();
    ASSERT_EQ(ends.count(), 1);
    const auto error = ends.first().first().value<std::optional<base::Error>>();
    ASSERT_TRUE(error.has_value());
    EXPECT_EQ(error->kind, ErrorKind::Cancelled);
    EXPECT_EQ(service.status().state, auth::AuthState::SignedOut);
}

TEST_F(DeviceSignIn, A4_ASecondAttemptReplacesTheFirst)
{
    service.startWithCode({});
    ASSERT_TRUE(hasCodes(1));
    service.start({});
    ASSERT_TRUE(waitFor([&] { return urls.count() == 1; }));
    EXPECT_EQ(ends.count(), 1);
    service.startWithCode({});
    ASSERT_TRUE(hasCodes(2));
    EXPECT_EQ(ends.count(), 2);
    EXPECT_TRUE(polledAt.isEmpty());
}
