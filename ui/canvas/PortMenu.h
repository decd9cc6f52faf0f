// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/SearchPopup.h"
#include "ui/canvas/WireGesture.h"

namespace plantain::ui {

/// What may stand at the other end of a wire that was let go over the empty canvas: kinds with a
/// port that fits, the first chosen already. Node and wire are one step; Esc leaves nothing. Null,
/// and said why, when nothing fits.
SearchPopup* openPortMenu(const CanvasContext& context, const LooseWire& wire);

/// Kinds of nodes that take a wire of this type at their other side.
QList<workflow::NodeKind> fittingKinds(workflow::PortType type, bool fromOutput);

} // namespace plantain::ui
