// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/MessageBanner.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace plantain::ui {

namespace {

constexpr int iconSize = 16;
constexpr int sidePadding = 12;
constexpr qreal radius = 8;
constexpr int narrowBelow = 400;

QLabel* makeLabel(QWidget* parent, const QString& objectName)
{
    auto* label = new QLabel(parent);
    label->setObjectName(objectName);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setFocusPolicy(Qt::NoFocus);
    return label;
}

} // namespace

MessageBanner::MessageBanner(QWidget* parent)
    : QFrame(parent)
    , m_title(makeLabel(this, QStringLiteral("bannerTitle")))
    , m_hint(makeLabel(this, QStringLiteral("bannerHint")))
    , m_content(new QHBoxLayout)
    , m_buttons(new QHBoxLayout)
    , m_close(new QToolButton(this))
{
    auto* texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addStretch();
    texts->addWidget(m_title);
    texts->addWidget(m_hint);
    texts->addStretch();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(sidePadding + iconSize + 10, 8, sidePadding - 2, 8);
    row->setSpacing(8);
    row->addLayout(m_content, 1);
    m_content->setSpacing(8);
    m_content->addLayout(texts, 1);
    m_content->addLayout(m_buttons);
    m_buttons->setSpacing(8);
    row->addWidget(m_close, 0, Qt::AlignTop);
    m_close->setIcon(theme::icon(theme::Icon::Close));
    m_close->setAccessibleName(tr("Dismiss"));
    m_close->setToolTip(tr("Dismiss"));
    m_close->hide();
    connect(m_close, &QToolButton::clicked, this, [this] {
        hide();
        emit closed();
    });
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    hide();
}

void MessageBanner::showMessage(Tone tone, theme::Icon icon, const QString& title,
                                const QString& hint)
{
    const bool announce = !isVisible() || m_message.text != title;
    m_message = Badge{tone, icon, title};
    m_title->setText(title);
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(hint);
    applyInk();
    show();
    update();
    if (announce) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void MessageBanner::updateTitle(const QString& title)
{
    m_message.text = title;
    m_title->setText(title);
    setAccessibleName(title);
}

QString MessageBanner::title() const
{
    return m_title->text();
}

QString MessageBanner::hint() const
{
    return m_hint->text();
}

QPushButton* MessageBanner::addButton(const QString& text, const QString& objectName)
{
    auto* button = new QPushButton(text, this);
    button->setObjectName(objectName);
    button->setAutoDefault(false);
    button->setProperty("buttonSize", QStringLiteral("small"));
    m_buttons->addWidget(button);
    setTabOrder(button, m_close); // as they stand
    return button;
}

void MessageBanner::setClosable(bool closable)
{
    m_close->setVisible(closable);
}

void MessageBanner::applyInk()
{
    for (QLabel* label : {m_title, m_hint}) {
        QPalette colors = label->palette();
        colors.setColor(QPalette::WindowText, theme::color(inkOf(m_message.tone)));
        label->setPalette(colors);
    }
}

void MessageBanner::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        applyInk();
    }
}

void MessageBanner::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    const bool narrow = width() < narrowBelow;
    m_content->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_content->setAlignment(m_buttons, narrow ? Qt::AlignLeft : Qt::Alignment());
}

void MessageBanner::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool outlined = m_message.tone == Tone::Neutral;
    painter.setPen(outlined ? QPen(theme::color(theme::ColorRole::Line)) : QPen(Qt::NoPen));
    painter.setBrush(theme::color(groundOf(m_message.tone)));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    const int firstLine = m_title->y() + m_title->fontMetrics().height() / 2;
    const QRectF iconRect(sidePadding, firstLine - iconSize / 2, iconSize, iconSize);
    theme::paintIcon(painter, iconRect, m_message.icon, theme::color(inkOf(m_message.tone)));
}

} // namespace plantain::ui
