// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/NodeText.h"

class QTextLayout;

namespace plantain::ui {

/// Digits of one width, so that running numbers do not jitter. Qt 6.4 cannot ask a font for its own
/// tabular digits.

/// How much wider a text gets by them, px.
double spareOfDigits(const QString& text, NodeFont font);
/// Before its lines are made.
void spaceDigits(QTextLayout& layout, NodeFont font);
/// Each digit in the middle of its column.
QList<QGlyphRun> glyphsWithSteadyDigits(const QTextLayout& layout, NodeFont font);

} // namespace plantain::ui
