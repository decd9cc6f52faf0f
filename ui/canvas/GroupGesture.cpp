// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/GroupGesture.h"

#include "src/workflow/Edits.h"
#include "ui/canvas/CanvasWidget.h"

#include <QCoreApplication>

namespace plantain::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(plantain::ui::GroupGesture)
};

} // namespace

GroupGesture::GroupGesture(const CanvasContext& context, int group, const Pointer& start)
    : m_context(context)
    , m_group(group)
    , m_start(context.toWorld(start.view))
{
    const QString& id = context.workflow().groups()[static_cast<std::size_t>(group)].id;
    const auto& nodes = context.workflow().nodes();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (nodes[i].groupId == id) {
            m_nodes.insert(static_cast<int>(i));
        }
    }
}

void GroupGesture::move(const Pointer& pointer)
{
    CanvasOverlay overlay;
    overlay.movedGroup = m_group;
    overlay.movedNodes = m_nodes;
    overlay.moveOffset = offsetAt(pointer);
    m_context.canvas.setOverlay(overlay);
}

void GroupGesture::finish(const Pointer& pointer)
{
    const auto& group = m_context.workflow().groups()[static_cast<std::size_t>(m_group)];
    m_context.perform(workflow::edits::moveGroup(m_context.workflow(), group.id, offsetAt(pointer)),
                      Text::tr("Move group"));
}

QPointF GroupGesture::offsetAt(const Pointer& pointer) const
{
    const QPointF offset = m_context.toWorld(pointer.view) - m_start;
    if (m_context.snapsToGrid() == pointer.modifiers.testFlag(Qt::ShiftModifier)) {
        return offset;
    }
    const auto& group = m_context.workflow().groups()[static_cast<std::size_t>(m_group)];
    return onGrid(group.rect.topLeft() + offset) - group.rect.topLeft();
}

} // namespace plantain::ui
