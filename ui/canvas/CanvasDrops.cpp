// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/CanvasDrops.h"

#include "ui/canvas/CanvasClipboard.h"
#include "ui/canvas/CanvasWidget.h"

#include <QDropEvent>
#include <QMimeData>

namespace plantain::ui {

bool CanvasDrops::handle(QEvent& event)
{
    switch (event.type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove:
        over(static_cast<QDragMoveEvent&>(event));
        return true;
    case QEvent::DragLeave:
        m_context.canvas.setHovered({});
        return true;
    case QEvent::Drop: {
        auto& drop = static_cast<QDropEvent&>(event);
        m_context.canvas.setHovered({});
        drop.setDropAction(Qt::CopyAction);
        drop.setAccepted(m_clipboard.insert(*drop.mimeData(), drop.position()));
        return true;
    }
    default:
        return false;
    }
}

/// A picture replaces that of the Image node beneath: it is shown as hovered.
void CanvasDrops::over(QDragMoveEvent& event)
{
    if (!CanvasClipboard::canInsert(*event.mimeData())) {
        event.ignore();
        return;
    }
    event.setDropAction(Qt::CopyAction);
    event.accept();
    m_context.canvas.setHovered(m_context.canvas.hitTest(event.position()));
}

} // namespace plantain::ui
