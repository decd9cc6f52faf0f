// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/Gesture.h"

#include <QSet>
#include <QStringList>

namespace plantain::ui {

/// Drags the selected nodes. One node without wires that is dropped on a wire is put into it,
/// unless Alt is held.
class MoveGesture final : public Gesture
{
public:
    /// `grabbed`: the node under the pointer, one of the selection; it is the one that snaps.
    MoveGesture(const CanvasContext& context, int grabbed, const Pointer& start);
    void move(const Pointer& pointer) override;
    void finish(const Pointer& pointer) override;

private:
    QPointF offsetAt(const Pointer& pointer) const;
    int wireUnder(QPointF offset, const Pointer& pointer) const;
    bool canBeInserted() const;

    const CanvasContext& m_context;
    int m_grabbed;
    QPointF m_start; ///< world
    QStringList m_ids;
    QSet<int> m_nodes;
};

} // namespace plantain::ui
