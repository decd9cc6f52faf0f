// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/auth/SessionTest.h"
#include "tests/support/LogCapture.h"

#include <QDir>
#include <QElapsedTimer>
#include <QSignalSpy>

using namespace plantain;
using namespace plantain::testing;
using namespace std::chrono_literals;
using auth::AuthState;
using auth::TokenRecord;
using base::ErrorKind;
using base::Secret;

namespace {

class Disconnect : public SessionTest
{
protected:
    static base::Result<auth::DisconnectOutcome> disconnect(Process& app)
    {
        return resultOf(app.service.disconnect());
    }
    void expectGone(Process& app)
    {
        EXPECT_EQ(app.service.status().state, AuthState::SignedOut);
        EXPECT_EQ(token(app), shown(ErrorKind::NotSignedIn));
        const QByteArray text = fileContent(recordPath());
        for (const char* gone : {"access-", "refresh-", "id-0", "a@example.org"}) {
            EXPECT_FALSE(text.contains(gone)) << gone;
        }
        const auto restarted = process();
        EXPECT_TRUE(load(*restarted));
        EXPECT_EQ(restarted->service.status().state, AuthState::SignedOut);
        EXPECT_EQ(token(*restarted), shown(ErrorKind::NotSignedIn));
    }
};

} // namespace

TEST_F(Disconnect, T4_4_RevokesAndClearsAndStaysDisconnected)
{
    store(session(3600s));
    const auto app = process();
    ASSERT_TRUE(load(*app));
    QSignalSpy changed(&app->service, &auth::AuthService::statusChanged);
    const auto outcome = disconnect(*app);
    ASSERT_TRUE(outcome.ok());
    EXPECT_TRUE(outcome->revocationConfirmed);
    EXPECT_EQ(server.requests().last().form().value("token"), "refresh-0");
    EXPECT_EQ(server.requests().last().form().value("client_id"), "app_test");
    EXPECT_GE(changed.count(), 1);
    expectGone(*app);
    EXPECT_EQ(stored().clientId, "app_test") << "the registration stays";
    EXPECT_EQ(stored().hostId, "urn:uuid:host");
}

TEST_F(Disconnect, D2_OfflineItClearsAllTheSameAndSaysThatNobodyWasTold)
{
    store(session(3600s));
    const auto app = process();
    server.shutDown();
    const auto outcome = disconnect(*app);
    ASSERT_TRUE(outcome.ok());
    EXPECT_FALSE(outcome->revocationConfirmed);
    EXPECT_EQ(outcome->revocationError->kind, ErrorKind::Network);
    expectGone(*app);
}

TEST_F(Disconnect, D2_AServerThatFailsChangesNothingHere)
{
    store(session(3600s));
    server.on("/revoke", [](const ReceivedRequest&, FakeAnswer reply) { reply.send(500, "{}"); });
    const auto app = process();
    const auto outcome = disconnect(*app);
    ASSERT_TRUE(outcome.ok());
    EXPECT_FALSE(outcome->revocationConfirmed);
    expectGone(*app);
}

