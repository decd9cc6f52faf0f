// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/workflow/Workflow.h"

#include <QObject>
#include <QPolygonF>
#include <QSet>
#include <QStringList>

#include <optional>

namespace plantain::ui {

/// What is chosen, by id, so that it survives every edit. What goes from the workflow goes from
/// here.
class Selection : public QObject
{
    Q_OBJECT

public:
    /// Borrowed.
    explicit Selection(const workflow::Workflow& workflow, QObject* parent = nullptr);

    const QSet<QString>& nodes() const { return m_nodes; }
    /// In the workflow's order.
    QStringList nodeList() const;
    const QString& edge() const { return m_edge; }
    const QString& group() const { return m_group; }
    bool isEmpty() const { return m_nodes.isEmpty() && m_edge.isEmpty() && m_group.isEmpty(); }
    bool contains(const QString& nodeId) const { return m_nodes.contains(nodeId); }

    /// The node that keys act on and that screen readers name; empty: none. Always one of the
    /// workflow's.
    const QString& focusNode() const { return m_focusNode; }
    void setFocusNode(const QString& nodeId);

    void setNodes(const QSet<QString>& nodeIds);
    /// Also makes it the focus node.
    void setOnly(const QString& nodeId);
    void toggle(const QString& nodeId);
    void setEdge(const QString& edgeId);
    void setGroup(const QString& groupId);
    void clear();

signals:
    void changed();
    void focusNodeChanged();

private:
    void forgetWhatIsGone();

    const workflow::Workflow& m_workflow;
    QSet<QString> m_nodes;
    QString m_edge;
    QString m_group;
    QString m_focusNode;
};

/// What a gesture under way draws over the workflow; nothing of it is in the document yet. World
/// coordinates unless said otherwise; places in the workflow's lists.
struct CanvasOverlay {
    /// Nodes and groups drawn away from their place.
    QSet<int> movedNodes;
    int movedGroup = -1;
    QPointF moveOffset;

    struct Wire {
        int node = -1; ///< where it is held fast
        int port = -1; ///< among the scene's ports of that node
        QPointF loose; ///< the other end: the cursor, or the centre of the port it snaps to
        std::optional<std::pair<int, int>> snap; ///< node and port
        int pulledEdge = -1;                     ///< the edge that is not drawn meanwhile
    };
    /// While there is one, ports that cannot take it are dimmed.
    std::optional<Wire> wire;

    std::optional<QRectF> rubberBand; ///< view px
    bool rubberBandTouches = false;   ///< drawn dashed: touching counts, not only lying inside

    struct Resize {
        int node = -1;
        int group = -1;
        QRectF rect;
    };
    std::optional<Resize> resize;

    QPolygonF cutLine;  ///< drawn by hand across wires
    QSet<int> cutEdges; ///< the wires that it takes away

    int highlightedEdge = -1; ///< a node would be put in here
    QString hint;             ///< a sentence at the cursor: why a port refuses
    QPointF hintAt;           ///< view px

    bool operator==(const CanvasOverlay&) const = default;
};
bool operator==(const CanvasOverlay::Wire& one, const CanvasOverlay::Wire& other);
bool operator==(const CanvasOverlay::Resize& one, const CanvasOverlay::Resize& other);

} // namespace plantain::ui
