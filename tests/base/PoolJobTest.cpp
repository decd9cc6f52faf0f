// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/base/PoolJob.h"

#include "tests/support/JobTesting.h"

#include <gtest/gtest.h>

#include <QSemaphore>
#include <QSignalSpy>
#include <QThread>

using namespace plantain;
using base::makePoolJob;

namespace {

/// Work that waits until the test lets it go on.
struct Held {
    std::shared_ptr<QSemaphore> begun = std::make_shared<QSemaphore>();
    std::shared_ptr<QSemaphore> mayEnd = std::make_shared<QSemaphore>();
    std::shared_ptr<QSemaphore> ended = std::make_shared<QSemaphore>();

    base::JobPtr<base::ResultJob<int>> job() const
    {
        return makePoolJob<int>([*this]() -> base::Result<int> {
            begun->release();
            mayEnd->acquire();
            ended->release();
            return 7;
        });
    }
};

} // namespace

TEST(PoolJob, WorksElsewhereAndFinishesHere)
{
    QThread* worker = nullptr;
    const auto job = makePoolJob<int>([&worker]() -> base::Result<int> {
        worker = QThread::currentThread();
        return 7;
    });
    QThread* finishedIn = nullptr;
    QObject::connect(job.get(), &base::Job::finished,
                     [&finishedIn] { finishedIn = QThread::currentThread(); });
    const auto result = plantain::testing::resultOf(job);
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(*result, 7);
    EXPECT_NE(worker, QThread::currentThread());
    EXPECT_EQ(finishedIn, QThread::currentThread());
}

TEST(PoolJob, TheEventLoopRunsMeanwhile)
{
    const Held held;
    const auto job = held.job();
    job->start();
    ASSERT_TRUE(plantain::testing::waitFor([&held] { return held.begun->tryAcquire(); }));
    EXPECT_FALSE(job->isFinished());
    held.mayEnd->release();
    EXPECT_TRUE(plantain::testing::waitFor([&job] { return job->isFinished(); }));
}

TEST(PoolJob, ALateResultOfACancelledJobIsThrownAway)
{
    const Held held;
    const auto job = held.job();
    const QSignalSpy finished(job.get(), &base::Job::finished);
    job->start();
    ASSERT_TRUE(plantain::testing::waitFor([&held] { return held.begun->tryAcquire(); }));
    job->cancel();
    ASSERT_FALSE(job->result().ok());
    EXPECT_EQ(job->result().error().kind, base::ErrorKind::Cancelled);
    held.mayEnd->release();
    ASSERT_TRUE(plantain::testing::waitFor([&held] { return held.ended->tryAcquire(); }));
    EXPECT_TRUE(QThreadPool::globalInstance()->waitForDone(plantain::testing::patienceMs));
    QCoreApplication::sendPostedEvents();
    EXPECT_EQ(finished.count(), 1);
    EXPECT_FALSE(job->result().ok());
}

TEST(PoolJob, AJobMayGoBeforeItsWorkEnds)
{
    const Held held;
    auto job = held.job();
    job->start();
    ASSERT_TRUE(plantain::testing::waitFor([&held] { return held.begun->tryAcquire(); }));
    job.reset();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    held.mayEnd->release();
    ASSERT_TRUE(plantain::testing::waitFor([&held] { return held.ended->tryAcquire(); }));
    EXPECT_TRUE(QThreadPool::globalInstance()->waitForDone(plantain::testing::patienceMs));
    QCoreApplication::sendPostedEvents();
}
