// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/CanvasZoom.h"

#include "src/settings/CanvasSettings.h"
#include "ui/canvas/CanvasWidget.h"

#include <QGuiApplication>
#include <QPointingDevice>
#include <QWheelEvent>

#include <cmath>

namespace plantain::ui {

namespace {

/// One notch of a wheel (120 units) makes everything this much larger.
constexpr double notchFactor = 1.15;
/// View px that one notch pans.
constexpr double notchPan = 60;
constexpr double unitsPerNotch = 120;

/// A touchpad tells pixels. On X11 mice do so, too, but their numbers mean nothing there (Qt's
/// documentation of QWheelEvent::pixelDelta), so that only the kind of the device counts.
bool isTouchpad(const QWheelEvent& event)
{
    if (event.device() && event.device()->type() == QInputDevice::DeviceType::TouchPad) {
        return true;
    }
    const bool isX11 = QGuiApplication::platformName() == QLatin1String("xcb");
    return !event.pixelDelta().isNull() && !(isX11 && event.phase() == Qt::NoScrollPhase);
}

/// With Alt held Qt swaps the axes of a wheel; whichever has turned is meant.
double turned(const QWheelEvent& event)
{
    const QPoint delta = event.angleDelta();
    return delta.y() != 0 ? delta.y() : delta.x();
}

QPointF panOf(const QWheelEvent& event)
{
    if (!event.pixelDelta().isNull() && isTouchpad(event)) {
        return event.pixelDelta();
    }
    return QPointF(event.angleDelta()) / unitsPerNotch * notchPan;
}

} // namespace

bool CanvasZoom::zooms(const QWheelEvent& event) const
{
    if (event.modifiers().testFlag(Qt::ControlModifier)) {
        return true;
    }
    if (event.modifiers().testFlag(Qt::ShiftModifier) || isTouchpad(event)) {
        return false;
    }
    switch (m_context.modes().zoom) {
    case settings::ZoomMode::Scroll:
        return true;
    case settings::ZoomMode::AltScroll:
        return event.modifiers().testFlag(Qt::AltModifier);
    case settings::ZoomMode::CtrlScroll:
        return false;
    }
    Q_UNREACHABLE();
}

void CanvasZoom::wheel(const QWheelEvent& event)
{
    if (zooms(event)) {
        zoomAt(event.position(), std::pow(notchFactor, turned(event) / unitsPerNotch));
        return;
    }
    QPointF offset = panOf(event);
    if (event.modifiers().testFlag(Qt::ShiftModifier) && offset.x() == 0) {
        offset = offset.transposed();
    }
    pan(offset);
}

bool CanvasZoom::nativeGesture(const QNativeGestureEvent& event)
{
    if (event.gestureType() != Qt::ZoomNativeGesture) {
        return false;
    }
    zoomAt(event.position(), 1.0 + event.value());
    return true;
}

void CanvasZoom::zoomAt(QPointF view, double factor)
{
    Viewport viewport = m_context.canvas.viewport();
    viewport.zoomAt(view, factor);
    m_context.canvas.setViewport(viewport);
}

void CanvasZoom::pan(QPointF offset)
{
    Viewport viewport = m_context.canvas.viewport();
    viewport.panBy(offset);
    m_context.canvas.setViewport(viewport);
}

} // namespace plantain::ui
