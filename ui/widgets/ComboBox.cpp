// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ComboBox.h"

#include "ui/theme/Icons.h"

#include <QPainter>
#include <QStyledItemDelegate>
#include <QWheelEvent>

namespace plantain::ui {

ComboBox::ComboBox(QWidget* parent)
    : QComboBox(parent)
{
    // The default delegate ignores the stylesheet's padding and hover.
    setItemDelegate(new QStyledItemDelegate(this));
    setFocusPolicy(Qt::StrongFocus);
}

void ComboBox::paintEvent(QPaintEvent* event)
{
    QComboBox::paintEvent(event);
    constexpr int size = 16;
    const int x = isRightToLeft() ? 8 : width() - size - 8;
    QPainter painter(this);
    theme::paintIcon(painter, QRectF(x, (height() - size) / 2, size, size),
                     theme::Icon::ChevronDown,
                     theme::color(isEnabled() ? theme::ColorRole::Dim : theme::ColorRole::Faint));
}

void ComboBox::wheelEvent(QWheelEvent* event)
{
    if (hasFocus()) {
        QComboBox::wheelEvent(event);
    } else {
        event->ignore();
    }
}

} // namespace plantain::ui
