// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/workflow/WorkflowContent.h"

namespace plantain::bench {

/// A workflow in rows of prompts, pictures, LLM nodes and outputs, wired to their neighbours, and
/// one LLM node that feeds 50 others. The same for the same number of nodes.
struct LargeWorkflow {
    workflow::WorkflowContent content;
    int hub = 0; ///< place of the node with 50 wires
};
LargeWorkflow largeWorkflow(int nodes);

} // namespace plantain::bench
