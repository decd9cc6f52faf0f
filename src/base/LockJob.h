// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Job.h"

#include <QLockFile>
#include <QTimer>

#include <chrono>
#include <memory>

namespace plantain::base {

/// A lock between processes, held until it is released or its last copy goes. Shared because the
/// outcome of a job is handed on by copying.
using HeldLock = std::shared_ptr<QLockFile>;

/// Lets others in at once, whoever still has a copy.
inline void release(HeldLock& lock)
{
    if (lock) {
        lock->unlock();
        lock.reset();
    }
}

/// Waits for a lock file without blocking the event loop: as tryToLock takes it over from the dead
/// and leaves it to the living. Errors: Timeout after `patience`, StorageFailed when the file
/// cannot be made.
class LockJob final : public ResultJob<HeldLock>
{
    Q_OBJECT

public:
    LockJob(const QString& path, std::chrono::milliseconds patience);

protected:
    void run() override;
    void abort() override;

private:
    void tryOnce();

    HeldLock m_lock;
    std::chrono::milliseconds m_patience;
    QTimer m_retry;
    QTimer m_limit;
};

} // namespace plantain::base
