// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/CanvasContext.h"
#include "ui/canvas/SearchPopup.h"

namespace plantain::ui {

/// The rows of lists that offer kinds of nodes.
SearchPopup::Entry entryFor(workflow::NodeKind kind);
/// The key that adds this kind at once.
QKeySequence quickKey(workflow::NodeKind kind);

/// The search for a node to add: it comes to where `view` is. Owned by the canvas, deletes itself.
SearchPopup* openAddNodePalette(const CanvasContext& context, QPointF view);

} // namespace plantain::ui
