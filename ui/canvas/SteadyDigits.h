// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/NodeText.h"

namespace plantain::ui {

/// Digits of one width, so that running numbers do not jitter. Qt 6.4 cannot ask a font for its own
/// tabular digits.

/// How much wider a text gets by them, px.
double spareOfDigits(const QString& text, NodeFont font);
/// Moves the glyphs of a shaped line, each digit into the middle of its column. False, and nothing
/// is moved, where letters and glyphs do not go one by one: other scripts, letters of several
/// fonts.
bool steadyDigits(const QString& text, NodeFont font, QList<QGlyphRun>& glyphs);

} // namespace plantain::ui
