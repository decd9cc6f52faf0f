// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/workflow/WorkflowContent.h"

#include <QMap>

#include <optional>

namespace plantain::workflow {

/// Keys of a node's `data` with new values; an Undefined value takes the key away.
using DataPatch = QMap<QString, QJsonValue>;

/// Fields of a node that differ. What is empty here is not touched, so that undoing an edit never
/// takes back what a run has written in between.
struct NodePatch {
    std::optional<QPointF> position;
    std::optional<QSizeF> size;
    std::optional<QString> groupId;
    DataPatch data;
    bool operator==(const NodePatch&) const = default;
};

void applyPatch(Node& node, const NodePatch& patch);

struct NodeUpdate {
    QString id;
    NodePatch before;
    NodePatch after;
    bool operator==(const NodeUpdate&) const = default;
};

/// An item and its place in the list.
template <typename T>
struct Placed {
    int index = 0;
    T item;
    bool operator==(const Placed&) const = default;
};

/// One value replaced by another with the same id.
template <typename T>
struct Replacement {
    T before;
    T after;
    bool operator==(const Replacement&) const = default;
};

template <typename T>
struct ListEdit {
    std::vector<Placed<T>> removed;  ///< ascending places in the list before the edit
    std::vector<Placed<T>> inserted; ///< ascending places in the list after the edit
    std::vector<Replacement<T>> replaced;
    bool isEmpty() const { return removed.empty() && inserted.empty() && replaced.empty(); }
    bool operator==(const ListEdit&) const = default;
};

/// One change of a workflow as a value: what the undo stack keeps, what `Workflow::changed` tells.
/// Made by the functions of Edits.h. Applied in the order: removals, updates, insertions; edges are
/// taken away before nodes and put in after them.
struct WorkflowEdit {
    ListEdit<Node> nodes; ///< `replaced` stays empty: nodes change by `updates`
    std::vector<NodeUpdate> updates;
    ListEdit<Edge> edges;
    ListEdit<Group> groups;
    std::optional<Replacement<WorkflowHead>> head;

    bool isEmpty() const;
    /// What takes this edit back.
    WorkflowEdit inverted() const;
    /// Nodes, edges or groups came or went.
    bool changesStructure() const;
    /// Joins `next`, which was applied after this, when `next` neither adds nor removes anything:
    /// one gesture, one step. What ends as it began is forgotten; this may become empty. False, and
    /// nothing happened, otherwise.
    bool mergeWith(const WorkflowEdit& next);

    bool operator==(const WorkflowEdit&) const = default;
};

} // namespace plantain::workflow

Q_DECLARE_METATYPE(plantain::workflow::WorkflowEdit)
