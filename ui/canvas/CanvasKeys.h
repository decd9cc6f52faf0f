// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/CanvasContext.h"
#include "ui/canvas/FlowOrder.h"

#include <QObject>

class QKeyEvent;

namespace plantain::ui {

/// Going about on the canvas by keys: Tab visits nodes in flow order and leaves after the last one,
/// arrows move the selection, Ctrl+arrows go to the node beside, Ctrl+Tab and F6 leave at once.
class CanvasKeys : public QObject
{
    Q_OBJECT

public:
    static constexpr double step = 8;
    static constexpr double farStep = 64;

    explicit CanvasKeys(const CanvasContext& context);

    /// True when the key was used.
    bool press(const QKeyEvent& event);
    /// The focus came: by Tab it goes to a node.
    void enter(Qt::FocusReason reason);

private:
    bool visitNext(bool forward);
    void visit(int node);
    void goBeside(Direction direction);
    bool moveSelection(Direction direction, bool isFar, bool isRepeated);
    void leave(bool forward);
    const std::vector<int>& order();

    const CanvasContext& m_context;
    std::vector<int> m_order;
    bool m_orderIsValid = false;
    int m_moveGesture = 0;
};

} // namespace plantain::ui
