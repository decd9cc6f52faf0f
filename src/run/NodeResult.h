// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Clock.h"
#include "src/llm/LlmTypes.h"
#include "src/run/NodeRun.h"
#include "src/workflow/NodeData.h"

/// What a run leaves in the data of an LLM Generate node. A text that is in the way and not in the
/// history yet (edited by hand, or of another program) goes there first: nothing is lost.
namespace plantain::run {

/// How the node stands after this answer.
NodeState stateAfter(llm::LlmStatus status);

/// An answer that ended. `key`: of the inputs that were sent. A failed or stopped one keeps the
/// earlier text when none of its own came.
workflow::DataPatch patchForAnswer(const workflow::Node& node, const llm::LlmResult& result,
                                   const QString& key, base::UnixTime now);
/// The node failed before anything was sent.
workflow::DataPatch patchForFailure(const base::Error& error);
/// A result that it has had is its output again.
workflow::DataPatch patchForKnown(const workflow::Node& node, const QString& text,
                                  const QString& key);

} // namespace plantain::run
