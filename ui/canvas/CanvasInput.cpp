// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/CanvasInput.h"

#include "src/workflow/Edits.h"
#include "ui/canvas/CanvasAccessible.h"
#include "ui/canvas/CanvasActions.h"
#include "ui/canvas/CanvasCommands.h"
#include "ui/canvas/CanvasDrops.h"
#include "ui/canvas/CanvasKeys.h"
#include "ui/canvas/CanvasMenus.h"
#include "ui/canvas/CanvasPointer.h"
#include "ui/canvas/CanvasWidget.h"
#include "ui/canvas/CanvasZoom.h"
#include "ui/canvas/SearchPopup.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QWheelEvent>

namespace plantain::ui {

/// The parts, each for one device.
class CanvasInput::Private
{
public:
    Private(CanvasInput& q, CanvasWidget& canvas)
        : context{canvas}
        , clipboard(context)
        , editor(new InPlaceEditor(context))
        , commands(context, clipboard, *editor)
        , actions(canvas, commands)
        , menus(context, actions, commands)
        , pointer(context, commands, *editor)
        , keys(context)
        , zoom(context)
        , drops(context, clipboard)
    {
        context.announce = [&q](const QString& sentence) {
            if (!sentence.isEmpty()) {
                emit q.announced(sentence);
            }
        };
        context.pressButton = [&q](const QString& node, const QString& button) {
            emit q.nodeButtonPressed(node, button);
        };
    }

    bool handleKey(QKeyEvent& event);
    bool handleKeyRelease(const QKeyEvent& event);
    bool overridesShortcut(QKeyEvent& event) const;
    void openMenu(const QContextMenuEvent& event);

    CanvasContext context;
    CanvasClipboard clipboard;
    InPlaceEditor* editor; ///< a child of the canvas
    CanvasCommands commands;
    CanvasActions actions;
    CanvasMenus menus;
    CanvasPointer pointer;
    CanvasKeys keys;
    CanvasZoom zoom;
    CanvasDrops drops;
};

CanvasInput::CanvasInput(CanvasWidget& canvas)
    : d(std::make_unique<Private>(*this, canvas))
{
    canvas.setMouseTracking(true);
    canvas.setAcceptDrops(true);
    canvas.setFocusPolicy(Qt::StrongFocus);
    connect(&d->clipboard, &CanvasClipboard::workflowFileDropped, this,
            &CanvasInput::workflowFileDropped);
    connect(d->editor, &InPlaceEditor::runRequested, this,
            [this](const QString& node) { emit nodeButtonPressed(node, QStringLiteral("run")); });
    connect(this, &CanvasInput::announced, this,
            [this](const QString& sentence) { announceAccessibly(d->context.canvas, sentence); });
    // Gestures name items by their places, which hold until the structure changes.
    const workflow::Workflow& workflow = d->context.workflow();
    connect(&workflow, &workflow::Workflow::wasReset, this, [this] { cancelGesture(); });
    connect(&workflow, &workflow::Workflow::changed, this,
            [this](const workflow::WorkflowEdit& edit) {
                if (edit.changesStructure()) {
                    cancelGesture();
                }
            });
}

CanvasInput::~CanvasInput()
{
    // Children of the canvas that work with the context, which goes before they would.
    delete d->editor;
    qDeleteAll(d->context.canvas.findChildren<SearchPopup*>());
}

bool CanvasInput::handle(QEvent* event)
{
    switch (event->type()) {
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick:
    case QEvent::MouseMove:
    case QEvent::MouseButtonRelease:
        d->pointer.handle(*static_cast<QMouseEvent*>(event));
        return true;
    case QEvent::Leave:
        d->pointer.leave();
        return true;
    case QEvent::Wheel:
        d->zoom.wheel(*static_cast<QWheelEvent*>(event));
        d->pointer.followView();
        event->accept();
        return true;
    case QEvent::NativeGesture:
        return d->zoom.nativeGesture(*static_cast<QNativeGestureEvent*>(event));
    case QEvent::ContextMenu:
        d->openMenu(*static_cast<QContextMenuEvent*>(event));
        return true;
    case QEvent::ShortcutOverride:
        return d->overridesShortcut(*static_cast<QKeyEvent*>(event));
    case QEvent::KeyPress:
        return d->handleKey(*static_cast<QKeyEvent*>(event));
    case QEvent::KeyRelease:
        return d->handleKeyRelease(*static_cast<QKeyEvent*>(event));
    case QEvent::FocusIn:
        d->keys.enter(static_cast<QFocusEvent*>(event)->reason());
        return false;
    case QEvent::FocusOut:
        d->pointer.setSpaceHeld(false);
        return false;
    case QEvent::DragEnter:
    case QEvent::DragMove:
    case QEvent::DragLeave:
    case QEvent::Drop:
        return d->drops.handle(*event);
    default:
        return false;
    }
}

bool CanvasInput::Private::handleKey(QKeyEvent& event)
{
    if (event.key() == Qt::Key_Escape) {
        if (pointer.cancelGesture()) {
            return true;
        }
        const bool hadSelection = !context.selection().isEmpty();
        context.selection().clear();
        return hadSelection;
    }
    if (event.key() == Qt::Key_Space && event.modifiers() == Qt::NoModifier) {
        pointer.setSpaceHeld(true);
        return true;
    }
    pointer.setModifiers(event);
    return keys.press(event);
}

bool CanvasInput::Private::handleKeyRelease(const QKeyEvent& event)
{
    if (event.key() == Qt::Key_Space && !event.isAutoRepeat()) {
        pointer.setSpaceHeld(false);
        return true;
    }
    pointer.setModifiers(event);
    return false;
}

/// Esc ends a gesture before it stops a run.
bool CanvasInput::Private::overridesShortcut(QKeyEvent& event) const
{
    if (event.key() == Qt::Key_Escape && pointer.isGestureUnderWay()) {
        event.accept();
        return true;
    }
    return false;
}

void CanvasInput::Private::openMenu(const QContextMenuEvent& event)
{
    if (pointer.isCutting()) {
        return;
    }
    pointer.cancelGesture();
    QPoint place = event.pos();
    CanvasHit hit;
    if (event.reason() == QContextMenuEvent::Keyboard) {
        const int node = context.workflow().nodeIndex(context.selection().focusNode());
        if (node >= 0) {
            hit.what = CanvasHit::What::Node;
            hit.node = node;
            place =
                context.canvas.viewport().toView(context.scene().nodeRect(node)).center().toPoint();
        }
    } else {
        hit = context.canvas.hitTest(event.pos());
    }
    menus.select(hit);
    menus.menuFor(hit)->popup(context.canvas.mapToGlobal(place));
}

CanvasActions& CanvasInput::actions() const
{
    return d->actions;
}

void CanvasInput::setRunActions(const QList<QAction*>& actions)
{
    d->menus.setRunActions(actions);
}

bool CanvasInput::insert(const QMimeData& data, QPointF view)
{
    return d->clipboard.insert(data, view);
}

void CanvasInput::openPalette()
{
    d->commands.perform(CanvasActions::Command::AddNode);
}

void CanvasInput::editText(const QString& nodeId)
{
    d->commands.editText(nodeId);
}

bool CanvasInput::isGestureUnderWay() const
{
    return d->pointer.isGestureUnderWay();
}

bool CanvasInput::cancelGesture()
{
    return d->pointer.cancelGesture();
}

} // namespace plantain::ui
