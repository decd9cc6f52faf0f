// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/workflow/Workflow.h"

#include <QStringList>

#include <algorithm>

namespace plantain::workflow {

using namespace Qt::StringLiterals;

namespace {

/// One pass for any number of items.
template <typename T>
void removeAt(std::vector<T>& list, const std::vector<Placed<T>>& removed)
{
    auto next = removed.begin();
    std::size_t kept = 0;
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (next != removed.end() && next->index == static_cast<int>(i)) {
            ++next;
        } else if (kept++ != i) {
            list[kept - 1] = std::move(list[i]);
        }
    }
    list.resize(kept);
}

template <typename T>
void insertAt(std::vector<T>& list, const std::vector<Placed<T>>& inserted)
{
    if (inserted.empty()) {
        return;
    }
    std::vector<T> result;
    result.reserve(list.size() + inserted.size());
    auto old = list.begin();
    for (const Placed<T>& placed : inserted) {
        while (old != list.end() && static_cast<int>(result.size()) < placed.index) {
            result.push_back(std::move(*old++));
        }
        result.push_back(placed.item);
    }
    std::move(old, list.end(), std::back_inserter(result));
    list = std::move(result);
}

template <typename T>
T* findById(std::vector<T>& list, const QString& id)
{
    const auto found =
        std::find_if(list.begin(), list.end(), [&id](const T& item) { return item.id == id; });
    return found == list.end() ? nullptr : &*found;
}

} // namespace

const QStringList& groupColors()
{
    static const QStringList colors{u"neutral"_s, u"blue"_s,   u"green"_s,
                                    u"purple"_s,  u"orange"_s, u"red"_s};
    return colors;
}

Workflow::Workflow(QObject* parent)
    : QObject(parent)
{
}

int Workflow::groupIndex(const QString& id) const
{
    const auto& list = m_content.groups;
    const auto found = std::find_if(list.begin(), list.end(),
                                    [&id](const Group& group) { return group.id == id; });
    return found == list.end() ? -1 : static_cast<int>(found - list.begin());
}

const Node* Workflow::node(const QString& id) const
{
    const int index = nodeIndex(id);
    return index < 0 ? nullptr : &m_content.nodes[static_cast<std::size_t>(index)];
}

const Edge* Workflow::edge(const QString& id) const
{
    const int index = edgeIndex(id);
    return index < 0 ? nullptr : &m_content.edges[static_cast<std::size_t>(index)];
}

const Group* Workflow::group(const QString& id) const
{
    const int index = groupIndex(id);
    return index < 0 ? nullptr : &m_content.groups[static_cast<std::size_t>(index)];
}

std::span<const int> Workflow::incoming(int nodeIndex) const
{
    return m_incoming[static_cast<std::size_t>(nodeIndex)];
}

std::span<const int> Workflow::outgoing(int nodeIndex) const
{
    return m_outgoing[static_cast<std::size_t>(nodeIndex)];
}

void Workflow::reset(WorkflowContent content)
{
    m_content = std::move(content);
    indexNodes();
    indexEdges();
    emit wasReset();
}

void Workflow::apply(const WorkflowEdit& edit)
{
    if (edit.isEmpty()) {
        return;
    }
    removeAt(m_content.edges, edit.edges.removed);
    removeAt(m_content.nodes, edit.nodes.removed);
    removeAt(m_content.groups, edit.groups.removed);
    const bool nodesMove = !edit.nodes.removed.empty() || !edit.nodes.inserted.empty();
    if (!edit.nodes.removed.empty()) {
        indexNodes();
    }
    for (const NodeUpdate& each : edit.updates) {
        update(each);
    }
    for (const auto& each : edit.groups.replaced) {
        if (Group* group = findById(m_content.groups, each.before.id)) {
            *group = each.after;
        }
    }
    for (const auto& each : edit.edges.replaced) {
        if (Edge* edge = findById(m_content.edges, each.before.id)) {
            *edge = each.after;
        }
    }
    insertAt(m_content.nodes, edit.nodes.inserted);
    insertAt(m_content.groups, edit.groups.inserted);
    insertAt(m_content.edges, edit.edges.inserted);
    if (edit.head) {
        m_content.head = edit.head->after;
    }
    if (!edit.nodes.inserted.empty()) {
        indexNodes();
    }
    if (nodesMove || !edit.edges.isEmpty()) {
        indexEdges();
    }
    emit changed(edit);
}

void Workflow::update(const NodeUpdate& update)
{
    if (const int index = nodeIndex(update.id); index >= 0) {
        applyPatch(m_content.nodes[static_cast<std::size_t>(index)], update.after);
    }
}

void Workflow::indexNodes()
{
    m_nodeIndex.clear();
    m_nodeIndex.reserve(static_cast<qsizetype>(m_content.nodes.size()));
    for (std::size_t i = 0; i < m_content.nodes.size(); ++i) {
        m_nodeIndex.insert(m_content.nodes[i].id, static_cast<int>(i));
    }
}

void Workflow::indexEdges()
{
    m_incoming.assign(m_content.nodes.size(), {});
    m_outgoing.assign(m_content.nodes.size(), {});
    m_edgeIndex.clear();
    m_edgeIndex.reserve(static_cast<qsizetype>(m_content.edges.size()));
    for (std::size_t i = 0; i < m_content.edges.size(); ++i) {
        const Edge& edge = m_content.edges[i];
        m_edgeIndex.insert(edge.id, static_cast<int>(i));
        if (const int source = nodeIndex(edge.source.node); source >= 0) {
            m_outgoing[static_cast<std::size_t>(source)].push_back(static_cast<int>(i));
        }
        if (const int target = nodeIndex(edge.target.node); target >= 0) {
            m_incoming[static_cast<std::size_t>(target)].push_back(static_cast<int>(i));
        }
    }
}

} // namespace plantain::workflow
