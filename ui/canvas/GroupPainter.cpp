// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/GroupPainter.h"

#include "ui/canvas/CanvasScene.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Theme.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <array>

namespace plantain::ui {

namespace {

using theme::ColorRole;

constexpr double padding = 12;
constexpr double groundShare = 0.07;
constexpr double headerShare = 0.16;

/// Letters keep a readable size when the frame is small; they fade with it.
double letterScale(const DeviceView& view)
{
    return std::max(view.scale(), std::min(0.8 * view.pixelRatio(), 2.4 * view.scale()));
}

void paintHeader(QPainter& painter, const DeviceView& view, NodeText& text, const GroupItem& item,
                 const QRect& pixels)
{
    const double k = letterScale(view);
    const double height = std::max(CanvasScene::groupHeaderHeight * view.scale(), 20 * k);
    const double room = pixels.width() / k - 2 * padding;
    if (room < 40 || height > pixels.height()) {
        return;
    }
    const QColor ink = theme::color(groupColor(item.group.color));
    double right = room;
    const auto line = [&](const QString& words, NodeFont font, const QColor& color, double left,
                          double width) {
        const TextLine& shaped = text.line(words, font, width);
        painter.setTransform(QTransform(k, 0, 0, k, pixels.left() + (padding + left) * k,
                                        pixels.top() + height / 2 - shaped.height * k / 2));
        painter.setPen(color);
        drawGlyphs(painter, {}, shaped.glyphs);
        painter.resetTransform();
    };
    const QString count = QLocale().toString(item.nodes);
    const double countWidth = NodeText::steadyWidth(count, NodeFont::Small);
    right -= countWidth;
    line(count, NodeFont::Small, theme::color(ColorRole::Faint), right, countWidth + 2);
    if (item.group.locked) {
        right -= 22;
        theme::paintIcon(painter,
                         QRectF(pixels.left() + (padding + right) * k,
                                pixels.top() + height / 2 - 7 * k, 14 * k, 14 * k),
                         theme::Icon::Lock, ink);
    }
    line(item.group.name, NodeFont::Title, ink, 0, std::max(20.0, right - 8));
}

} // namespace

ColorRole groupColor(const QString& color)
{
    static constexpr std::array roles{ColorRole::GroupNeutral, ColorRole::GroupBlue,
                                      ColorRole::GroupGreen,   ColorRole::GroupPurple,
                                      ColorRole::GroupOrange,  ColorRole::GroupRed};
    const auto place = std::max<qsizetype>(0, workflow::groupColors().indexOf(color));
    return roles.at(static_cast<std::size_t>(place));
}

void paintGroup(QPainter& painter, const DeviceView& view, NodeText& text, const GroupItem& item)
{
    const QRect pixels = view.toPixels(item.rect);
    const QColor canvas = theme::color(ColorRole::Canvas);
    const QColor ink = theme::color(groupColor(item.group.color));
    const double line = std::max(1.0, std::round(view.pixelRatio()));
    const double radius = theme::cardRadius * view.scale() + line;
    const QRectF frame = QRectF(pixels).adjusted(line / 2, line / 2, -line / 2, -line / 2);
    QColor tint = ink;
    tint.setAlphaF(static_cast<float>(groundShare));
    painter.setPen(Qt::NoPen);
    painter.setBrush(tint);
    painter.drawRoundedRect(frame, radius, radius);
    if (view.detail() != Detail::Far) {
        const double header = CanvasScene::groupHeaderHeight * view.scale();
        tint.setAlphaF(static_cast<float>(headerShare));
        painter.setBrush(tint);
        painter.save();
        painter.setClipRect(QRectF(pixels.left(), pixels.top(), pixels.width(), header),
                            Qt::IntersectClip);
        painter.drawRoundedRect(frame, radius, radius);
        painter.restore();
    }
    painter.setPen(
        QPen(item.isSelected ? theme::color(ColorRole::Focus) : theme::mixed(canvas, ink, 0.5),
             item.isSelected ? 2 * line : line));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(frame, radius, radius);
    paintHeader(painter, view, text, item, pixels);
}

} // namespace plantain::ui
