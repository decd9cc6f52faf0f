// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/CanvasContext.h"

class QNativeGestureEvent;
class QWheelEvent;

namespace plantain::ui {

/// Wheel, two fingers and pinch: pans or zooms at the pointer, as the modes say.
class CanvasZoom
{
public:
    explicit CanvasZoom(const CanvasContext& context)
        : m_context(context)
    {
    }

    void wheel(const QWheelEvent& event);
    /// True when the gesture is one of zooming.
    bool nativeGesture(const QNativeGestureEvent& event);

private:
    bool zooms(const QWheelEvent& event) const;
    void zoomAt(QPointF view, double factor);
    void pan(QPointF offset);

    const CanvasContext& m_context;
};

} // namespace plantain::ui
