// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Job.h"

#include <QTimer>

#include <chrono>
#include <functional>
#include <mutex>
#include <thread>

namespace plantain::base {

/// One call that may hang, such as a look at a folder on a network that is gone. It runs in a
/// thread of its own; after `limit` the job ends with `late`, and the thread is left to itself:
/// `work` must own all that it uses.
template <typename T>
class ThreadJob final : public ResultJob<T>
{
public:
    ThreadJob(std::function<Result<T>()> work, std::chrono::milliseconds limit, Error late)
        : m_work(std::move(work))
        , m_limit(limit)
        , m_late(std::move(late))
    {
    }

protected:
    void run() override
    {
        m_mailbox->receiver = this;
        // Not a thread of a pool: one that hangs would be waited for at the program's end.
        std::thread([work = std::move(m_work), mailbox = m_mailbox] {
            mailbox->deliver(work());
        }).detach();
        QTimer::singleShot(m_limit, this, [this] { end(m_late); });
    }
    void abort() override { m_mailbox->close(); }

private:
    /// Outlives the job as long as the thread runs.
    struct Mailbox {
        std::mutex mutex;
        ThreadJob* receiver = nullptr;

        void close()
        {
            const std::lock_guard lock(mutex);
            receiver = nullptr;
        }
        void deliver(Result<T> result)
        {
            const std::lock_guard lock(mutex);
            if (receiver) {
                QMetaObject::invokeMethod(
                    receiver, [job = receiver, result = std::move(result)] { job->end(result); },
                    Qt::QueuedConnection);
            }
        }
    };

    void end(Result<T> result)
    {
        m_mailbox->close();
        this->finish(std::move(result));
    }

    std::function<Result<T>()> m_work;
    std::chrono::milliseconds m_limit;
    Error m_late;
    std::shared_ptr<Mailbox> m_mailbox = std::make_shared<Mailbox>();
};

} // namespace plantain::base
