// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/workflow/NodeType.h"

#include <QJsonObject>
#include <QMetaType>
#include <QPointF>
#include <QRectF>

#include <vector>

namespace plantain::workflow {

/// One node. Values with a meaning are read from `data` by the views in NodeData.h.
struct Node {
    QString id;   ///< unique in the workflow: "prompt-1"
    QString type; ///< the file's word, also of unknown types
    NodeKind kind = NodeKind::Unknown;
    QPointF position; ///< top left, px at 100 %, finite
    QSizeF size;      ///< px at 100 %, not empty
    QString groupId;  ///< empty: in no group
    QJsonObject data; ///< everything the file says in `data`, unknown keys too
    /// The node's JSON as it was read, `data` emptied: the fields above are laid over it when it is
    /// written, so that nothing of another program is lost. Empty for a node that is new.
    QJsonObject other;
    bool operator==(const Node&) const = default;
};

/// One end of an edge.
struct PortRef {
    QString node;
    QString port;
    bool operator==(const PortRef&) const = default;
};

struct Edge {
    QString id; ///< unique in the workflow
    PortRef source;
    PortRef target;
    bool paused = false; ///< a run stops before the target ("hasPause")
    QJsonObject other;   ///< as Node::other, `data` included
    bool operator==(const Edge&) const = default;
};

/// A frame around nodes. Its nodes name it in `groupId`.
struct Group {
    QString id;
    QString name;
    QString color;       ///< one of groupColors(), or a foreign word (drawn as the first)
    QRectF rect;         ///< px at 100 %
    bool locked = false; ///< its nodes are skipped when running
    QJsonObject other;
    bool operator==(const Group&) const = default;
};

/// "neutral", "blue", "green", "purple", "orange", "red": the reference's six.
const QStringList& groupColors();

/// What the file says beside nodes, edges and groups.
struct WorkflowHead {
    QString id;
    QString name;
    QString edgeStyle = QStringLiteral("curved"); ///< or "angular"
    QJsonObject other;                            ///< as Node::other
    bool operator==(const WorkflowHead&) const = default;
};

/// A whole workflow as a value.
struct WorkflowContent {
    WorkflowHead head;
    std::vector<Node> nodes; ///< in drawing order, the last on top
    std::vector<Edge> edges; ///< in the order in which an input with many edges takes them
    std::vector<Group> groups;
    bool operator==(const WorkflowContent&) const = default;
};

} // namespace plantain::workflow
