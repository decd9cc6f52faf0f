// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Job.h"

#include <QThreadPool>

#include <functional>
#include <memory>
#include <mutex>

namespace plantain::base {

/// A job whose whole work is one long call, made in a thread of the global pool; it finishes in its
/// own thread. The work must own all that it touches. A job that is cancelled or dropped does not
/// wait for its work: the late result is thrown away.
template <typename T>
class PoolJob final : public ResultJob<T>
{
public:
    explicit PoolJob(std::function<Result<T>()> work)
        : m_work(std::move(work))
        , m_link(std::make_shared<Link>())
    {
    }
    ~PoolJob() override { cut(); }

protected:
    void run() override
    {
        m_link->job = this;
        QThreadPool::globalInstance()->start([work = std::move(m_work), link = m_link] {
            // Shared, because what is sent between threads is copied.
            const auto result = std::make_shared<Result<T>>(work());
            const std::lock_guard lock(link->mutex);
            if (PoolJob* const job = link->job) {
                QMetaObject::invokeMethod(
                    job, [job, result] { job->finish(std::move(*result)); }, Qt::QueuedConnection);
            }
        });
    }
    void abort() override { cut(); }

private:
    /// What the two threads share. Posting happens under the mutex: a job that is still named here
    /// is alive.
    struct Link {
        std::mutex mutex;
        PoolJob* job = nullptr;
    };

    void cut()
    {
        const std::lock_guard lock(m_link->mutex);
        m_link->job = nullptr;
    }

    std::function<Result<T>()> m_work;
    std::shared_ptr<Link> m_link;
};

template <typename T>
JobPtr<ResultJob<T>> makePoolJob(std::function<Result<T>()> work)
{
    return makeJob<PoolJob<T>>(std::move(work));
}

} // namespace plantain::base
