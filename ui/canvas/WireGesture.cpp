// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/WireGesture.h"

#include "src/workflow/Connections.h"
#include "src/workflow/Edits.h"
#include "src/workflow/NodeData.h"
#include "ui/canvas/CanvasWidget.h"

#include <QCoreApplication>

namespace plantain::ui {

namespace edits = workflow::edits;

using What = CanvasHit::What;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(plantain::ui::WireGesture)
};

double distance(QPointF one, QPointF other)
{
    return QLineF(one, other).length();
}

/// The edge at an input that takes one only; -1: none, or it takes many.
int onlyEdgeAt(const CanvasContext& context, int node, const workflow::PortSpec& port)
{
    if (port.takesMany) {
        return -1;
    }
    for (const int edge : context.workflow().incoming(node)) {
        if (context.edge(edge).target.port == port.id) {
            return edge;
        }
    }
    return -1;
}

} // namespace

const PortItem& portAt(const CanvasContext& context, int node, int port)
{
    return context.scene().ports(node)[static_cast<std::size_t>(port)];
}

workflow::PortRef portRef(const CanvasContext& context, int node, int port)
{
    return {context.node(node).id, portAt(context, node, port).spec.id};
}

WireGesture::WireGesture(const CanvasContext& context, const WireStart& start,
                         std::function<void(const LooseWire&)> dropped)
    : m_context(context)
    , m_start(start)
    , m_dropped(std::move(dropped))
{
}

WireStart WireGesture::startAtPort(const CanvasContext& context, int node, int port)
{
    const PortItem& item = portAt(context, node, port);
    const int edge = item.isInput ? onlyEdgeAt(context, node, item.spec) : -1;
    if (edge >= 0) {
        const workflow::PortRef& source = context.edge(edge).source;
        const int sourceNode = context.workflow().nodeIndex(source.node);
        const int sourcePort =
            sourceNode < 0 ? -1 : context.scene().portIndex(sourceNode, source.port, false);
        if (sourcePort >= 0) {
            return {sourceNode, sourcePort, edge};
        }
    }
    return {node, port, -1};
}

WireStart WireGesture::startAtWire(const CanvasContext& context, int edge, QPointF world)
{
    const CanvasScene& scene = context.scene();
    const bool takesTarget =
        distance(scene.wireEnd(edge), world) <= distance(scene.wireStart(edge), world);
    const workflow::Edge& wire = context.edge(edge);
    const workflow::PortRef& held = takesTarget ? wire.source : wire.target;
    const int node = context.workflow().nodeIndex(held.node);
    const int port = node < 0 ? -1 : scene.portIndex(node, held.port, !takesTarget);
    return {node, port, edge};
}

void WireGesture::move(const Pointer& pointer)
{
    const QPointF world = m_context.toWorld(pointer.view);
    CanvasOverlay overlay;
    CanvasOverlay::Wire wire{m_start.node, m_start.port, world, snapAt(world), m_start.pulledEdge};
    if (wire.snap) {
        wire.loose = portAt(m_context, wire.snap->first, wire.snap->second).center;
    } else if (const auto hit = m_context.canvas.hitTest(pointer.view); hit.what == What::Port) {
        overlay.hint = refusal({hit.node, hit.port});
        overlay.hintAt = pointer.view;
    }
    overlay.wire = wire;
    m_context.canvas.setOverlay(overlay);
}

void WireGesture::finish(const Pointer& pointer)
{
    if (const auto target = targetAt(pointer.view)) {
        connect(*target);
        return;
    }
    const CanvasHit hit = m_context.canvas.hitTest(pointer.view);
    if (hit.what == What::Port) {
        const bool isStart = hit.node == m_start.node && hit.port == m_start.port;
        if (!isStart) {
            m_context.announce(refusal({hit.node, hit.port}));
        }
    } else if (hit.node >= 0 && hit.node != m_start.node) {
        m_context.announce(Text::tr("%1 has no port that takes this wire.")
                               .arg(workflow::titleOf(m_context.node(hit.node))));
    } else if (hit.node < 0) {
        drop(pointer);
    }
}

