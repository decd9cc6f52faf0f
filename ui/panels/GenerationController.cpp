// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/GenerationController.h"

namespace plantain::ui {

using namespace std::chrono_literals;

GenerationController::GenerationController(llm::LlmClients clients, llm::ModelCatalog& catalog,
                                           const base::Clock& clock, QObject* parent)
    : QObject(parent)
    , m_clients(clients)
    , m_catalog(catalog)
    , m_clock(clock)
{
    m_batchTimer.setSingleShot(true);
    m_batchTimer.setInterval(batch);
    connect(&m_batchTimer, &QTimer::timeout, this, &GenerationController::flush);
    m_tickTimer.setInterval(100ms);
    connect(&m_tickTimer, &QTimer::timeout, this, &GenerationController::tick);
}

GenerationController::~GenerationController() = default;

void GenerationController::run(const llm::LlmRequest& request)
{
    if (isRunning()) {
        return;
    }
    const llm::ModelCatalog::Prepared prepared = m_catalog.prepared(request);
    m_request = prepared.request;
    m_notes = prepared.notes;
    m_text.clear();
    m_pending.clear();
    m_result.reset();
    m_retryWait.reset();
    m_startedAt = m_clock.monotonic();
    m_phase = llm::LlmPhase::Queued;

    m_job = m_clients.of(m_request.provider).generate(m_request);
    connect(m_job.get(), &llm::LlmJob::delta, this, [this](const QString& text) {
        m_pending += text;
        if (!m_batchTimer.isActive()) {
            m_batchTimer.start();
        }
    });
    connect(m_job.get(), &llm::LlmJob::textReplaced, this, [this] {
        m_pending.clear();
        m_text = m_job->text();
        emit textReset();
    });
    connect(m_job.get(), &llm::LlmJob::phaseChanged, this, &GenerationController::handlePhase);
    connect(m_job.get(), &llm::LlmJob::retryScheduled, this, &GenerationController::handleRetry);
    connect(m_job.get(), &base::Job::finished, this, &GenerationController::handleFinished);
    emit textReset();
    emit stateChanged();
    m_tickTimer.start();
    m_job->start();
}

void GenerationController::stop()
{
    if (m_job) {
        m_job->cancel();
    }
}

void GenerationController::clear()
{
    if (isRunning()) {
        return;
    }
    m_text.clear();
    m_result.reset();
    emit textReset();
    emit stateChanged();
}

std::chrono::milliseconds GenerationController::elapsed() const
{
    if (isRunning()) {
        return m_clock.monotonic() - m_startedAt;
    }
    return m_result ? m_result->elapsed : 0ms;
}

void GenerationController::flush()
{
    if (m_pending.isEmpty()) {
        return;
    }
    const QString text = std::exchange(m_pending, {});
    m_text += text;
    emit textAppended(text);
}

void GenerationController::tick()
{
    if (m_retryWait) {
        const auto left = std::chrono::ceil<std::chrono::seconds>(m_retryAt - m_clock.monotonic());
        const int seconds = std::max(0, static_cast<int>(left.count()));
        if (seconds != m_retryWait->secondsLeft) {
            m_retryWait->secondsLeft = seconds;
            emit stateChanged();
        }
    }
    emit ticked();
}

void GenerationController::handleRetry(int attempt, std::chrono::milliseconds wait,
                                       const llm::LlmError& because)
{
    m_retryAt = m_clock.monotonic() + wait;
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait);
    m_retryWait = RetryWait{attempt, static_cast<int>(seconds.count()), because};
    emit stateChanged();
}

void GenerationController::handlePhase(llm::LlmPhase phase)
{
    m_phase = phase;
    if (phase != llm::LlmPhase::WaitingToRetry) {
        m_retryWait.reset();
    }
    emit stateChanged();
}

void GenerationController::handleFinished()
{
    m_batchTimer.stop();
    m_tickTimer.stop();
    flush();
    const llm::LlmResult result = completed(m_job->answer());
    m_job.reset();
    m_phase = llm::LlmPhase::Ended;
    m_retryWait.reset();
    m_result = result;
    if (m_text != result.text) {
        m_text = result.text;
        emit textReset();
    }
    emit stateChanged();
    emit finished(result);
}

/// What only the catalogue and this clock know is added.
llm::LlmResult GenerationController::completed(llm::LlmResult result) const
{
    for (auto note = m_notes.crbegin(); note != m_notes.crend(); ++note) {
        if (!result.notes.contains(*note)) {
            result.notes.prepend(*note);
        }
    }
    if (result.elapsed == 0ms) {
        result.elapsed = m_clock.monotonic() - m_startedAt;
    }
    if (!result.costUsd) {
        const QString model = result.model.isEmpty() ? m_request.model : result.model;
        result.costUsd =
            m_catalog.costUsd(m_request.provider, model, result.usage, &result.priceDate);
    }
    return result;
}

} // namespace plantain::ui
