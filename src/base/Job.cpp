// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/base/Job.h"

#include <QCoreApplication>

namespace plantain::base {

Job::Job(QObject* parent)
    : QObject(parent)
{
}

Job::~Job() = default;

void Job::start()
{
    if (m_state != State::Idle) {
        return;
    }
    m_state = State::Running;
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (isRunning()) {
                run();
            }
        },
        Qt::QueuedConnection);
}

void Job::cancel()
{
    if (!isRunning()) {
        return;
    }
    abort();
    recordError(
        Error{ErrorKind::Cancelled, QCoreApplication::translate("Job", "Cancelled."), {}, {}});
    emitFinished();
}

void Job::abandon()
{
    blockSignals(true);
    if (isRunning()) {
        m_state = State::Finished;
        abort();
    }
}

void Job::emitFinished()
{
    if (!isRunning()) {
        return;
    }
    m_state = State::Finished;
    emit finished();
}

void JobDeleter::operator()(Job* job) const
{
    job->abandon();
    job->deleteLater();
}

} // namespace plantain::base
