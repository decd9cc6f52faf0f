// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/base/Job.h"
#include "tests/support/JobTesting.h"

#include <gtest/gtest.h>

#include <QSignalSpy>

using namespace plantain::base;

namespace {

class AnswerJob : public ResultJob<int>
{
public:
    bool answersAtOnce = true;
    bool aborted = false;
    void answer(int value) { finish(value); }

protected:
    void run() override
    {
        if (answersAtOnce) {
            finish(42);
        }
    }
    void abort() override { aborted = true; }
};

} // namespace

TEST(Job, FinishesOnceAndNeverInsideStart)
{
    const auto job = makeJob<AnswerJob>();
    QSignalSpy finished(job.get(), &Job::finished);
    job->start();
    EXPECT_EQ(finished.count(), 0);
    ASSERT_TRUE(plantain::testing::waitFor([&] { return job->isFinished(); }));
    job->answer(1);
    EXPECT_EQ(finished.count(), 1);
    EXPECT_EQ(job->result().value(), 42);
}

TEST(Job, CancelEndsWithCancelledAndIgnoresALateAnswer)
{
    const auto job = makeJob<AnswerJob>();
    job->answersAtOnce = false;
    QSignalSpy finished(job.get(), &Job::finished);
    job->start();
    job->cancel();
    EXPECT_TRUE(job->aborted);
    job->answer(1);
    EXPECT_EQ(finished.count(), 1);
    ASSERT_FALSE(job->result().ok());
    EXPECT_EQ(job->result().error().kind, ErrorKind::Cancelled);
}

TEST(Job, ResettingItsPointerIsSilentAndSafeInsideItsSignal)
{
    auto job = makeJob<AnswerJob>();
    const QPointer<AnswerJob> watched(job.get());
    QObject::connect(job.get(), &Job::finished, [&job] { job.reset(); });
    job->start();
    ASSERT_TRUE(plantain::testing::waitFor([&] { return watched.isNull(); }));
}

TEST(Job, AbandoningARunningJobStopsItsWork)
{
    auto job = makeJob<AnswerJob>();
    job->answersAtOnce = false;
    job->start();
    job->abandon();
    EXPECT_TRUE(job->aborted);
}
