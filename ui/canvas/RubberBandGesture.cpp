// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/RubberBandGesture.h"

#include "ui/canvas/CanvasWidget.h"

namespace plantain::ui {

RubberBandGesture::RubberBandGesture(const CanvasContext& context, const Pointer& start)
    : m_context(context)
    , m_start(context.toWorld(start.view))
    , m_before(context.selection().nodes())
    , m_focusBefore(context.selection().focusNode())
{
}

void RubberBandGesture::move(const Pointer& pointer)
{
    const QPointF end = m_context.toWorld(pointer.view);
    CanvasOverlay overlay;
    overlay.rubberBandTouches = end.x() < m_start.x();
    const QRectF world = QRectF(m_start, end).normalized();
    overlay.rubberBand = m_context.canvas.viewport().toView(world);
    m_context.canvas.setOverlay(overlay);
    select(world, overlay.rubberBandTouches, pointer.modifiers);
}

void RubberBandGesture::finish(const Pointer& pointer)
{
    const QPointF end = m_context.toWorld(pointer.view);
    select(QRectF(m_start, end).normalized(), end.x() < m_start.x(), pointer.modifiers);
    m_context.select(m_context.selection().nodes());
}

void RubberBandGesture::cancel()
{
    m_context.selection().setNodes(m_before);
    m_context.selection().setFocusNode(m_focusBefore);
}

void RubberBandGesture::select(const QRectF& world, bool touches, Qt::KeyboardModifiers modifiers)
{
    const std::vector<int> found =
        touches ? m_context.scene().nodesIn(world) : m_context.scene().nodesInside(world);
    const bool adds = modifiers.testFlag(Qt::ShiftModifier);
    const bool subtracts = modifiers.testFlag(Qt::ControlModifier);
    QSet<QString> ids = adds || subtracts ? m_before : QSet<QString>();
    for (const int index : found) {
        const QString& id = m_context.node(index).id;
        if (subtracts) {
            ids.remove(id);
        } else {
            ids.insert(id);
        }
    }
    m_context.selection().setNodes(ids);
}

} // namespace plantain::ui
