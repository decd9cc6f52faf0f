// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/base/LockFile.h"

namespace plantain::base {

namespace {

/// How long making a lock file may take.
constexpr std::chrono::milliseconds makingTime{1000};

} // namespace

bool tryToLock(QLockFile& lock, std::chrono::milliseconds patience)
{
    qint64 process = 0;
    QString host;
    QString program;
    const bool owned = lock.getLockInfo(&process, &host, &program);
    lock.setStaleLockTime(owned ? std::chrono::milliseconds(0) : makingTime);
    return lock.tryLock(patience);
}

} // namespace plantain::base
