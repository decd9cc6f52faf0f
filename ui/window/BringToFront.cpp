// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/BringToFront.h"

#include <QApplication>
#include <QWidget>

namespace plantain::ui {

void bringToFront(QWidget& window, const QString& activationToken)
{
    // Qt has no call for it; its Wayland platform takes the token from here and removes it. Others
    // would hand it on to every program that is started.
    if (!activationToken.isEmpty() && QGuiApplication::platformName().startsWith(u"wayland")) {
        qputenv("XDG_ACTIVATION_TOKEN", activationToken.toUtf8());
    }
    window.setWindowState(window.windowState() & ~Qt::WindowMinimized);
    window.show();
    window.raise();
    window.activateWindow();
    if (!window.isActiveWindow()) {
        QApplication::alert(&window);
    }
}

} // namespace plantain::ui
