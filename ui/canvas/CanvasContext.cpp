// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/CanvasContext.h"

#include "src/settings/AppSettings.h"
#include "ui/canvas/CanvasWidget.h"
#include "ui/document/WorkflowDocument.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace plantain::ui {

WorkflowDocument& CanvasContext::document() const
{
    return canvas.services().document;
}

const workflow::Workflow& CanvasContext::workflow() const
{
    return canvas.services().document.workflow();
}

const CanvasScene& CanvasContext::scene() const
{
    return canvas.scene();
}

Selection& CanvasContext::selection() const
{
    return canvas.selection();
}

const settings::CanvasSettings& CanvasContext::modes() const
{
    return canvas.services().settings.values().canvas;
}

bool CanvasContext::snapsToGrid() const
{
    return modes().snapToGrid;
}

double CanvasContext::pixel() const
{
    return 1.0 / canvas.viewport().scale();
}

QPointF CanvasContext::toWorld(QPointF view) const
{
    return canvas.viewport().toWorld(view);
}

QPointF CanvasContext::pointerOrMiddle() const
{
    return pointer.value_or(QRectF(canvas.rect()).center());
}

const workflow::Node& CanvasContext::node(int index) const
{
    return workflow().nodes()[static_cast<std::size_t>(index)];
}

const workflow::Edge& CanvasContext::edge(int index) const
{
    return workflow().edges()[static_cast<std::size_t>(index)];
}

void CanvasContext::select(const QSet<QString>& nodeIds) const
{
    selection().setNodes(nodeIds);
    if (!nodeIds.isEmpty() && !nodeIds.contains(selection().focusNode())) {
        selection().setFocusNode(selection().nodeList().value(0));
    }
}

void CanvasContext::perform(const workflow::WorkflowEdit& edit, const QString& name,
                            int gesture) const
{
    document().perform(edit, name, gesture);
}

bool CanvasContext::perform(const base::Result<workflow::WorkflowEdit>& edit,
                            const QString& name) const
{
    if (!edit) {
        announce(edit.error().message);
        return false;
    }
    perform(*edit, name);
    return true;
}

bool CanvasContext::performInsertion(const workflow::WorkflowEdit& edit, const QString& name) const
{
    if (edit.nodes.inserted.empty()) {
        return false;
    }
    perform(edit, name);
    QSet<QString> ids;
    for (const auto& inserted : edit.nodes.inserted) {
        ids.insert(inserted.item.id);
    }
    selection().setNodes(ids);
    selection().setFocusNode(edit.nodes.inserted.front().item.id);
    return true;
}

QString countedNodes(qsizetype count)
{
    return count == 1 ? QCoreApplication::translate("plantain::ui::CanvasContext", "node")
                      : QCoreApplication::translate("plantain::ui::CanvasContext", "%1 nodes")
                            .arg(QLocale().toString(count));
}

QPointF onGrid(QPointF point)
{
    constexpr double step = CanvasContext::gridSize;
    return {std::round(point.x() / step) * step, std::round(point.y() / step) * step};
}

} // namespace plantain::ui
