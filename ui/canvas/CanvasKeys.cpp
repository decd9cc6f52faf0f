// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/CanvasKeys.h"

#include "src/workflow/Edits.h"
#include "ui/canvas/CanvasWidget.h"
#include "ui/document/WorkflowDocument.h"

#include <QKeyEvent>

#include <algorithm>

namespace plantain::ui {

namespace {

std::optional<Direction> directionOf(int key)
{
    switch (key) {
    case Qt::Key_Left:
        return Direction::Left;
    case Qt::Key_Right:
        return Direction::Right;
    case Qt::Key_Up:
        return Direction::Up;
    case Qt::Key_Down:
        return Direction::Down;
    default:
        return std::nullopt;
    }
}

QPointF vectorOf(Direction direction)
{
    switch (direction) {
    case Direction::Left:
        return {-1, 0};
    case Direction::Right:
        return {1, 0};
    case Direction::Up:
        return {0, -1};
    case Direction::Down:
        return {0, 1};
    }
    Q_UNREACHABLE();
}

bool changesOrder(const workflow::WorkflowEdit& edit)
{
    return edit.changesStructure() || !edit.edges.isEmpty() ||
           std::any_of(edit.updates.begin(), edit.updates.end(),
                       [](const auto& update) { return update.after.position.has_value(); });
}

} // namespace

CanvasKeys::CanvasKeys(const CanvasContext& context)
    : m_context(context)
{
    connect(&context.workflow(), &workflow::Workflow::wasReset, this,
            [this] { m_orderIsValid = false; });
    connect(&context.workflow(), &workflow::Workflow::changed, this,
            [this](const workflow::WorkflowEdit& edit) {
                m_orderIsValid = m_orderIsValid && !changesOrder(edit);
            });
}

bool CanvasKeys::press(const QKeyEvent& event)
{
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const bool isControl = modifiers.testFlag(Qt::ControlModifier);
    const bool isShift = modifiers.testFlag(Qt::ShiftModifier);
    const bool isTab = event.key() == Qt::Key_Tab || event.key() == Qt::Key_Backtab;
    const bool isBack = event.key() == Qt::Key_Backtab || isShift;
    if (modifiers.testFlag(Qt::AltModifier)) {
        return false;
    }
    if ((isTab && isControl) || event.key() == Qt::Key_F6) {
        leave(!isBack);
        return true;
    }
    if (isTab) {
        return visitNext(!isBack);
    }
    const auto direction = directionOf(event.key());
    if (!direction) {
        return false;
    }
    if (isControl) {
        goBeside(*direction);
        return true;
    }
    return moveSelection(*direction, isShift, event.isAutoRepeat());
}

const std::vector<int>& CanvasKeys::order()
{
    if (!m_orderIsValid) {
        m_order = flowOrder(m_context.workflow());
        m_orderIsValid = true;
    }
    return m_order;
}

/// False beyond the ends: the focus goes to the next widget then, as everywhere.
bool CanvasKeys::visitNext(bool forward)
{
    const std::vector<int>& nodes = order();
    if (nodes.empty()) {
        return false;
    }
    const int current = m_context.workflow().nodeIndex(m_context.selection().focusNode());
    const auto place = std::find(nodes.begin(), nodes.end(), current);
    if (place == nodes.end()) {
        visit(forward ? nodes.front() : nodes.back());
        return true;
    }
    if (forward ? place + 1 == nodes.end() : place == nodes.begin()) {
        return false;
    }
    visit(forward ? *(place + 1) : *(place - 1));
    return true;
}

void CanvasKeys::enter(Qt::FocusReason reason)
{
    const bool byTab = reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason;
    if (byTab && !order().empty()) {
        visit(reason == Qt::TabFocusReason ? order().front() : order().back());
    }
}

void CanvasKeys::visit(int node)
{
    const QString id = m_context.node(node).id;
    m_context.selection().setOnly(id);
    m_context.canvas.reveal(id);
}

void CanvasKeys::goBeside(Direction direction)
{
    const int from = m_context.workflow().nodeIndex(m_context.selection().focusNode());
    if (from < 0) {
        visitNext(true);
        return;
    }
    const int next = nearestInDirection(m_context.workflow(), from, direction);
    if (next >= 0) {
        visit(next);
    }
}

/// A key that is held makes one step of the undo stack.
bool CanvasKeys::moveSelection(Direction direction, bool isFar, bool isRepeated)
{
    const QStringList ids = m_context.selection().nodeList();
    if (ids.isEmpty()) {
        return false;
    }
    if (!isRepeated || m_moveGesture == 0) {
        m_moveGesture = m_context.document().newGesture();
    }
    const QPointF offset = vectorOf(direction) * (isFar ? farStep : step);
    m_context.perform(workflow::edits::moveNodes(m_context.workflow(), ids, offset),
                      tr("Move %1").arg(countedNodes(ids.size())), m_moveGesture);
    if (!m_context.selection().focusNode().isEmpty()) {
        m_context.canvas.reveal(m_context.selection().focusNode());
    }
    return true;
}

void CanvasKeys::leave(bool forward)
{
    QWidget* canvas = &m_context.canvas;
    QWidget* next = canvas;
    do {
        next = forward ? next->nextInFocusChain() : next->previousInFocusChain();
        const bool takesFocus = (next->focusPolicy() & Qt::TabFocus) != 0 && next->isVisible() &&
                                next->isEnabled() && !canvas->isAncestorOf(next) &&
                                next->window() == canvas->window();
        if (takesFocus && next != canvas) {
            next->setFocus(forward ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            return;
        }
    } while (next != canvas);
}

} // namespace plantain::ui
