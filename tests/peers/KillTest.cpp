// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/peers/AccountTest.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

namespace plantain::testing {

/// S3, R4: a process that dies at any moment of a refresh leaves a whole record.
class KillTest : public AccountTest
{
protected:
    static constexpr int kills = 200;

    std::unique_ptr<ChildProcess> startGenerate()
    {
        return cli.start({QStringLiteral("generate"), QStringLiteral("--provider"),
                          QStringLiteral("openai-auth"), QStringLiteral("Hello")});
    }

    /// How long a run with a refresh takes here and now.
    qint64 measureRun()
    {
        QElapsedTimer timer;
        timer.start();
        const auto process = startGenerate();
        (void)process->waitForEnd();
        return timer.elapsed();
    }

    void renewSession()
    {
        if (string(cli.record(), "refresh_token").isEmpty() ||
            !cli.record().value(QLatin1String("pending_refresh")).isNull()) {
            ASSERT_EQ(signIn().exitCode, 0);
        }
        cli.expireRecord();
    }

    /// Runs a generate that has to refresh first and kills it after that time.
    void runAndKillAfter(qint64 milliseconds)
    {
        const auto process = startGenerate();
        QElapsedTimer timer;
        timer.start();
        (void)QTest::qWaitFor(
            [&] { return timer.elapsed() >= milliseconds || !process->isRunning(); },
            processPatienceMs);
        process->kill();
        ASSERT_TRUE(process->waitForEnd());
        cli.outcome(*process);
    }

    void expectWholeRecord()
    {
        const QJsonObject record = cli.record();
        ASSERT_FALSE(record.isEmpty()) << "empty, broken or gone";
        EXPECT_EQ(string(record, "client_id"), QStringLiteral("app_test_native"));
        EXPECT_FALSE(string(record, "refresh_token").isEmpty() &&
                     string(record, "needs_reauth").isEmpty())
            << "the session vanished without a word";
    }
};

TEST_F(KillTest, S3_TwoHundredKillsDuringRefreshAndSaveNeverBreakTheRecord)
{
    startPeer();
    ASSERT_EQ(signIn().exitCode, 0);
    cli.expireRecord();
    // The moment of the save is sought while killing, so that the kills fall around it on a busy
    // machine, too.
    double saveAfter = static_cast<double>(measureRun()) / 2;
    QRandomGenerator random(20261122);
    int saved = 0;
    for (int count = 0; count < kills && !HasFailure(); ++count) {
        renewSession();
        const QString before = string(cli.record(), "refresh_token");
        const double spread = 0.6 + 0.8 * random.generateDouble();
        runAndKillAfter(static_cast<qint64>(saveAfter * spread));
        expectWholeRecord();
        const bool wasSaved = string(cli.record(), "refresh_token") != before;
        saved += wasSaved ? 1 : 0;
        saveAfter *= wasSaved ? 0.97 : 1.03;
    }
    // Otherwise the kills missed what they are for.
    EXPECT_GT(saved, kills / 10);
    EXPECT_LT(saved, kills * 9 / 10);
    EXPECT_EQ(signIn().exitCode, 0);
    EXPECT_EQ(generate().exitCode, 0);
    // A kill may leave a half-written copy; it must not outlive the session.
    EXPECT_EQ(cli.run({QStringLiteral("auth"), QStringLiteral("logout")}).exitCode, 0);
}

} // namespace plantain::testing
