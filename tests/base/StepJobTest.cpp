// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/base/StepJob.h"
#include "src/base/FunctionJob.h"

#include "tests/support/JobTesting.h"

#include <gtest/gtest.h>

#include <QPointer>

using namespace plantain::base;
using namespace plantain::testing;

namespace {

class Waiting final : public ResultJob<int>
{
public:
    explicit Waiting(bool& aborted)
        : m_aborted(aborted)
    {
    }

protected:
    void run() override {}
    void abort() override { m_aborted = true; }

private:
    bool& m_aborted;
};

JobPtr<ResultJob<int>> giving(Result<int> result)
{
    return makeFunctionJob<int>([result] { return result; });
}

/// Adds up two steps; the second waits for ever where `aborted` is given.
class Sum final : public StepJob<int>
{
public:
    explicit Sum(bool* aborted = nullptr)
        : m_aborted(aborted)
    {
    }

protected:
    void run() override
    {
        step(giving(40), [this](const Result<int>& first) {
            JobPtr<ResultJob<int>> next = giving(2);
            if (m_aborted) {
                next = makeJob<Waiting>(*m_aborted);
            }
            reached = true;
            step(std::move(next),
                 [this, sum = *first](const Result<int>& second) { finish(sum + *second); });
        });
    }

public:
    bool reached = false;

private:
    bool* m_aborted;
};

} // namespace

TEST(StepJobTest, RunsItsStepsOneAfterTheOther)
{
    EXPECT_EQ(resultOf(makeJob<Sum>()).value(), 42);
}

TEST(StepJobTest, CancellingItStopsTheStepUnderWay)
{
    bool aborted = false;
    const auto job = makeJob<Sum>(&aborted);
    job->start();
    ASSERT_TRUE(waitFor([&] { return job->reached; }));
    QCoreApplication::sendPostedEvents();
    job->cancel();
    EXPECT_TRUE(aborted);
    EXPECT_EQ(job->result().error().kind, ErrorKind::Cancelled);
}

TEST(StepJobTest, DroppingItStopsTheStepUnderWay)
{
    bool aborted = false;
    auto job = makeJob<Sum>(&aborted);
    job->start();
    ASSERT_TRUE(waitFor([&] { return job->reached; }));
    QCoreApplication::sendPostedEvents();
    job.reset();
    EXPECT_TRUE(aborted);
}

TEST(FunctionJobTest, CallsItsFunctionOnceAndNotBeforeItIsStarted)
{
    int calls = 0;
    const auto job = makeFunctionJob<int>([&calls] { return ++calls; });
    EXPECT_EQ(calls, 0);
    job->start();
    EXPECT_EQ(calls, 0);
    EXPECT_EQ(resultOf(job).value(), 1);
}
