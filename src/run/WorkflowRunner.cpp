// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/run/WorkflowRunner.h"

#include "src/run/NodeRequest.h"
#include "src/run/RunBlockers.h"
#include "src/run/RunForecast.h"
#include "src/run/RunPlan.h"
#include "src/run/RunSession.h"

#include <QSet>

namespace plantain::run {

using workflow::Workflow;

class WorkflowRunner::Private
{
public:
    Private(Workflow& truth, RunServices needed)
        : workflow(truth)
        , services(std::move(needed))
        , evaluation(truth)
    {
    }

    RunPlan plan(const RunRequest& request) const
    {
        return makePlan(workflow, evaluation, request, openEdges);
    }

    Workflow& workflow;
    RunServices services;
    Evaluation evaluation;
    NodeRuns runs;
    std::unique_ptr<RunSession> session; ///< null while nothing runs
    QSet<QString> openEdges;             ///< where the last run paused
    RunTotals lastTotals;
    QStringList lastFailed;
    std::chrono::milliseconds lastElapsed{0};
};

WorkflowRunner::WorkflowRunner(Workflow& workflow, const RunServices& services, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(workflow, services))
{
    connect(&workflow, &Workflow::changed, this, [this](const workflow::WorkflowEdit& edit) {
        for (const auto& placed : edit.nodes.removed) {
            d->runs.erase(placed.item.id);
        }
    });
    connect(&workflow, &Workflow::wasReset, this, [this] {
        const bool wasRunning = d->session != nullptr;
        // Its nodes are gone; nothing may be written into those that came in their place.
        if (d->session) {
            d->session->abandon();
            d->session.release()->deleteLater();
        }
        d->runs.clear();
        d->openEdges.clear();
        d->lastFailed.clear();
        d->lastTotals = {};
        d->lastElapsed = {};
        if (wasRunning) {
            emit finished({RunStatus::Cancelled, {}, {}});
        }
    });
}

WorkflowRunner::~WorkflowRunner() = default;

const Evaluation& WorkflowRunner::evaluation() const
{
    return d->evaluation;
}

void WorkflowRunner::start(const RunRequest& request)
{
    if (isRunning()) {
        return;
    }
    RunPlan plan = d->plan(request);
    d->openEdges.clear();
    d->session = std::make_unique<RunSession>(
        SessionContext{d->workflow, d->evaluation, d->services, d->runs}, std::move(plan),
        request.maxParallel);
    RunSession* const session = d->session.get();
    connect(session, &RunSession::nodeChanged, this, &WorkflowRunner::nodeChanged);
    connect(session, &RunSession::textAppended, this, &WorkflowRunner::textAppended);
    connect(session, &RunSession::ticked, this, &WorkflowRunner::ticked);
    connect(session, &RunSession::finished, this, [this](const RunOutcome& outcome) {
        RunSession* const ended = d->session.release();
        ended->deleteLater();
        d->lastTotals = outcome.totals;
        d->lastElapsed = outcome.elapsed;
        d->lastFailed = ended->failedNodes();
        const QStringList closed = ended->closedEdges();
        d->openEdges = QSet<QString>(closed.cbegin(), closed.cend());
        emit finished(outcome);
    });
    emit started();
    session->start();
}

void WorkflowRunner::stop()
{
    if (d->session) {
        d->session->stop();
    }
}

bool WorkflowRunner::isRunning() const
{
    return d->session != nullptr;
}

RunTotals WorkflowRunner::totals() const
{
    return d->session ? d->session->totals() : d->lastTotals;
}

std::chrono::milliseconds WorkflowRunner::elapsed() const
{
    return d->session ? d->session->elapsed() : d->lastElapsed;
}

const NodeRun& WorkflowRunner::run(const QString& nodeId) const
{
    static const NodeRun idle;
    const auto found = d->runs.find(nodeId);
    return found == d->runs.end() ? idle : found->second;
}

QStringList WorkflowRunner::failedNodes() const
{
    return d->session ? d->session->failedNodes() : d->lastFailed;
}

QString WorkflowRunner::blocker(const RunRequest& request) const
{
    return runBlocker(d->plan(request), request, d->workflow, d->evaluation, d->services.catalog);
}

QString WorkflowRunner::missing(const QString& nodeId) const
{
    const int index = d->workflow.nodeIndex(nodeId);
    return index < 0 ? QString()
                     : nodeBlocker(d->workflow, d->evaluation, d->services.catalog, index);
}

Forecast WorkflowRunner::forecast(const RunRequest& request) const
{
    return forecastOf(d->plan(request), d->workflow, d->evaluation, d->services.catalog,
                      d->services.sandbox);
}

} // namespace plantain::run
