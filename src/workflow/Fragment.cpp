// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/workflow/Fragment.h"

#include "src/workflow/Connections.h"
#include "src/workflow/EditParts.h"
#include "src/workflow/NewItems.h"
#include "src/workflow/WorkflowFile.h"

#include <QSet>

#include <algorithm>

namespace plantain::workflow {

using namespace Qt::StringLiterals;

namespace {

/// Old ids and the new ones of their copies.
using NewNames = QHash<QString, QString>;

/// What is written anew in a copied edge: what the other keys say belongs to the original.
QJsonObject withoutEnds(QJsonObject edge)
{
    for (const QLatin1String key :
         {"id"_L1, "source"_L1, "sourceHandle"_L1, "target"_L1, "targetHandle"_L1}) {
        edge.remove(key);
    }
    return edge;
}

class Paste
{
public:
    Paste(const Workflow& workflow, const Fragment& fragment, QPointF offset)
        : m_workflow(workflow)
        , m_fragment(fragment)
        , m_offset(offset)
        , m_ids(workflow)
    {
    }

    WorkflowEdit edit()
    {
        addGroups();
        addNodes();
        addEdges();
        return std::move(m_edit);
    }

private:
    void addGroups();
    void addNodes();
    void addEdges();
    /// The source of a copied edge: a copy, else a node that is there and has such an output.
    QString sourceOf(const Edge& edge) const;

    const Workflow& m_workflow;
    const Fragment& m_fragment;
    QPointF m_offset;
    NewIds m_ids;
    NewNames m_groups;
    NewNames m_nodes;
    WorkflowEdit m_edit;
};

void Paste::addGroups()
{
    int place = static_cast<int>(m_workflow.groups().size());
    for (const Group& each : m_fragment.groups) {
        Group group = each;
        group.id = m_ids.forGroup();
        group.rect.translate(m_offset);
        group.other.insert(u"id"_s, group.id);
        m_groups.insert(each.id, group.id);
        m_edit.groups.inserted.push_back({place++, std::move(group)});
    }
}

void Paste::addNodes()
{
    int place = static_cast<int>(m_workflow.nodes().size());
    for (const Node& each : m_fragment.nodes) {
        Node node = each;
        node.id = m_ids.forNode(node.type);
        node.position += m_offset;
        const QString group = m_groups.value(each.groupId);
        node.groupId = group.isEmpty() ? groupAt(m_workflow, rectOf(node).center(), {}) : group;
        m_nodes.insert(each.id, node.id);
        m_edit.nodes.inserted.push_back({place++, std::move(node)});
    }
}

QString Paste::sourceOf(const Edge& edge) const
{
    const QString copied = m_nodes.value(edge.source.node);
    const int outside = m_workflow.nodeIndex(edge.source.node);
    if (!copied.isEmpty() || outside < 0) {
        return copied;
    }
    const QList<PortSpec> outputs = outputsOf(m_workflow, outside);
    return findPort(outputs, edge.source.port) ? edge.source.node : QString();
}

void Paste::addEdges()
{
    int place = static_cast<int>(m_workflow.edges().size());
    for (const Edge& each : m_fragment.edges) {
        const PortRef source{sourceOf(each), each.source.port};
        const PortRef target{m_nodes.value(each.target.node), each.target.port};
        if (!source.node.isEmpty() && !target.node.isEmpty()) {
            m_edit.edges.inserted.push_back({place++,
                                             {m_ids.forEdge(source, target), source, target,
                                              each.paused, withoutEnds(each.other)}});
        }
    }
}

QPointF topLeftOf(const std::vector<Node>& nodes)
{
    QRectF bounds;
    for (const Node& node : nodes) {
        bounds |= rectOf(node);
    }
    return bounds.topLeft();
}

} // namespace

Fragment copyOf(const Workflow& workflow, const QStringList& nodeIds, bool withInputs)
{
    Fragment fragment;
    QSet<QString> copied;
    for (const int place : placesOf(workflow, nodeIds)) {
        fragment.nodes.push_back(workflow.nodes()[static_cast<std::size_t>(place)]);
        copied.insert(fragment.nodes.back().id);
    }
    for (const Edge& edge : workflow.edges()) {
        if (copied.contains(edge.target.node) &&
            (withInputs || copied.contains(edge.source.node))) {
            fragment.edges.push_back(edge);
        }
    }
    QSet<QString> whole;
    for (const Node& node : fragment.nodes) {
        whole.insert(node.groupId);
    }
    for (const Node& node : workflow.nodes()) {
        if (!copied.contains(node.id)) {
            whole.remove(node.groupId);
        }
    }
    std::copy_if(workflow.groups().begin(), workflow.groups().end(),
                 std::back_inserter(fragment.groups),
                 [&whole](const Group& group) { return whole.contains(group.id); });
    return fragment;
}

QByteArray toJson(const Fragment& fragment)
{
    return serializeWorkflow({{}, fragment.nodes, fragment.edges, fragment.groups});
}

base::Result<Fragment> fragmentFromJson(const QByteArray& json)
{
    auto content = parseWorkflow(json);
    if (!content) {
        return content.error();
    }
    WorkflowContent& parts = content.value();
    return Fragment{std::move(parts.nodes), std::move(parts.edges), std::move(parts.groups)};
}

WorkflowEdit pasteEdit(const Workflow& workflow, const Fragment& fragment, QPointF position)
{
    return Paste(workflow, fragment, position - topLeftOf(fragment.nodes)).edit();
}

} // namespace plantain::workflow
