// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/run/RunSession.h"

#include "src/run/RunErrors.h"

#include <algorithm>

namespace plantain::run {

using namespace std::chrono_literals;
using base::Error;
using workflow::NodeKind;

RunSession::RunSession(SessionContext context, RunPlan plan, int maxParallel, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_plan(std::move(plan))
    , m_maxParallel(std::clamp(maxParallel, 1, 10))
    , m_progress(m_plan.steps.size())
{
    m_totals.nodes = static_cast<int>(m_plan.steps.size());
    m_totals.calls = m_plan.calls();
    m_unsettled = m_totals.nodes;
    m_places.reserve(static_cast<qsizetype>(m_plan.steps.size()));
    for (std::size_t i = 0; i < m_plan.steps.size(); ++i) {
        m_places.insert(m_plan.steps[i].node, static_cast<int>(i));
        m_progress[i].waitsFor = m_plan.steps[i].needs;
        if (m_plan.steps[i].needs == 0) {
            m_ready.push_back(static_cast<int>(i));
        }
    }
    m_batchTimer.setSingleShot(true);
    m_batchTimer.setInterval(WorkflowRunner::batch);
    connect(&m_batchTimer, &QTimer::timeout, this, &RunSession::flush);
    m_tickTimer.setInterval(100ms);
    connect(&m_tickTimer, &QTimer::timeout, this, &RunSession::ticked);
    connect(&m_context.workflow, &workflow::Workflow::changed, this, &RunSession::handleRemoved);
}

RunSession::~RunSession() = default;

void RunSession::start()
{
    m_startedAt = m_context.services.clock.monotonic();
    m_tickTimer.start();
    for (const RunStep& step : m_plan.steps) {
        NodeRun waiting;
        waiting.state = NodeState::Waiting;
        m_context.runs[step.node] = std::move(waiting);
        emit nodeChanged(step.node);
    }
    workSoon();
}

std::chrono::milliseconds RunSession::elapsed() const
{
    return m_context.services.clock.monotonic() - m_startedAt;
}

QString RunSession::titleOf(int place) const
{
    const workflow::Node* node = m_context.workflow.node(step(place).node);
    return node ? workflow::titleOf(*node) : QString();
}

void RunSession::workSoon()
{
    QMetaObject::invokeMethod(this, &RunSession::work, Qt::QueuedConnection);
}

void RunSession::work()
{
    if (m_isWorking || m_ended) {
        return;
    }
    m_isWorking = true;
    while (!m_isStopped && takeOne()) {
    }
    m_isWorking = false;
    endWhenDone();
}

bool RunSession::takeOne()
{
    const auto take = [](std::deque<int>& places) {
        const int place = places.front();
        places.pop_front();
        return place;
    };
    if (!m_ready.empty()) {
        begin(take(m_ready));
        return true;
    }
    if (!m_queue.empty() && static_cast<int>(m_active.size()) < m_maxParallel) {
        launch(take(m_queue));
        return true;
    }
    return false;
}

/// Everything that a step needs has ended.
void RunSession::begin(int place)
{
    Progress& progress = m_progress[at(place)];
    if (progress.isSettled) {
        return;
    }
    if (progress.failedBefore < 0 && !step(place).closedEdges.isEmpty()) {
        m_closedEdges << step(place).closedEdges;
        progress.pausedBefore = true;
    }
    if (const auto excluded = errorOf(step(place).exclusion)) {
        const bool isLoop = step(place).exclusion == Exclusion::Loop;
        settle(place, isLoop ? NodeState::Failed : NodeState::Skipped, *excluded);
    } else if (progress.failedBefore >= 0) {
        settle(place, NodeState::Skipped, failedBeforeError(titleOf(progress.failedBefore)));
    } else if (progress.pausedBefore) {
        settle(place, NodeState::Paused, pausedError());
    } else if (step(place).kind == NodeKind::LlmGenerate) {
        beginLlm(place);
    } else {
        settle(place, NodeState::Completed);
    }
}

/// Nodes that went are no longer part of the run; what depended on them goes on without them.
/// Nothing is written here: others are still being told of the same edit.
void RunSession::handleRemoved(const workflow::WorkflowEdit& edit)
{
    for (const auto& placed : edit.nodes.removed) {
        const int place = m_places.value(placed.item.id, -1);
        if (place < 0 || m_progress[at(place)].isSettled) {
            continue;
        }
        release(place);
        m_progress[at(place)].isSettled = true;
        --m_unsettled;
        --m_totals.nodes;
        if (step(place).willCall) {
            --m_totals.calls;
        }
        passOn(place, NodeState::Completed);
        workSoon();
    }
}

/// Gives its place back, if it has one; what still runs there ends silently.
void RunSession::release(int place)
{
    const auto active = m_active.find(place);
    if (active == m_active.end()) {
        return;
    }
    // It may be the one that is speaking.
    LlmNodeRun* const run = active->second.run.release();
    run->disconnect(this);
    run->abandon();
    run->deleteLater();
    m_active.erase(active);
}

void RunSession::settle(int place, NodeState state, const std::optional<Error>& error)
{
    m_progress[at(place)].isSettled = true;
    --m_unsettled;
    NodeRun& run = runOf(place);
    run.state = state;
    run.error = error;
    count(step(place), state);
    passOn(place, state);
    emit nodeChanged(step(place).node);
}

void RunSession::passOn(int place, NodeState state)
{
    const Progress own = m_progress[at(place)];
    for (const int dependent : step(place).dependents) {
        Progress& progress = m_progress[at(dependent)];
        if (state == NodeState::Failed) {
            progress.failedBefore = place;
        } else if (own.failedBefore >= 0) {
            progress.failedBefore = own.failedBefore;
        }
        const bool isPaused = state == NodeState::Paused || own.pausedBefore;
        progress.pausedBefore = progress.pausedBefore || isPaused;
        if (--progress.waitsFor == 0 && !m_isStopped) {
            m_ready.push_back(dependent);
        }
    }
}

void RunSession::count(const RunStep& step, NodeState state)
{
    ++m_totals.ended;
    m_hasPaused = m_hasPaused || state == NodeState::Paused;
    if (state == NodeState::Failed) {
        ++m_totals.failed;
        m_failed << step.node;
    }
    const bool wasSent = m_context.runs[step.node].result.has_value();
    if (step.willCall && !wasSent) {
        --m_totals.calls;
    }
}

void RunSession::flush()
{
    // Somebody who is told may stop the run.
    std::vector<int> places;
    for (const auto& active : m_active) {
        places.push_back(active.first);
    }
    for (const int place : places) {
        if (const auto active = m_active.find(place); active != m_active.end()) {
            active->second.run->flush();
        }
    }
}

void RunSession::stop()
{
    if (m_ended || m_isStopped) {
        return;
    }
    m_isStopped = true;
    while (!m_active.empty()) {
        m_active.begin()->second.run->cancel();
    }
    settleTheRest();
    work();
}

void RunSession::abandon()
{
    m_ended = true;
    m_isStopped = true;
    m_tickTimer.stop();
    m_batchTimer.stop();
    disconnect();
    m_context.workflow.disconnect(this);
    while (!m_active.empty()) {
        release(m_active.begin()->first);
    }
}

void RunSession::settleTheRest()
{
    for (int place = 0; place < static_cast<int>(m_progress.size()); ++place) {
        if (!m_progress[at(place)].isSettled) {
            settle(place, NodeState::Skipped, stoppedBeforeError());
        }
    }
}

void RunSession::endWhenDone()
{
    if (m_ended || m_unsettled > 0) {
        return;
    }
    m_ended = true;
    m_tickTimer.stop();
    m_batchTimer.stop();
    const RunStatus status = m_isStopped           ? RunStatus::Cancelled
                             : m_totals.failed > 0 ? RunStatus::Failed
                             : m_hasPaused         ? RunStatus::Paused
                                                   : RunStatus::Completed;
    emit finished({status, m_totals, elapsed()});
}

} // namespace plantain::run
