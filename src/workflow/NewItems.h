// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/workflow/Workflow.h"

#include <QSet>

/// How nodes and edges begin, in the reference's words and with all that it expects to find.
namespace plantain::workflow {

/// Ids that a workflow does not use yet: `<type>-<n>`, n above every number in use.
class NewIds
{
public:
    explicit NewIds(const Workflow& workflow);

    QString forNode(const QString& type);
    QString forGroup();
    /// `edge-<source>-<target>-<source port>-<target port>`.
    QString forEdge(const PortRef& source, const PortRef& target);
    /// The number that forGroup used last.
    qint64 lastGroupNumber() const { return m_nextGroup - 1; }

private:
    const Workflow& m_workflow;
    qint64 m_nextNode = 1;
    qint64 m_nextGroup = 1;
    QSet<QString> m_newEdges;
};

/// `position`: top left. `data` is laid over the kind's own defaults.
Node makeNode(NodeKind kind, const QString& id, QPointF position, const QJsonObject& data);
/// `createdAt`: Unix milliseconds.
Edge makeEdge(const QString& id, const PortRef& source, const PortRef& target, qint64 createdAt);

Group makeGroup(const QString& id, const QString& name, const QRectF& rect);

/// The group in which a node with this centre lies: `current` when it still does, else the last
/// one; empty: none.
QString groupAt(const Workflow& workflow, QPointF centre, const QString& current);

} // namespace plantain::workflow
