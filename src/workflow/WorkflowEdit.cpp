// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/workflow/WorkflowEdit.h"

#include <algorithm>

namespace plantain::workflow {

namespace {

template <typename T>
Replacement<T> inverse(const Replacement<T>& replacement)
{
    return {replacement.after, replacement.before};
}

template <typename T>
ListEdit<T> inverse(const ListEdit<T>& edit)
{
    ListEdit<T> result{edit.inserted, edit.removed, {}};
    result.replaced.reserve(edit.replaced.size());
    for (auto each = edit.replaced.rbegin(); each != edit.replaced.rend(); ++each) {
        result.replaced.push_back(inverse(*each));
    }
    return result;
}

/// The same keys in both directions, and the same fields.
bool coversSame(const NodePatch& one, const NodePatch& other)
{
    return one.position.has_value() == other.position.has_value() &&
           one.size.has_value() == other.size.has_value() &&
           one.groupId.has_value() == other.groupId.has_value() &&
           one.data.keys() == other.data.keys();
}

bool canMerge(const std::vector<NodeUpdate>& first, const std::vector<NodeUpdate>& next)
{
    return std::equal(first.begin(), first.end(), next.begin(), next.end(),
                      [](const NodeUpdate& one, const NodeUpdate& other) {
                          return one.id == other.id && coversSame(one.after, other.after);
                      });
}

template <typename T>
bool canMerge(const ListEdit<T>& first, const ListEdit<T>& next)
{
    return first.removed.empty() && first.inserted.empty() && next.removed.empty() &&
           next.inserted.empty() &&
           std::equal(first.replaced.begin(), first.replaced.end(), next.replaced.begin(),
                      next.replaced.end(), [](const auto& one, const auto& other) {
                          return one.after.id == other.before.id;
                      });
}

template <typename List>
void takeAfter(List& first, const List& next)
{
    for (std::size_t i = 0; i < first.size(); ++i) {
        first[i].after = next[i].after;
    }
}

} // namespace

bool WorkflowEdit::isEmpty() const
{
    return updates.empty() && nodes.isEmpty() && edges.isEmpty() && groups.isEmpty() && !head;
}

bool WorkflowEdit::changesStructure() const
{
    const auto comesOrGoes = [](const auto& list) {
        return !list.removed.empty() || !list.inserted.empty();
    };
    return comesOrGoes(nodes) || comesOrGoes(edges) || comesOrGoes(groups);
}

WorkflowEdit WorkflowEdit::inverted() const
{
    WorkflowEdit result;
    result.nodes = inverse(nodes);
    result.edges = inverse(edges);
    result.groups = inverse(groups);
    result.updates.reserve(updates.size());
    for (auto each = updates.rbegin(); each != updates.rend(); ++each) {
        result.updates.push_back({each->id, each->after, each->before});
    }
    if (head) {
        result.head = inverse(*head);
    }
    return result;
}

bool WorkflowEdit::mergeWith(const WorkflowEdit& next)
{
    if (head.has_value() != next.head.has_value() || !canMerge(updates, next.updates) ||
        !canMerge(nodes, next.nodes) || !canMerge(edges, next.edges) ||
        !canMerge(groups, next.groups)) {
        return false;
    }
    takeAfter(updates, next.updates);
    takeAfter(edges.replaced, next.edges.replaced);
    takeAfter(groups.replaced, next.groups.replaced);
    if (head) {
        head->after = next.head->after;
    }
    return true;
}

} // namespace plantain::workflow
