// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/auth/SessionTest.h"

#include <QSignalSpy>

using namespace plantain;
using namespace plantain::testing;
using namespace std::chrono_literals;
using auth::AuthService;
using auth::AuthState;
using auth::TokenRecord;
using base::ErrorKind;
using base::Secret;

namespace {

class Service : public SessionTest
{
protected:
    /// The callback that a browser would bring for this address.
    static QString callbackFor(const QUrl& url, const QString& code = "code")
    {
        const QUrlQuery query(url);
        return query.queryItemValue("redirect_uri", QUrl::FullyDecoded) + "?code=" + code +
               "&state=" + query.queryItemValue("state");
    }
    static QList<AuthState> statesIn(const QSignalSpy& spy)
    {
        QList<AuthState> states;
        for (const auto& arguments : spy) {
            const auto state = arguments.first().value<auth::AuthStatus>().state;
            if (states.isEmpty() || states.last() != state) {
                states << state;
            }
        }
        return states;
    }
};

} // namespace

TEST_F(Service, T4_3_LoadingTellsTheStatusOnceAndUsesNoNetwork)
{
    store(session(3600s));
    const auto app = process();
    QSignalSpy changed(&app->service, &AuthService::statusChanged);
    EXPECT_EQ(app->service.status().state, AuthState::Loading);
    app->service.load();
    ASSERT_TRUE(waitFor([&] { return changed.count() == 1; }));
    const auth::AuthStatus status = app->service.status();
    EXPECT_EQ(status.state, AuthState::Connected);
    EXPECT_TRUE(status.connected);
    EXPECT_EQ(status.expiresAt, clock.now() + 3600s);
    EXPECT_EQ(status.accountId, "account");
    EXPECT_EQ(status.email, "a@example.org");
    EXPECT_EQ(status.profile, "custom");
    EXPECT_EQ(status.storage, secrets::StorageKind::File);
    EXPECT_EQ(server.connections(), 0);
}

TEST_F(Service, LoadingNothingTellsItToo)
{
    const auto app = process();
    QSignalSpy changed(&app->service, &AuthService::statusChanged);
    app->service.load();
    ASSERT_TRUE(waitFor([&] { return changed.count() == 1; }));
    EXPECT_EQ(app->service.status().state, AuthState::SignedOut);
    app->service.load();
    EXPECT_TRUE(waitFor([&] { return changed.count() == 2; })) << "also when nothing changed";
}

TEST_F(Service, D1_TheStatusChangesAtExpiryByItself)
{
    store(session(1s));
    const auto app = process();
    ASSERT_TRUE(load(*app));
    QSignalSpy changed(&app->service, &AuthService::statusChanged);
    clock.advance(2s);
    EXPECT_TRUE(app->service.status().expired) << "whoever asks sees it at once";
    ASSERT_TRUE(waitFor([&] { return changed.count() == 1; }));
    EXPECT_EQ(statesIn(changed), QList<AuthState>{AuthState::Expired});
    EXPECT_EQ(server.connections(), 0);
}

TEST_F(Service, T4_1_ASignInGoesThroughItsStatesToConnected)
{
    const auto app = process();
    QSignalSpy changed(&app->service, &AuthService::statusChanged);
    QSignalSpy ready(&app->service, &AuthService::authorizationUrlReady);
    QSignalSpy ended(&app->service, &AuthService::signInFinished);
    app->service.start();
    ASSERT_TRUE(waitFor([&] { return ready.count() == 1; }));
    const QUrl url = ready.first().first().toUrl();
    EXPECT_EQ(app->service.authorizationUrl(), url);
    EXPECT_GT(app->service.status().secondsLeft, 290);
    ASSERT_TRUE(app->service.submitCallback(callbackFor(url)).ok());
    ASSERT_TRUE(waitFor([&] { return ended.count() == 1; }));
    EXPECT_FALSE(ended.first().first().value<std::optional<base::Error>>());
    EXPECT_EQ(statesIn(changed),
              QList<AuthState>({AuthState::SignedOut, AuthState::WaitingForBrowser,
                                AuthState::Exchanging, AuthState::Connected}));
    EXPECT_EQ(token(*app), "access-1");
    EXPECT_EQ(stored().accessToken, Secret("access-1"));
    EXPECT_EQ(stored().machine, auth::machineDigest(stored().hostId));
    EXPECT_EQ(app->service.authorizationUrl(), QUrl());
}

TEST_F(Service, A4_ASecondStartReplacesTheFirst)
{
    const auto app = process();
    QSignalSpy ready(&app->service, &AuthService::authorizationUrlReady);
    QSignalSpy ended(&app->service, &AuthService::signInFinished);
    app->service.start();
    ASSERT_TRUE(waitFor([&] { return ready.count() == 1; }));
    app->service.start();
    ASSERT_TRUE(waitFor([&] { return ready.count() == 2; }));
    ASSERT_EQ(ended.count(), 1) << "once for each start";
    EXPECT_EQ(ended.first().first().value<std::optional<base::Error>>()->kind,
              ErrorKind::Cancelled);
    const QUrl first = ready.at(0).first().toUrl();
    const QUrl second = ready.at(1).first().toUrl();
    EXPECT_FALSE(app->service.submitCallback(callbackFor(first)).ok());
    EXPECT_TRUE(app->service.submitCallback(callbackFor(second)).ok());
    ASSERT_TRUE(waitFor([&] { return ended.count() == 2; }));
    EXPECT_TRUE(app->service.status().connected);
}

