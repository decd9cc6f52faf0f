// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Result.h"

#include <QObject>

#include <memory>
#include <optional>

namespace plantain::base {

/// Something that takes time. Connect, then `start()`: exactly one `finished()` follows, never from
/// inside `start()`; after it `result()` (of the typed subclass) holds the outcome.
/// `cancel()` ends a started job with ErrorKind::Cancelled. Destroying a job cancels it silently.
/// Owned by a JobPtr; borrowed by nobody after `finished()`.
class Job : public QObject
{
    Q_OBJECT

public:
    explicit Job(QObject* parent = nullptr);
    ~Job() override;

    /// Begins the work in the next turn of the event loop. A second call does nothing.
    void start();
    /// Ends the job with ErrorKind::Cancelled. `finished()` is emitted before this returns,
    /// unless the job was not started or has finished already (then nothing happens).
    void cancel();

    bool isRunning() const { return m_state == State::Running; }
    bool isFinished() const { return m_state == State::Finished; }

    /// Cancels without a signal: for owners that are no longer interested. Called by JobDeleter.
    void abandon();

signals:
    void finished();

protected:
    /// The work; called once from the event loop. Ends by `finish()` of the typed subclass.
    virtual void run() = 0;
    /// Stops the work: closes sockets, deletes children. Not called after finishing. Must not emit
    /// finished().
    virtual void abort() {}
    /// Records a failure as the outcome, without emitting.
    virtual void recordError(const Error& error) = 0;

    /// Marks the job finished and emits; ignored when the job is not running.
    void emitFinished();

private:
    enum class State { Idle, Running, Finished };
    State m_state = State::Idle;
};

/// A Job with a typed outcome.
template <typename T>
class ResultJob : public Job
{
public:
    using Job::Job;

    /// Valid after `finished()`.
    const Result<T>& result() const { return *m_result; }

protected:
    /// Ends the job. Ignored when it is not running any more (a late answer after cancel()).
    void finish(Result<T> result)
    {
        if (!isRunning()) {
            return;
        }
        m_result = std::move(result);
        emitFinished();
    }
    void recordError(const Error& error) override { m_result = Result<T>(error); }

private:
    std::optional<Result<T>> m_result;
};

/// Lets a JobPtr be reset from inside the job's own signal: silences and stops it, then deletes it
/// later.
struct JobDeleter {
    void operator()(Job* job) const;
};

template <typename JobType>
using JobPtr = std::unique_ptr<JobType, JobDeleter>;

template <typename JobType, typename... Args>
JobPtr<JobType> makeJob(Args&&... args)
{
    return JobPtr<JobType>(new JobType(std::forward<Args>(args)...));
}

} // namespace plantain::base
