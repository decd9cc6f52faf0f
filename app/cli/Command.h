// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Result.h"

#include <QObject>

namespace plantain::app {

/// A contract with scripts.
enum ExitCode {
    ExitOk = 0,
    ExitFailed = 1,
    ExitUsage = 2,
    ExitNotSignedIn = 3, ///< or the key is missing
    ExitCancelled = 130
};

ExitCode exitCodeFor(const base::Error& error);

/// One command under way. `start()` is called from the event loop; `finished` comes once, with the
/// exit code, at any time after.
class Command : public QObject
{
    Q_OBJECT

public:
    virtual void start() = 0;
    /// Ctrl+C: end soon, with what there is.
    virtual void interrupt() { emit finished(ExitCancelled); }

signals:
    void finished(int exitCode);
};

} // namespace plantain::app
