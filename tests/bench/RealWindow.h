// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/Desktop.h"

#include <QTemporaryDir>

namespace plantain::bench {

/// The real program in a window of its own, with a fresh home and the probe that tells its first
/// paint.
class RealWindow
{
public:
    explicit RealWindow(const testing::Desktop& desktop);

    /// Milliseconds from the start of the process to its first paint; negative: it never came.
    double start();
    /// Waits until the process used no CPU for a second.
    bool waitUntilIdle();
    qint64 id() const { return m_process->id(); }
    /// Since the start of the process. Milliseconds.
    double cpuMs() const;
    /// A line of /proc/PID/smaps_rollup, such as "Pss:". MiB.
    double mebibytes(const QByteArray& name) const;

private:
    QTemporaryDir m_home;
    std::unique_ptr<testing::ChildProcess> m_process;
};

} // namespace plantain::bench
