// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Clock.h"
#include "src/llm/LlmClient.h"
#include "src/llm/ModelCatalog.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace plantain::ui {

/// A wait that the provider asked for.
struct RetryWait {
    int attempt = 0; ///< 2, 3 …
    int secondsLeft = 0;
    llm::LlmError because;
};

/// One answer at a time, ready to be shown: owns the job, gathers its text in batches, counts the
/// time. Text survives every ending until the next run or `clear()`.
class GenerationController : public QObject
{
    Q_OBJECT

public:
    /// Deltas that arrive within this time reach the view as one (R8).
    static constexpr std::chrono::milliseconds batch{30};

    /// `catalog` and `clock` are borrowed.
    GenerationController(llm::LlmClients clients, llm::ModelCatalog& catalog,
                         const base::Clock& clock, QObject* parent = nullptr);
    ~GenerationController() override;

    /// Does nothing while one is running.
    void run(const llm::LlmRequest& request);
    void stop();
    /// Forgets the answer; does nothing while one is running.
    void clear();

    bool isRunning() const { return m_job != nullptr; }
    llm::LlmPhase phase() const { return m_phase; }
    const QString& text() const { return m_text; }
    /// Of the last run that ended; empty before and while one is running.
    const std::optional<llm::LlmResult>& result() const { return m_result; }
    /// The request of the last run, as it was sent.
    const llm::LlmRequest& request() const { return m_request; }
    const std::optional<RetryWait>& retryWait() const { return m_retryWait; }
    std::chrono::milliseconds elapsed() const;

signals:
    void textAppended(const QString& text);
    /// Show `text()` anew.
    void textReset();
    /// Phase, wait or result differ.
    void stateChanged();
    /// Every 100 ms while running.
    void ticked();
    void finished(const plantain::llm::LlmResult& result);

private:
    void flush();
    void tick();
    void handleRetry(int attempt, std::chrono::milliseconds wait, const llm::LlmError& because);
    void handlePhase(llm::LlmPhase phase);
    void handleFinished();
    llm::LlmResult completed(llm::LlmResult result) const;

    llm::LlmClients m_clients;
    llm::ModelCatalog& m_catalog;
    const base::Clock& m_clock;
    base::JobPtr<llm::LlmJob> m_job;
    llm::LlmRequest m_request;
    QStringList m_notes;
    llm::LlmPhase m_phase = llm::LlmPhase::Ended;
    QString m_text;
    QString m_pending;
    std::optional<llm::LlmResult> m_result;
    std::optional<RetryWait> m_retryWait;
    std::chrono::milliseconds m_startedAt{0};
    std::chrono::milliseconds m_retryAt{0};
    QTimer m_batchTimer;
    QTimer m_tickTimer;
};

} // namespace plantain::ui
