// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Job.h"

namespace plantain::base {

/// A job made of other jobs, one at a time.
template <typename T>
class StepJob : public ResultJob<T>
{
protected:
    /// Starts `job` and hands its result to `then`. A step still under way is dropped.
    template <typename JobType, typename Then>
    void step(JobPtr<JobType> job, Then then)
    {
        JobType* const running = job.get();
        m_step = std::move(job);
        QObject::connect(running, &Job::finished, this,
                         [running, then = std::move(then)] { then(running->result()); });
        running->start();
    }
    void abort() override { m_step.reset(); }

private:
    JobPtr<Job> m_step;
};

} // namespace plantain::base
