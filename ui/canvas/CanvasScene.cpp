// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/CanvasScene.h"

#include "src/workflow/NodeData.h"
#include "ui/canvas/CanvasIndex.h"
#include "ui/canvas/PortPlaces.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace plantain::ui {

namespace {

using workflow::Edge;
using workflow::Group;
using workflow::Node;
using workflow::PortType;
using workflow::Workflow;
using workflow::WorkflowEdit;

constexpr double stubLength = 26;     ///< of a wire that leads nowhere
constexpr double cornerSize = 16;     ///< of a group, for resizing
constexpr double paintMargin = 20;    ///< of a node: ports, outline and shadow reach beyond it
constexpr double hitRadius = 12;      ///< view px
constexpr double wireHitDistance = 6; ///< view px

std::size_t at(int place)
{
    return static_cast<std::size_t>(place);
}

double distance(QPointF one, QPointF other)
{
    return std::hypot(one.x() - other.x(), one.y() - other.y());
}

} // namespace

class CanvasScene::Private
{
public:
    Private(CanvasScene& scene, const Workflow& shown)
        : q(scene)
        , workflow(shown)
    {
    }

    struct Wire {
        WireShape shape;
        int source = -1;
        int target = -1;
        PortType type = PortType::Other;
    };

    void rebuild();
    void handleChange(const WorkflowEdit& edit);
    bool onlyAppends(const WorkflowEdit& edit) const;
    void appendNodes(QList<QRectF>& dirty);
    void appendWires(int oldNodes, QList<QRectF>& dirty);
    static void addGroups(const workflow::ListEdit<Group>& groups, QList<QRectF>& dirty);
    void updateNode(int node, QList<QRectF>& dirty);
    void updateWire(int edge, QList<QRectF>& dirty);
    QRectF rectOf(const Node& node) const;
    Wire makeWire(int edge) const;
    QPointF endOf(const workflow::PortRef& ref, bool isInput) const;
    QRectF bounds() const;
    const QHash<QString, int>& nodesOfGroup() const;
    int portAt(int node, QPointF world, double radius) const;
    CanvasHit bodyHit(int node, QPointF world, double pixel) const;
    CanvasHit nodeHit(QPointF world, double pixel) const;
    CanvasHit groupHit(QPointF world, double pixel) const;

    CanvasScene& q;
    const Workflow& workflow;
    std::vector<QRectF> nodeRects;
    std::vector<std::vector<PortItem>> ports;
    std::vector<Wire> wires;
    CanvasIndex nodeIndex{cellSize};
    CanvasIndex wireIndex{cellSize};
    mutable std::optional<QRectF> knownBounds;
    mutable std::optional<QHash<QString, int>> knownGroupSizes;
};

QRectF CanvasScene::Private::rectOf(const Node& node) const
{
    const bool collapsed = workflow::isCollapsed(node);
    return {node.position,
            QSizeF(node.size.width(), collapsed ? headerHeight : node.size.height())};
}

QPointF CanvasScene::Private::endOf(const workflow::PortRef& ref, bool isInput) const
{
    const int node = workflow.nodeIndex(ref.node);
    if (node < 0) {
        return {};
    }
    const int port = q.portIndex(node, ref.port, isInput);
    if (port >= 0) {
        return ports[at(node)][at(port)].center;
    }
    const QRectF& rect = nodeRects[at(node)];
    return {isInput ? rect.left() : rect.right(), rect.center().y()};
}

CanvasScene::Private::Wire CanvasScene::Private::makeWire(int place) const
{
    const Edge& edge = workflow.edges()[at(place)];
    Wire wire;
    wire.source = workflow.nodeIndex(edge.source.node);
    wire.target = workflow.nodeIndex(edge.target.node);
    wire.shape = {endOf(edge.source, false), endOf(edge.target, true),
                  workflow.head().edgeStyle == QLatin1String("angular")};
    // An edge of a foreign file whose other end does not exist is a stub.
    if (wire.source < 0) {
        wire.shape.start = wire.shape.end - QPointF(stubLength, 0);
    } else if (wire.target < 0) {
        wire.shape.end = wire.shape.start + QPointF(stubLength, 0);
    }
    const int port = wire.source < 0 ? -1 : q.portIndex(wire.source, edge.source.port, false);
    if (port >= 0) {
        wire.type = ports[at(wire.source)][at(port)].spec.type;
    }
    return wire;
}

