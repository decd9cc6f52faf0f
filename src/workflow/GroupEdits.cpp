// SPDX-License-Identifier: GPL-3.0-or-later
// The functions of Edits.h that are about groups.
#include "src/workflow/EditParts.h"
#include "src/workflow/Edits.h"
#include "src/workflow/NewItems.h"

#include <QCoreApplication>

namespace plantain::workflow::edits {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(GroupEdits)
};

/// Between the nodes and their frame; the frame's header comes on top.
constexpr double padding = 24;
constexpr double headerHeight = 32;

QRectF frameAround(const Workflow& workflow, const std::vector<int>& places)
{
    QRectF bounds;
    for (const int place : places) {
        bounds |= rectOf(workflow.nodes()[static_cast<std::size_t>(place)]);
    }
    return bounds.adjusted(-padding, -padding - headerHeight, padding, padding);
}

void setGroup(WorkflowEdit& edit, const Node& node, const QString& groupId)
{
    NodePatch patch;
    patch.groupId = groupId;
    addUpdate(edit, node, patch);
}

} // namespace

WorkflowEdit groupNodes(const Workflow& workflow, const QStringList& nodeIds)
{
    WorkflowEdit edit;
    const std::vector<int> places = placesOf(workflow, nodeIds);
    if (places.empty()) {
        return edit;
    }
    NewIds ids(workflow);
    const QString id = ids.forGroup();
    Group group = makeGroup(id, Text::tr("Group %1").arg(ids.lastGroupNumber()),
                            frameAround(workflow, places));
    for (const int place : places) {
        setGroup(edit, workflow.nodes()[static_cast<std::size_t>(place)], id);
    }
    edit.groups.inserted.push_back({static_cast<int>(workflow.groups().size()), std::move(group)});
    return edit;
}

WorkflowEdit ungroup(const Workflow& workflow, const QString& groupId)
{
    WorkflowEdit edit;
    const int place = workflow.groupIndex(groupId);
    if (place < 0) {
        return edit;
    }
    for (const Node& node : workflow.nodes()) {
        if (node.groupId == groupId) {
            setGroup(edit, node, {});
        }
    }
    edit.groups.removed = takenAt(workflow.groups(), {place});
    return edit;
}

WorkflowEdit changeGroup(const Workflow& workflow, const Group& group)
{
    WorkflowEdit edit;
    const Group* const before = workflow.group(group.id);
    if (before && *before != group) {
        edit.groups.replaced.push_back({*before, group});
    }
    return edit;
}

WorkflowEdit moveGroup(const Workflow& workflow, const QString& groupId, QPointF offset)
{
    const Group* const group = workflow.group(groupId);
    if (!group) {
        return {};
    }
    Group moved = *group;
    moved.rect.translate(offset);
    WorkflowEdit edit = changeGroup(workflow, moved);
    for (const Node& node : workflow.nodes()) {
        if (node.groupId == groupId) {
            NodePatch patch;
            patch.position = node.position + offset;
            addUpdate(edit, node, patch);
        }
    }
    return edit;
}

} // namespace plantain::workflow::edits
