// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Result.h"
#include "src/workflow/Workflow.h"

namespace plantain::workflow {

/// The ports of a node: its kind's, and those that edges name beside them (foreign types have only
/// those), in the order in which edges name them first.
QList<PortSpec> inputsOf(const Workflow& workflow, int nodeIndex);
QList<PortSpec> outputsOf(const Workflow& workflow, int nodeIndex);

/// Whether an edge may go from an output to an input, with a sentence why not (InvalidInput): types
/// differ ("An image cannot go into a text input."), the same node, a cycle, there already, a
/// port that does not exist. `replaced` (an edge's id) is judged as if it were gone.
base::Status checkConnection(const Workflow& workflow, const PortRef& source, const PortRef& target,
                             const QString& replaced = {});

/// All nodes that `target` depends on (upstream), or that depend on `source` (downstream), without
/// itself; places in nodes(). Safe for files with cycles.
std::vector<int> upstreamOf(const Workflow& workflow, int nodeIndex);
std::vector<int> downstreamOf(const Workflow& workflow, int nodeIndex);

} // namespace plantain::workflow
