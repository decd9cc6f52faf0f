// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/ModelCatalog.h"
#include "src/run/Evaluation.h"

#include <optional>

/// What one LLM Generate node asks for.
namespace plantain::run {

/// A result that need not be asked for again.
struct KnownResult {
    QString text;
    bool isShown = false; ///< it is the node's output already; else it comes from its history
};
/// The result that the node has had for the inputs and parameters of now.
std::optional<KnownResult> knownResult(const workflow::Workflow& workflow,
                                       const Evaluation& evaluation, int nodeIndex);

/// A node whose text flows into this one's prompt and that has none yet; -1: there is none.
int emptyUpstream(const workflow::Workflow& workflow, const Evaluation& evaluation, int nodeIndex);

/// Unknown provider, no model. InvalidInput.
std::optional<base::Error> parameterProblem(const workflow::Workflow& workflow,
                                            const llm::ModelCatalog& catalog, int nodeIndex);
/// Neither prompt nor pictures, or a text that is not there yet. InvalidInput.
std::optional<base::Error> promptProblem(const workflow::Workflow& workflow,
                                         const Evaluation& evaluation, int nodeIndex);
/// The request without its pictures, as it goes to `ModelCatalog::prepared`. Errors: those of
/// parameterProblem and promptProblem.
base::Result<llm::LlmRequest> requestOf(const workflow::Workflow& workflow,
                                        const Evaluation& evaluation,
                                        const llm::ModelCatalog& catalog, int nodeIndex);

/// Notes about nodes that are connected for their picture and have none.
QStringList missingPictureNotes(const workflow::Workflow& workflow, int nodeIndex);

/// The node is switched off, or it is in a locked group.
bool isSwitchedOff(const workflow::Workflow& workflow, const workflow::Node& node);

} // namespace plantain::run
