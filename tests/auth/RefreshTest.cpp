// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/auth/SessionTest.h"

#include <QDir>
#include <QLockFile>
#include <QSignalSpy>

using namespace plantain;
using namespace plantain::testing;
using namespace std::chrono_literals;
using auth::AuthState;
using auth::TokenRecord;
using base::ErrorKind;
using base::Secret;

namespace {

class Refresh : public SessionTest
{
protected:
    base::JobPtr<auth::AccessTokenJob> started(Process& process)
    {
        auto job = process.service.accessToken();
        job->start();
        return job;
    }
    /// Every token request is answered so.
    void answer(int status, const QByteArray& body, const QByteArray& type = "application/json",
                const QList<QByteArray>& headers = {})
    {
        server.on("/token", [=](const ReceivedRequest&, FakeAnswer reply) {
            reply.send(status, body, type, headers);
        });
    }
    void dropAfterRequest()
    {
        server.on("/token", [](const ReceivedRequest&, FakeAnswer reply) { reply.drop(); });
    }
};

} // namespace

TEST_F(Refresh, T3_3_AnExpiredTokenIsReplacedAtTheTokenEndpoint)
{
    store(session(-1s));
    const auto app = process();
    EXPECT_EQ(token(*app), "access-1");
    const auto form = server.requests().last().form();
    EXPECT_EQ(form.value("grant_type"), "refresh_token");
    EXPECT_EQ(form.value("refresh_token"), "refresh-0");
    EXPECT_EQ(form.value("client_id"), "app_test");
    EXPECT_EQ(stored().refreshToken, Secret("refresh-1"));
    EXPECT_EQ(stored().expiresAt, clock.now() + 3600s);
    EXPECT_EQ(stored().pendingRefreshSince, std::nullopt);
    EXPECT_EQ(app->service.status().state, AuthState::Connected);
    EXPECT_EQ(app->service.status().updatedAt, clock.now());
}

TEST_F(Refresh, R1_AGoodTokenIsGivenWithoutTheNetwork)
{
    store(session(3600s));
    const auto app = process();
    EXPECT_EQ(token(*app), "access-0");
    clock.advance(3290s);
    EXPECT_EQ(token(*app), "access-0");
    EXPECT_EQ(server.connections(), 0);
    clock.advance(50s);
    EXPECT_EQ(token(*app), "access-1");
    EXPECT_EQ(server.refreshes(), 1);
}

TEST_F(Refresh, R1_NothingIsAskedBeforeTheServersEarliestMoment)
{
    TokenRecord record = session(200s);
    record.earliestRefreshAt = clock.now() + 190s;
    store(record);
    const auto app = process();
    EXPECT_EQ(token(*app), "access-0");
    EXPECT_EQ(server.refreshes(), 0);
    clock.advance(191s);
    EXPECT_EQ(token(*app), "access-1");
}

TEST_F(Refresh, R2_FiftyCallersShareOneRefresh)
{
    store(session(-1s));
    const auto app = process();
    std::vector<base::JobPtr<auth::AccessTokenJob>> callers;
    for (int i = 0; i < 50; ++i) {
        callers.push_back(started(*app));
    }
    for (const auto& caller : callers) {
        ASSERT_TRUE(waitFor([&] { return caller->isFinished(); }));
        EXPECT_EQ(shown(caller->result()), "access-1");
    }
    EXPECT_EQ(server.refreshes(), 1);
}

TEST_F(Refresh, R3_AdoptsWhatAnotherProcessHasGot)
{
    store(session(-1s));
    const auto first = process();
    const auto second = process();
    ASSERT_TRUE(load(*first));
    ASSERT_TRUE(load(*second));
    const auto one = started(*first);
    const auto two = started(*second);
    ASSERT_TRUE(waitFor([&] { return one->isFinished() && two->isFinished(); }));
    EXPECT_EQ(shown(one->result()), "access-1");
    EXPECT_EQ(shown(two->result()), "access-1");
    EXPECT_EQ(server.refreshes(), 1);
}

TEST_F(Refresh, R3_AValidTokenIsNotHeldUpByABusyProcess)
{
    store(session(60s));
    const auto app = process();
    QLockFile busy(app->store.lockPath());
    ASSERT_TRUE(busy.tryLock(0));
    EXPECT_EQ(token(*app), "access-0");
    EXPECT_EQ(server.refreshes(), 0);
}

