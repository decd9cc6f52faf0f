// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/WirePath.h"

#include "ui/canvas/CanvasScene.h"

#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace plantain::ui {

namespace {

constexpr double tolerance = 0.2; ///< device px
constexpr int mostSegments = 256;
constexpr double cornerRadius = 10;
constexpr double stub = 24; ///< how far an angular wire runs straight out of a port

double length(QPointF vector)
{
    return std::hypot(vector.x(), vector.y());
}

struct Cubic {
    QPointF a, b, c, d;
    QPointF at(double t) const
    {
        const double u = 1 - t;
        return a * (u * u * u) + b * (3 * u * u * t) + c * (3 * u * t * t) + d * (t * t * t);
    }
};

Cubic cubicOf(const WireShape& wire)
{
    const QPointF bend(wireBend(wire.start, wire.end), 0);
    return {wire.start, wire.start + bend, wire.end - bend, wire.end};
}

/// A chord of a curve is off by at most an eighth of its second derivative times the step squared.
int segmentsOf(const Cubic& cubic, double scale)
{
    const double bend = 6 * std::max(length(cubic.a - cubic.b * 2 + cubic.c),
                                     length(cubic.b - cubic.c * 2 + cubic.d));
    const double count = std::sqrt(bend * scale / (8 * tolerance));
    return std::clamp(static_cast<int>(std::ceil(count)), 1, mostSegments);
}

/// The corners of an angular wire, ends included.
std::vector<QPointF> cornersOf(const WireShape& wire)
{
    const auto [start, end, angular] = wire;
    Q_UNUSED(angular)
    if (end.x() - start.x() >= 2 * stub) {
        const double middle = (start.x() + end.x()) / 2;
        return {start, {middle, start.y()}, {middle, end.y()}, end};
    }
    const double out = start.x() + stub;
    const double in = end.x() - stub;
    const double middle = (start.y() + end.y()) / 2;
    return {start, {out, start.y()}, {out, middle}, {in, middle}, {in, end.y()}, end};
}

void addCorner(QPointF before, QPointF corner, QPointF after, double scale,
               std::vector<QPointF>& points)
{
    const double radius =
        std::min({cornerRadius, length(corner - before) / 2, length(after - corner) / 2});
    if (radius < 0.01) {
        points.push_back(corner);
        return;
    }
    const QPointF from = corner + (before - corner) * (radius / length(before - corner));
    const QPointF to = corner + (after - corner) * (radius / length(after - corner));
    const int steps = std::clamp(static_cast<int>(std::sqrt(radius * scale) * 2), 2, 16);
    for (int i = 0; i <= steps; ++i) {
        const double t = static_cast<double>(i) / steps;
        const double u = 1 - t;
        points.push_back(from * (u * u) + corner * (2 * u * t) + to * (t * t));
    }
}

void flattenAngular(const WireShape& wire, double scale, std::vector<QPointF>& points)
{
    const std::vector<QPointF> corners = cornersOf(wire);
    points.push_back(corners.front());
    for (std::size_t i = 1; i + 1 < corners.size(); ++i) {
        addCorner(corners[i - 1], corners[i], corners[i + 1], scale, points);
    }
    points.push_back(corners.back());
}

double distanceToSegment(QPointF point, QPointF from, QPointF to)
{
    const QPointF along = to - from;
    const double squared = QPointF::dotProduct(along, along);
    const double share =
        squared > 0 ? std::clamp(QPointF::dotProduct(point - from, along) / squared, 0.0, 1.0) : 0;
    return length(point - (from + along * share));
}

} // namespace

double wireBend(QPointF start, QPointF end)
{
    return std::clamp(std::abs(end.x() - start.x()) / 2, 40.0, 200.0);
}

QRectF wireBounds(const WireShape& wire)
{
    // Also room enough for the way of an angular wire.
    const double bend = wireBend(wire.start, wire.end);
    const double left = std::min(wire.start.x(), wire.end.x() - bend);
    const double right = std::max(wire.start.x() + bend, wire.end.x());
    const auto [top, bottom] = std::minmax({wire.start.y(), wire.end.y()});
    return QRectF(QPointF(left, top), QPointF(right, bottom)).adjusted(-3, -3, 3, 3);
}

void flattenWire(const WireShape& wire, double scale, std::vector<QPointF>& points)
{
    points.clear();
    if (wire.isAngular) {
        flattenAngular(wire, scale, points);
        return;
    }
    const Cubic cubic = cubicOf(wire);
    const int count = segmentsOf(cubic, scale);
    points.reserve(static_cast<std::size_t>(count) + 1);
    points.push_back(cubic.a);
    for (int i = 1; i < count; ++i) {
        points.push_back(cubic.at(static_cast<double>(i) / count));
    }
    points.push_back(cubic.d);
}

QPointF wirePointAt(const WireShape& wire, double share)
{
    std::vector<QPointF> points;
    flattenWire(wire, 1, points);
    double left = 0;
    for (std::size_t i = 1; i < points.size(); ++i) {
        left += length(points[i] - points[i - 1]);
    }
    left *= share;
    for (std::size_t i = 1; i < points.size(); ++i) {
        const QPointF step = points[i] - points[i - 1];
        if (length(step) >= left && length(step) > 0) {
            return points[i - 1] + step * (left / length(step));
        }
        left -= length(step);
    }
    return wire.end;
}

double distanceTo(const WireShape& wire, QPointF point)
{
    std::vector<QPointF> points;
    flattenWire(wire, 1, points);
    double nearest = length(point - wire.start);
    for (std::size_t i = 1; i < points.size(); ++i) {
        nearest = std::min(nearest, distanceToSegment(point, points[i - 1], points[i]));
    }
    return nearest;
}

} // namespace plantain::ui
