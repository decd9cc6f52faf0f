// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/Gesture.h"

namespace plantain::ui {

/// The view follows the hand.
class PanGesture final : public Gesture
{
public:
    PanGesture(const CanvasContext& context, const Pointer& start);
    void move(const Pointer& pointer) override;
    void finish(const Pointer& pointer) override { move(pointer); }
    bool pansAtBorder() const override { return false; }

private:
    const CanvasContext& m_context;
    QPointF m_last;
};

} // namespace plantain::ui
