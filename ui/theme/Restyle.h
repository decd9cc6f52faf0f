// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyle>
#include <QWidget>

namespace plantain::ui::theme {

/// Sets a property that the stylesheet selects by, and applies the rules anew when it differs.
inline void setStyleProperty(QWidget& widget, const char* name, const QString& value)
{
    if (widget.property(name).toString() != value) {
        widget.setProperty(name, value);
        widget.style()->unpolish(&widget);
        widget.style()->polish(&widget);
        widget.updateGeometry();
    }
}

} // namespace plantain::ui::theme