void WireGesture::drop(const Pointer& pointer) const
{
    if (m_start.pulledEdge < 0) {
        m_dropped({m_start, pointer.view});
        return;
    }
    m_context.perform(
        edits::removeItems(m_context.workflow(), {}, {m_context.edge(m_start.pulledEdge).id}),
        Text::tr("Disconnect"));
}

void WireGesture::connect(const Target& target) const
{
    if (isWhereItWas(target)) {
        return;
    }
    m_context.perform(connectTo(target),
                      m_start.pulledEdge < 0 ? Text::tr("Connect") : Text::tr("Move wire"));
}

std::optional<WireGesture::Target> WireGesture::targetAt(QPointF view) const
{
    if (const auto snap = snapAt(m_context.toWorld(view))) {
        return snap;
    }
    const CanvasHit hit = m_context.canvas.hitTest(view);
    const bool isBody =
        hit.what == What::Node || hit.what == What::NodeButton || hit.what == What::NodeEdge;
    return isBody ? fittingPortOf(hit.node) : std::nullopt;
}

std::optional<WireGesture::Target> WireGesture::snapAt(QPointF world) const
{
    // The scene gives places of nodes; the port is found again by its side and id.
    const auto accepts = [this](int node, const PortItem& port) {
        const int place = m_context.scene().portIndex(node, port.spec.id, port.isInput);
        return refusal({node, place}).isEmpty();
    };
    return m_context.scene().nearestPort(world, CanvasContext::snapDistance * m_context.pixel(),
                                         accepts);
}

/// A free one before one that would lose its wire.
std::optional<WireGesture::Target> WireGesture::fittingPortOf(int node) const
{
    std::optional<Target> taken;
    const auto count = static_cast<int>(m_context.scene().ports(node).size());
    for (int port = 0; port < count; ++port) {
        if (!refusal({node, port}).isEmpty()) {
            continue;
        }
        const PortItem& item = portAt(m_context, node, port);
        if (!item.isInput || onlyEdgeAt(m_context, node, item.spec) < 0) {
            return Target{node, port};
        }
        taken = taken.value_or(Target{node, port});
    }
    return taken;
}

base::Result<workflow::WorkflowEdit> WireGesture::connectTo(const Target& target) const
{
    const workflow::PortRef held = portRef(m_context, m_start.node, m_start.port);
    const workflow::PortRef other = portRef(m_context, target.first, target.second);
    const bool heldIsInput = portAt(m_context, m_start.node, m_start.port).isInput;
    const QString replaced =
        m_start.pulledEdge < 0 ? QString() : m_context.edge(m_start.pulledEdge).id;
    return heldIsInput ? edits::connectPorts(m_context.workflow(), other, held, replaced)
                       : edits::connectPorts(m_context.workflow(), held, other, replaced);
}

bool WireGesture::isWhereItWas(const Target& target) const
{
    if (m_start.pulledEdge < 0) {
        return false;
    }
    const workflow::Edge& edge = m_context.edge(m_start.pulledEdge);
    const bool isInput = portAt(m_context, target.first, target.second).isInput;
    return portRef(m_context, target.first, target.second) == (isInput ? edge.target : edge.source);
}

QString WireGesture::refusal(const Target& target) const
{
    const bool heldIsInput = portAt(m_context, m_start.node, m_start.port).isInput;
    if (portAt(m_context, target.first, target.second).isInput == heldIsInput) {
        return heldIsInput ? Text::tr("An input takes its wire from an output.")
                           : Text::tr("An output goes into an input.");
    }
    if (isWhereItWas(target)) {
        return {};
    }
    const auto edit = connectTo(target);
    return edit.ok() ? QString() : edit.error().message;
}

} // namespace plantain::ui
