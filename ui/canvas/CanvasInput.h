// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QString>

#include <memory>

class QAction;
class QEvent;
class QMimeData;

namespace plantain::ui {

class CanvasActions;
class CanvasWidget;

/// What mouse, keys, touchpad and drops do on the canvas: every gesture ends as one step of the
/// undo stack, or leaves nothing behind.
class CanvasInput : public QObject
{
    Q_OBJECT

public:
    /// `canvas` is borrowed and outlives this.
    explicit CanvasInput(CanvasWidget& canvas);
    ~CanvasInput() override;

    /// True when the event was used; called by the canvas for every event it gets.
    bool handle(QEvent* event);
    /// The canvas's commands, for menus and the toolbar. Owned.
    CanvasActions& actions() const;
    /// Stand first in the context menu of nodes; borrowed.
    void setRunActions(const QList<QAction*>& actions);

    /// Takes what is dropped or pasted: nodes, pictures, texts. `view`: where, view px. False when
    /// there is nothing of use; workflow files are not taken here but told by
    /// `workflowFileDropped`. Pictures are read in a worker: their nodes come a little later.
    bool insert(const QMimeData& data, QPointF view);
    /// Opens the search palette at the pointer, else in the middle.
    void openPalette();
    /// Opens the text editor over a node, selecting nothing else.
    void editText(const QString& nodeId);
    bool isGestureUnderWay() const;
    /// Ends a gesture without a trace; true when there was one.
    bool cancelGesture();

signals:
    /// A button on a node was pressed: see FaceButton::id. Also "run" (Ctrl+Enter in its text
    /// editor, or asked for by a screen reader) and "choose-image" (an Image node was opened).
    void nodeButtonPressed(const QString& nodeId, const QString& button);
    void workflowFileDropped(const QString& path);
    /// A sentence for the status bar and for screen readers: what was refused and why, what was
    /// done.
    void announced(const QString& sentence);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace plantain::ui
