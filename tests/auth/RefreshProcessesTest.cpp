// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/auth/SessionTest.h"
#include "tests/support/ChildProcess.h"
#include "tests/support/Folders.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QRandomGenerator>

using namespace plantain;
using namespace plantain::testing;
using namespace std::chrono_literals;
using auth::TokenRecord;
using base::Secret;

namespace {

class Processes : public SessionTest
{
protected:
    // The other processes have the real time.
    Processes() { clock.setWallClock(base::SystemClock().now()); }

    using Child = std::unique_ptr<ChildProcess>;
    Child child(const QStringList& arguments)
    {
        const QString program =
            plantain::testing::inBuild(QStringLiteral("bin/plantain_session_helper"));
        auto process = std::make_unique<ChildProcess>(program, arguments,
                                                      QProcessEnvironment::systemEnvironment());
        process->start();
        return process;
    }
    Child askingForAToken() { return child({"token", folder(), profileJson()}); }

    QString profileJson() const
    {
        const auth::AuthProfile profile = server.profile();
        const QJsonObject json{
            {"name", profile.name},
            {"issuer", profile.issuer},
            {"authorization_endpoint", profile.authorizationEndpoint.toString()},
            {"token_endpoint", profile.tokenEndpoint.toString()},
            {"revocation_endpoint", profile.revocationEndpoint.toString()},
            {"jwks_uri", profile.jwksUri.toString()},
            {"client_id", profile.clientId},
            {"scope", profile.scope},
            {"api_base_url", server.url("/v1").toString()},
        };
        return QJsonDocument(json).toJson(QJsonDocument::Compact);
    }
    static QByteArray lineOf(ChildProcess& process)
    {
        return process.waitForLine([](const QByteArray&) { return true; });
    }
    /// A random moment, spent without giving the processor away for long.
    static void spin(std::chrono::microseconds longest)
    {
        const int length = QRandomGenerator::global()->bounded(static_cast<int>(longest.count()));
        QDeadlineTimer end(std::chrono::microseconds(length), Qt::PreciseTimer);
        while (!end.hasExpired()) {
        }
    }
};

} // namespace

TEST_F(Processes, R3_EightProcessesWithAnExpiredTokenCauseOneRefresh)
{
    store(session(-1s));
    std::vector<Child> children;
    for (int i = 0; i < 8; ++i) {
        children.push_back(askingForAToken());
    }
    for (const Child& each : children) {
        EXPECT_EQ(lineOf(*each), QByteArray("access-1")) << each->transcript();
        EXPECT_TRUE(each->waitForEnd());
    }
    EXPECT_EQ(server.refreshes(), 1);
    EXPECT_EQ(stored().refreshToken, Secret("refresh-1"));
}

TEST_F(Processes, R3_AKilledHolderOfTheLockIsNotWaitedFor)
{
    store(session(-1s));
    const Child holder = child({"lock", folder()});
    ASSERT_EQ(lineOf(*holder), QByteArray("locked")) << holder->transcript();
    const Child next = askingForAToken();
    EXPECT_FALSE(QTest::qWaitFor([&] { return server.refreshes() > 0; }, 300))
        << "a living holder is waited for";
    holder->kill();
    EXPECT_EQ(lineOf(*next), QByteArray("access-1")) << next->transcript();
}

TEST_F(Processes, R4_AProcessKilledBeforeItsAnswerLeavesAnUncertainSessionAndNoSecondRefresh)
{
    store(session(-1s));
    server.on("/token", [](const ReceivedRequest&, FakeAnswer) {});
    const Child killed = askingForAToken();
    ASSERT_TRUE(waitFor([&] { return server.refreshes() == 1; }));
    killed->kill();
    ASSERT_TRUE(killed->waitForEnd());
    const auto app = process();
    EXPECT_EQ(token(*app), shown(base::ErrorKind::NotSignedIn));
    EXPECT_EQ(stored().needsReauth, "refresh_uncertain");
    EXPECT_EQ(server.refreshes(), 1);
}

TEST_F(Processes, R4_ARefreshKilledAtAnyMomentNeverLeavesABrokenRecord)
{
    for (int round = 0; round < 60; ++round) {
        SCOPED_TRACE(round);
        store(session(-1s));
        const int before = server.refreshes();
        const Child each = askingForAToken();
        if (round % 2 == 0) {
            ASSERT_TRUE(
                QTest::qWaitFor([&] { return server.refreshes() > before || !each->isRunning(); },
                                processPatienceMs))
                << each->transcript();
        }
        spin(30ms);
        each->kill();
        ASSERT_TRUE(each->waitForEnd());
        const TokenRecord record = stored();
        const bool old = record.accessToken == Secret("access-0");
        const bool fresh = record.refreshToken == Secret(server.current.toUtf8());
        ASSERT_TRUE(old || fresh);
        ASSERT_TRUE(fresh || server.refreshes() == before || record.pendingRefreshSince)
            << "a spent refresh token is always marked";
    }
}

TEST_F(Processes, S3_TwoHundredKillsDuringSavesLeaveAWholeRecord)
{
    int kept = 0;
    for (int round = 0; round < 200; ++round) {
        SCOPED_TRACE(round);
        const Child saver = child({"save", folder()});
        ASSERT_EQ(lineOf(*saver), QByteArray("0")) << saver->transcript();
        spin(4ms);
        saver->kill();
        ASSERT_TRUE(saver->waitForEnd());
        const TokenRecord record = stored();
        ASSERT_TRUE(record.hasTokens());
        ASSERT_EQ(fileMode(recordPath()), 0600);
        const int count = record.refreshToken.reveal().toInt();
        ASSERT_EQ(record.accessToken.reveal().size(), 1 + count * 7919 % 60'000);
        kept = std::max(kept, count);
    }
    EXPECT_GT(kept, 0) << "at least one process was killed after its first save";
    EXPECT_TRUE(resultOf(secrets::FileSecretStore(folder()).remove(secrets::tokenRecordName)).ok());
    EXPECT_EQ(QDir(folder()).entryList(QDir::Files | QDir::Hidden), QStringList())
        << "no half-written copy outlives a sign-out";
}

TEST_F(Processes, D3_ASignOutInOneProcessIsSeenByTheOthers)
{
    store(session(3600s));
    const auto here = process();
    const auto there = process();
    ASSERT_TRUE(load(*here));
    ASSERT_TRUE(load(*there));
    ASSERT_TRUE(resultOf(here->service.disconnect()).ok());
    EXPECT_TRUE(waitFor([&] { return !there->service.status().connected; }));
    EXPECT_EQ(token(*there), shown(base::ErrorKind::NotSignedIn));
}

TEST_F(Processes, R3_ARefreshInOneProcessIsSeenByTheOthers)
{
    store(session(-1s));
    const auto here = process();
    const auto there = process();
    ASSERT_TRUE(load(*there));
    EXPECT_TRUE(there->service.status().expired);
    EXPECT_EQ(token(*here), "access-1");
    EXPECT_TRUE(waitFor([&] { return !there->service.status().expired; }));
    EXPECT_EQ(token(*there), "access-1");
    EXPECT_EQ(server.refreshes(), 1);
}