TEST_F(Refresh, R4_TheAttemptIsNotedBeforeItIsSentAndTheAnswerSavedBeforeItIsUsed)
{
    store(session(-1s));
    std::optional<TokenRecord> whileAsking;
    server.on("/token", [&](const ReceivedRequest& request, FakeAnswer reply) {
        whileAsking = stored();
        server.grant(request, reply);
    });
    const auto app = process();
    const auto job = app->service.accessToken();
    std::optional<TokenRecord> whenGiven;
    QObject::connect(job.get(), &base::Job::finished, [&] { whenGiven = stored(); });
    ASSERT_TRUE(runToEnd(job));
    EXPECT_EQ(whileAsking->pendingRefreshSince, clock.now());
    EXPECT_EQ(whileAsking->refreshToken, Secret("refresh-0"));
    EXPECT_EQ(whenGiven->accessToken, Secret("access-1"));
    EXPECT_EQ(whenGiven->pendingRefreshSince, std::nullopt);
}

TEST_F(Refresh, R4_ALostAnswerIsNeverFollowedByTheSameRefreshToken)
{
    store(session(60s));
    dropAfterRequest();
    const auto app = process();
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(token(*app), "access-0") << "the old token still serves";
    }
    EXPECT_EQ(server.refreshes(), 1);
    EXPECT_TRUE(stored().pendingRefreshSince);
    EXPECT_EQ(app->service.status().state, AuthState::Connected);

    clock.advance(61s);
    EXPECT_EQ(token(*app), shown(ErrorKind::NotSignedIn));
    EXPECT_EQ(server.refreshes(), 1);
    EXPECT_EQ(stored().needsReauth, "refresh_uncertain");
    EXPECT_EQ(app->service.status().state, AuthState::NeedsReauth);
    ASSERT_TRUE(app->service.status().error);
    EXPECT_FALSE(app->service.status().error->hint.isEmpty());
}

TEST_F(Refresh, R4_ALostAnswerForAnExpiredTokenAsksForASignInAtOnce)
{
    store(session(-1s));
    dropAfterRequest();
    const auto app = process();
    EXPECT_EQ(token(*app), shown(ErrorKind::NotSignedIn));
    EXPECT_EQ(token(*app), shown(ErrorKind::NotSignedIn));
    EXPECT_EQ(server.refreshes(), 1);
}

TEST_F(Refresh, R4_ARefreshThatADeadProcessBeganIsUncertain)
{
    TokenRecord record = session(60s);
    record.pendingRefreshSince = clock.now() - 10s;
    store(record);
    const auto app = process();
    EXPECT_EQ(token(*app), "access-0");
    EXPECT_EQ(app->service.status().state, AuthState::Connected);

    clock.advance(61s);
    const auto restarted = process();
    ASSERT_TRUE(load(*restarted));
    ASSERT_TRUE(waitFor([&] {
        return restarted->service.status().state == AuthState::NeedsReauth;
    })) << "noticed without a request";
    EXPECT_EQ(token(*restarted), shown(ErrorKind::NotSignedIn));
    EXPECT_EQ(server.connections(), 0);
}

TEST_F(Refresh, R4_OnlyWhatWasCertainlyNotProcessedIsSentAgain)
{
    store(session(-1s));
    server.on("/token", [this](const ReceivedRequest& request, FakeAnswer reply) {
        if (server.refreshes() < 3) {
            reply.send(503, "{}");
        } else {
            server.grant(request, reply);
        }
    });
    const auto app = process();
    EXPECT_EQ(token(*app), "access-1");
    EXPECT_EQ(server.refreshes(), 3);
}

TEST_F(Refresh, R4_ABusyServerIsNotAskedMoreThanThreeTimes)
{
    store(session(-1s));
    answer(503, "{}");
    const auto app = process();
    EXPECT_EQ(token(*app), shown(ErrorKind::Server));
    EXPECT_EQ(server.refreshes(), 3);
    EXPECT_EQ(stored().pendingRefreshSince, std::nullopt);
    EXPECT_EQ(stored().refreshToken, Secret("refresh-0"));
}

TEST_F(Refresh, R4_ALongRetryAfterIsNotWaitedForAndNotIgnored)
{
    store(session(60s));
    answer(429, "{}", "application/json", {"Retry-After: 120"});
    const auto app = process();
    EXPECT_EQ(token(*app), "access-0");
    EXPECT_EQ(token(*app), "access-0");
    EXPECT_EQ(server.refreshes(), 1);
}

