// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/workflow/NodeType.h"
#include "src/workflow/Workflow.h"

#include <QWidget>

class QVBoxLayout;

namespace plantain::ui {

/// A node to go to.
struct NodeLink {
    QString id;
    QString title;
    bool operator==(const NodeLink&) const = default;
};

/// The nodes whose edges come into inputs of a type, in edge order; a node with two edges twice.
QList<NodeLink> sourcesOf(const workflow::Workflow& workflow, int nodeIndex,
                          workflow::PortType type);

/// "From Prompt 1": where something comes from, a line each; a press on a name leads there. Hidden
/// while there is none.
class NodeLinks : public QWidget
{
    Q_OBJECT

public:
    explicit NodeLinks(QWidget* parent = nullptr);

    void showLinks(const QString& intro, const QList<NodeLink>& links);

signals:
    void pressed(const QString& nodeId);

private:
    void addRow(const QString& intro, const NodeLink& link);

    QString m_intro;
    QList<NodeLink> m_links;
    QVBoxLayout* m_rows;
};

} // namespace plantain::ui
