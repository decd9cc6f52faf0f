// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/base/LockJob.h"

namespace plantain::base {

namespace {

constexpr std::chrono::milliseconds pause{50};
constexpr std::chrono::milliseconds makingTime{1000};

} // namespace

LockJob::LockJob(const QString& path, std::chrono::milliseconds patience)
    : m_lock(std::make_shared<QLockFile>(path))
    , m_patience(patience)
{
    m_lock->setStaleLockTime(0);
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

/// Whoever is killed while making the file leaves it empty, and QLockFile would wait for nobody.
void LockJob::giveUpUnownedFile()
{
    qint64 process = 0;
    QString host;
    QString program;
    const bool owned = m_lock->getLockInfo(&process, &host, &program);
    m_lock->setStaleLockTime(owned ? 0 : static_cast<int>(makingTime.count()));
}

void LockJob::tryOnce()
{
    giveUpUnownedFile();
    const bool locked = m_lock->tryLock(0);
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
