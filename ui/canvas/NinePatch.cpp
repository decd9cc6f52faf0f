// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/NinePatch.h"

#include <QColor>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace plantain::ui {

namespace {

constexpr int stripLength = 256;

/// One column of `source` (or row) many times.
QImage repeated(const QImage& source, const QRect& line)
{
    const bool isColumn = line.width() == 1;
    QImage strip(isColumn ? QSize(stripLength, line.height()) : QSize(line.width(), stripLength),
                 source.format());
    for (int y = 0; y < strip.height(); ++y) {
        auto* to = reinterpret_cast<QRgb*>(strip.scanLine(y));
        const auto* from =
            reinterpret_cast<const QRgb*>(source.constScanLine(line.top() + (isColumn ? y : 0)));
        for (int x = 0; x < strip.width(); ++x) {
            to[x] = from[line.left() + (isColumn ? 0 : x)];
        }
    }
    return strip;
}

/// The share of a blurred edge that is covered, px by px, of a bar from `from` to `to`.
std::vector<double> profile(int length, double from, double to, double blur)
{
    const auto covered = [blur](double distance) {
        return (1 + std::erf(distance / (blur * std::numbers::sqrt2))) / 2;
    };
    std::vector<double> shares;
    shares.reserve(static_cast<std::size_t>(length));
    for (int i = 0; i < length; ++i) {
        const double middle = i + 0.5;
        shares.push_back(std::min(covered(middle - from), covered(to - middle)));
    }
    return shares;
}

} // namespace

NinePatch::NinePatch(int outside, int inside,
                     const std::function<void(QImage&, const QRect&)>& paint)
    : m_outside(outside)
    , m_inside(inside)
{
    const int corner = outside + inside;
    const int side = 2 * corner + 1;
    m_picture = QImage(side, side, QImage::Format_ARGB32_Premultiplied);
    m_picture.fill(Qt::transparent);
    paint(m_picture, m_picture.rect().adjusted(outside, outside, -outside, -outside));
    m_across = repeated(m_picture, {corner, 0, 1, side});
    m_down = repeated(m_picture, {0, corner, side, 1});
}

void NinePatch::draw(QPainter& painter, const QRect& frame) const
{
    const int corner = m_outside + m_inside;
    const int far = corner + 1;
    const QRect outer = frame.adjusted(-m_outside, -m_outside, m_outside, m_outside);
    const int right = outer.right() + 1 - corner;
    const int bottom = outer.bottom() + 1 - corner;
    painter.drawImage(outer.topLeft(), m_picture, {0, 0, corner, corner});
    painter.drawImage(QPoint(right, outer.top()), m_picture, {far, 0, corner, corner});
    painter.drawImage(QPoint(outer.left(), bottom), m_picture, {0, far, corner, corner});
    painter.drawImage(QPoint(right, bottom), m_picture, {far, far, corner, corner});
    for (int x = outer.left() + corner; x < right; x += stripLength) {
        const int width = std::min(stripLength, right - x);
        painter.drawImage(QPoint(x, outer.top()), m_across, {0, 0, width, corner});
        painter.drawImage(QPoint(x, bottom), m_across, {0, far, width, corner});
    }
    for (int y = outer.top() + corner; y < bottom; y += stripLength) {
        const int height = std::min(stripLength, bottom - y);
        painter.drawImage(QPoint(outer.left(), y), m_down, {0, 0, corner, height});
        painter.drawImage(QPoint(right, y), m_down, {far, 0, corner, height});
    }
}

void paintShadow(QImage& picture, const QRect& frame, const QColor& color, double strength,
                 double blur, double drop)
{
    // The blur of a rectangle is the product of the blurs of its sides.
    const auto across = profile(picture.width(), frame.left(), frame.left() + frame.width(), blur);
    const auto down =
        profile(picture.height(), frame.top() + drop, frame.top() + frame.height() + drop, blur);
    for (int y = 0; y < picture.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(picture.scanLine(y));
        for (int x = 0; x < picture.width(); ++x) {
            const double share =
                strength * across[static_cast<std::size_t>(x)] * down[static_cast<std::size_t>(y)];
            line[x] = qPremultiply(qRgba(color.red(), color.green(), color.blue(),
                                         static_cast<int>(std::lround(share * 255))));
        }
    }
}

} // namespace plantain::ui
