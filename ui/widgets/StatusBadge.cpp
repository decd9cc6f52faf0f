// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/StatusBadge.h"

#include "ui/theme/Theme.h"

#include <QAccessible>
#include <QPainter>

namespace plantain::ui {

StatusBadge::StatusBadge(QWidget* parent)
    : QLabel(parent)
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

void StatusBadge::setBadge(const Badge& badge)
{
    if (m_badge == badge) {
        return;
    }
    m_badge = badge;
    setText(badge.text);
    setToolTip(badge.text);
    setAccessibleName(badge.text);
    QAccessibleEvent changed(this, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&changed);
    updateGeometry();
    update();
}

QSize StatusBadge::sizeHint() const
{
    return badgeSize(m_badge, badgeFont());
}

QSize StatusBadge::minimumSizeHint() const
{
    return {theme::badgeHeight * 2, theme::badgeHeight};
}

void StatusBadge::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setFont(badgeFont());
    paintBadge(painter, rect(), m_badge, false);
}

BadgeButton::BadgeButton(QWidget* parent)
    : QPushButton(parent)
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setProperty("badge", true);
    setCursor(Qt::PointingHandCursor);
}

void BadgeButton::setBadge(const Badge& badge, const QString& description)
{
    m_badge = badge;
    setText(badge.text);
    setAccessibleName(badge.text);
    setAccessibleDescription(description);
    setToolTip(description);
    updateGeometry();
    update();
}

QSize BadgeButton::sizeHint() const
{
    return badgeSize(m_badge, badgeFont());
}

void BadgeButton::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setFont(badgeFont());
    paintBadge(painter, rect(), m_badge, hasFocus());
}

} // namespace plantain::ui
