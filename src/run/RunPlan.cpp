// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/run/RunPlan.h"

#include "src/run/Flow.h"
#include "src/run/NodeRequest.h"
#include "src/run/RunErrors.h"
#include "src/workflow/Connections.h"

#include <algorithm>
#include <deque>

namespace plantain::run {

using workflow::Edge;
using workflow::Node;
using workflow::NodeKind;
using workflow::Workflow;

namespace {

constexpr int notPlanned = -1;

class Planner
{
public:
    Planner(const Workflow& workflow, const Evaluation& evaluation, const RunRequest& request,
            const QSet<QString>& openEdges)
        : m_workflow(workflow)
        , m_evaluation(evaluation)
        , m_request(request)
        , m_openEdges(openEdges)
        , m_start(request.scope == RunScope::All ? -1 : workflow.nodeIndex(request.node))
        , m_places(workflow.nodes().size(), notPlanned)
    {
        for (const workflow::Group& group : workflow.groups()) {
            if (group.locked) {
                m_lockedGroups.insert(group.id);
            }
        }
    }

    RunPlan make()
    {
        orderNodes(scope());
        for (const int index : m_order) {
            m_plan.steps.push_back(stepOf(index));
        }
        for (const int index : m_order) {
            connectFrom(index);
        }
        foreseeCalls();
        return std::move(m_plan);
    }

private:
    static std::size_t at(int index) { return static_cast<std::size_t>(index); }
    const Node& node(int index) const { return m_workflow.nodes()[at(index)]; }
    RunStep& step(int index) { return m_plan.steps[at(m_places[at(index)])]; }
    int targetOf(int edge) const
    {
        return m_workflow.nodeIndex(m_workflow.edges()[at(edge)].target.node);
    }

    /// For each node whether it is in the plan.
    std::vector<bool> scope() const
    {
        const bool all = m_request.scope == RunScope::All;
        std::vector<bool> inScope(m_workflow.nodes().size(), all);
        const auto take = [&inScope](const std::vector<int>& nodes) {
            for (const int index : nodes) {
                inScope[at(index)] = true;
            }
        };
        if (m_start >= 0) {
            take({m_start});
            if (m_request.scope == RunScope::From) {
                take(workflow::downstreamOf(m_workflow, m_start));
            } else if (m_request.scope == RunScope::To) {
                take(workflow::upstreamOf(m_workflow, m_start));
            }
        }
        for (std::size_t i = 0; i < inScope.size(); ++i) {
            inScope[i] = inScope[i] && m_workflow.nodes()[i].kind != NodeKind::Note;
        }
        return inScope;
    }

    /// Kahn's order, steady: nodes that are free at the same time keep the workflow's order.
    void orderNodes(const std::vector<bool>& inScope)
    {
        std::vector<int> waitsFor(inScope.size(), 0);
        const auto eachTarget = [&](int index, auto&& visit) {
            for (const int edge : m_workflow.outgoing(index)) {
                const int target = targetOf(edge);
                if (target >= 0 && inScope[at(target)] && !m_evaluation.isInLoop(target)) {
                    visit(target);
                }
            }
        };
        const auto isOrdered = [&](std::size_t i) {
            return inScope[i] && !m_evaluation.isInLoop(static_cast<int>(i));
        };
        for (std::size_t i = 0; i < inScope.size(); ++i) {
            if (isOrdered(i)) {
                eachTarget(static_cast<int>(i), [&](int target) { ++waitsFor[at(target)]; });
            }
        }
        std::deque<int> free;
        for (std::size_t i = 0; i < inScope.size(); ++i) {
            if (isOrdered(i) && waitsFor[i] == 0) {
                free.push_back(static_cast<int>(i));
            }
        }
        while (!free.empty()) {
            const int index = free.front();
            free.pop_front();
            place(index);
            eachTarget(index, [&](int target) {
                if (--waitsFor[at(target)] == 0) {
                    free.push_back(target);
                }
            });
        }
        for (std::size_t i = 0; i < inScope.size(); ++i) {
            if (inScope[i] && !isOrdered(i)) {
                place(static_cast<int>(i));
            }
        }
    }

