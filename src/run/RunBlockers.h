// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/ModelCatalog.h"
#include "src/run/RunPlan.h"

/// Reasons why nothing would come of a run, as sentences; empty when there is none.
namespace plantain::run {

/// Of a node by itself: part of a loop, an unknown provider, no model, no prompt. A text that
/// another node may still give is not missed.
QString nodeBlocker(const workflow::Workflow& workflow, const Evaluation& evaluation,
                    const llm::ModelCatalog& catalog, int nodeIndex);

/// Of a run as a whole: nothing in it sends a request, or the one node that it is about cannot.
QString runBlocker(const RunPlan& plan, const RunRequest& request,
                   const workflow::Workflow& workflow, const Evaluation& evaluation,
                   const llm::ModelCatalog& catalog);

} // namespace plantain::run
