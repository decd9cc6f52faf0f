// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/KindMark.h"

#include <QPainter>

namespace plantain::ui {

KindMark::KindMark(QWidget* parent)
    : QWidget(parent)
{
    setFixedSize(8, 8);
}

void KindMark::setRole(theme::ColorRole role)
{
    m_role = role;
    update();
}

void KindMark::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme::color(m_role));
    painter.drawRoundedRect(rect(), 2, 2);
}

} // namespace plantain::ui
