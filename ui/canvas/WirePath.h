// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>

#include <vector>

namespace plantain::ui {

/// How a wire runs, world px.
struct WireShape {
    QPointF start;
    QPointF end;
    bool isAngular = false;
    bool operator==(const WireShape&) const = default;
};

/// Holds the whole wire; a little larger than it.
QRectF wireBounds(const WireShape& wire);
/// The wire as a polyline that is nowhere further than a fifth of a device px from it; `scale`:
/// device px for one world px. Depends on nothing else, so that parts of a wire that are drawn one
/// after the other fit together.
void flattenWire(const WireShape& wire, double scale, std::vector<QPointF>& points);
/// A point on the wire; `share` of the way, 0..1.
QPointF wirePointAt(const WireShape& wire, double share);
double distanceTo(const WireShape& wire, QPointF point);

} // namespace plantain::ui
