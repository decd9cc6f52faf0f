// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/workflow/WorkflowEdit.h"

#include <QHash>
#include <QObject>

#include <span>

namespace plantain::workflow {

/// The one truth about a workflow under edit. Changes only by `apply` and `reset`; everything else
/// (canvas, inspector, runner, recovery) listens to `changed`. Places in the lists are the fast way
/// to items: they and pointers hold until the structure changes.
class Workflow : public QObject
{
    Q_OBJECT

public:
    explicit Workflow(QObject* parent = nullptr);

    const WorkflowContent& content() const { return m_content; }
    const WorkflowHead& head() const { return m_content.head; }
    const std::vector<Node>& nodes() const { return m_content.nodes; }
    const std::vector<Edge>& edges() const { return m_content.edges; }
    const std::vector<Group>& groups() const { return m_content.groups; }

    /// Place in nodes(), edges(), groups(); -1 when there is none.
    int nodeIndex(const QString& id) const { return m_nodeIndex.value(id, -1); }
    int edgeIndex(const QString& id) const { return m_edgeIndex.value(id, -1); }
    int groupIndex(const QString& id) const;
    /// Null when there is none.
    const Node* node(const QString& id) const;
    const Edge* edge(const QString& id) const;
    const Group* group(const QString& id) const;

    /// Places in edges() of the edges that end at (begin at) a node, ascending. `nodeIndex` must be
    /// valid. An edge whose other end does not exist is listed at the end that does.
    std::span<const int> incoming(int nodeIndex) const;
    std::span<const int> outgoing(int nodeIndex) const;

    /// Replaces everything; `wasReset` follows.
    void reset(WorkflowContent content);
    /// `edit` must have been made for this very state (or be the inverse of the last edit).
    /// `changed` follows, unless it is empty.
    void apply(const WorkflowEdit& edit);

signals:
    void changed(const plantain::workflow::WorkflowEdit& edit);
    void wasReset();

private:
    void update(const NodeUpdate& update);
    void indexNodes();
    void indexEdges();

    WorkflowContent m_content;
    QHash<QString, int> m_nodeIndex;
    QHash<QString, int> m_edgeIndex;
    std::vector<std::vector<int>> m_incoming;
    std::vector<std::vector<int>> m_outgoing;
};

} // namespace plantain::workflow
