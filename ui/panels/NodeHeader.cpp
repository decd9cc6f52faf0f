// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/NodeHeader.h"

#include "src/workflow/NodeData.h"
#include "ui/canvas/NodeFaces.h"
#include "ui/panels/FieldWatcher.h"
#include "ui/widgets/KindMark.h"
#include "ui/widgets/StatusBadge.h"

#include <QEvent>
#include <QLineEdit>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionFrame>

namespace plantain::ui {

using workflow::NodeKind;

namespace {

/// A field that ends in an ellipsis where its text does not fit, as long as nobody writes in it.
class ElidingEdit final : public QLineEdit
{
public:
    using QLineEdit::QLineEdit;

protected:
    void paintEvent(QPaintEvent* event) override
    {
        const QString words = text().isEmpty() ? placeholderText() : text();
        const QRect room = textRoom();
        if (hasFocus() || fontMetrics().horizontalAdvance(words) <= room.width()) {
            QLineEdit::paintEvent(event);
            return;
        }
        QStyleOptionFrame option;
        initStyleOption(&option);
        QPainter painter(this);
        style()->drawPrimitive(QStyle::PE_PanelLineEdit, &option, &painter, this);
        painter.setPen(palette().color(QPalette::Text));
        const Qt::Alignment side = words.isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft;
        painter.drawText(room, static_cast<int>(side | Qt::AlignAbsolute | Qt::AlignVCenter),
                         fontMetrics().elidedText(words, Qt::ElideRight, room.width()));
    }

private:
    QRect textRoom() const
    {
        constexpr int innerMargin = 2; // of QLineEdit, beside its contents
        QStyleOptionFrame option;
        initStyleOption(&option);
        return style()
            ->subElementRect(QStyle::SE_LineEditContents, &option, this)
            .marginsRemoved(textMargins())
            .adjusted(innerMargin, 0, -innerMargin, 0);
    }
};

} // namespace

NodeHeader::NodeHeader(QWidget* parent)
    : QWidget(parent)
    , m_mark(new KindMark(this))
    , m_title(new ElidingEdit(this))
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
