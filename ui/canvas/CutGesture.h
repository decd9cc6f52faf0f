// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/Gesture.h"

#include <QPolygonF>

namespace plantain::ui {

/// A line drawn by hand: every wire that it crosses goes, all of them as one step.
class CutGesture final : public Gesture
{
public:
    CutGesture(const CanvasContext& context, const Pointer& start);
    void move(const Pointer& pointer) override;
    void finish(const Pointer& pointer) override;

private:
    void extendTo(QPointF world);
    bool crosses(int edge, const QLineF& cut) const;

    const CanvasContext& m_context;
    QPolygonF m_line;  ///< world: it stays where it is when the view pans
    QSet<int> m_edges; ///< crossed so far
};

} // namespace plantain::ui
