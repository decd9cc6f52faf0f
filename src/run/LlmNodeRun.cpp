// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/run/LlmNodeRun.h"

#include "src/run/RunErrors.h"

#include <QCoreApplication>

namespace plantain::run {

using namespace std::chrono_literals;

LlmNodeRun::LlmNodeRun(LlmTask task, llm::LlmClients clients, const llm::ModelCatalog& catalog,
                       const base::Clock& clock, QObject* parent)
    : QObject(parent)
    , m_task(std::move(task))
    , m_clients(clients)
    , m_catalog(catalog)
    , m_clock(clock)
{
}

LlmNodeRun::~LlmNodeRun() = default;

void LlmNodeRun::start()
{
    m_startedAt = m_clock.monotonic();
    m_task.pictures.isEmpty() ? ask() : preparePictures();
}

void LlmNodeRun::preparePictures()
{
    m_pictures = run::preparePictures(m_task.pictures, m_task.folder);
    connect(m_pictures.get(), &base::Job::finished, this, [this] {
        const auto& pictures = m_pictures->result();
        if (!pictures) {
            failWith(pictures.error());
            return;
        }
        m_task.request.images = *pictures;
        m_pictures.reset();
        ask();
    });
    m_pictures->start();
}

void LlmNodeRun::ask()
{
    m_job = m_clients.of(m_task.request.provider).generate(m_task.request);
    m_task.request.images.clear(); // the job has them; they are large
    connect(m_job.get(), &llm::LlmJob::delta, this, [this](const QString& text) {
        const bool isFirst = m_pending.isEmpty();
        m_pending += text;
        if (isFirst) {
            emit textPending();
        }
    });
    connect(m_job.get(), &llm::LlmJob::textReplaced, this, [this] {
        m_pending.clear();
        emit textReplaced(m_job->text());
    });
    connect(m_job.get(), &llm::LlmJob::phaseChanged, this, &LlmNodeRun::handlePhase);
    connect(m_job.get(), &llm::LlmJob::retryScheduled, this, &LlmNodeRun::handleRetry);
    connect(m_job.get(), &base::Job::finished, this, &LlmNodeRun::handleFinished);
    m_job->start();
}

void LlmNodeRun::cancel()
{
    if (m_job) {
        m_job->cancel();
    } else {
        failWith(
            {base::ErrorKind::Cancelled, QCoreApplication::translate("Run", "Stopped."), {}, {}});
    }
}

void LlmNodeRun::abandon()
{
    m_ended = true;
    m_pictures.reset();
    m_job.reset();
}

void LlmNodeRun::flush()
{
    if (!m_pending.isEmpty()) {
        emit textAppended(std::exchange(m_pending, {}));
    }
}

void LlmNodeRun::handlePhase(llm::LlmPhase phase)
{
    m_phase = phase;
    if (phase != llm::LlmPhase::WaitingToRetry) {
        m_retryWait.reset();
    }
    emit changed();
}

void LlmNodeRun::handleRetry(int attempt, std::chrono::milliseconds wait,
                             const llm::LlmError& because)
{
    m_retryWait = RetryWait{attempt, m_clock.monotonic() + wait, because};
    emit changed();
}

void LlmNodeRun::handleFinished()
{
    end(m_job->answer());
}

void LlmNodeRun::failWith(const base::Error& error)
{
    llm::LlmResult result;
    result.status = error.kind == base::ErrorKind::Cancelled ? llm::LlmStatus::Cancelled
                                                             : llm::LlmStatus::Failed;
    result.model = m_task.request.model;
    result.error = llm::LlmError{error, std::nullopt, {}, {}, std::nullopt};
    end(std::move(result));
}

/// What only the catalogue, the task and this clock know is added.
void LlmNodeRun::end(llm::LlmResult result)
{
    if (m_ended) {
        return;
    }
    m_ended = true;
    flush();
    m_pictures.reset();
    m_job.reset();
    m_phase = llm::LlmPhase::Ended;
    m_retryWait.reset();
    QStringList notes = m_task.notes + result.notes;
    if (const QString remark = remarkOn(result); !remark.isEmpty()) {
        notes << remark;
    }
    notes.removeDuplicates();
    result.notes = notes;
    if (result.elapsed == 0ms) {
        result.elapsed = m_clock.monotonic() - m_startedAt;
    }
    if (result.model.isEmpty()) {
        result.model = m_task.request.model;
    }
    if (!result.costUsd) {
        result.costUsd = m_catalog.costUsd(m_task.request.provider, result.model, result.usage,
                                           &result.priceDate);
    }
    emit ended(result);
}

} // namespace plantain::run
