// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/workflow/Workflow.h"
#include "ui/canvas/WirePath.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace plantain::ui {

/// A port where it is drawn.
struct PortItem {
    workflow::PortSpec spec;
    bool isInput = true;
    QPointF center; ///< world
};

/// What is at a point of the canvas.
struct CanvasHit {
    enum class What {
        Nothing,
        Node,
        NodeButton,
        NodeEdge,
        Port,
        Wire,
        Group,
        GroupHeader,
        GroupCorner
    };
    What what = What::Nothing;
    int node = -1;  ///< place in nodes(): Node, NodeButton, NodeEdge, Port
    int port = -1;  ///< place among the node's ports() : Port
    int edge = -1;  ///< place in edges(): Wire
    int group = -1; ///< place in groups()
    QString button; ///< NodeButton: the face's action id
    bool operator==(const CanvasHit&) const = default;
};

/// Where everything of the workflow lies, kept up to date with it: rectangles, ports, wires, in a
/// uniform grid so that questions about a place take the same time in a large workflow. World
/// coordinates, places in the workflow's lists.
class CanvasScene : public QObject
{
    Q_OBJECT

public:
    static constexpr double cellSize = 600;
    static constexpr double headerHeight = 32;
    static constexpr double portRadius = 6;
    static constexpr double groupHeaderHeight = 32;
    static constexpr double resizeMargin = 6;

    /// Borrowed.
    explicit CanvasScene(const workflow::Workflow& workflow, QObject* parent = nullptr);
    ~CanvasScene() override;

    const workflow::Workflow& workflow() const;
    /// False while others have heard of nodes that came or went, and this not yet.
    bool isUpToDate() const;
    /// A collapsed node is as high as its header.
    QRectF nodeRect(int node) const;
    /// Inputs first, each side from top to bottom.
    const std::vector<PortItem>& ports(int node) const;
    /// Place among ports(); -1 when there is none.
    int portIndex(int node, const QString& portId, bool isInput) const;
    /// As they would be if the node had this rectangle.
    std::vector<PortItem> portsAt(int node, const QRectF& rect) const;
    const WireShape& wire(int edge) const;
    /// Places in nodes(); -1 for an end that does not exist.
    int wireSource(int edge) const;
    int wireTarget(int edge) const;
    /// Ends of a wire; the middle of the node's side for a port that is not known.
    QPointF wireStart(int edge) const;
    QPointF wireEnd(int edge) const;
    QRectF wireRect(int edge) const;
    workflow::PortType wireType(int edge) const;
    /// Of all nodes and groups; empty for an empty workflow.
    QRectF bounds() const;
    QRectF boundsOf(const std::vector<int>& nodes) const;
    /// How many nodes are in a group.
    int nodesOfGroup(int group) const;

    /// Ascending places of what touches `world`.
    std::vector<int> nodesIn(const QRectF& world) const;
    std::vector<int> edgesIn(const QRectF& world) const;
    /// Nodes that lie wholly inside.
    std::vector<int> nodesInside(const QRectF& world) const;

    /// `pixel`: the world size of one view px; hit areas are at least 24 view px. Ports come before
    /// wires, nodes before wires below them. NodeButton is told by the canvas, not here.
    CanvasHit hitTest(QPointF world, double pixel) const;
    /// The nearest port within `radius` for which `accepts` holds.
    std::optional<std::pair<int, int>>
    nearestPort(QPointF world, double radius,
                const std::function<bool(int node, const PortItem& port)>& accepts) const;
    /// The nearest wire within `distance`.
    int wireAt(QPointF world, double distance) const;

signals:
    /// Painted anew: these rectangles of the world; everything when the list is empty.
    void changed(const QList<QRectF>& world);

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// The bend of a wire: how far its control points stand from its ends, world px.
double wireBend(QPointF start, QPointF end);

} // namespace plantain::ui
