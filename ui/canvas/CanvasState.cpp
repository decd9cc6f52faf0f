// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/CanvasState.h"

#include <algorithm>

namespace plantain::ui {

Selection::Selection(const workflow::Workflow& workflow, QObject* parent)
    : QObject(parent)
    , m_workflow(workflow)
{
    connect(&workflow, &workflow::Workflow::wasReset, this, &Selection::forgetWhatIsGone);
    connect(&workflow, &workflow::Workflow::changed, this,
            [this](const workflow::WorkflowEdit& edit) {
                if (edit.changesStructure()) {
                    forgetWhatIsGone();
                }
            });
}

QStringList Selection::nodeList() const
{
    std::vector<int> places;
    places.reserve(static_cast<std::size_t>(m_nodes.size()));
    for (const QString& id : m_nodes) {
        places.push_back(m_workflow.nodeIndex(id));
    }
    std::sort(places.begin(), places.end());
    QStringList list;
    for (const int place : places) {
        list << m_workflow.nodes()[static_cast<std::size_t>(place)].id;
    }
    return list;
}

void Selection::setFocusNode(const QString& nodeId)
{
    if (m_focusNode != nodeId && (nodeId.isEmpty() || m_workflow.nodeIndex(nodeId) >= 0)) {
        m_focusNode = nodeId;
        emit focusNodeChanged();
    }
}

void Selection::setNodes(const QSet<QString>& nodeIds)
{
    QSet<QString> known;
    for (const QString& id : nodeIds) {
        if (m_workflow.nodeIndex(id) >= 0) {
            known.insert(id);
        }
    }
    if (known == m_nodes && m_edge.isEmpty() && m_group.isEmpty()) {
        return;
    }
    m_nodes = known;
    m_edge.clear();
    m_group.clear();
    emit changed();
}

void Selection::setOnly(const QString& nodeId)
{
    setNodes({nodeId});
    setFocusNode(nodeId);
}

void Selection::toggle(const QString& nodeId)
{
    QSet<QString> nodes = m_nodes;
    if (!nodes.remove(nodeId)) {
        nodes.insert(nodeId);
    }
    setNodes(nodes);
}

void Selection::setEdge(const QString& edgeId)
{
    if (m_edge == edgeId || m_workflow.edgeIndex(edgeId) < 0) {
        return;
    }
    m_nodes.clear();
    m_group.clear();
    m_edge = edgeId;
    emit changed();
}

void Selection::setGroup(const QString& groupId)
{
    if (m_group == groupId || m_workflow.groupIndex(groupId) < 0) {
        return;
    }
    m_nodes.clear();
    m_edge.clear();
    m_group = groupId;
    emit changed();
}

void Selection::clear()
{
    if (!isEmpty()) {
        m_nodes.clear();
        m_edge.clear();
        m_group.clear();
        emit changed();
    }
}

void Selection::forgetWhatIsGone()
{
    const auto goneNode = [this](const QString& id) { return m_workflow.nodeIndex(id) < 0; };
    bool differs = m_nodes.removeIf(goneNode) > 0;
    if (!m_edge.isEmpty() && m_workflow.edgeIndex(m_edge) < 0) {
        m_edge.clear();
        differs = true;
    }
    if (!m_group.isEmpty() && m_workflow.groupIndex(m_group) < 0) {
        m_group.clear();
        differs = true;
    }
    if (!m_focusNode.isEmpty() && goneNode(m_focusNode)) {
        m_focusNode.clear();
        emit focusNodeChanged();
    }
    if (differs) {
        emit changed();
    }
}

bool operator==(const CanvasOverlay::Wire& one, const CanvasOverlay::Wire& other)
{
    return one.node == other.node && one.port == other.port && one.loose == other.loose &&
           one.snap == other.snap && one.pulledEdge == other.pulledEdge;
}

bool operator==(const CanvasOverlay::Resize& one, const CanvasOverlay::Resize& other)
{
    return one.node == other.node && one.group == other.group && one.rect == other.rect;
}

} // namespace plantain::ui
