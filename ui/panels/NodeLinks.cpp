// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/NodeLinks.h"

#include "src/workflow/NodeData.h"

#include <QFontMetrics>

namespace plantain::ui {

namespace {

constexpr int longestName = 190; ///< px

workflow::PortType inputType(const workflow::Node& node, const QString& portId)
{
    const auto* port = workflow::findPort(workflow::nodeType(node.kind).inputs, portId);
    return port ? port->type : workflow::guessPortType(portId);
}

} // namespace

QList<NodeLink> sourcesOf(const workflow::Workflow& workflow, int nodeIndex,
                          workflow::PortType type)
{
    QList<NodeLink> links;
    if (nodeIndex < 0) {
        return links;
    }
    const workflow::Node& target = workflow.nodes().at(static_cast<std::size_t>(nodeIndex));
    for (const int index : workflow.incoming(nodeIndex)) {
        const workflow::Edge& edge = workflow.edges().at(static_cast<std::size_t>(index));
        const workflow::Node* const source = workflow.node(edge.source.node);
        if (source && inputType(target, edge.target.port) == type) {
            links << NodeLink{source->id, workflow::titleOf(*source)};
        }
    }
    return links;
}

NodeLinks::NodeLinks(QWidget* parent)
    : QWidget(parent)
    , m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
    hide();
}

void NodeLinks::showLinks(const QString& intro, const QList<NodeLink>& links)
{
    if (m_intro == intro && m_links == links) {
        return;
    }
    m_intro = intro;
    m_links = links;
    const auto old = findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly);
    for (QWidget* row : old) {
        // The name that was pressed may be in it.
        row->hide();
        row->setParent(nullptr);
        row->deleteLater();
    }
    for (const NodeLink& link : links) {
        addRow(intro, link);
    }
    setVisible(!links.isEmpty());
}

void NodeLinks::addRow(const QString& intro, const NodeLink& link)
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    auto* label = new QLabel(intro, row);
    label->setProperty("role", QStringLiteral("small"));
    auto* button = new QPushButton(row);
    button->setObjectName(QStringLiteral("link_") + link.id);
    button->setProperty("kind", QStringLiteral("link"));
    button->setAutoDefault(false);
    button->setText(button->fontMetrics()
                        .elidedText(link.title, Qt::ElideRight, longestName)
                        .replace(QLatin1String("&"), QLatin1String("&&")));
    button->setAccessibleName(intro + QLatin1Char(' ') + link.title);
    button->setToolTip(tr("Show “%1”").arg(link.title));
    layout->addWidget(label);
    layout->addWidget(button);
    layout->addStretch();
    connect(button, &QPushButton::clicked, this, [this, id = link.id] { emit pressed(id); });
    m_rows->addWidget(row);
}

} // namespace plantain::ui
