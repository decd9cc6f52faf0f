// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/CanvasScene.h"
#include "ui/canvas/Gesture.h"

#include <QObject>
#include <QTimer>

class QKeyEvent;
class QMouseEvent;

namespace plantain::ui {

class CanvasCommands;
class InPlaceEditor;

/// The mouse: what is pressed, clicked, double clicked; which gesture a drag begins. Owns at most
/// one gesture and keeps the view with it at the border.
class CanvasPointer : public QObject
{
    Q_OBJECT

public:
    /// Borrowed.
    CanvasPointer(CanvasContext& context, CanvasCommands& commands, InPlaceEditor& editor);
    ~CanvasPointer() override;

    void handle(const QMouseEvent& event);
    void leave();
    /// The view moved beneath the pointer.
    void followView();
    void setSpaceHeld(bool held);
    /// A modifier key went down or up: gestures follow.
    void setModifiers(const QKeyEvent& event);

    /// The right button is held to cut wires: its press opens no menu.
    bool isCutting() const { return m_button == Qt::RightButton && (m_press || m_gesture); }

    bool isGestureUnderWay() const { return m_gesture != nullptr; }
    bool cancelGesture();

private:
    /// A button went down; a click or a drag will come of it.
    struct Press {
        Pointer at;
        CanvasHit hit;
    };

    void press(const QMouseEvent& event);
    void move(const QMouseEvent& event);
    void release(const QMouseEvent& event);
    void cancelIfReleased(Qt::MouseButtons held);
    void doubleClick(const Pointer& at);
    void selectPressed(const Press& press);
    void click(const Press& press, const CanvasHit& released);
    void clickNode(const Press& press);
    void begin(std::unique_ptr<Gesture> gesture, const Pointer& at);
    std::unique_ptr<Gesture> gestureFor(const Press& press);
    std::unique_ptr<Gesture> gestureOnEmpty(const Pointer& at) const;
    std::unique_ptr<Gesture> wireGesture(const struct WireStart& start) const;
    void finish(const Pointer& at);
    void openMenu(const QMouseEvent& event);
    void panAtBorder();
    void hover(QPointF view);
    void showCursor(const CanvasHit& hit, QPointF view);

    CanvasContext& m_context;
    CanvasCommands& m_commands;
    InPlaceEditor& m_editor;
    std::optional<Press> m_press;
    std::unique_ptr<Gesture> m_gesture;
    Pointer m_last;
    Qt::MouseButton m_button = Qt::NoButton; ///< that began the press or the gesture
    bool m_spaceHeld = false;
    QTimer m_borderTimer;
};

} // namespace plantain::ui
