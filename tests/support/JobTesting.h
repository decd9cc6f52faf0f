// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Job.h"

#include <QTest>

namespace plantain::testing {

/// Generous: a busy machine must not make a test fail; a passing test never waits this long.
inline constexpr int patienceMs = 20'000;

/// Starts a job and waits for its end. False when it does not end.
template <typename JobType>
bool runToEnd(const base::JobPtr<JobType>& job)
{
    job->start();
    return QTest::qWaitFor([&job] { return job->isFinished(); }, patienceMs);
}

/// Starts a ResultJob and gives its outcome; a job that hangs is an Internal error.
template <typename JobType>
auto resultOf(const base::JobPtr<JobType>& job) -> std::decay_t<decltype(job->result())>
{
    if (!runToEnd(job)) {
        return base::Error{
            base::ErrorKind::Internal, QStringLiteral("the job did not end"), {}, {}};
    }
    return job->result();
}

template <typename Condition>
bool waitFor(Condition condition)
{
    return QTest::qWaitFor(condition, patienceMs);
}

} // namespace plantain::testing
