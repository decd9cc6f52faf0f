// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Clock.h"
#include "src/llm/LlmClient.h"
#include "src/llm/ModelCatalog.h"
#include "src/run/Evaluation.h"
#include "src/run/NodeRun.h"
#include "src/workflow/Workflow.h"

#include <QObject>

#include <functional>
#include <memory>

namespace plantain::run {

/// What runs need. References and pointers are borrowed.
struct RunServices {
    llm::LlmClients clients;
    llm::ModelCatalog& catalog;
    const base::Clock& clock;
    /// The folder in which the workflow's pictures are looked for; empty: never saved.
    std::function<QString()> folder;
    bool sandbox = false; ///< practice: costs are not counted
};

/// Runs a workflow: independent branches side by side, a node as soon as its inputs are there.
/// Results go into the workflow's data (outputText, status, error, resultKey, outputHistory) by
/// `Workflow::apply`, beside the undo stack. One run at a time. Nodes that go while it runs are
/// stopped silently.
class WorkflowRunner : public QObject
{
    Q_OBJECT

public:
    /// Deltas of a node that arrive within this time are told as one (R8).
    static constexpr std::chrono::milliseconds batch{30};

    WorkflowRunner(workflow::Workflow& workflow, const RunServices& services,
                   QObject* parent = nullptr);
    ~WorkflowRunner() override;

    const Evaluation& evaluation() const;

    /// Begins a run; `finished` follows from the event loop, also when there is nothing to do.
    /// Ignored while one is under way. After a run that paused, the next one goes on from there:
    /// edges that it paused at count as open once.
    void start(const RunRequest& request);
    /// Closes the sockets; nodes keep their partial text (Stopped).
    void stop();
    bool isRunning() const;
    /// The run under way, else the last one.
    RunTotals totals() const;
    std::chrono::milliseconds elapsed() const;

    /// Idle for a node that never ran.
    const NodeRun& run(const QString& nodeId) const;
    /// In the order in which they failed.
    QStringList failedNodes() const;
    /// Why `request` cannot do anything useful: a sentence, empty when it can.
    QString blocker(const RunRequest& request) const;
    /// Why this node cannot run as it is: no prompt, no model, an unknown provider, part of a loop;
    /// empty when it can. Does not look at accounts and keys.
    QString missing(const QString& nodeId) const;
    Forecast forecast(const RunRequest& request) const;

signals:
    void started();
    /// State, phase, wait, result or the text as a whole differ.
    void nodeChanged(const QString& nodeId);
    void textAppended(const QString& nodeId, const QString& text);
    /// Every 100 ms while running: elapsed times differ.
    void ticked();
    void finished(const plantain::run::RunOutcome& outcome);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace plantain::run
