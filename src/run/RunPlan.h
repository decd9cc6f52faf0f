// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/run/Evaluation.h"
#include "src/run/NodeRun.h"

#include <QSet>
#include <QStringList>

#include <vector>

namespace plantain::run {

/// Why a node of a plan is not run. What it holds flows all the same, but from a loop.
enum class Exclusion { None, Disabled, Locked, Foreign, Loop };
/// As a sentence for people.
std::optional<base::Error> errorOf(Exclusion exclusion);

/// One node of a plan.
struct RunStep {
    QString node;
    workflow::NodeKind kind = workflow::NodeKind::Unknown;
    Exclusion exclusion = Exclusion::None;
    bool anew = false;           ///< runs whatever result it has
    bool willCall = false;       ///< a request is expected
    int needs = 0;               ///< edges from other steps that have to end well before
    std::vector<int> dependents; ///< places of steps, one for each edge
    QStringList closedEdges;     ///< paused edges that end here
    bool operator==(const RunStep&) const = default;
};

/// What a run is going to do: a value, made before it. Steps come in an order in which each could
/// run when its turn comes; those of loops are last. Notes have no steps.
struct RunPlan {
    std::vector<RunStep> steps;
    int calls() const;
    bool operator==(const RunPlan&) const = default;
};

/// Pure. `openEdges`: paused edges that this run goes through. Edges from nodes outside the plan
/// are not waited for: what these nodes hold is taken as it is. Linear in nodes and edges.
RunPlan makePlan(const workflow::Workflow& workflow, const Evaluation& evaluation,
                 const RunRequest& request, const QSet<QString>& openEdges = {});

} // namespace plantain::run
