// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/CanvasArea.h"

#include "ui/canvas/CanvasWidget.h"
#include "ui/theme/Theme.h"

#include <QChildEvent>
#include <QEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace plantain::ui {

namespace {

constexpr int overlayMargin = 14;

} // namespace

CanvasArea::CanvasArea(QWidget& banners, CanvasWidget& canvas, QWidget* parent)
    : QWidget(parent)
    , m_banners(banners)
    , m_canvas(canvas)
    , m_bannerFrame(new QWidget(this))
{
    auto* frame = new QVBoxLayout(m_bannerFrame);
    frame->setContentsMargins(theme::wideGap, theme::gap, theme::wideGap, theme::gap);
    frame->addWidget(&banners);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bannerFrame);
    column->addWidget(&canvas, 1);
    const auto parts = banners.findChildren<QWidget*>(Qt::FindDirectChildrenOnly);
    for (QWidget* part : parts) {
        part->installEventFilter(this);
    }
    banners.installEventFilter(this);
    canvas.installEventFilter(this);
    showBannerFrame();
}

void CanvasArea::addOverlay(QWidget& widget, Place place)
{
    widget.setParent(&m_canvas);
    widget.installEventFilter(this);
    m_overlays.append({&widget, place});
    arrange();
}

bool CanvasArea::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::Resize:
        if (watched == &m_canvas) {
            arrange();
        }
        break;
    case QEvent::ChildAdded:
        if (auto* child = static_cast<QChildEvent*>(event)->child();
            watched == &m_banners && child->isWidgetType()) {
            child->installEventFilter(this);
        }
        break;
    case QEvent::ShowToParent:
    case QEvent::HideToParent:
        showBannerFrame();
        arrange();
        break;
    case QEvent::LayoutRequest:
        arrange();
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

/// Without a message there is no gap either.
void CanvasArea::showBannerFrame()
{
    const auto banners = m_banners.findChildren<QWidget*>(Qt::FindDirectChildrenOnly);
    m_bannerFrame->setVisible(std::any_of(banners.cbegin(), banners.cend(),
                                          [](const QWidget* each) { return !each->isHidden(); }));
}

void CanvasArea::arrange()
{
    for (const Overlay& overlay : std::as_const(m_overlays)) {
        const QRect room =
            m_canvas.rect().adjusted(overlayMargin, overlayMargin, -overlayMargin, -overlayMargin);
        QRect rect(QPoint(), overlay.widget->sizeHint().boundedTo(room.size()));
        switch (overlay.place) {
        case Place::Center:
            rect.moveCenter(m_canvas.rect().center());
            break;
        case Place::TopRight:
            rect.moveTopRight(room.topRight());
            break;
        case Place::BottomLeft:
            rect.moveBottomLeft(room.bottomLeft());
            break;
        }
        overlay.widget->setGeometry(rect);
    }
}

} // namespace plantain::ui
