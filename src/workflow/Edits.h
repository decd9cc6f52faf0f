// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Result.h"
#include "src/workflow/Workflow.h"

#include <QDateTime>
#include <QHash>
#include <QStringList>

/// Every change that a person makes, as a pure function of the workflow. Unknown ids are ignored;
/// an edit that would change nothing is empty. `createdAt`, Unix milliseconds, is noted in edges.
namespace plantain::workflow::edits {

/// `position`: top left. `data` is laid over the kind's own defaults. The new node is
/// `nodes.inserted.front().item`. A position inside a group joins it.
WorkflowEdit addNode(const Workflow& workflow, NodeKind kind, QPointF position,
                     const QJsonObject& data = {});
/// With all edges at the nodes. A group whose last node goes stays.
WorkflowEdit removeItems(const Workflow& workflow, const QStringList& nodeIds,
                         const QStringList& edgeIds = {});
/// Nodes whose centre comes to lie in a group join it, those that leave theirs leave it.
WorkflowEdit placeNodes(const Workflow& workflow, const QHash<QString, QPointF>& positions);
WorkflowEdit moveNodes(const Workflow& workflow, const QStringList& nodeIds, QPointF offset);
/// Not smaller than minimumNodeSize.
WorkflowEdit resizeNode(const Workflow& workflow, const QString& nodeId, QRectF rect);
inline constexpr QSizeF minimumNodeSize{180, 64};
WorkflowEdit setData(const Workflow& workflow, const QString& nodeId, const DataPatch& values);

/// The new edge; an input that takes one gives up the edge it had. `replaced` (an edge's id) is the
/// edge that is pulled off elsewhere in the same gesture. Errors: those of checkConnection.
base::Result<WorkflowEdit> connectPorts(const Workflow& workflow, const PortRef& source,
                                        const PortRef& target, const QString& replaced = {},
                                        qint64 createdAt = QDateTime::currentMSecsSinceEpoch());
WorkflowEdit setPaused(const Workflow& workflow, const QString& edgeId, bool paused);
/// A new node and its edge as one step. `position`: where the port that is connected shall be.
base::Result<WorkflowEdit> addConnectedNode(const Workflow& workflow, NodeKind kind,
                                            QPointF position, const PortRef& from,
                                            bool fromIsOutput, const QString& replaced = {},
                                            const QJsonObject& data = {},
                                            qint64 createdAt = QDateTime::currentMSecsSinceEpoch());
/// Puts a node between the two ends of an edge. Errors: when it has no fitting ports.
base::Result<WorkflowEdit> insertOnEdge(const Workflow& workflow, const QString& nodeId,
                                        QPointF position, const QString& edgeId,
                                        qint64 createdAt = QDateTime::currentMSecsSinceEpoch());

/// A frame around the nodes, which leave other groups.
WorkflowEdit groupNodes(const Workflow& workflow, const QStringList& nodeIds);
/// Its nodes stay.
WorkflowEdit ungroup(const Workflow& workflow, const QString& groupId);
WorkflowEdit changeGroup(const Workflow& workflow, const Group& group);
/// With its nodes.
WorkflowEdit moveGroup(const Workflow& workflow, const QString& groupId, QPointF offset);

enum class Arrangement {
    AlignLeft,
    AlignCenter,
    AlignRight,
    AlignTop,
    AlignMiddle,
    AlignBottom,
    DistributeHorizontally,
    DistributeVertically,
    StackHorizontally, ///< in a row, 20 px apart
    StackVertically,
    Grid,
    Layers ///< layered layout by longest path; of all nodes when none is named
};
WorkflowEdit arrange(const Workflow& workflow, const QStringList& nodeIds, Arrangement how);

/// Name and look of the workflow itself.
WorkflowEdit changeHead(const Workflow& workflow, const WorkflowHead& head);

} // namespace plantain::workflow::edits
