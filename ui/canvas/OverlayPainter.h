// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/CanvasState.h"

class QPainter;

namespace plantain::ui {

/// What lies over the workflow, in view px: the rubber band, the cut, the sentence at the cursor,
/// the focus.
void paintRubberBand(QPainter& painter, const QRectF& band, bool touches);
/// Where wires are cut.
void paintCutLine(QPainter& painter, const QPolygonF& line);
/// `bounds`: what the sentence must stay within.
void paintHint(QPainter& painter, const QString& hint, QPointF at, const QRectF& bounds);
/// Around a canvas that has the focus.
void paintFocusRing(QPainter& painter, const QRectF& canvas);
/// The largest rectangle that either can touch, for updating.
QRectF hintArea(const QString& hint, QPointF at, const QRectF& bounds);

} // namespace plantain::ui