void CanvasScene::Private::rebuild()
{
    const auto& nodes = workflow.nodes();
    nodeRects.resize(nodes.size());
    ports.resize(nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        nodeRects[i] = rectOf(nodes[i]);
        ports[i] = placedPorts(workflow, static_cast<int>(i), nodeRects[i]);
    }
    wires.resize(workflow.edges().size());
    std::vector<QRectF> wireRects(wires.size());
    for (std::size_t i = 0; i < wires.size(); ++i) {
        wires[i] = makeWire(static_cast<int>(i));
        wireRects[i] = wireBounds(wires[i].shape);
    }
    nodeIndex.rebuild(nodeRects);
    wireIndex.rebuild(std::move(wireRects));
    knownBounds.reset();
    knownGroupSizes.reset();
    emit q.changed({});
}

/// Nothing before the new items gets another place.
bool CanvasScene::Private::onlyAppends(const WorkflowEdit& edit) const
{
    const auto appends = [](const auto& list, int before) {
        return list.removed.empty() &&
               (list.inserted.empty() || list.inserted.front().index >= before);
    };
    return appends(edit.nodes, nodeIndex.size()) && appends(edit.edges, wireIndex.size());
}

void CanvasScene::Private::handleChange(const WorkflowEdit& edit)
{
    if (edit.head || !onlyAppends(edit)) {
        rebuild();
        return;
    }
    knownBounds.reset();
    knownGroupSizes.reset();
    QList<QRectF> dirty;
    const int oldNodes = nodeIndex.size();
    for (const auto& update : edit.updates) {
        const int node = workflow.nodeIndex(update.id);
        if (node >= 0 && node < oldNodes) {
            updateNode(node, dirty);
        }
    }
    appendNodes(dirty);
    appendWires(oldNodes, dirty);
    for (const auto& replaced : edit.edges.replaced) {
        if (const int edge = workflow.edgeIndex(replaced.after.id); edge >= 0) {
            updateWire(edge, dirty);
        }
    }
    addGroups(edit.groups, dirty);
    if (!dirty.isEmpty()) {
        emit q.changed(dirty);
    }
}

void CanvasScene::Private::appendNodes(QList<QRectF>& dirty)
{
    for (std::size_t i = nodeRects.size(); i < workflow.nodes().size(); ++i) {
        nodeRects.push_back(rectOf(workflow.nodes()[i]));
        ports.push_back(placedPorts(workflow, static_cast<int>(i), nodeRects.back()));
        nodeIndex.append(nodeRects.back());
        dirty << nodeRects.back();
    }
}

void CanvasScene::Private::appendWires(int oldNodes, QList<QRectF>& dirty)
{
    for (std::size_t i = wires.size(); i < workflow.edges().size(); ++i) {
        wires.push_back({});
        wireIndex.append({});
        const Edge& edge = workflow.edges()[i];
        for (const QString& end : {edge.source.node, edge.target.node}) {
            // A port that only edges name comes with the first of them.
            if (const int node = workflow.nodeIndex(end); node >= 0 && node < oldNodes) {
                updateNode(node, dirty);
            }
        }
        updateWire(static_cast<int>(i), dirty);
    }
}

/// Frames are few: nothing is kept of them but what has to be painted.
void CanvasScene::Private::addGroups(const workflow::ListEdit<Group>& groups, QList<QRectF>& dirty)
{
    for (const auto& each : groups.removed) {
        dirty << each.item.rect;
    }
    for (const auto& each : groups.inserted) {
        dirty << each.item.rect;
    }
    for (const auto& each : groups.replaced) {
        dirty << each.before.rect << each.after.rect;
    }
}

void CanvasScene::Private::updateNode(int node, QList<QRectF>& dirty)
{
    const QRectF rect = rectOf(workflow.nodes()[at(node)]);
    QRectF& known = nodeRects[at(node)];
    dirty << known;
    std::vector<PortItem> now = placedPorts(workflow, node, rect);
    const bool samePlace = known == rect;
    const bool samePorts =
        std::equal(now.begin(), now.end(), ports[at(node)].begin(), ports[at(node)].end(),
                   [](const PortItem& one, const PortItem& other) {
                       return one.center == other.center && one.spec == other.spec;
                   });
    if (samePlace && samePorts) {
        return;
    }
    known = rect;
    dirty << known;
    nodeIndex.move(node, rect);
    ports[at(node)] = std::move(now);
    for (const auto& wiresOfNode : {workflow.incoming(node), workflow.outgoing(node)}) {
        for (const int edge : wiresOfNode) {
            if (edge < wireIndex.size()) {
                updateWire(edge, dirty);
            }
        }
    }
}