TEST_F(Refresh, WithoutRoomForTheNoteNothingIsSent)
{
    store(session(-1s));
    const auto app = process();
    ASSERT_TRUE(load(*app));
    const auto job = started(*app);
    ASSERT_TRUE(QFile::rename(recordPath(), recordPath() + ".moved"));
    ASSERT_TRUE(QFile::link(recordPath() + ".moved", recordPath()));
    ASSERT_TRUE(waitFor([&] { return job->isFinished(); }));
    EXPECT_EQ(shown(job->result()), shown(ErrorKind::StorageFailed));
    EXPECT_EQ(server.refreshes(), 0);
}

struct TokenAnswerRow {
    const char* name;
    int status;
    QByteArray body;
    QByteArray type;
    bool terminal;
};

class RefreshAnswers : public Refresh, public ::testing::WithParamInterface<TokenAnswerRow>
{
};

TEST_P(RefreshAnswers, R5_EndTheSessionOrKeepIt)
{
    store(session(60s));
    answer(GetParam().status, GetParam().body, GetParam().type);
    const auto app = process();
    const std::string first = token(*app);
    const int asked = server.refreshes();
    const TokenRecord record = stored();
    EXPECT_EQ(record.clientId, "app_test") << "the registration stays in any case";
    EXPECT_EQ(record.hostId, "urn:uuid:host");
    EXPECT_EQ(record.accountId, "account");
    if (!GetParam().terminal) {
        EXPECT_EQ(first, "access-0");
        EXPECT_EQ(record.refreshToken, Secret("refresh-0"));
        EXPECT_EQ(app->service.status().state, AuthState::Connected);
        EXPECT_TRUE(app->service.status().error);
        return;
    }
    EXPECT_EQ(first, shown(ErrorKind::NotSignedIn));
    EXPECT_FALSE(record.hasTokens());
    EXPECT_TRUE(record.refreshToken.isEmpty());
    EXPECT_EQ(record.needsReauth, "grant_refused");
    EXPECT_EQ(app->service.status().state, AuthState::NeedsReauth);
    EXPECT_EQ(token(*app), shown(ErrorKind::NotSignedIn));
    EXPECT_EQ(token(*process()), shown(ErrorKind::NotSignedIn)) << "also in another process";
    EXPECT_EQ(server.refreshes(), asked) << "fails fast, without the network";
}

INSTANTIATE_TEST_SUITE_P(
    Table, RefreshAnswers,
    ::testing::Values(
        TokenAnswerRow{"invalid_grant", 400, R"({"error":"invalid_grant"})", "application/json",
                       true},
        TokenAnswerRow{"invalid_refresh_token", 400, R"({"error":"invalid_refresh_token"})",
                       "application/json", true},
        TokenAnswerRow{"token_expired", 401, R"({"error":{"code":"token_expired"}})",
                       "application/json", true},
        TokenAnswerRow{"refresh_token_expired", 401,
                       R"({"error":{"code":"refresh_token_expired"}})", "application/json", true},
        TokenAnswerRow{"refresh_token_invalidated", 401,
                       R"({"error":{"code":"refresh_token_invalidated"}})", "application/json",
                       true},
        TokenAnswerRow{"refresh_token_reused", 401, R"({"error":{"code":"refresh_token_reused"}})",
                       "application/json", true},
        TokenAnswerRow{"invalid_client", 401, R"({"error":"invalid_client"})", "application/json",
                       false},
        TokenAnswerRow{"invalid_request", 400, R"({"error":"invalid_request"})", "application/json",
                       false},
        TokenAnswerRow{"region", 403,
                       R"({"error":{"code":"unsupported_country_region_territory"}})",
                       "application/json", false},
        TokenAnswerRow{"challenge_page", 403, "<html>challenge</html>", "text/html", false},
        TokenAnswerRow{"captive_portal", 200, "<html>log in</html>", "text/html", false},
        TokenAnswerRow{"server_error", 500, "{}", "application/json", false},
        TokenAnswerRow{"bad_gateway", 502, "<html>gateway</html>", "text/html", false},
        TokenAnswerRow{"rate_limited", 429, R"({"error":"slow_down"})", "application/json", false},
        TokenAnswerRow{"redirect", 302, "", "text/html", false}),
    [](const auto& row) { return std::string(row.param.name); });