TEST_F(Disconnect, D2_AServerThatHangsIsLeftWithinTenSecondsAndTheTokensAreGoneBefore)
{
    store(session(3600s));
    server.on("/revoke", [](const ReceivedRequest&, FakeAnswer) {});
    const auto app = process();
    ASSERT_TRUE(load(*app));
    QElapsedTimer time;
    time.start();
    const auto job = app->service.disconnect();
    job->start();
    ASSERT_TRUE(waitFor([&] { return server.count("/revoke") == 1; }));
    expectGone(*app);
    ASSERT_TRUE(waitFor([&] { return job->isFinished(); }));
    EXPECT_LT(time.elapsed(), 10'000);
    EXPECT_FALSE(job->result()->revocationConfirmed);
}

TEST_F(Disconnect, D2_AProfileWithoutARevocationEndpointSaysSo)
{
    store(session(3600s));
    auth::AuthProfile profile = server.profile();
    profile.revocationEndpoint.clear();
    Process app(folder(), profile, clock);
    const auto outcome = disconnect(app);
    ASSERT_TRUE(outcome.ok());
    EXPECT_FALSE(outcome->revocationConfirmed);
    EXPECT_FALSE(stored().hasTokens());
}

TEST_F(Disconnect, WithoutASessionThereIsNothingToTell)
{
    const auto app = process();
    const auto outcome = disconnect(*app);
    ASSERT_TRUE(outcome.ok());
    EXPECT_TRUE(outcome->revocationConfirmed);
    EXPECT_EQ(server.connections(), 0);
}

TEST_F(Disconnect, ASessionOfAnotherServerIsClearedButItsTokenGoesNowhere)
{
    TokenRecord record = session(3600s);
    record.issuer = "https://another.example";
    store(record);
    const auto app = process();
    ASSERT_TRUE(disconnect(*app).ok());
    EXPECT_EQ(server.connections(), 0);
    EXPECT_FALSE(stored().hasTokens());
}

TEST_F(Disconnect, D3_TheLateAnswerOfARefreshDoesNotBringTheSessionBack)
{
    store(session(-1s));
    std::optional<FakeAnswer> held;
    server.on("/token", [&](const ReceivedRequest&, FakeAnswer reply) { held = reply; });
    const auto app = process();
    const auto waiting = app->service.accessToken();
    waiting->start();
    ASSERT_TRUE(waitFor([&] { return held.has_value(); }));
    const auto job = app->service.disconnect();
    job->start();
    ASSERT_TRUE(waitFor([&] { return waiting->isFinished(); }));
    EXPECT_EQ(shown(waiting->result()), shown(ErrorKind::NotSignedIn)) << "requests end";
    held->send(200, QJsonDocument(server.nextTokens()).toJson());
    ASSERT_TRUE(waitFor([&] { return job->isFinished(); }));
    expectGone(*app);
}

TEST_F(Disconnect, D3_TheLateAnswerInAnotherProcessDoesNotBringTheSessionBack)
{
    store(session(-1s));
    std::optional<FakeAnswer> held;
    server.on("/token", [&](const ReceivedRequest&, FakeAnswer reply) { held = reply; });
    const auto here = process();
    const auto there = process();
    const auto waiting = there->service.accessToken();
    waiting->start();
    ASSERT_TRUE(waitFor([&] { return held.has_value(); }));
    ASSERT_TRUE(disconnect(*here).ok());
    held->send(200, QJsonDocument(server.nextTokens()).toJson());
    ASSERT_TRUE(waitFor([&] { return waiting->isFinished(); }));
    EXPECT_EQ(shown(waiting->result()), shown(ErrorKind::NotSignedIn));
    expectGone(*here);
    EXPECT_TRUE(waitFor([&] { return there->service.status().state == AuthState::SignedOut; }));
}

TEST_F(Disconnect, D3_ASignInUnderWayEndsAndSavesNothing)
{
    std::optional<FakeAnswer> held;
    server.on("/token", [&](const ReceivedRequest&, FakeAnswer reply) { held = reply; });
    const auto app = process();
    QSignalSpy ready(&app->service, &auth::AuthService::authorizationUrlReady);
    QSignalSpy ended(&app->service, &auth::AuthService::signInFinished);
    app->service.start();
    ASSERT_TRUE(waitFor([&] { return ready.count() == 1; }));
    const QUrlQuery query(ready.first().first().toUrl());
    const QUrl callback(query.queryItemValue("redirect_uri", QUrl::FullyDecoded) +
                        "?code=code&state=" + query.queryItemValue("state"));
    ASSERT_TRUE(app->service.submitCallback(callback.toString()).ok());
    ASSERT_TRUE(waitFor([&] { return held.has_value(); }));
    EXPECT_EQ(app->service.status().state, AuthState::Exchanging);
    ASSERT_TRUE(disconnect(*app).ok());
    held->send(200, QJsonDocument(server.nextTokens()).toJson());
    EXPECT_EQ(ended.count(), 1);
    expectGone(*app);
}

TEST_F(Disconnect, D3_DroppingTheJobDoesNotStopTheSignOut)
{
    store(session(3600s));
    const auto app = process();
    ASSERT_TRUE(load(*app));
    auto job = app->service.disconnect();
    job->start();
    ASSERT_TRUE(waitFor([&] { return app->service.status().state == AuthState::SignedOut; }));
    job.reset();
    ASSERT_TRUE(waitFor([&] { return server.count("/revoke") == 1; }));
    expectGone(*app);
}

TEST_F(Disconnect, RevokesTheNewestTokenWhoeverGotIt)
{
    store(session(3600s));
    const auto app = process();
    ASSERT_TRUE(load(*app));
    TokenRecord newer = session(3600s);
    newer.refreshToken = Secret("refresh-newer");
    store(newer);
    ASSERT_TRUE(disconnect(*app).ok());
    EXPECT_EQ(server.requests().last().form().value("token"), "refresh-newer");
}

TEST_F(Disconnect, TwoAtOnceAreOne)
{
    store(session(3600s));
    const auto app = process();
    const auto one = app->service.disconnect();
    const auto two = app->service.disconnect();
    one->start();
    two->start();
    ASSERT_TRUE(waitFor([&] { return one->isFinished() && two->isFinished(); }));
    EXPECT_TRUE(one->result().ok());
    EXPECT_TRUE(two->result().ok());
    EXPECT_EQ(server.count("/revoke"), 1);
}

TEST_F(Disconnect, D4_AStoreThatCannotBeClearedIsReported)
{
    store(session(3600s));
    const auto app = process();
    ASSERT_TRUE(load(*app));
    ASSERT_TRUE(QFile::rename(recordPath(), recordPath() + ".moved"));
    ASSERT_TRUE(QFile::link(recordPath() + ".moved", recordPath()));
    const auto outcome = disconnect(*app);
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.error().kind, ErrorKind::StorageFailed);
    EXPECT_EQ(server.count("/revoke"), 1) << "the server is told all the same";
    EXPECT_FALSE(app->service.status().connected);
}

TEST_F(Disconnect, ANewSignInMayStartBeforeTheServerWasTold)
{
    store(session(3600s));
    server.on("/revoke", [](const ReceivedRequest&, FakeAnswer) {});
    const auto app = process();
    ASSERT_TRUE(load(*app));
    QSignalSpy ready(&app->service, &auth::AuthService::authorizationUrlReady);
    const auto job = app->service.disconnect();
    job->start();
    ASSERT_TRUE(waitFor([&] { return server.count("/revoke") == 1; }));
    app->service.start();
    ASSERT_TRUE(waitFor([&] { return ready.count() == 1; }));
    EXPECT_FALSE(job->isFinished());
    app->service.cancelSignIn();
}

TEST_F(Disconnect, S6_NothingOfItIsLogged)
{
    store(session(-1s));
    const LogCapture log;
    const auto app = process();
    ASSERT_EQ(token(*app), "access-1");
    ASSERT_TRUE(disconnect(*app).ok());
    for (const char* secret : {"access-0", "access-1", "refresh-0", "refresh-1", "id-0"}) {
        EXPECT_FALSE(LogCapture::text().contains(secret)) << secret;
    }
}
