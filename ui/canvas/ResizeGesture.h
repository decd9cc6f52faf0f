// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/Gesture.h"

#include <QRectF>

namespace plantain::ui {

/// Which borders of a rectangle are dragged.
struct ResizeEdges {
    bool right = false;
    bool bottom = false;
    bool operator==(const ResizeEdges&) const = default;
};
/// Those of a node that are at `world`.
ResizeEdges resizeEdgesAt(const CanvasContext& context, int node, QPointF world);

/// Drags the right or bottom border or the corner of a node, or the corner of a group.
class ResizeGesture final : public Gesture
{
public:
    /// One of `node` and `group` is -1.
    ResizeGesture(const CanvasContext& context, int node, int group, const Pointer& start);
    void move(const Pointer& pointer) override;
    void finish(const Pointer& pointer) override;

private:
    QRectF rectAt(const Pointer& pointer) const;

    const CanvasContext& m_context;
    int m_node;
    int m_group;
    ResizeEdges m_edges;
    QPointF m_start; ///< world
    QRectF m_before;
};

} // namespace plantain::ui
