// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/Gesture.h"

#include <QSet>

namespace plantain::ui {

/// A box that selects: drawn to the right what lies inside, drawn to the left what it touches.
/// Shift adds, Ctrl subtracts.
class RubberBandGesture final : public Gesture
{
public:
    RubberBandGesture(const CanvasContext& context, const Pointer& start);
    void move(const Pointer& pointer) override;
    void finish(const Pointer& pointer) override;
    void cancel() override;

private:
    void select(const QRectF& world, bool touches, Qt::KeyboardModifiers modifiers);

    const CanvasContext& m_context;
    QPointF m_start; ///< world: the box grows when the view pans
    QSet<QString> m_before;
    QString m_focusBefore;
};

} // namespace plantain::ui
