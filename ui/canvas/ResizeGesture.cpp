// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/ResizeGesture.h"

#include "src/workflow/Edits.h"
#include "src/workflow/NodeData.h"
#include "ui/canvas/CanvasWidget.h"

#include <QCoreApplication>

#include <algorithm>

namespace plantain::ui {

namespace edits = workflow::edits;

namespace {

constexpr QSizeF minimumGroupSize{120, 80};

struct Text {
    Q_DECLARE_TR_FUNCTIONS(plantain::ui::ResizeGesture)
};

} // namespace

ResizeEdges resizeEdgesAt(const CanvasContext& context, int node, QPointF world)
{
    const QRectF rect = context.scene().nodeRect(node);
    const double margin = 2 * CanvasScene::resizeMargin * std::max(1.0, context.pixel());
    ResizeEdges edges;
    edges.right = world.x() > rect.right() - margin;
    edges.bottom = world.y() > rect.bottom() - margin;
    if (workflow::isCollapsed(context.node(node))) {
        edges = {true, false};
    }
    return edges;
}

ResizeGesture::ResizeGesture(const CanvasContext& context, int node, int group,
                             const Pointer& start)
    : m_context(context)
    , m_node(node)
    , m_group(group)
    , m_edges{true, true}
    , m_start(context.toWorld(start.view))
{
    if (node >= 0) {
        m_edges = resizeEdgesAt(context, node, m_start);
        m_before = QRectF(context.node(node).position, context.node(node).size);
    } else {
        m_before = context.workflow().groups()[static_cast<std::size_t>(group)].rect;
    }
}

void ResizeGesture::move(const Pointer& pointer)
{
    CanvasOverlay overlay;
    overlay.resize = CanvasOverlay::Resize{m_node, m_group, rectAt(pointer)};
    m_context.canvas.setOverlay(overlay);
}

void ResizeGesture::finish(const Pointer& pointer)
{
    const QRectF rect = rectAt(pointer);
    if (rect == m_before) {
        return;
    }
    if (m_node >= 0) {
        const workflow::Node& node = m_context.node(m_node);
        m_context.perform(edits::resizeNode(m_context.workflow(), node.id, rect),
                          Text::tr("Resize %1").arg(workflow::titleOf(node)));
        return;
    }
    workflow::Group group = m_context.workflow().groups()[static_cast<std::size_t>(m_group)];
    group.rect = rect;
    m_context.perform(edits::changeGroup(m_context.workflow(), group), Text::tr("Resize group"));
}

QRectF ResizeGesture::rectAt(const Pointer& pointer) const
{
    QPointF corner = m_before.bottomRight() + m_context.toWorld(pointer.view) - m_start;
    if (m_context.snapsToGrid() != pointer.modifiers.testFlag(Qt::ShiftModifier)) {
        corner = onGrid(corner);
    }
    const QSizeF least = m_node >= 0 ? edits::minimumNodeSize : minimumGroupSize;
    QRectF rect = m_before;
    if (m_edges.right) {
        rect.setWidth(std::max(least.width(), corner.x() - rect.left()));
    }
    if (m_edges.bottom) {
        rect.setHeight(std::max(least.height(), corner.y() - rect.top()));
    }
    return rect;
}

} // namespace plantain::ui
