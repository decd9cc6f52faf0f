// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/MoveGesture.h"

#include "src/workflow/Edits.h"
#include "src/workflow/NodeData.h"
#include "ui/canvas/CanvasWidget.h"

#include <QCoreApplication>

namespace plantain::ui {

namespace edits = workflow::edits;

namespace {

/// How near its middle has to come to a wire, view px.
constexpr double insertDistance = 28;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(plantain::ui::MoveGesture)
};

} // namespace

MoveGesture::MoveGesture(const CanvasContext& context, int grabbed, const Pointer& start)
    : m_context(context)
    , m_grabbed(grabbed)
    , m_start(context.toWorld(start.view))
    , m_ids(context.selection().nodeList())
{
    for (const QString& id : std::as_const(m_ids)) {
        m_nodes.insert(context.workflow().nodeIndex(id));
    }
}

void MoveGesture::move(const Pointer& pointer)
{
    CanvasOverlay overlay;
    overlay.movedNodes = m_nodes;
    overlay.moveOffset = offsetAt(pointer);
    overlay.highlightedEdge = wireUnder(overlay.moveOffset, pointer);
    m_context.canvas.setOverlay(overlay);
}

void MoveGesture::finish(const Pointer& pointer)
{
    const QPointF offset = offsetAt(pointer);
    const int wire = wireUnder(offset, pointer);
    if (wire >= 0) {
        const workflow::Node& node = m_context.node(m_grabbed);
        m_context.perform(edits::insertOnEdge(m_context.workflow(), node.id, node.position + offset,
                                              m_context.edge(wire).id),
                          Text::tr("Insert %1 into wire").arg(workflow::titleOf(node)));
        return;
    }
    m_context.perform(edits::moveNodes(m_context.workflow(), m_ids, offset),
                      Text::tr("Move %1").arg(countedNodes(m_ids.size())));
}

QPointF MoveGesture::offsetAt(const Pointer& pointer) const
{
    const QPointF offset = m_context.toWorld(pointer.view) - m_start;
    const bool flipped = pointer.modifiers.testFlag(Qt::ShiftModifier);
    if (m_context.snapsToGrid() == flipped) {
        return offset;
    }
    const QPointF from = m_context.node(m_grabbed).position;
    return onGrid(from + offset) - from;
}

bool MoveGesture::canBeInserted() const
{
    return m_nodes.size() == 1 && m_context.workflow().incoming(m_grabbed).empty() &&
           m_context.workflow().outgoing(m_grabbed).empty();
}

int MoveGesture::wireUnder(QPointF offset, const Pointer& pointer) const
{
    if (!canBeInserted() || pointer.modifiers.testFlag(Qt::AltModifier)) {
        return -1;
    }
    const QPointF middle = m_context.scene().nodeRect(m_grabbed).translated(offset).center();
    const double pixel = m_context.pixel();
    int wire = m_context.scene().wireAt(middle, insertDistance * pixel);
    if (wire < 0) {
        wire = m_context.scene().wireAt(m_context.toWorld(pointer.view), insertDistance * pixel);
    }
    if (wire < 0) {
        return -1;
    }
    const workflow::Node& node = m_context.node(m_grabbed);
    const auto edit = edits::insertOnEdge(m_context.workflow(), node.id, node.position + offset,
                                          m_context.edge(wire).id);
    return edit.ok() ? wire : -1;
}

} // namespace plantain::ui
