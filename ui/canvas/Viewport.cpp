// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/Viewport.h"

#include <algorithm>

namespace plantain::ui {

namespace {

/// The least shift of [low, high] that brings it into [0, length]; its beginning counts more when
/// it is longer.
double shiftInto(double low, double high, double length)
{
    if (low < 0 || high - low > length) {
        return -low;
    }
    return high > length ? length - high : 0;
}

} // namespace

QRectF Viewport::toWorld(const QRectF& view) const
{
    return {toWorld(view.topLeft()), view.size() / m_scale};
}

QRectF Viewport::toView(const QRectF& world) const
{
    return {toView(world.topLeft()), world.size() * m_scale};
}

void Viewport::zoomAt(QPointF viewPoint, double factor)
{
    setScaleAt(viewPoint, m_scale * factor);
}

void Viewport::setScaleAt(QPointF viewPoint, double scale)
{
    const QPointF fixed = toWorld(viewPoint);
    m_scale = std::clamp(scale, m_leastScale, maximumScale);
    m_origin = fixed - viewPoint / m_scale;
}

void Viewport::centerOn(QPointF world, QSizeF view)
{
    m_origin = world - QPointF(view.width(), view.height()) / (2 * m_scale);
}

void Viewport::fit(const QRectF& world, QSizeF view, double margin, double largestScale)
{
    if (world.isEmpty() || view.isEmpty()) {
        return;
    }
    const QSizeF room(std::max(view.width() - 2 * margin, 1.0),
                      std::max(view.height() - 2 * margin, 1.0));
    const double scale = std::min(room.width() / world.width(), room.height() / world.height());
    m_scale = std::clamp(scale, smallestFit, std::min(largestScale, maximumScale));
    m_leastScale = std::min(minimumScale, m_scale);
    centerOn(world.center(), view);
}

void Viewport::reveal(const QRectF& world, QSizeF view, double margin)
{
    const QRectF seen = toView(world).adjusted(-margin, -margin, margin, margin);
    panBy({shiftInto(seen.left(), seen.right(), view.width()),
           shiftInto(seen.top(), seen.bottom(), view.height())});
}

} // namespace plantain::ui
