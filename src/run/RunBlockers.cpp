// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/run/RunBlockers.h"

#include "src/run/NodeRequest.h"
#include "src/run/RunErrors.h"

#include <algorithm>

namespace plantain::run {

using base::Error;
using workflow::NodeKind;
using workflow::Workflow;

namespace {

/// Of the node that a run begins with.
std::optional<Error> startProblem(const RunStep& step, const Workflow& workflow,
                                  const Evaluation& evaluation, const llm::ModelCatalog& catalog)
{
    if (const auto excluded = errorOf(step.exclusion)) {
        return excluded;
    }
    if (step.kind != NodeKind::LlmGenerate) {
        return std::nullopt;
    }
    const int index = workflow.nodeIndex(step.node);
    const auto problem = parameterProblem(workflow, catalog, index);
    return problem ? problem : promptProblem(workflow, evaluation, index);
}

} // namespace

QString nodeBlocker(const Workflow& workflow, const Evaluation& evaluation,
                    const llm::ModelCatalog& catalog, int nodeIndex)
{
    if (evaluation.isInLoop(nodeIndex)) {
        return loopError().message;
    }
    const auto& nodes = workflow.nodes();
    if (nodes[static_cast<std::size_t>(nodeIndex)].kind != NodeKind::LlmGenerate) {
        return {};
    }
    if (const auto problem = parameterProblem(workflow, catalog, nodeIndex)) {
        return problem->message;
    }
    const int upstream = emptyUpstream(workflow, evaluation, nodeIndex);
    if (upstream >= 0 && !isSwitchedOff(workflow, nodes[static_cast<std::size_t>(upstream)])) {
        return {};
    }
    const auto problem = promptProblem(workflow, evaluation, nodeIndex);
    return problem ? problem->message : QString();
}

QString runBlocker(const RunPlan& plan, const RunRequest& request, const Workflow& workflow,
                   const Evaluation& evaluation, const llm::ModelCatalog& catalog)
{
    const auto isLlm = [](const RunStep& step) { return step.kind == NodeKind::LlmGenerate; };
    const auto start = std::find_if(plan.steps.cbegin(), plan.steps.cend(),
                                    [&](const auto& step) { return step.node == request.node; });
    if (request.scope != RunScope::All && start == plan.steps.cend()) {
        return goneError().message;
    }
    if (request.scope == RunScope::Node && !isLlm(*start)) {
        return notRunByItselfError().message;
    }
    if (request.scope == RunScope::Node || request.scope == RunScope::From) {
        if (const auto problem = startProblem(*start, workflow, evaluation, catalog)) {
            return problem->message;
        }
    }
    if (std::none_of(plan.steps.cbegin(), plan.steps.cend(), isLlm)) {
        return nothingToRunError().message;
    }
    const bool runs = std::any_of(plan.steps.cbegin(), plan.steps.cend(), [&](const auto& step) {
        return isLlm(step) && step.exclusion == Exclusion::None;
    });
    return runs ? QString() : allSwitchedOffError().message;
}

} // namespace plantain::run
