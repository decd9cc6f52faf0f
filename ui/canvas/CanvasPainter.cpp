// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/CanvasPainter.h"

#include "ui/canvas/GroupPainter.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <utility>

namespace plantain::ui {

namespace {

using theme::ColorRole;
using workflow::PortType;

constexpr double dotPitch = 24;       ///< world px
constexpr double leastDotPitch = 14;  ///< view px; below it every second dot is left out
constexpr double restingShare = 0.82; ///< how strong a wire is that nothing points at
constexpr double farShare = 0.5;

std::size_t at(int place)
{
    return static_cast<std::size_t>(place);
}

void fill(QImage& image, const QRect& rect, QRgb color)
{
    for (int y = rect.top(); y <= rect.bottom(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        std::fill(line + rect.left(), line + rect.right() + 1, color);
    }
}

} // namespace

CanvasHidden CanvasHidden::of(const CanvasOverlay& overlay)
{
    CanvasHidden hidden;
    hidden.nodes = overlay.movedNodes;
    hidden.group = overlay.movedGroup;
    if (overlay.resize) {
        if (overlay.resize->node >= 0) {
            hidden.nodes.insert(overlay.resize->node);
        }
        hidden.group = std::max(hidden.group, overlay.resize->group);
    }
    if (overlay.wire) {
        hidden.edge = overlay.wire->pulledEdge;
        hidden.wireFrom = {overlay.wire->node, overlay.wire->port};
    }
    return hidden;
}

CanvasPainter::CanvasPainter(const CanvasScene& scene, const NodeFaces& faces,
                             const Selection& selection, Thumbnails& thumbnails)
    : m_scene(scene)
    , m_faces(faces)
    , m_selection(selection)
    , m_nodes(thumbnails)
{
}

void CanvasPainter::begin(const DeviceView& view, const CanvasHidden& hidden,
                          const QString& editedNode, bool hasFocus, bool isQuick)
{
    m_view = view;
    m_hidden = hidden;
    m_editedNode = editedNode;
    m_hasFocus = hasFocus;
    m_nodes.begin(view, isQuick);
    m_selected.clear();
    for (const QString& id : m_selection.nodes()) {
        m_selected.insert(m_scene.workflow().nodeIndex(id));
    }
    m_focusNode = m_scene.workflow().nodeIndex(m_selection.focusNode());
    m_wireFrom.reset();
    if (hidden.wireFrom) {
        const auto& ports = m_scene.ports(hidden.wireFrom->first);
        m_wireFrom = ports[at(hidden.wireFrom->second)];
    }
}

void CanvasPainter::paintStill(QImage& image, const DeviceView& view)
{
    const DeviceView whole = std::exchange(m_view, view);
    m_nodes.useView(view);
    paintLayers(image, image.rect());
    m_view = whole;
    m_nodes.useView(whole);
}

void CanvasPainter::paintLayers(QImage& image, const QRect& device)
{
    paintGround(image, device);
    const QRectF world = m_view.toWorld(QRectF(device).adjusted(-2, -2, 2, 2));
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    paintGroups(painter, world);
    paintWires(painter, world, device);
    if (m_view.detail() == Detail::Far) {
        painter.end();
        paintFarNodes(image, world, device);
        return;
    }
    paintNodes(painter, world);
}

/// By hand: thousands of dots, each of few px.
void CanvasPainter::paintGround(QImage& image, const QRect& device) const
{
    fill(image, device, theme::color(ColorRole::Canvas).rgb());
    if (!m_showsGrid) {
        return;
    }
    double pitch = dotPitch;
    while (pitch * m_view.logicalScale() < leastDotPitch) {
        pitch *= 2;
    }
    const int side = std::max(1, qRound(1.5 * m_view.pixelRatio()));
    const QRgb color = theme::color(ColorRole::CanvasDot).rgb();
    const QRectF world = m_view.toWorld(QRectF(device).adjusted(-side, -side, side, side));
    for (double y = std::floor(world.top() / pitch) * pitch; y <= world.bottom(); y += pitch) {
        for (double x = std::floor(world.left() / pitch) * pitch; x <= world.right(); x += pitch) {
            const QPoint corner = m_view.toDevice(QPointF(x, y)).toPoint();
            fill(image, QRect(corner, QSize(side, side)) & device, color);
        }
    }
}

void CanvasPainter::paintGroups(QPainter& painter, const QRectF& world)
{
    const auto& groups = m_scene.workflow().groups();
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (static_cast<int>(i) != m_hidden.group && groups[i].rect.intersects(world)) {
            paintGroup(painter, m_view, m_groupText,
                       {groups[i], groups[i].rect, m_scene.nodesOfGroup(static_cast<int>(i)),
                        groups[i].id == m_selection.group()});
        }
    }
}

bool CanvasPainter::isHidden(int edge) const
{
    return edge == m_hidden.edge || m_hidden.nodes.contains(m_scene.wireSource(edge)) ||
           m_hidden.nodes.contains(m_scene.wireTarget(edge));
}

bool CanvasPainter::isStrong(int edge) const
{
    if (!m_selected.empty() && (m_selected.contains(m_scene.wireSource(edge)) ||
                                m_selected.contains(m_scene.wireTarget(edge)))) {
        return true;
    }
    return !m_selection.edge().isEmpty() &&
           m_scene.workflow().edges()[at(edge)].id == m_selection.edge();
}

QColor CanvasPainter::wireColor(PortType type) const
{
    return theme::color(type == PortType::Text    ? ColorRole::TextPort
                        : type == PortType::Image ? ColorRole::ImagePort
                                                  : ColorRole::Control);
}

WireLook CanvasPainter::lookOf(int edge) const
{
    const bool strong = isStrong(edge);
    const QColor color = wireColor(m_scene.wireType(edge));
    const int source = m_scene.wireSource(edge);
    WireLook look;
    look.color =
        strong ? color : theme::mixed(theme::color(ColorRole::Canvas), color, restingShare);
    // Thicker when zoomed in, but less than the nodes grow.
    const double growth = std::sqrt(std::max(1.0, m_view.logicalScale()));
    look.width = m_view.detail() == Detail::Full ? (strong ? 3 : 2) * growth : (strong ? 2 : 1);
    look.isDashed = source >= 0 && m_faces.hasFailed(source);
    return look;
}

void CanvasPainter::paintWires(QPainter& painter, const QRectF& world, const QRect& device)
{
    std::vector<int> edges = m_scene.edgesIn(world);
    if (!m_hidden.nodes.isEmpty() || m_hidden.edge >= 0) {
        std::erase_if(edges, [this](int edge) { return isHidden(edge); });
    }
    WirePainter wires(painter, m_view, QRectF(device));
    if (m_view.detail() == Detail::Far) {
        paintFarWires(wires, edges);
        return;
    }
    for (const int edge : edges) {
        wires.draw(m_scene.wire(edge), lookOf(edge));
    }
    for (const int edge : edges) {
        if (m_scene.workflow().edges()[at(edge)].paused) {
            wires.drawPause(m_scene.wire(edge), theme::color(ColorRole::Warn),
                            theme::color(ColorRole::WarnGround));
        }
    }
}

void CanvasPainter::paintFarWires(WirePainter& wires, const std::vector<int>& edges) const
{
    std::array<std::vector<QLineF>, 3> byType;
    std::vector<QLineF> strong;
    const bool hasStrong = !m_selected.empty() || !m_selection.edge().isEmpty();
    for (const int edge : edges) {
        const WireShape& wire = m_scene.wire(edge);
        auto& lines = hasStrong && isStrong(edge)
                          ? strong
                          : byType.at(static_cast<std::size_t>(m_scene.wireType(edge)));
        lines.emplace_back(wire.start, wire.end);
    }
    for (std::size_t i = 0; i < byType.size(); ++i) {
        wires.drawStraight(byType.at(i),
                           theme::mixed(theme::color(ColorRole::Canvas),
                                        wireColor(static_cast<PortType>(i)), farShare));
    }
    wires.drawStraight(strong, theme::color(ColorRole::Focus));
}

bool CanvasPainter::takesWire(int node, const PortItem& port) const
{
    return port.isInput != m_wireFrom->isInput && port.spec.type == m_wireFrom->spec.type &&
           port.spec.type != PortType::Other && node != m_hidden.wireFrom->first;
}

/// Types only: whether there would be a loop is asked for the one port under the cursor.
bool CanvasPainter::isPale(int node, const std::vector<PortItem>& ports) const
{
    if (!m_wireFrom || node == m_hidden.wireFrom->first) {
        return false;
    }
    return std::none_of(ports.begin(), ports.end(),
                        [&](const PortItem& port) { return takesWire(node, port); });
}

void CanvasPainter::paintNodes(QPainter& painter, const QRectF& world)
{
    const QRectF reach = world.adjusted(-nodeMargin, -nodeMargin, nodeMargin, nodeMargin);
    for (const int node : m_scene.nodesIn(reach)) {
        if (!m_hidden.nodes.contains(node)) {
            paintNode(painter, node, m_scene.nodeRect(node), m_scene.ports(node));
        }
    }
}

void CanvasPainter::paintNode(QPainter& painter, int node, const QRectF& rect,
                              const std::vector<PortItem>& ports)
{
    const QString& id = m_scene.workflow().nodes()[at(node)].id;
    NodeItem item{m_faces.face(node), ports, id, rect};
    item.isSelected = m_selected.contains(node);
    // The only selected node needs no second ring, but for who goes about by keys.
    const bool isAlone = item.isSelected && m_selected.size() == 1 && !m_marksFocus;
    item.hasFocus = m_hasFocus && node == m_focusNode && !isAlone;
    item.isEdited = id == m_editedNode;
    item.isPale = isPale(node, ports);
    m_nodes.paint(painter, item);
    if (m_wireFrom && !item.isPale && m_view.detail() == Detail::Full) {
        for (const PortItem& port : ports) {
            if (!takesWire(node, port) && node != m_hidden.wireFrom->first) {
                m_nodes.paintPort(painter, port, true, false);
            }
        }
    }
}

/// By hand: QPainter takes longer for the call than for the few px of a far node.
void CanvasPainter::paintFarNodes(QImage& image, const QRectF& world, const QRect& device) const
{
    std::array<QRgb, 64> colors{};
    for (const theme::ColorRow& row : theme::colorTable()) {
        colors.at(static_cast<std::size_t>(row.role)) = theme::color(row.role).rgb();
    }
    for (const int node : m_scene.nodesIn(world)) {
        if (m_hidden.nodes.contains(node)) {
            continue;
        }
        QRect pixels = m_view.toPixels(m_scene.nodeRect(node));
        pixels.setSize(pixels.size().expandedTo({1, 1}));
        const ColorRole role =
            m_selected.contains(node) ? ColorRole::Focus : m_faces.farColor(node);
        fill(image, pixels & device, colors.at(static_cast<std::size_t>(role)));
    }
}

void CanvasPainter::paintMoved(QPainter& painter, const CanvasOverlay& overlay, const QRect& device)
{
    m_moved.clear();
    for (const int node : m_hidden.nodes) {
        const bool isResized = overlay.resize && overlay.resize->node == node;
        const QRectF rect = isResized ? overlay.resize->rect
                                      : m_scene.nodeRect(node).translated(overlay.moveOffset);
        m_moved[node] = {rect, m_scene.portsAt(node, rect)};
    }
    if (m_hidden.group >= 0) {
        const workflow::Group& group = m_scene.workflow().groups()[at(m_hidden.group)];
        const bool isResized = overlay.resize && overlay.resize->group == m_hidden.group;
        paintGroup(painter, m_view, m_groupText,
                   {group,
                    isResized ? overlay.resize->rect : group.rect.translated(overlay.moveOffset),
                    m_scene.nodesOfGroup(m_hidden.group), true});
    }
    if (m_moved.empty()) {
        return;
    }
    paintMovedWires(painter, device);
    const QRectF world =
        m_view.toWorld(QRectF(device)).adjusted(-nodeMargin, -nodeMargin, nodeMargin, nodeMargin);
    std::vector<int> order(m_hidden.nodes.begin(), m_hidden.nodes.end());
    std::sort(order.begin(), order.end());
    for (const int node : order) {
        const Moved& moved = m_moved[node];
        if (!moved.rect.intersects(world)) {
            continue;
        }
        if (m_view.detail() == Detail::Far) {
            const QRect pixels = m_view.toPixels(moved.rect);
            painter.fillRect(QRect(pixels.topLeft(), pixels.size().expandedTo({1, 1})),
                             theme::color(m_selected.contains(node) ? ColorRole::Focus
                                                                    : m_faces.farColor(node)));
        } else {
            paintNode(painter, node, moved.rect, moved.ports);
        }
    }
}

QPointF CanvasPainter::movedEnd(int edge, bool isInput) const
{
    const int node = isInput ? m_scene.wireTarget(edge) : m_scene.wireSource(edge);
    const auto moved = m_moved.find(node);
    const WireShape& wire = m_scene.wire(edge);
    const QPointF still = isInput ? wire.end : wire.start;
    if (moved == m_moved.end()) {
        return still;
    }
    const workflow::Edge& item = m_scene.workflow().edges()[at(edge)];
    const int port =
        m_scene.portIndex(node, isInput ? item.target.port : item.source.port, isInput);
    return port < 0 ? still + moved->second.rect.topLeft() - m_scene.nodeRect(node).topLeft()
                    : moved->second.ports[at(port)].center;
}

void CanvasPainter::paintMovedWires(QPainter& painter, const QRect& device)
{
    std::vector<int> edges;
    for (const auto& [node, moved] : m_moved) {
        for (const auto& list :
             {m_scene.workflow().incoming(node), m_scene.workflow().outgoing(node)}) {
            edges.insert(edges.end(), list.begin(), list.end());
        }
    }
    std::sort(edges.begin(), edges.end());
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    WirePainter wires(painter, m_view, QRectF(device));
    std::vector<QLineF> straight;
    for (const int edge : edges) {
        const WireShape wire{movedEnd(edge, false), movedEnd(edge, true),
                             m_scene.wire(edge).isAngular};
        if (m_view.detail() == Detail::Far) {
            straight.emplace_back(wire.start, wire.end);
        } else {
            wires.draw(wire, lookOf(edge));
        }
    }
    wires.drawStraight(straight, theme::color(ColorRole::Focus));
}

void CanvasPainter::paintWireUnderWay(QPainter& painter, const CanvasOverlay& overlay,
                                      const QRect& device)
{
    if (!overlay.wire || !m_wireFrom) {
        return;
    }
    const QPointF fast = m_wireFrom->center;
    const QPointF loose = overlay.wire->loose;
    WireShape wire{fast, loose, m_scene.workflow().head().edgeStyle == QLatin1String("angular")};
    if (m_wireFrom->isInput) {
        std::swap(wire.start, wire.end);
    }
    WirePainter wires(painter, m_view, QRectF(device));
    wires.draw(wire, {wireColor(m_wireFrom->spec.type), 3, !overlay.wire->snap.has_value()});
    if (overlay.wire->snap) {
        paintHoveredPort(painter, overlay.wire->snap->first, overlay.wire->snap->second);
    }
}

void CanvasPainter::paintStrongWire(QPainter& painter, int edge, const QColor& color,
                                    const QRect& device)
{
    WirePainter wires(painter, m_view, QRectF(device));
    const WireShape& wire = m_scene.wire(edge);
    if (m_view.detail() == Detail::Far) {
        wires.drawStraight({QLineF(wire.start, wire.end)}, color);
    } else {
        wires.draw(wire, {color, 4, false});
    }
}

void CanvasPainter::paintHoveredPort(QPainter& painter, int node, int port)
{
    m_nodes.paintPort(painter, m_scene.ports(node)[at(port)], false, true);
}

} // namespace plantain::ui
