// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Style.h"

#include <QApplication>
#include <QKeyEvent>
#include <QWidget>

namespace plantain::ui::theme {

Style::Style()
    : QProxyStyle(QStringLiteral("Fusion"))
{
}

int Style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                     QStyleHintReturn* data) const
{
    return hint == SH_UnderlineShortcut ? int(m_altIsDown)
                                        : QProxyStyle::styleHint(hint, option, widget, data);
}

void Style::polish(QApplication* application)
{
    QProxyStyle::polish(application);
    application->installEventFilter(this);
}

bool Style::eventFilter(QObject* watched, QEvent* event)
{
    const bool pressed = event->type() == QEvent::KeyPress;
    const bool ended =
        event->type() == QEvent::KeyRelease || event->type() == QEvent::WindowDeactivate;
    const bool isAlt = event->type() == QEvent::WindowDeactivate ||
                       ((pressed || ended) && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Alt);
    if (isAlt && m_altIsDown != pressed) {
        m_altIsDown = pressed;
        const QWidgetList windows = QApplication::topLevelWidgets();
        for (QWidget* window : windows) {
            window->update();
            const auto parts = window->findChildren<QWidget*>();
            for (QWidget* part : parts) {
                part->update();
            }
        }
    }
    return QProxyStyle::eventFilter(watched, event);
}

} // namespace plantain::ui::theme
