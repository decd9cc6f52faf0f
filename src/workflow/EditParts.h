// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/workflow/Workflow.h"

#include <QStringList>

/// What the functions of Edits.h are made of.
namespace plantain::workflow {

/// Gives `node` the fields of `wanted`, where they differ; nothing is added when none does.
void addUpdate(WorkflowEdit& edit, const Node& node, const NodePatch& wanted);

/// Places of the ids that exist, ascending, each once.
std::vector<int> placesOf(const Workflow& workflow, const QStringList& nodeIds);

/// Takes items out at ascending places.
template <typename T>
std::vector<Placed<T>> takenAt(const std::vector<T>& list, const std::vector<int>& places)
{
    std::vector<Placed<T>> taken;
    taken.reserve(places.size());
    for (const int place : places) {
        taken.push_back({place, list[static_cast<std::size_t>(place)]});
    }
    return taken;
}

inline QRectF rectOf(const Node& node)
{
    return {node.position, node.size};
}

} // namespace plantain::workflow
