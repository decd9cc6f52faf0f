// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/PanGesture.h"

#include "ui/canvas/CanvasWidget.h"

namespace plantain::ui {

PanGesture::PanGesture(const CanvasContext& context, const Pointer& start)
    : m_context(context)
    , m_last(start.view)
{
}

void PanGesture::move(const Pointer& pointer)
{
    Viewport viewport = m_context.canvas.viewport();
    viewport.panBy(pointer.view - m_last);
    m_last = pointer.view;
    m_context.canvas.setViewport(viewport);
}

} // namespace plantain::ui
