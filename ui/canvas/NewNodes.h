// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/workflow/Workflow.h"
#include "ui/canvas/CanvasContext.h"

namespace plantain::ui {

struct EditorServices;

/// What a new node of this kind starts with: LLM nodes take the node defaults of the settings;
/// without a provider there, the first that can run (T2.4).
QJsonObject newNodeData(const EditorServices& services, workflow::NodeKind kind);

/// A new node with its middle at `view`, selected; beside nodes that lie exactly there. Its id.
QString addNodeAt(const CanvasContext& context, workflow::NodeKind kind, QPointF view,
                  const QJsonObject& data = {});

/// "Add Prompt".
QString addStepName(workflow::NodeKind kind);

} // namespace plantain::ui
