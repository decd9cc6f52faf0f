// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/Viewport.h"

#include <QRect>
#include <QSize>

#include <algorithm>
#include <cmath>

namespace plantain::ui {

/// How much of the workflow is drawn at a scale.
enum class Detail {
    Full,
    Title, ///< cards with their titles, thin wires
    Far    ///< coloured rectangles, straight wires
};

/// By the logical scale: a display of more px does not show more.
inline Detail detailAt(double logicalScale)
{
    constexpr double fullFrom = 0.55;
    constexpr double titleFrom = 0.22;
    return logicalScale >= fullFrom    ? Detail::Full
           : logicalScale >= titleFrom ? Detail::Title
                                       : Detail::Far;
}

/// From world to device px. The world stands on whole device px, so that a pan shifts the picture
/// without changing a single pixel.
class DeviceView
{
public:
    DeviceView() = default;
    DeviceView(const Viewport& viewport, double pixelRatio)
        : m_scale(viewport.scale() * pixelRatio)
        , m_pixelRatio(pixelRatio)
        , m_offset(std::round(viewport.origin().x() * m_scale),
                   std::round(viewport.origin().y() * m_scale))
    {
    }

    /// Device px for one world px.
    double scale() const { return m_scale; }
    /// Device px for one logical px of the view.
    double pixelRatio() const { return m_pixelRatio; }
    /// View px for one world px.
    double logicalScale() const { return m_scale / m_pixelRatio; }
    /// The device px, from the world's zero, at the surface's top left. Whole numbers.
    QPointF offset() const { return m_offset; }
    Detail detail() const { return detailAt(logicalScale()); }

    QPointF toDevice(QPointF world) const { return world * m_scale - m_offset; }
    QRectF toDevice(const QRectF& world) const
    {
        return {toDevice(world.topLeft()), world.size() * m_scale};
    }
    /// Edges on whole px, so that they are crisp.
    QRect toPixels(const QRectF& world) const
    {
        const QPointF from = toDevice(world.topLeft());
        const QPointF to = toDevice(world.bottomRight());
        const auto limited = [](double value) {
            return static_cast<int>(std::lround(std::clamp(value, -1e6, 1e6)));
        };
        const QPoint topLeft(limited(from.x()), limited(from.y()));
        return {topLeft, QSize(limited(to.x()) - topLeft.x(), limited(to.y()) - topLeft.y())};
    }
    QRectF toWorld(const QRectF& device) const
    {
        return {(device.topLeft() + m_offset) / m_scale, device.size() / m_scale};
    }

    /// The same picture on a surface whose top left is that many device px away.
    DeviceView shifted(QPoint by) const
    {
        DeviceView view = *this;
        view.m_offset += by;
        return view;
    }

    bool operator==(const DeviceView&) const = default;

private:
    double m_scale = 1;
    double m_pixelRatio = 1;
    QPointF m_offset;
};

} // namespace plantain::ui
