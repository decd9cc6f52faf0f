// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/CanvasContext.h"

namespace plantain::ui {

/// The pointer at a moment.
struct Pointer {
    QPointF view; ///< view px
    Qt::KeyboardModifiers modifiers;
};

/// What a pressed and moved button does until it is released: one class a gesture, at most one
/// under way. While it lasts only the overlay, the selection or the view change; `finish` makes the
/// one step of the undo stack. The overlay is cleared by the owner, before `finish` and after
/// `cancel`.
class Gesture
{
public:
    Gesture() = default;
    Gesture(const Gesture&) = delete;
    Gesture& operator=(const Gesture&) = delete;
    virtual ~Gesture() = default;

    /// The pointer, a modifier key or the view beneath it moved.
    virtual void move(const Pointer& pointer) = 0;
    virtual void finish(const Pointer& pointer) = 0;
    /// Takes back what `move` changed beside the overlay.
    virtual void cancel() {}
    /// The view follows a pointer that is held at its border.
    virtual bool pansAtBorder() const { return true; }
};

} // namespace plantain::ui
