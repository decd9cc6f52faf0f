// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/OverlayPainter.h"

#include "ui/theme/Theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace plantain::ui {

namespace {

using theme::ColorRole;

constexpr QPointF hintOffset{16, 18}; ///< clear of the cursor
constexpr double hintPadding = 8;
constexpr double hintWidth = 320;

QRectF textSize(const QString& hint)
{
    const QFontMetricsF metrics(theme::font(theme::TextStyle::Small));
    return metrics.boundingRect(QRectF(0, 0, hintWidth, 1000), Qt::TextWordWrap, hint);
}

} // namespace

void paintRubberBand(QPainter& painter, const QRectF& band, bool touches)
{
    const QColor ink = theme::color(ColorRole::Focus);
    QColor ground = ink;
    ground.setAlphaF(0.10F);
    QPen pen(ink, 1);
    if (touches) {
        pen.setDashPattern({4, 3});
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(pen);
    painter.setBrush(ground);
    painter.drawRect(band);
}

void paintCutLine(QPainter& painter, const QPolygonF& line)
{
    QPen pen(theme::color(ColorRole::Error), 1.5, Qt::CustomDashLine, Qt::RoundCap, Qt::RoundJoin);
    pen.setDashPattern({4, 3});
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
}

void paintFocusRing(QPainter& painter, const QRectF& canvas)
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(theme::color(ColorRole::Focus), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(canvas.adjusted(1, 1, -1, -1));
}

QRectF hintArea(const QString& hint, QPointF at, const QRectF& bounds)
{
    const QRectF text = textSize(hint);
    QRectF box(at + hintOffset,
               QSizeF(text.width() + 2 * hintPadding, text.height() + 2 * hintPadding));
    box.moveLeft(
        std::max(bounds.left() + 4, std::min(box.left(), bounds.right() - box.width() - 4)));
    if (box.bottom() > bounds.bottom() - 4) {
        box.moveBottom(at.y() - hintPadding);
    }
    return box;
}

void paintHint(QPainter& painter, const QString& hint, QPointF at, const QRectF& bounds)
{
    const QRectF box = hintArea(hint, at, bounds);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme::color(ColorRole::Control), 1));
    painter.setBrush(theme::color(ColorRole::Surface2));
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme::controlRadius,
                            theme::controlRadius);
    painter.setPen(theme::color(ColorRole::Text));
    painter.setFont(theme::font(theme::TextStyle::Small));
    painter.drawText(box.adjusted(hintPadding, hintPadding, -hintPadding, -hintPadding),
                     Qt::TextWordWrap, hint);
}

} // namespace plantain::ui
