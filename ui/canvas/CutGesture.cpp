// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/CutGesture.h"

#include "src/workflow/Edits.h"
#include "ui/canvas/CanvasWidget.h"
#include "ui/canvas/DeviceView.h"

#include <QCoreApplication>
#include <QLineF>

#include <algorithm>

namespace plantain::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(plantain::ui::CutGesture)
};

} // namespace

CutGesture::CutGesture(const CanvasContext& context, const Pointer& start)
    : m_context(context)
{
    m_line << context.toWorld(start.view);
}

void CutGesture::move(const Pointer& pointer)
{
    extendTo(m_context.toWorld(pointer.view));
    CanvasOverlay overlay;
    overlay.cutLine = m_line;
    overlay.cutEdges = m_edges;
    m_context.canvas.setOverlay(overlay);
}

void CutGesture::finish(const Pointer& pointer)
{
    extendTo(m_context.toWorld(pointer.view));
    if (m_edges.isEmpty()) {
        return;
    }
    QStringList ids;
    for (const int edge : m_edges) {
        ids << m_context.edge(edge).id;
    }
    const auto count = static_cast<int>(ids.size());
    const QString name =
        count == 1 ? Text::tr("Cut 1 wire") : Text::tr("Cut %Ln wires", nullptr, count);
    m_context.perform(workflow::edits::removeItems(m_context.workflow(), {}, ids), name);
}

void CutGesture::extendTo(QPointF world)
{
    const QLineF cut(m_line.last(), world);
    if (cut.isNull()) {
        return;
    }
    m_line << world;
    const QRectF near = QRectF(cut.p1(), cut.p2()).normalized().adjusted(-1, -1, 1, 1);
    for (const int edge : m_context.scene().edgesIn(near)) {
        if (crosses(edge, cut)) {
            m_edges.insert(edge);
        }
    }
}

/// As the wire is drawn: straight from afar.
bool CutGesture::crosses(int edge, const QLineF& cut) const
{
    const WireShape& wire = m_context.scene().wire(edge);
    const double scale = m_context.canvas.viewport().scale();
    std::vector<QPointF> points{wire.start, wire.end};
    if (detailAt(scale) != Detail::Far) {
        flattenWire(wire, scale, points);
    }
    for (std::size_t i = 1; i < points.size(); ++i) {
        if (cut.intersects(QLineF(points[i - 1], points[i]), nullptr) ==
            QLineF::BoundedIntersection) {
            return true;
        }
    }
    return false;
}

} // namespace plantain::ui
