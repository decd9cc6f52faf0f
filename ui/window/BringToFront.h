// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace plantain::ui {

/// Shows a window above the others and gives it the keyboard, if the desktop lets it; else the
/// desktop marks it. `activationToken`: what the desktop gave to whoever asked for it; empty: none.
void bringToFront(QWidget& window, const QString& activationToken = {});

} // namespace plantain::ui
