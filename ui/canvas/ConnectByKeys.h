// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/CanvasContext.h"

namespace plantain::ui {

/// A wire without the pointer: a list of the node's ports (left out when there is one), then one of
/// the ports that take it, the nearest first. Says why when there is nothing to choose.
void openConnectByKeys(const CanvasContext& context, const QString& nodeId);

} // namespace plantain::ui