TEST_F(Refresh, R5_AServerThatIsGoneKeepsTheSession)
{
    store(session(60s));
    const auto app = process();
    server.shutDown();
    EXPECT_EQ(token(*app), "access-0");
    clock.advance(61s);
    EXPECT_EQ(token(*app), shown(ErrorKind::Network));
    EXPECT_EQ(stored().refreshToken, Secret("refresh-0"));
    EXPECT_EQ(app->service.status().state, AuthState::Expired);
    EXPECT_EQ(app->service.status().error->kind, ErrorKind::Network);
}

TEST_F(Refresh, R6_WhatTheAnswerLeavesOutStays)
{
    store(session(-1s));
    answer(200, R"({"access_token": "access-9", "token_type": "bearer", "expires_in": 60})");
    const auto app = process();
    EXPECT_EQ(token(*app), "access-9");
    const TokenRecord record = stored();
    EXPECT_EQ(record.refreshToken, Secret("refresh-0"));
    EXPECT_EQ(record.idToken, Secret("id-0"));
    EXPECT_EQ(record.scope, "offline_access");
    EXPECT_EQ(record.accountId, "account");
    EXPECT_EQ(record.email, "a@example.org");
    EXPECT_EQ(record.createdAt, clock.now());
}

TEST_F(Refresh, R6_FieldsOfANewerProgramSurviveARefresh)
{
    TokenRecord record = session(-1s);
    record.unknown = {{"future", 1}};
    store(record);
    const auto app = process();
    EXPECT_EQ(token(*app), "access-1");
    EXPECT_EQ(stored().unknown.value("future").toInt(), 1);
}

TEST_F(Refresh, R7_ARejectedTokenIsReplacedOnceForAllWhoHeldIt)
{
    store(session(3600s));
    const auto app = process();
    ASSERT_EQ(token(*app), "access-0");
    std::vector<base::JobPtr<auth::AccessTokenJob>> callers;
    for (int i = 0; i < 10; ++i) {
        callers.push_back(app->service.replacementFor(Secret("access-0")));
        callers.back()->start();
    }
    for (const auto& caller : callers) {
        ASSERT_TRUE(waitFor([&] { return caller->isFinished(); }));
        EXPECT_EQ(shown(caller->result()), "access-1");
    }
    EXPECT_EQ(shown(resultOf(app->service.replacementFor(Secret("access-0")))), "access-1");
    EXPECT_EQ(server.refreshes(), 1);
}

TEST_F(Refresh, R7_LooksIntoTheStoreBeforeItAsks)
{
    store(session(3600s));
    const auto app = process();
    ASSERT_EQ(token(*app), "access-0");
    TokenRecord newer = session(3600s);
    newer.accessToken = Secret("from another process");
    store(newer);
    EXPECT_EQ(shown(resultOf(app->service.replacementFor(Secret("access-0")))),
              "from another process");
    EXPECT_EQ(server.refreshes(), 0);
}

TEST_F(Refresh, R7_ARejectedTokenIsNotGivenAgainWhenTheServerIsGone)
{
    store(session(3600s));
    const auto app = process();
    server.shutDown();
    EXPECT_EQ(shown(resultOf(app->service.replacementFor(Secret("access-0")))),
              shown(ErrorKind::Network));
    EXPECT_TRUE(stored().hasTokens());
}

TEST_F(Refresh, R8_ACallerWhoLeavesDoesNotStopTheRefresh)
{
    store(session(-1s));
    std::optional<FakeAnswer> held;
    server.on("/token", [&](const ReceivedRequest&, FakeAnswer reply) { held = reply; });
    const auto app = process();
    auto job = started(*app);
    const auto patient = started(*app);
    ASSERT_TRUE(waitFor([&] { return held.has_value(); }));
    EXPECT_EQ(app->service.status().state, AuthState::Refreshing);
    job->cancel();
    EXPECT_EQ(job->result().error().kind, ErrorKind::Cancelled);
    job.reset();
    held->send(200, QJsonDocument(server.nextTokens()).toJson());
    ASSERT_TRUE(waitFor([&] { return stored().accessToken == Secret("access-1"); }));
    ASSERT_TRUE(waitFor([&] { return patient->isFinished(); }));
    EXPECT_EQ(shown(patient->result()), "access-1");
}

