// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/ThreadJob.h"

#include <QObject>
#include <QTimer>

namespace plantain::ui {

/// Checks what is being typed, a moment after the last key, in a thread: a disk that does not
/// answer freezes nothing.
class LiveCheck : public QObject
{
    Q_OBJECT

public:
    using Work = std::function<base::Status()>;

    explicit LiveCheck(QObject* parent = nullptr);

    /// Takes the place of a check under way. `work` owns all that it uses; `late` is the outcome
    /// when it does not answer in time.
    void start(Work work, base::Error late);
    /// There is nothing to check.
    void clear();
    /// Also in the moment before it begins.
    bool isRunning() const { return m_pause.isActive() || m_job != nullptr; }
    /// Begins now what waits for another key.
    void hurry();
    /// Of the last check that ended.
    const std::optional<base::Error>& error() const { return m_error; }

signals:
    /// It began or ended.
    void changed();

private:
    void begin();

    QTimer m_pause;
    Work m_work;
    base::Error m_late;
    base::JobPtr<base::ThreadJob<base::Done>> m_job;
    std::optional<base::Error> m_error;
};

} // namespace plantain::ui
