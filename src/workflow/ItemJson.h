// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Json.h"
#include "src/workflow/WorkflowContent.h"

/// The fields of nodes, edges, groups and head in the JSON of a file. What a reader finds wrong is
/// told by its `error()`, with the path inside the item. Writing begins with the item's `other` and
/// changes only what reading it again would not give.
namespace plantain::workflow {

/// All but `data`, which is left to the caller.
Node readNode(const QJsonObject& json, base::JsonReader& reader);
/// Judges those keys of `data` that Plantain reads in a node of this kind.
void checkData(NodeKind kind, base::JsonReader& data);
QJsonObject toJson(const Node& node);

/// The id may be empty: see parseWorkflow.
Edge readEdge(const QJsonObject& json, base::JsonReader& reader);
QJsonObject toJson(const Edge& edge);

Group readGroup(const QString& id, const QJsonObject& json, base::JsonReader& reader);
QJsonObject toJson(const Group& group);

WorkflowHead readHead(const QJsonObject& json, base::JsonReader& reader);
/// Without nodes, edges and groups.
QJsonObject toJson(const WorkflowHead& head);

} // namespace plantain::workflow
