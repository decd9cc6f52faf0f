// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QDragMoveEvent;
class QEvent;

namespace plantain::ui {

class CanvasClipboard;
struct CanvasContext;

/// What is dragged over the canvas from elsewhere, and dropped on it.
class CanvasDrops
{
public:
    /// Borrowed.
    CanvasDrops(const CanvasContext& context, CanvasClipboard& clipboard)
        : m_context(context)
        , m_clipboard(clipboard)
    {
    }

    bool handle(QEvent& event);

private:
    void over(QDragMoveEvent& event);

    const CanvasContext& m_context;
    CanvasClipboard& m_clipboard;
};

} // namespace plantain::ui
