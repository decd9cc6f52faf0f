// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/base/LockJob.h"

#include "tests/support/JobTesting.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QTemporaryDir>

using namespace plantain::base;
using namespace plantain::testing;
using namespace std::chrono_literals;

namespace {

class LockJobTest : public ::testing::Test
{
protected:
    JobPtr<LockJob> lockJob(std::chrono::milliseconds patience = 10s) const
    {
        return makeJob<LockJob>(path(), patience);
    }
    QString path() const { return m_folder.filePath("lock"); }

    QTemporaryDir m_folder;
};

} // namespace

TEST_F(LockJobTest, OneHoldsItAndTheNextWaits)
{
    HeldLock first = resultOf(lockJob()).value();
    const auto second = lockJob();
    second->start();
    EXPECT_FALSE(QTest::qWaitFor([&] { return second->isFinished(); }, 200));
    release(first);
    ASSERT_TRUE(waitFor([&] { return second->isFinished(); }));
    EXPECT_TRUE(second->result().ok());
}

TEST_F(LockJobTest, GivesUpAfterItsPatience)
{
    const HeldLock held = resultOf(lockJob()).value();
    EXPECT_EQ(resultOf(lockJob(100ms)).error().kind, ErrorKind::Timeout);
}

TEST_F(LockJobTest, ACancelledWaitTakesNothing)
{
    HeldLock first = resultOf(lockJob()).value();
    const auto second = lockJob();
    second->start();
    QCoreApplication::sendPostedEvents();
    second->cancel();
    release(first);
    EXPECT_TRUE(resultOf(lockJob(5s)).ok());
}

TEST_F(LockJobTest, AnImpossibleFileIsAnErrorAtOnce)
{
    const auto job = makeJob<LockJob>(m_folder.filePath("no/such/folder/lock"), 10s);
    EXPECT_EQ(resultOf(job).error().kind, ErrorKind::StorageFailed);
}

TEST_F(LockJobTest, R3_AFileWhoseMakerWasKilledBeforeItWroteItsNameIsTakenOver)
{
    QFile file(path());
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.close();
    const auto job = lockJob();
    EXPECT_TRUE(resultOf(job).ok());
}
