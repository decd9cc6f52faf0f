// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

namespace plantain::ui {

/// Which part of the world is seen, how large. World: px at 100 %. View: logical px of the widget.
class Viewport
{
public:
    static constexpr double minimumScale = 0.05;
    static constexpr double maximumScale = 4.0;
    /// `fit` goes below the minimum, so that a very large workflow can be seen as a whole; from
    /// then on that is as far out as it goes.
    static constexpr double smallestFit = 0.005;

    double scale() const { return m_scale; }
    /// The world's point at the view's top left.
    QPointF origin() const { return m_origin; }
    void setOrigin(QPointF origin) { m_origin = origin; }

    QPointF toWorld(QPointF view) const { return m_origin + view / m_scale; }
    QPointF toView(QPointF world) const { return (world - m_origin) * m_scale; }
    QRectF toWorld(const QRectF& view) const;
    QRectF toView(const QRectF& world) const;

    /// What is under `viewPoint` stays there. The scale is kept within its limits.
    void zoomAt(QPointF viewPoint, double factor);
    void setScaleAt(QPointF viewPoint, double scale);
    void panBy(QPointF viewOffset) { m_origin -= viewOffset / m_scale; }
    void centerOn(QPointF world, QSizeF view);
    /// Shows all of `world` with `margin` (view px) around it, not larger than `largestScale`.
    void fit(const QRectF& world, QSizeF view, double margin, double largestScale = 1.0);
    /// The least pan that brings `world` into the view.
    void reveal(const QRectF& world, QSizeF view, double margin);

    bool operator==(const Viewport&) const = default;

private:
    double m_scale = 1.0;
    double m_leastScale = minimumScale;
    QPointF m_origin;
};

} // namespace plantain::ui