    void place(int index)
    {
        m_places[at(index)] = static_cast<int>(m_order.size());
        m_order.push_back(index);
    }

    RunStep stepOf(int index) const
    {
        RunStep step;
        step.node = node(index).id;
        step.kind = node(index).kind;
        step.exclusion = exclusionOf(index);
        const bool isStart = index == m_start && m_request.scope != RunScope::To;
        step.anew = m_request.force || isStart;
        return step;
    }

    Exclusion exclusionOf(int index) const
    {
        if (m_evaluation.isInLoop(index)) {
            return Exclusion::Loop;
        }
        if (workflow::isDisabled(node(index))) {
            return Exclusion::Disabled;
        }
        if (m_lockedGroups.contains(node(index).groupId)) {
            return Exclusion::Locked;
        }
        return node(index).kind == NodeKind::Unknown ? Exclusion::Foreign : Exclusion::None;
    }

    /// What a node that is not run holds does not wait for anything, unless its text is made from
    /// what arrives.
    static bool waits(const RunStep& step)
    {
        return step.exclusion == Exclusion::None ||
               (step.exclusion != Exclusion::Loop && passesTextOn(step.kind));
    }

    void connectFrom(int index)
    {
        for (const int place : m_workflow.outgoing(index)) {
            const Edge& edge = m_workflow.edges()[at(place)];
            const int target = targetOf(place);
            if (target < 0 || m_places[at(target)] == notPlanned || !waits(step(target))) {
                continue;
            }
            step(index).dependents.push_back(m_places[at(target)]);
            ++step(target).needs;
            const bool resumes = target == m_start && m_request.scope == RunScope::From;
            if (edge.paused && !resumes && !m_openEdges.contains(edge.id)) {
                step(target).closedEdges << edge.id;
            }
        }
    }

    /// A node calls when it has no result for what it would be sent, or when that will differ.
    void foreseeCalls()
    {
        std::vector<bool> differs(m_plan.steps.size(), false);
        std::vector<bool> held(m_plan.steps.size(), false);
        for (std::size_t i = 0; i < m_plan.steps.size(); ++i) {
            RunStep& step = m_plan.steps[i];
            held[i] = held[i] || !step.closedEdges.isEmpty() || step.exclusion == Exclusion::Loop;
            const bool runs = step.exclusion == Exclusion::None && !held[i];
            if (step.kind == NodeKind::LlmGenerate) {
                step.willCall = runs && needsCall(step, differs[i]);
                differs[i] = step.willCall;
            }
            for (const int dependent : step.dependents) {
                differs[at(dependent)] = differs[at(dependent)] || differs[i];
                held[at(dependent)] = held[at(dependent)] || held[i];
            }
        }
    }

    bool needsCall(const RunStep& step, bool inputDiffers) const
    {
        if (inputDiffers) {
            return true;
        }
        const int index = m_workflow.nodeIndex(step.node);
        return !promptProblem(m_workflow, m_evaluation, index) &&
               (step.anew || !knownResult(m_workflow, m_evaluation, index));
    }

    const Workflow& m_workflow;
    const Evaluation& m_evaluation;
    const RunRequest& m_request;
    const QSet<QString>& m_openEdges;
    int m_start;
    std::vector<int> m_places; ///< of a node in the plan
    QSet<QString> m_lockedGroups;
    std::vector<int> m_order;
    RunPlan m_plan;
};

} // namespace

std::optional<base::Error> errorOf(Exclusion exclusion)
{
    switch (exclusion) {
    case Exclusion::None:
        return std::nullopt;
    case Exclusion::Disabled:
        return disabledError();
    case Exclusion::Locked:
        return lockedError();
    case Exclusion::Foreign:
        return foreignError();
    case Exclusion::Loop:
        return loopError();
    }
    Q_UNREACHABLE();
}

int RunPlan::calls() const
{
    return static_cast<int>(std::count_if(steps.cbegin(), steps.cend(),
                                          [](const RunStep& step) { return step.willCall; }));
}

RunPlan makePlan(const Workflow& workflow, const Evaluation& evaluation, const RunRequest& request,
                 const QSet<QString>& openEdges)
{
    return Planner(workflow, evaluation, request, openEdges).make();
}

} // namespace plantain::run
