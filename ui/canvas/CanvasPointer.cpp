// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/CanvasPointer.h"

#include "src/settings/CanvasSettings.h"
#include "src/workflow/Edits.h"
#include "src/workflow/NodeData.h"
#include "ui/canvas/CanvasCommands.h"
#include "ui/canvas/CanvasWidget.h"
#include "ui/canvas/CutGesture.h"
#include "ui/canvas/GroupGesture.h"
#include "ui/canvas/MoveGesture.h"
#include "ui/canvas/PanGesture.h"
#include "ui/canvas/PortMenu.h"
#include "ui/canvas/ResizeGesture.h"
#include "ui/canvas/RubberBandGesture.h"
#include "ui/canvas/WireGesture.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QMouseEvent>

namespace plantain::ui {

namespace edits = workflow::edits;

using What = CanvasHit::What;

namespace {

/// Nearer to the border than this the view follows, view px; once a frame.
constexpr double border = 24;
constexpr double borderSpeed = 12;
constexpr std::chrono::milliseconds frame{16};

bool isEmptyPlace(const CanvasHit& hit)
{
    return hit.what == What::Nothing || hit.what == What::Group;
}

/// How far to pan for a coordinate near or beyond a border.
double borderPan(double place, double length)
{
    if (place < border) {
        return borderSpeed;
    }
    return place > length - border ? -borderSpeed : 0;
}

bool isModified(Qt::KeyboardModifiers modifiers)
{
    return (modifiers & (Qt::ShiftModifier | Qt::ControlModifier)) != 0;
}

} // namespace

CanvasPointer::CanvasPointer(CanvasContext& context, CanvasCommands& commands,
                             InPlaceEditor& editor)
    : m_context(context)
    , m_commands(commands)
    , m_editor(editor)
{
    m_borderTimer.setInterval(frame);
    connect(&m_borderTimer, &QTimer::timeout, this, &CanvasPointer::panAtBorder);
}

CanvasPointer::~CanvasPointer() = default;

void CanvasPointer::handle(const QMouseEvent& event)
{
    m_last = {event.position(), event.modifiers()};
    m_context.pointer = event.position();
    switch (event.type()) {
    case QEvent::MouseButtonPress:
        press(event);
        break;
    case QEvent::MouseButtonDblClick:
        if (event.button() == Qt::LeftButton) {
            doubleClick(m_last);
        } else {
            press(event);
        }
        break;
    case QEvent::MouseMove:
        move(event);
        break;
    default:
        release(event);
    }
}

void CanvasPointer::press(const QMouseEvent& event)
{
    cancelIfReleased(event.buttons() & ~event.button());
    if (m_gesture || m_press) {
        return; // another button while one is held
    }
    // Usually the press has moved the focus here already.
    m_editor.commit();
    const Press press{m_last, m_context.canvas.hitTest(event.position())};
    const bool middlePans = m_context.modes().pan != settings::PanMode::Space;
    const bool pans = (event.button() == Qt::MiddleButton && middlePans) ||
                      (event.button() == Qt::LeftButton && m_spaceHeld);
    m_button = event.button();
    if (pans) {
        begin(std::make_unique<PanGesture>(m_context, m_last), m_last);
    } else if (event.button() == Qt::LeftButton) {
        m_press = press;
        selectPressed(press);
    } else if (event.button() == Qt::RightButton &&
               event.modifiers().testFlag(Qt::ControlModifier)) {
        m_press = press;
    }
}

/// What is grabbed is selected at once, so that a drag has something to move.
void CanvasPointer::selectPressed(const Press& press)
{
    const bool isBody = press.hit.what == What::Node || press.hit.what == What::NodeEdge;
    if (isBody && !isModified(press.at.modifiers)) {
        const QString& id = m_context.node(press.hit.node).id;
        if (m_context.selection().contains(id)) {
            m_context.selection().setFocusNode(id);
        } else {
            m_context.selection().setOnly(id);
        }
    }
}

/// A menu or another window may have taken the release.
void CanvasPointer::cancelIfReleased(Qt::MouseButtons held)
{
    if (held == Qt::NoButton) {
        cancelGesture();
    }
}

void CanvasPointer::move(const QMouseEvent& event)
{
    cancelIfReleased(event.buttons());
    if (m_gesture) {
        m_gesture->move(m_last);
        if (m_gesture && m_gesture->pansAtBorder() && !m_borderTimer.isActive()) {
            m_borderTimer.start();
        }
        return;
    }
    if (!m_press) {
        hover(event.position());
        return;
    }
    const QPointF way = event.position() - m_press->at.view;
    if (way.manhattanLength() >= QApplication::startDragDistance()) {
        const Press press = *m_press;
        begin(gestureFor(press), m_last);
    }
}

void CanvasPointer::begin(std::unique_ptr<Gesture> gesture, const Pointer& at)
{
    m_press.reset();
    m_gesture = std::move(gesture);
    if (m_gesture) {
        m_context.canvas.setHovered({});
        m_gesture->move(at);
        showCursor({}, at.view);
    }
}

std::unique_ptr<Gesture> CanvasPointer::gestureFor(const Press& press)
{
    if (m_button == Qt::RightButton) {
        return std::make_unique<CutGesture>(m_context, press.at);
    }
    const CanvasHit& hit = press.hit;
    switch (hit.what) {
    case What::Port:
        return wireGesture(WireGesture::startAtPort(m_context, hit.node, hit.port));
    case What::Wire: {
        const WireStart start =
            WireGesture::startAtWire(m_context, hit.edge, m_context.toWorld(press.at.view));
        return start.port < 0 ? nullptr : wireGesture(start);
    }
    case What::Node:
    case What::NodeButton: {
        const QString& id = m_context.node(hit.node).id;
        if (!m_context.selection().contains(id)) {
            m_context.selection().setOnly(id);
        }
        return std::make_unique<MoveGesture>(m_context, hit.node, press.at);
    }
    case What::NodeEdge:
        return std::make_unique<ResizeGesture>(m_context, hit.node, -1, press.at);
    case What::GroupHeader:
        return std::make_unique<GroupGesture>(m_context, hit.group, press.at);
    case What::GroupCorner:
        return std::make_unique<ResizeGesture>(m_context, -1, hit.group, press.at);
    case What::Nothing:
    case What::Group:
        return gestureOnEmpty(press.at);
    }
    Q_UNREACHABLE();
}

std::unique_ptr<Gesture> CanvasPointer::gestureOnEmpty(const Pointer& at) const
{
    const bool needsAlt = m_context.modes().selection == settings::SelectionMode::AltDrag ||
                          m_context.modes().pan == settings::PanMode::Always;
    if (needsAlt && !at.modifiers.testFlag(Qt::AltModifier)) {
        return std::make_unique<PanGesture>(m_context, at);
    }
    return std::make_unique<RubberBandGesture>(m_context, at);
}

std::unique_ptr<Gesture> CanvasPointer::wireGesture(const WireStart& start) const
{
    return std::make_unique<WireGesture>(
        m_context, start, [this](const LooseWire& wire) { openPortMenu(m_context, wire); });
}

void CanvasPointer::release(const QMouseEvent& event)
{
    // A gesture lasts until its own button is up.
    if (m_gesture && !event.buttons().testFlag(m_button)) {
        finish(m_last);
    } else if (m_press && event.button() == m_button) {
        const Press press = *m_press;
        m_press.reset();
        if (m_button == Qt::RightButton) {
            openMenu(event);
            return;
        }
        click(press, m_context.canvas.hitTest(event.position()));
    }
    hover(event.position());
}

/// Nothing was cut: the press meant the menu after all.
void CanvasPointer::openMenu(const QMouseEvent& event)
{
    QContextMenuEvent menu(QContextMenuEvent::Mouse, event.position().toPoint(),
                           event.globalPosition().toPoint(), event.modifiers());
    QCoreApplication::sendEvent(&m_context.canvas, &menu);
}

void CanvasPointer::finish(const Pointer& at)
{
    m_borderTimer.stop();
    // What it does may want to cancel a gesture: this one is no longer under way.
    const std::unique_ptr<Gesture> gesture = std::move(m_gesture);
    m_context.canvas.setOverlay({});
    gesture->finish(at);
}

bool CanvasPointer::cancelGesture()
{
    m_press.reset();
    if (!m_gesture) {
        return false;
    }
    m_borderTimer.stop();
    const std::unique_ptr<Gesture> gesture = std::move(m_gesture);
    m_context.canvas.setOverlay({});
    gesture->cancel();
    return true;
}

void CanvasPointer::click(const Press& press, const CanvasHit& released)
{
    const CanvasHit& hit = press.hit;
    Selection& selection = m_context.selection();
    switch (hit.what) {
    case What::NodeButton:
        if (released == hit) {
            selection.setOnly(m_context.node(hit.node).id);
            m_context.pressButton(m_context.node(hit.node).id, hit.button);
        }
        break;
    case What::Node:
    case What::NodeEdge:
    case What::Port:
        clickNode(press);
        break;
    case What::Wire:
        selection.setEdge(m_context.edge(hit.edge).id);
        if (press.at.modifiers.testFlag(Qt::AltModifier)) {
            m_commands.remove();
        }
        break;
    case What::GroupHeader:
    case What::GroupCorner:
        selection.setGroup(m_context.workflow().groups()[static_cast<std::size_t>(hit.group)].id);
        break;
    case What::Nothing:
    case What::Group:
        if (!isModified(press.at.modifiers)) {
            selection.clear();
        }
        break;
    }
}

void CanvasPointer::clickNode(const Press& press)
{
    const QString& id = m_context.node(press.hit.node).id;
    if (isModified(press.at.modifiers)) {
        m_context.selection().toggle(id);
    } else {
        m_context.selection().setOnly(id);
    }
}

void CanvasPointer::doubleClick(const Pointer& at)
{
    const CanvasHit hit = m_context.canvas.hitTest(at.view);
    const QPointF world = m_context.toWorld(at.view);
    if (isEmptyPlace(hit)) {
        m_commands.perform(CanvasActions::Command::AddNode);
    } else if (hit.what == What::GroupHeader) {
        m_context.selection().setGroup(
            m_context.workflow().groups()[static_cast<std::size_t>(hit.group)].id);
        m_commands.rename();
    } else if (hit.what == What::NodeEdge) {
        const workflow::Node& node = m_context.node(hit.node);
        const double width = workflow::nodeType(node.kind).defaultSize.width();
        m_context.perform(
            edits::resizeNode(m_context.workflow(), node.id,
                              QRectF(node.position, QSizeF(width, node.size.height()))),
            tr("Resize %1").arg(workflow::titleOf(node)));
    } else if (hit.what == What::NodeButton) {
        // The second press of two quick ones is a press.
        m_press = Press{at, hit};
        m_button = Qt::LeftButton;
    } else if (hit.what == What::Node) {
        const QString id = m_context.node(hit.node).id;
        const QRectF rect = m_context.scene().nodeRect(hit.node);
        if (world.y() < rect.top() + CanvasScene::headerHeight) {
            m_context.selection().setOnly(id);
            m_commands.rename();
        } else {
            m_commands.editText(id);
        }
    }
}

void CanvasPointer::leave()
{
    m_context.pointer.reset();
    if (!m_gesture) {
        m_context.canvas.setHovered({});
    }
}

void CanvasPointer::followView()
{
    if (m_gesture) {
        m_gesture->move(m_last);
    } else if (m_context.pointer) {
        hover(*m_context.pointer);
    }
}

void CanvasPointer::setModifiers(const QKeyEvent& event)
{
    if (!m_gesture) {
        return;
    }
    // The event tells the modifiers before its own key.
    Qt::KeyboardModifier changed = Qt::NoModifier;
    switch (event.key()) {
    case Qt::Key_Shift:
        changed = Qt::ShiftModifier;
        break;
    case Qt::Key_Control:
        changed = Qt::ControlModifier;
        break;
    case Qt::Key_Alt:
        changed = Qt::AltModifier;
        break;
    default:
        return;
    }
    m_last.modifiers.setFlag(changed, event.type() == QEvent::KeyPress);
    m_gesture->move(m_last);
}

void CanvasPointer::setSpaceHeld(bool held)
{
    const bool spacePans = m_context.modes().pan != settings::PanMode::MiddleButton;
    m_spaceHeld = held && spacePans;
    if (!m_gesture) {
        showCursor({}, m_last.view);
    }
}

void CanvasPointer::panAtBorder()
{
    const QPointF offset(borderPan(m_last.view.x(), m_context.canvas.width()),
                         borderPan(m_last.view.y(), m_context.canvas.height()));
    if (!m_gesture || offset.isNull()) {
        m_borderTimer.stop();
        return;
    }
    Viewport viewport = m_context.canvas.viewport();
    viewport.panBy(offset);
    m_context.canvas.setViewport(viewport);
    m_gesture->move(m_last);
}

void CanvasPointer::hover(QPointF view)
{
    const CanvasHit hit = m_context.canvas.hitTest(view);
    m_context.canvas.setHovered(hit);
    showCursor(hit, view);
}

void CanvasPointer::showCursor(const CanvasHit& hit, QPointF view)
{
    Qt::CursorShape shape = Qt::ArrowCursor;
    if (dynamic_cast<const PanGesture*>(m_gesture.get())) {
        shape = Qt::ClosedHandCursor;
    } else if (dynamic_cast<const CutGesture*>(m_gesture.get())) {
        shape = Qt::CrossCursor;
    } else if (m_gesture) {
        return; // as it was when it began
    } else if (m_spaceHeld) {
        shape = Qt::OpenHandCursor;
    } else if (hit.what == What::Port) {
        shape = Qt::CrossCursor;
    } else if (hit.what == What::NodeButton) {
        shape = Qt::PointingHandCursor;
    } else if (hit.what == What::GroupCorner) {
        shape = Qt::SizeFDiagCursor;
    } else if (hit.what == What::GroupHeader) {
        shape = Qt::SizeAllCursor;
    } else if (hit.what == What::NodeEdge) {
        const ResizeEdges edges = resizeEdgesAt(m_context, hit.node, m_context.toWorld(view));
        shape = edges.right && edges.bottom ? Qt::SizeFDiagCursor
                : edges.right               ? Qt::SizeHorCursor
                                            : Qt::SizeVerCursor;
    }
    m_context.canvas.setCursor(shape);
}

} // namespace plantain::ui
