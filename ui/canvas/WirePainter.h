// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/DeviceView.h"
#include "ui/canvas/WirePath.h"

#include <QColor>
#include <QLineF>

#include <vector>

class QPainter;

namespace plantain::ui {

struct WireLook {
    QColor color;
    double width = 2; ///< view px
    bool isDashed = false;
    bool operator==(const WireLook&) const = default;
};

/// Draws wires into device px. Only what lies near the exposed rectangle is handed to the painter:
/// it strokes whole paths before it clips. A wide line is drawn as hairlines side by side, because
/// the time of the wide antialiased stroker grows with the square of the length.
class WirePainter
{
public:
    /// `painter` works in device px. Antialiasing is on.
    WirePainter(QPainter& painter, const DeviceView& view, const QRectF& exposed);

    void draw(const WireShape& wire, const WireLook& look);
    /// Straight and one px wide, all at once.
    void drawStraight(const std::vector<QLineF>& world, const QColor& color);
    /// A disc with two bars: the run stops here.
    void drawPause(const WireShape& wire, const QColor& ink, const QColor& ground);

private:
    void usePen(const QColor& color);
    void measureNormals();
    void drawRuns(const std::vector<QPointF>& points, double width);
    void drawDashes(double width);
    bool isExposed(QPointF from, QPointF to) const;

    QPainter& m_painter;
    DeviceView m_view;
    QRectF m_exposed;
    QColor m_color;
    std::vector<QPointF> m_points;  ///< of the wire under way, device px
    std::vector<QPointF> m_normals; ///< at each of them
    std::vector<QPointF> m_run;
};

} // namespace plantain::ui
