// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/run/LlmNodeRun.h"
#include "src/run/RunPlan.h"
#include "src/run/WorkflowRunner.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <deque>
#include <unordered_map>

namespace plantain::run {

/// What is known of nodes, by their ids. References to the values hold while others come and go.
using NodeRuns = std::unordered_map<QString, NodeRun>;

/// What a session works on; all borrowed.
struct SessionContext {
    workflow::Workflow& workflow;
    const Evaluation& evaluation;
    const RunServices& services;
    NodeRuns& runs;
};

/// One run: takes the steps of a plan as their turns come. A step waits for a count of others to
/// end; the one that ends last makes it ready. Steps are settled from a list, never by recursion.
class RunSession : public QObject
{
    Q_OBJECT

public:
    RunSession(SessionContext context, RunPlan plan, int maxParallel, QObject* parent = nullptr);
    ~RunSession() override;

    /// Work begins from the event loop.
    void start();
    /// Ends what runs; `finished` comes before this returns, unless it is called from inside one of
    /// this session's signals: then soon after.
    void stop();
    /// Ends what runs and says nothing any more: the workflow is another one now.
    void abandon();

    const RunTotals& totals() const { return m_totals; }
    std::chrono::milliseconds elapsed() const;
    const QStringList& failedNodes() const { return m_failed; }
    /// Paused edges at which this run came to a halt.
    const QStringList& closedEdges() const { return m_closedEdges; }

signals:
    void nodeChanged(const QString& nodeId);
    void textAppended(const QString& nodeId, const QString& text);
    void ticked();
    void finished(const plantain::run::RunOutcome& outcome);

private:
    struct Progress {
        int waitsFor = 0;
        int failedBefore = -1; ///< place of the step that failed
        bool pausedBefore = false;
        bool isSettled = false;
    };
    struct Active {
        std::unique_ptr<LlmNodeRun> run;
        QString key; ///< of the inputs that were sent
    };

    static std::size_t at(int place) { return static_cast<std::size_t>(place); }
    const RunStep& step(int place) const { return m_plan.steps[at(place)]; }
    NodeRun& runOf(int place) { return m_context.runs[step(place).node]; }
    int indexOf(int place) const { return m_context.workflow.nodeIndex(step(place).node); }
    QString titleOf(int place) const;

    void workSoon();
    void work();
    bool takeOne();
    void begin(int place);
    void beginLlm(int place);
    void launch(int place);
    void watch(int place, LlmNodeRun& run);
    void handleAnswer(int place, const llm::LlmResult& answer);
    void handleRemoved(const workflow::WorkflowEdit& edit);

    void settle(int place, NodeState state, const std::optional<base::Error>& error = {});
    void passOn(int place, NodeState state);
    void count(const RunStep& step, NodeState state);
    void countCall(const llm::LlmResult& result);
    void release(int place);
    void write(int index, const workflow::DataPatch& patch);
    void settleTheRest();
    void flush();
    void endWhenDone();

    SessionContext m_context;
    RunPlan m_plan;
    int m_maxParallel;
    std::vector<Progress> m_progress;
    QHash<QString, int> m_places;
    std::deque<int> m_ready;
    std::deque<int> m_queue; ///< LLM nodes that wait for a place
    std::unordered_map<int, Active> m_active;
    RunTotals m_totals;
    int m_unsettled = 0;
    QStringList m_failed;
    QStringList m_closedEdges;
    std::chrono::milliseconds m_startedAt{0};
    QTimer m_batchTimer;
    QTimer m_tickTimer;
    bool m_isWorking = false;
    bool m_isStopped = false;
    bool m_hasPaused = false;
    bool m_ended = false;
};

} // namespace plantain::run
