// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/workflow/Workflow.h"

#include <functional>
#include <vector>

/// How values move along the edges of a workflow.
namespace plantain::run {

/// What an edge carries, told by the port at which it ends.
workflow::PortType carriedBy(const workflow::Edge& edge, workflow::NodeKind targetKind);

/// True for kinds whose text is made from what arrives at them at once, without a run.
bool passesTextOn(workflow::NodeKind kind);

/// Place of the node whose text arrives at an input that takes one: of the last edge, as other
/// programs may have written several. -1 when there is none.
int textSource(const workflow::Workflow& workflow, int nodeIndex);

/// For each node whether it lies on a loop of those edges for which `counts` (places of source and
/// target). Without recursion.
std::vector<bool> nodesInLoops(const workflow::Workflow& workflow,
                               const std::function<bool(int source, int target)>& counts);

} // namespace plantain::run
