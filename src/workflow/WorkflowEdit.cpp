// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/workflow/WorkflowEdit.h"

#include <QHash>

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

/// Of two changes of one field the first `before` and the last `after` count.
template <typename T>
void join(std::optional<T>& before, std::optional<T>& after, const std::optional<T>& nextBefore,
          const std::optional<T>& nextAfter)
{
    if (!nextAfter) {
        return;
    }
    if (!after) {
        before = nextBefore;
    }
    after = nextAfter;
    if (before == after) {
        before.reset();
        after.reset();
    }
}

void join(NodeUpdate& first, const NodeUpdate& next)
{
    join(first.before.position, first.after.position, next.before.position, next.after.position);
    join(first.before.size, first.after.size, next.before.size, next.after.size);
    join(first.before.groupId, first.after.groupId, next.before.groupId, next.after.groupId);
    for (auto each = next.after.data.begin(); each != next.after.data.end(); ++each) {
        const QString& key = each.key();
        if (!first.after.data.contains(key)) {
            first.before.data.insert(key, next.before.data.value(key));
        }
        if (first.before.data.value(key) == *each) {
            first.before.data.remove(key);
            first.after.data.remove(key);
        } else {
            first.after.data.insert(key, *each);
        }
    }
}

template <typename T>
auto placedWithId(std::vector<Placed<T>>& list, const QString& id)
{
    return std::find_if(list.begin(), list.end(),
                        [&id](const Placed<T>& placed) { return placed.item.id == id; });
}

/// Selections may be large: one look at the lists, not one for each node.
void join(std::vector<NodeUpdate>& updates, std::vector<Placed<Node>>& inserted,
          const std::vector<NodeUpdate>& next)
{
    QHash<QString, std::size_t> addedAt;
    for (std::size_t i = 0; i < inserted.size(); ++i) {
        addedAt.insert(inserted[i].item.id, i);
    }
    QHash<QString, std::size_t> updatedAt;
    for (std::size_t i = 0; i < updates.size(); ++i) {
        updatedAt.insert(updates[i].id, i);
    }
    for (const NodeUpdate& each : next) {
        if (const auto added = addedAt.constFind(each.id); added != addedAt.constEnd()) {
            applyPatch(inserted[*added].item, each.after);
        } else if (const auto first = updatedAt.constFind(each.id); first != updatedAt.constEnd()) {
            join(updates[*first], each);
        } else {
            updates.push_back(each);
        }
    }
    std::erase_if(updates, [](const NodeUpdate& each) { return each.after == NodePatch{}; });
}

template <typename T>
void join(ListEdit<T>& first, const Replacement<T>& next)
{
    if (const auto added = placedWithId(first.inserted, next.after.id);
        added != first.inserted.end()) {
        added->item = next.after;
        return;
    }
    const auto known = std::find_if(
        first.replaced.begin(), first.replaced.end(),
        [&next](const Replacement<T>& each) { return each.after.id == next.before.id; });
    if (known == first.replaced.end()) {
        first.replaced.push_back(next);
        return;
    }
    known->after = next.after;
    if (known->before == known->after) {
        first.replaced.erase(known);
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
    if (next.changesStructure()) {
        return false;
    }
    join(updates, nodes.inserted, next.updates);
    for (const Replacement<Edge>& each : next.edges.replaced) {
        join(edges, each);
    }
    for (const Replacement<Group>& each : next.groups.replaced) {
        join(groups, each);
    }
    if (next.head) {
        head = {head ? head->before : next.head->before, next.head->after};
        if (head->before == head->after) {
            head.reset();
        }
    }
    return true;
}

void applyPatch(Node& node, const NodePatch& patch)
{
    node.position = patch.position.value_or(node.position);
    node.size = patch.size.value_or(node.size);
    if (patch.groupId) {
        node.groupId = *patch.groupId;
    }
    for (auto each = patch.data.begin(); each != patch.data.end(); ++each) {
        if (each->isUndefined()) {
            node.data.remove(each.key());
        } else {
            node.data.insert(each.key(), *each);
        }
    }
}

} // namespace plantain::workflow
