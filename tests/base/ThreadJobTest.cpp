// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/base/ThreadJob.h"

#include "tests/support/JobTesting.h"

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QThread>

#include <future>

using namespace plantain;
using namespace plantain::testing;
using base::ErrorKind;

namespace {

using Answer = base::Result<int>;

auto makeThreadJob(std::function<Answer()> work, std::chrono::milliseconds limit)
{
    return base::makeJob<base::ThreadJob<int>>(
        std::move(work), limit,
        base::Error{ErrorKind::Timeout, QStringLiteral("It does not answer."), {}, {}});
}

/// Work that hangs until the test lets it go.
struct Hanging {
    std::promise<void> gate;
    std::shared_ptr<std::promise<void>> left = std::make_shared<std::promise<void>>();

    std::function<Answer()> work()
    {
        return [wait = gate.get_future().share(), left = left]() -> Answer {
            wait.wait();
            left->set_value();
            return 1;
        };
    }
};

} // namespace

TEST(ThreadJob, WorksBesideTheEventLoopAndHandsItsResultOver)
{
    const Qt::HANDLE here = QThread::currentThreadId();
    const auto job = makeThreadJob([here] { return Answer(QThread::currentThreadId() != here); },
                                   std::chrono::seconds(20));
    const auto result = resultOf(job);
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(*result, 1);
}

TEST(ThreadJob, EndsInTimeWhenTheWorkHangs)
{
    Hanging hanging;
    const auto job = makeThreadJob(hanging.work(), std::chrono::milliseconds(20));
    const auto result = resultOf(job);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, ErrorKind::Timeout);
    hanging.gate.set_value();
    hanging.left->get_future().wait();
    QCoreApplication::sendPostedEvents();
    EXPECT_FALSE(job->result().ok());
}

TEST(ThreadJob, CanBeDroppedWhileTheWorkHangs)
{
    Hanging hanging;
    auto job = makeThreadJob(hanging.work(), std::chrono::seconds(20));
    job->start();
    ASSERT_TRUE(waitFor([&job] { return job->isRunning(); }));
    QCoreApplication::sendPostedEvents();
    job.reset();
    hanging.gate.set_value();
    hanging.left->get_future().wait();
    QCoreApplication::sendPostedEvents();
}