TEST_F(Service, A4_StartingTwiceBeforeTheStoreAnsweredBeginsOneAttempt)
{
    const auto app = process();
    QSignalSpy ready(&app->service, &AuthService::authorizationUrlReady);
    QSignalSpy ended(&app->service, &AuthService::signInFinished);
    app->service.start();
    app->service.start();
    ASSERT_TRUE(waitFor([&] { return ready.count() == 1; }));
    EXPECT_EQ(ended.count(), 1);
    app->service.cancelSignIn();
    EXPECT_EQ(ended.count(), 2);
    EXPECT_FALSE(QTest::qWaitFor([&] { return ready.count() > 1; }, 200));
}

TEST_F(Service, ACancelledSignInLeavesNoErrorAndAFailedOneDoes)
{
    const auto app = process();
    QSignalSpy ready(&app->service, &AuthService::authorizationUrlReady);
    app->service.start();
    ASSERT_TRUE(waitFor([&] { return ready.count() == 1; }));
    app->service.cancelSignIn();
    EXPECT_EQ(app->service.status().state, AuthState::SignedOut);
    EXPECT_FALSE(app->service.status().error);

    app->service.start();
    ASSERT_TRUE(waitFor([&] { return ready.count() == 2; }));
    server.on("/token", [](const ReceivedRequest&, FakeAnswer reply) { reply.send(500, "{}"); });
    ASSERT_TRUE(app->service.submitCallback(callbackFor(ready.last().first().toUrl())).ok());
    ASSERT_TRUE(waitFor([&] { return app->service.status().state == AuthState::Failed; }));
    EXPECT_TRUE(app->service.status().error);
}

TEST_F(Service, ARegistrationMadeByAnAbandonedAttemptIsKept)
{
    auth::AuthProfile profile = server.profile();
    profile.dynamicRegistration = true;
    profile.clientId = "entry_point";
    Process app(folder(), profile, clock);
    QSignalSpy ready(&app.service, &AuthService::authorizationUrlReady);
    app.service.start();
    ASSERT_TRUE(waitFor([&] { return ready.count() == 1; }));
    app.service.start();
    ASSERT_TRUE(waitFor([&] { return ready.count() == 2; }));
    const auto host = [&ready](int index) {
        return QUrlQuery(ready.at(index).first().toUrl())
            .queryItemValue("ext_agent_host_id", QUrl::FullyDecoded);
    };
    EXPECT_FALSE(host(0).isEmpty());
    EXPECT_EQ(host(0), host(1));
    EXPECT_EQ(stored().hostId, host(0));
}

TEST_F(Service, TheSessionStaysWhileASecondSignInIsUnderWay)
{
    store(session(3600s));
    const auto app = process();
    QSignalSpy ready(&app->service, &AuthService::authorizationUrlReady);
    app->service.start();
    ASSERT_TRUE(waitFor([&] { return ready.count() == 1; }));
    EXPECT_TRUE(app->service.status().connected);
    EXPECT_EQ(token(*app), "access-0");
    app->service.cancelSignIn();
    EXPECT_EQ(app->service.status().state, AuthState::Connected);
}

TEST_F(Service, S5_ADamagedRecordAsksForANewSignIn)
{
    store(session(3600s));
    putFile(recordPath(), "{\"access_token\": \"acc");
    const auto app = process();
    ASSERT_TRUE(load(*app));
    EXPECT_EQ(app->service.status().state, AuthState::NeedsReauth);
    EXPECT_EQ(token(*app), shown(ErrorKind::NotSignedIn));
}

TEST_F(Service, S8_AStoreThatDoesNotAnswerIsNotASignOutAndIsAskedAgain)
{
    store(session(3600s));
    ASSERT_TRUE(QFile::rename(recordPath(), recordPath() + ".moved"));
    ASSERT_TRUE(QFile::link(recordPath() + ".moved", recordPath()));
    const auto app = process();
    ASSERT_TRUE(load(*app));
    EXPECT_EQ(app->service.status().state, AuthState::StorageUnavailable);
    EXPECT_EQ(token(*app), shown(ErrorKind::StorageFailed));
    ASSERT_TRUE(QFile::remove(recordPath()));
    ASSERT_TRUE(QFile::rename(recordPath() + ".moved", recordPath()));
    EXPECT_EQ(token(*app), "access-0");
    EXPECT_EQ(app->service.status().state, AuthState::Connected);
}

TEST_F(Service, WhatTheApiTaughtLastsUntilTheNextSuccess)
{
    store(session(3600s));
    const auto app = process();
    ASSERT_TRUE(load(*app));
    app->service.reportUsageLimited();
    EXPECT_EQ(app->service.status().state, AuthState::UsageLimited);
    app->service.reportNotEligible();
    EXPECT_EQ(app->service.status().state, AuthState::NotEligible);
    app->service.reportUsable();
    EXPECT_EQ(app->service.status().state, AuthState::Connected);
}

TEST_F(Service, ARequestMayOutliveTheService)
{
    store(session(3600s));
    auto app = process();
    const auto early = app->service.accessToken();
    const auto waiting = app->service.accessToken();
    waiting->start();
    QCoreApplication::sendPostedEvents();
    app.reset();
    ASSERT_TRUE(waitFor([&] { return waiting->isFinished(); }));
    EXPECT_EQ(shown(resultOf(early)), shown(ErrorKind::Cancelled));
}

TEST_F(Service, ARequestBeforeLoadingLoads)
{
    store(session(3600s));
    const auto app = process();
    EXPECT_EQ(token(*app), "access-0");
}
