// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Clock.h"
#include "src/llm/LlmClient.h"
#include "src/llm/ModelCatalog.h"
#include "src/run/NodeRun.h"
#include "src/run/PicturesJob.h"

#include <QObject>

namespace plantain::run {

/// What a node asks for, and what is to be said about it.
struct LlmTask {
    llm::LlmRequest request; ///< prepared, without pictures
    QStringList notes;
    QList<workflow::ImageSource> pictures;
    QString folder; ///< the workflow's
};

/// One LLM Generate node under way: pictures first, then the answer. Its text comes in batches, at
/// the times when somebody calls `flush()`.
class LlmNodeRun : public QObject
{
    Q_OBJECT

public:
    /// References are borrowed.
    LlmNodeRun(LlmTask task, llm::LlmClients clients, const llm::ModelCatalog& catalog,
               const base::Clock& clock, QObject* parent = nullptr);
    ~LlmNodeRun() override;

    /// `ended` follows from the event loop.
    void start();
    /// `ended` follows before this returns.
    void cancel();
    /// Closes the socket at once, without a word.
    void abandon();
    /// Tells the text that has come since the last time.
    void flush();

    const llm::LlmRequest& request() const { return m_task.request; }
    llm::LlmPhase phase() const { return m_phase; }
    const std::optional<RetryWait>& retryWait() const { return m_retryWait; }

signals:
    /// There is text to flush.
    void textPending();
    void textAppended(const QString& text);
    /// A part was corrected: this is the text as a whole.
    void textReplaced(const QString& text);
    /// Phase or wait differ.
    void changed();
    /// Once. Everything that was told before is part of the result.
    void ended(const plantain::llm::LlmResult& result);

private:
    void preparePictures();
    void ask();
    void handlePhase(llm::LlmPhase phase);
    void handleRetry(int attempt, std::chrono::milliseconds wait, const llm::LlmError& because);
    void handleFinished();
    void failWith(const base::Error& error);
    void end(llm::LlmResult result);

    LlmTask m_task;
    llm::LlmClients m_clients;
    const llm::ModelCatalog& m_catalog;
    const base::Clock& m_clock;
    base::JobPtr<PicturesJob> m_pictures;
    base::JobPtr<llm::LlmJob> m_job;
    llm::LlmPhase m_phase = llm::LlmPhase::Queued;
    std::optional<RetryWait> m_retryWait;
    QString m_pending;
    std::chrono::milliseconds m_startedAt{0};
    bool m_ended = false;
};

} // namespace plantain::run
