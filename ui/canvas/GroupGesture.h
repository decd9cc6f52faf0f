// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/Gesture.h"

#include <QSet>

namespace plantain::ui {

/// Drags a group by its header; its nodes come along.
class GroupGesture final : public Gesture
{
public:
    GroupGesture(const CanvasContext& context, int group, const Pointer& start);
    void move(const Pointer& pointer) override;
    void finish(const Pointer& pointer) override;

private:
    QPointF offsetAt(const Pointer& pointer) const;

    const CanvasContext& m_context;
    int m_group;
    QPointF m_start; ///< world
    QSet<int> m_nodes;
};

} // namespace plantain::ui