void CanvasScene::Private::updateWire(int edge, QList<QRectF>& dirty)
{
    dirty << wireIndex.rect(edge);
    wires[at(edge)] = makeWire(edge);
    const QRectF rect = wireBounds(wires[at(edge)].shape);
    wireIndex.move(edge, rect);
    dirty << rect;
}

QRectF CanvasScene::Private::bounds() const
{
    QRectF all;
    for (const QRectF& rect : nodeRects) {
        all |= rect;
    }
    for (const Group& group : workflow.groups()) {
        all |= group.rect;
    }
    return all;
}

const QHash<QString, int>& CanvasScene::Private::nodesOfGroup() const
{
    if (!knownGroupSizes) {
        knownGroupSizes.emplace();
        for (const Node& node : workflow.nodes()) {
            if (!node.groupId.isEmpty()) {
                ++(*knownGroupSizes)[node.groupId];
            }
        }
    }
    return *knownGroupSizes;
}

/// Inside the node never more than a sixth of its width counts, so that a small one can still be
/// taken.
int CanvasScene::Private::portAt(int node, QPointF world, double radius) const
{
    const QRectF& rect = nodeRects[at(node)];
    int best = -1;
    double nearest = radius;
    const auto& list = ports[at(node)];
    for (std::size_t i = 0; i < list.size(); ++i) {
        const double away = distance(world, list[i].center);
        const double inside = list[i].isInput ? world.x() - rect.left() : rect.right() - world.x();
        if (away <= nearest && inside <= rect.width() / 6) {
            nearest = away;
            best = static_cast<int>(i);
        }
    }
    return best;
}

CanvasHit CanvasScene::Private::bodyHit(int node, QPointF world, double pixel) const
{
    const QRectF& rect = nodeRects[at(node)];
    CanvasHit hit;
    hit.node = node;
    const double margin = std::min(std::max(resizeMargin / 2, 4 * pixel), rect.width() / 12);
    if (!rect.adjusted(-margin, 0, margin, margin).contains(world)) {
        return {};
    }
    hit.port = portAt(node, world, std::max(portRadius, hitRadius * pixel));
    const bool isEdge = !rect.adjusted(margin, -1, -margin, -margin).contains(world);
    hit.what = hit.port >= 0 ? CanvasHit::What::Port
               : isEdge      ? CanvasHit::What::NodeEdge
                             : CanvasHit::What::Node;
    return hit;
}

/// From the top: a port where it is drawn, then the body with its own ports. The wide areas around
/// ports count only where there is no node: zoomed out they would cover the neighbours.
CanvasHit CanvasScene::Private::nodeHit(QPointF world, double pixel) const
{
    const std::vector<int> near = nodeIndex.touching(
        QRectF(world, QSizeF()).adjusted(-paintMargin, -paintMargin, paintMargin, paintMargin));
    for (auto node = near.rbegin(); node != near.rend(); ++node) {
        CanvasHit hit;
        hit.node = *node;
        hit.port = portAt(*node, world, portRadius + 2);
        if (hit.port >= 0) {
            hit.what = CanvasHit::What::Port;
            return hit;
        }
        hit = bodyHit(*node, world, pixel);
        if (hit.what != CanvasHit::What::Nothing) {
            return hit;
        }
    }
    CanvasHit hit;
    const auto all = [](int, const PortItem&) { return true; };
    if (const auto port = q.nearestPort(world, hitRadius * pixel, all)) {
        hit.what = CanvasHit::What::Port;
        std::tie(hit.node, hit.port) = *port;
    }
    return hit;
}

CanvasHit CanvasScene::Private::groupHit(QPointF world, double pixel) const
{
    const auto& groups = workflow.groups();
    for (std::size_t i = groups.size(); i-- > 0;) {
        const QRectF& rect = groups[i].rect;
        const double corner = std::max(cornerSize, hitRadius * pixel);
        CanvasHit hit;
        hit.group = static_cast<int>(i);
        if (QRectF(rect.bottomRight() - QPointF(corner, corner), QSizeF(corner, corner))
                .contains(world)) {
            hit.what = CanvasHit::What::GroupCorner;
            return hit;
        }
        if (rect.contains(world)) {
            const bool header = world.y() <= rect.top() + groupHeaderHeight;
            hit.what = header ? CanvasHit::What::GroupHeader : CanvasHit::What::Group;
            return hit;
        }
    }
    return {};
}

CanvasScene::CanvasScene(const Workflow& workflow, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, workflow))
{
    connect(&workflow, &Workflow::wasReset, this, [this] { d->rebuild(); });
    connect(&workflow, &Workflow::changed, this,
            [this](const WorkflowEdit& edit) { d->handleChange(edit); });
    d->rebuild();
}

