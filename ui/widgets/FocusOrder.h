// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QWidget;

namespace plantain::ui {

/// Lets Tab go through the parts of a window one after the other, each as its layouts show it: what
/// is made later would come last otherwise. All parts are in one window, none within another.
void orderFocus(const QList<QWidget*>& parts);

} // namespace plantain::ui
