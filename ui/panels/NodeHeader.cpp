// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/NodeHeader.h"

#include "src/workflow/NodeData.h"
#include "ui/canvas/NodeFaces.h"
#include "ui/panels/FieldWatcher.h"
#include "ui/widgets/KindMark.h"
#include "ui/widgets/StatusBadge.h"

#include <QEvent>
#include <QLineEdit>

namespace plantain::ui {

using workflow::NodeKind;

NodeHeader::NodeHeader(QWidget* parent)
    : QWidget(parent)
    , m_mark(new KindMark(this))
    , m_title(new QLineEdit(this))
    , m_badge(new StatusBadge(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_mark);
    row->addWidget(m_title, 1);
    row->addWidget(m_badge);
    m_title->setObjectName(QStringLiteral("titleEdit"));
    m_title->setAccessibleName(tr("Title"));
    m_title->setToolTip(tr("Title: press to change it"));
    m_title->setProperty("role", QStringLiteral("heading"));
    m_badge->setObjectName(QStringLiteral("runBadge"));
    m_badge->hide();
    connect(m_title, &QLineEdit::textEdited, this, &NodeHeader::titleEdited);
    applyInk();
}

/// The title of the kind is a title, not a hint.
void NodeHeader::applyInk()
{
    QPalette palette = m_title->palette();
    const QColor ink = theme::color(theme::ColorRole::Text);
    if (palette.color(QPalette::PlaceholderText) != ink) {
        palette.setColor(QPalette::PlaceholderText, ink);
        m_title->setPalette(palette);
    }
}

void NodeHeader::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        applyInk();
    }
}

void NodeHeader::showNode(const workflow::Node& node)
{
    m_mark->setRole(kindColor(node.kind));
    m_title->setPlaceholderText(
        node.kind == NodeKind::Unknown ? node.type : workflow::nodeType(node.kind).title);
    showText(*m_title, node.data.value(workflow::keys::customTitle).toString());
}

void NodeHeader::setBadge(const Badge& badge)
{
    m_badge->setBadge(badge);
    m_badge->setVisible(!badge.text.isEmpty());
}

} // namespace plantain::ui