CanvasScene::~CanvasScene() = default;

const Workflow& CanvasScene::workflow() const
{
    return d->workflow;
}

bool CanvasScene::isUpToDate() const
{
    return d->nodeRects.size() == d->workflow.nodes().size();
}

QRectF CanvasScene::nodeRect(int node) const
{
    return d->nodeRects[at(node)];
}

const std::vector<PortItem>& CanvasScene::ports(int node) const
{
    return d->ports[at(node)];
}

int CanvasScene::portIndex(int node, const QString& portId, bool isInput) const
{
    const auto& list = d->ports[at(node)];
    const auto found = std::find_if(list.begin(), list.end(), [&](const PortItem& port) {
        return port.isInput == isInput && port.spec.id == portId;
    });
    return found == list.end() ? -1 : static_cast<int>(found - list.begin());
}

QPointF CanvasScene::wireStart(int edge) const
{
    return d->wires[at(edge)].shape.start;
}

QPointF CanvasScene::wireEnd(int edge) const
{
    return d->wires[at(edge)].shape.end;
}

QRectF CanvasScene::wireRect(int edge) const
{
    return d->wireIndex.rect(edge);
}

PortType CanvasScene::wireType(int edge) const
{
    return d->wires[at(edge)].type;
}

std::vector<PortItem> CanvasScene::portsAt(int node, const QRectF& rect) const
{
    return placedPorts(d->workflow, node, rect);
}

const WireShape& CanvasScene::wire(int edge) const
{
    return d->wires[at(edge)].shape;
}

int CanvasScene::wireSource(int edge) const
{
    return d->wires[at(edge)].source;
}

int CanvasScene::wireTarget(int edge) const
{
    return d->wires[at(edge)].target;
}

int CanvasScene::nodesOfGroup(int group) const
{
    return d->nodesOfGroup().value(d->workflow.groups()[at(group)].id);
}

QRectF CanvasScene::bounds() const
{
    if (!d->knownBounds) {
        d->knownBounds = d->bounds();
    }
    return *d->knownBounds;
}

QRectF CanvasScene::boundsOf(const std::vector<int>& nodes) const
{
    QRectF all;
    for (const int node : nodes) {
        all |= d->nodeRects[at(node)];
    }
    return all;
}

std::vector<int> CanvasScene::nodesIn(const QRectF& world) const
{
    return d->nodeIndex.touching(world);
}

std::vector<int> CanvasScene::edgesIn(const QRectF& world) const
{
    return d->wireIndex.touching(world);
}

std::vector<int> CanvasScene::nodesInside(const QRectF& world) const
{
    std::vector<int> nodes = nodesIn(world);
    nodes.erase(std::remove_if(nodes.begin(), nodes.end(),
                               [&](int node) { return !world.contains(d->nodeRects[at(node)]); }),
                nodes.end());
    return nodes;
}

CanvasHit CanvasScene::hitTest(QPointF world, double pixel) const
{
    const CanvasHit node = d->nodeHit(world, pixel);
    if (node.what != CanvasHit::What::Nothing) {
        return node;
    }
    CanvasHit hit;
    hit.edge = wireAt(world, wireHitDistance * pixel);
    if (hit.edge >= 0) {
        hit.what = CanvasHit::What::Wire;
        return hit;
    }
    return d->groupHit(world, pixel);
}

std::optional<std::pair<int, int>>
CanvasScene::nearestPort(QPointF world, double radius,
                         const std::function<bool(int, const PortItem&)>& accepts) const
{
    std::optional<std::pair<int, int>> best;
    double nearest = radius;
    const QRectF area = QRectF(world, QSizeF()).adjusted(-radius, -radius, radius, radius);
    for (const int node : nodesIn(area)) {
        const auto& list = d->ports[at(node)];
        for (std::size_t i = 0; i < list.size(); ++i) {
            const double away = distance(world, list[i].center);
            if (away <= nearest && accepts(node, list[i])) {
                nearest = away;
                best = {node, static_cast<int>(i)};
            }
        }
    }
    return best;
}

int CanvasScene::wireAt(QPointF world, double reach) const
{
    int best = -1;
    double nearest = reach;
    const QRectF area = QRectF(world, QSizeF()).adjusted(-reach, -reach, reach, reach);
    for (const int edge : edgesIn(area)) {
        const double away = distanceTo(d->wires[at(edge)].shape, world);
        if (away <= nearest) {
            nearest = away;
            best = edge;
        }
    }
    return best;
}

} // namespace plantain::ui
