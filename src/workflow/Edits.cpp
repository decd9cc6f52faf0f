// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/workflow/Edits.h"

#include "src/workflow/EditParts.h"
#include "src/workflow/NewItems.h"

#include <algorithm>
#include <cmath>

namespace plantain::workflow {

namespace {

template <typename T>
void keepDifference(std::optional<T>& before, std::optional<T>& after, const T& now,
                    const std::optional<T>& wanted)
{
    if (wanted && *wanted != now) {
        before = now;
        after = wanted;
    }
}

bool isFinite(QPointF point)
{
    return std::isfinite(point.x()) && std::isfinite(point.y());
}

/// A side that cannot move further stays; the other one is where it was.
void keepMinimum(double& position, double& length, double least, double positionBefore)
{
    if (length >= least) {
        return;
    }
    if (position != positionBefore) {
        position += length - least;
    }
    length = least;
}

void sortUnique(std::vector<int>& places)
{
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
}

} // namespace

void addUpdate(WorkflowEdit& edit, const Node& node, const NodePatch& wanted)
{
    NodeUpdate update{node.id, {}, {}};
    keepDifference(update.before.position, update.after.position, node.position, wanted.position);
    keepDifference(update.before.size, update.after.size, node.size, wanted.size);
    keepDifference(update.before.groupId, update.after.groupId, node.groupId, wanted.groupId);
    for (auto each = wanted.data.begin(); each != wanted.data.end(); ++each) {
        const QJsonValue now = node.data.value(each.key());
        if (now != *each) {
            update.before.data.insert(each.key(), now);
            update.after.data.insert(each.key(), *each);
        }
    }
    if (update.after != NodePatch{}) {
        edit.updates.push_back(std::move(update));
    }
}

std::vector<int> placesOf(const Workflow& workflow, const QStringList& nodeIds)
{
    std::vector<int> places;
    places.reserve(static_cast<std::size_t>(nodeIds.size()));
    for (const QString& id : nodeIds) {
        if (const int place = workflow.nodeIndex(id); place >= 0) {
            places.push_back(place);
        }
    }
    sortUnique(places);
    return places;
}

namespace edits {

WorkflowEdit addNode(const Workflow& workflow, NodeKind kind, QPointF position,
                     const QJsonObject& data)
{
    NewIds ids(workflow);
    Node node = makeNode(kind, ids.forNode(nodeType(kind).id), position, data);
    node.groupId = groupAt(workflow, rectOf(node).center(), {});
    WorkflowEdit edit;
    edit.nodes.inserted.push_back({static_cast<int>(workflow.nodes().size()), std::move(node)});
    return edit;
}

WorkflowEdit removeItems(const Workflow& workflow, const QStringList& nodeIds,
                         const QStringList& edgeIds)
{
    const std::vector<int> nodes = placesOf(workflow, nodeIds);
    std::vector<int> edges;
    for (const QString& id : edgeIds) {
        if (const int place = workflow.edgeIndex(id); place >= 0) {
            edges.push_back(place);
        }
    }
    for (const int node : nodes) {
        const auto incoming = workflow.incoming(node);
        const auto outgoing = workflow.outgoing(node);
        edges.insert(edges.end(), incoming.begin(), incoming.end());
        edges.insert(edges.end(), outgoing.begin(), outgoing.end());
    }
    sortUnique(edges);
    WorkflowEdit edit;
    edit.nodes.removed = takenAt(workflow.nodes(), nodes);
    edit.edges.removed = takenAt(workflow.edges(), edges);
    return edit;
}

WorkflowEdit placeNodes(const Workflow& workflow, const QHash<QString, QPointF>& positions)
{
    WorkflowEdit edit;
    for (const int place : placesOf(workflow, positions.keys())) {
        const Node& node = workflow.nodes()[static_cast<std::size_t>(place)];
        const QPointF position = positions.value(node.id);
        if (position == node.position || !isFinite(position)) {
            continue;
        }
        NodePatch patch;
        patch.position = position;
        patch.groupId = groupAt(workflow, QRectF(position, node.size).center(), node.groupId);
        addUpdate(edit, node, patch);
    }
    return edit;
}

WorkflowEdit moveNodes(const Workflow& workflow, const QStringList& nodeIds, QPointF offset)
{
    QHash<QString, QPointF> positions;
    for (const QString& id : nodeIds) {
        if (const Node* const node = workflow.node(id)) {
            positions.insert(id, node->position + offset);
        }
    }
    return placeNodes(workflow, positions);
}

WorkflowEdit resizeNode(const Workflow& workflow, const QString& nodeId, QRectF rect)
{
    WorkflowEdit edit;
    const Node* const node = workflow.node(nodeId);
    if (!node || !isFinite(rect.topLeft()) || !isFinite(rect.bottomRight())) {
        return edit;
    }
    double x = rect.x();
    double y = rect.y();
    double width = rect.width();
    double height = rect.height();
    keepMinimum(x, width, minimumNodeSize.width(), node->position.x());
    keepMinimum(y, height, minimumNodeSize.height(), node->position.y());
    NodePatch patch;
    patch.position = QPointF(x, y);
    patch.size = QSizeF(width, height);
    addUpdate(edit, *node, patch);
    return edit;
}

WorkflowEdit setData(const Workflow& workflow, const QString& nodeId, const DataPatch& values)
{
    WorkflowEdit edit;
    if (const Node* const node = workflow.node(nodeId)) {
        NodePatch patch;
        patch.data = values;
        addUpdate(edit, *node, patch);
    }
    return edit;
}

WorkflowEdit changeHead(const Workflow& workflow, const WorkflowHead& head)
{
    WorkflowEdit edit;
    if (head != workflow.head()) {
        edit.head = {workflow.head(), head};
    }
    return edit;
}

} // namespace edits

} // namespace plantain::workflow
