// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>

class QWidget;

namespace plantain::testing {

/// Where a widget is: its ancestors' names and its own.
std::string pathOf(const QWidget& widget);

/// Nothing that a person can see is cut, at the sides of its own or those of `root`.
void expectNothingCut(const QWidget& root);

} // namespace plantain::testing
