// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QString;

namespace plantain::ui {

class CanvasWidget;

/// Makes every canvas a list of named nodes for screen readers: each with its state, text and ports
/// as description, and with actions (run, edit, delete, what its buttons do). Nothing is made for a
/// node until somebody asks for it. To be called before a canvas has an accessible name; calling it
/// again does nothing.
void installCanvasAccessibility();

/// Has a sentence read out.
void announceAccessibly(CanvasWidget& canvas, const QString& sentence);

} // namespace plantain::ui
