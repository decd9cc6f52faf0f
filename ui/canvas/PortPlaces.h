// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/CanvasScene.h"

namespace plantain::ui {

/// The ports of a node where they are drawn when it has this rectangle: inputs at the left, then
/// outputs at the right, each side from top to bottom.
std::vector<PortItem> placedPorts(const workflow::Workflow& workflow, int node, const QRectF& rect);

} // namespace plantain::ui