TEST_F(Refresh, AfterASoftFailureAValidTokenIsGivenWithoutAskingAgainAtOnce)
{
    store(session(60s));
    answer(500, "{}");
    const auto app = process();
    EXPECT_EQ(token(*app), "access-0");
    EXPECT_EQ(token(*app), "access-0");
    EXPECT_EQ(server.refreshes(), 1);
    clock.advance(31s);
    EXPECT_EQ(token(*app), "access-0");
    EXPECT_EQ(server.refreshes(), 2);
}

TEST_F(Refresh, X4_AClockThatIsAnHourAheadCausesOneRefreshAndNoLoop)
{
    store(session(3600s));
    const auto app = process();
    ASSERT_EQ(token(*app), "access-0");
    clock.setWallClock(clock.now() + 1h);
    for (int i = 0; i < 10; ++i) {
        EXPECT_EQ(token(*app), "access-1");
        clock.advance(10s);
    }
    EXPECT_EQ(server.refreshes(), 1);
}

TEST_F(Refresh, X4_AnAnswerWithoutALifetimeCausesNoLoop)
{
    store(session(-1s));
    answer(200, R"({"access_token": "opaque", "token_type": "Bearer"})");
    const auto app = process();
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(token(*app), "opaque");
    }
    EXPECT_EQ(server.refreshes(), 1);
}

TEST_F(Refresh, R1_TokensOfTenSecondsAreNotRefreshedForEachRequest)
{
    store(session(-1s));
    server.expiresIn = 10;
    const auto app = process();
    for (int i = 0; i < 7; ++i) {
        EXPECT_EQ(token(*app), "access-1");
        clock.advance(1s);
    }
    EXPECT_EQ(server.refreshes(), 1);
    clock.advance(3s);
    EXPECT_EQ(token(*app), "access-2");
}

TEST_F(Refresh, WithoutARefreshTokenAnExpiredSessionIsOver)
{
    TokenRecord record = session(60s);
    record.refreshToken.clear();
    store(record);
    const auto app = process();
    EXPECT_EQ(token(*app), "access-0");
    clock.advance(61s);
    EXPECT_EQ(token(*app), shown(ErrorKind::NotSignedIn));
    EXPECT_EQ(server.connections(), 0);
}

TEST_F(Refresh, TokensAreSentToTheServerThatIssuedThemOnly)
{
    TokenRecord record = session(-1s);
    record.issuer = "https://another.example";
    store(record);
    const auto app = process();
    EXPECT_EQ(token(*app), shown(ErrorKind::NotSignedIn));
    EXPECT_EQ(server.connections(), 0);
    EXPECT_EQ(stored().refreshToken, Secret("refresh-0"));
}

TEST_F(Refresh, S11_ACopiedSessionIsNotRefreshed)
{
    TokenRecord record = session(-1s);
    record.machine = "another machine";
    store(record);
    const auto app = process();
    if (auth::machineDigest(record.hostId).isEmpty()) {
        EXPECT_EQ(token(*app), "access-1") << "this system has no id to compare";
        return;
    }
    EXPECT_EQ(token(*app), shown(ErrorKind::NotSignedIn));
    EXPECT_EQ(server.connections(), 0);
    EXPECT_EQ(stored().refreshToken, Secret("refresh-0")) << "it may be used where it came from";
}

TEST_F(Refresh, ADynamicRegistrationIsNeverRefreshedByItsEntryPoint)
{
    TokenRecord record = session(-1s);
    record.clientId.clear();
    store(record);
    auth::AuthProfile profile = server.profile();
    profile.dynamicRegistration = true;
    Process app(folder(), profile, clock);
    EXPECT_EQ(token(app), shown(ErrorKind::NotSignedIn));
    EXPECT_EQ(server.connections(), 0);
}

TEST_F(Refresh, TheTokenEndpointIsDiscoveredWhereTheProfileNamesNone)
{
    server.on(
        "/.well-known/openid-configuration", [this](const ReceivedRequest&, FakeAnswer reply) {
            reply.send(200, QJsonDocument(QJsonObject{
                                              {"issuer", server.profile().issuer},
                                              {"token_endpoint", server.url("/token").toString()},
                                          })
                                .toJson());
        });
    store(session(-1s));
    auth::AuthProfile profile = server.profile();
    profile.tokenEndpoint.clear();
    Process app(folder(), profile, clock);
    EXPECT_EQ(token(app), "access-1");
}
