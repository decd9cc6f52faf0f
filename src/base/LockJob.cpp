// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/base/LockJob.h"

#include "src/base/LockFile.h"

namespace plantain::base {

namespace {

constexpr std::chrono::milliseconds pause{50};

} // namespace

LockJob::LockJob(const QString& path, std::chrono::milliseconds patience)
    : m_lock(std::make_shared<QLockFile>(path))
    , m_patience(patience)
{
    m_limit.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &LockJob::tryOnce);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        m_retry.stop();
        finish(Error{ErrorKind::Timeout, tr("Another window or command of Plantain is busy."),
                     tr("Try again in a moment."),
                     QStringLiteral("%1 stayed locked").arg(m_lock->fileName())});
    });
}

void LockJob::run()
{
    m_retry.start(pause);
    m_limit.start(m_patience);
    tryOnce();
}

void LockJob::abort()
{
    m_retry.stop();
    m_limit.stop();
}

void LockJob::tryOnce()
{
    const bool locked = tryToLock(*m_lock, std::chrono::milliseconds(0));
    if (!locked && m_lock->error() == QLockFile::LockFailedError) {
        return;
    }
    abort();
    if (locked) {
        finish(std::exchange(m_lock, nullptr));
        return;
    }
    finish(Error{ErrorKind::StorageFailed,
                 tr("The lock file “%1” cannot be made.").arg(m_lock->fileName()),
                 tr("Check the permissions of the data folder."),
                 {}});
}

} // namespace plantain::base
