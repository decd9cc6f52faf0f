// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/ModelCatalog.h"
#include "src/run/WorkflowRunner.h"
#include "ui/canvas/NodeFace.h"

namespace plantain::ui {

class ProviderState;

/// What faces are made from; all borrowed.
struct FaceSources {
    const workflow::Workflow& workflow;
    const run::WorkflowRunner& runner;
    const ProviderState& providers;
    const llm::ModelCatalog& catalog;
    const base::Clock& clock;
};

/// What a node shows now. Keeps nothing.
NodeFace makeFace(const FaceSources& sources, int nodeIndex);

/// "3.2 s · 148 tok/s"; the rate only once there is something to count.
QString speedText(std::chrono::milliseconds elapsed, qint64 tokens);

} // namespace plantain::ui
