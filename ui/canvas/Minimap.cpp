// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/Minimap.h"

#include "ui/canvas/CanvasWidget.h"
#include "ui/theme/Theme.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace plantain::ui {

namespace {

constexpr double padding = 8;

} // namespace

Minimap::Minimap(CanvasWidget& canvas, QWidget* parent)
    : QWidget(parent)
    , m_canvas(canvas)
{
    setObjectName(QStringLiteral("minimap"));
    setAccessibleName(tr("Overview of the workflow"));
    setToolTip(tr("Press or drag to go there, turn the wheel to zoom"));
    setCursor(Qt::PointingHandCursor);
    setFixedSize(sizeHint());
    connect(&canvas, &CanvasWidget::viewportChanged, this, qOverload<>(&QWidget::update));
    connect(&canvas.scene(), &CanvasScene::changed, this, [this] {
        forgetPicture();
        showOrHide();
    });
    connect(&canvas.faces(), &NodeFaces::changed, this, [this](const QList<int>& nodes) {
        if (nodes.isEmpty()) {
            forgetPicture();
        }
    });
    showOrHide();
}

void Minimap::setWanted(bool wanted)
{
    m_isWanted = wanted;
    showOrHide();
}

void Minimap::setLeastNodes(int nodes)
{
    m_leastNodes = nodes;
    showOrHide();
}

void Minimap::showOrHide()
{
    const auto nodes = static_cast<int>(m_canvas.scene().workflow().nodes().size());
    setVisible(m_isWanted && nodes >= m_leastNodes);
}

void Minimap::forgetPicture()
{
    m_picture = {};
    update();
}

QRectF Minimap::world() const
{
    const QRectF bounds = m_canvas.scene().bounds();
    const QSizeF room(width() - 2 * padding, height() - 2 * padding);
    const double scale =
        std::min({room.width() / bounds.width(), room.height() / bounds.height(), 0.12});
    QRectF seen(QPointF(), QSizeF(width(), height()) / scale);
    seen.moveCenter(bounds.center());
    return seen;
}

QRectF Minimap::toMap(const QRectF& world) const
{
    const double scale = width() / m_world.width();
    return {(world.topLeft() - m_world.topLeft()) * scale, world.size() * scale};
}

void Minimap::paintPicture()
{
    const double ratio = devicePixelRatioF();
    m_picture = QPixmap((QSizeF(size()) * ratio).toSize());
    m_picture.setDevicePixelRatio(ratio);
    m_picture.fill(Qt::transparent);
    m_world = world();
    QPainter painter(&m_picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme::color(theme::ColorRole::Line));
    painter.setBrush(theme::color(theme::ColorRole::Surface1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme::controlRadius,
                            theme::controlRadius);
    painter.setPen(Qt::NoPen);
    const CanvasScene& scene = m_canvas.scene();
    const theme::Scheme scheme = theme::currentScheme();
    const auto nodes = static_cast<int>(scene.workflow().nodes().size());
    const bool isFine = nodes < 500;
    painter.setRenderHint(QPainter::Antialiasing, isFine);
    for (int node = 0; node < nodes; ++node) {
        QRectF place = toMap(scene.nodeRect(node));
        place.setSize(place.size().expandedTo({1, 1}));
        const QColor color = theme::color(m_canvas.faces().farColor(node), scheme);
        if (isFine) {
            painter.setBrush(color);
            painter.drawRoundedRect(place, 2, 2);
        } else {
            painter.fillRect(place.toRect(), color);
        }
    }
}

void Minimap::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    if (m_picture.isNull() || m_picture.devicePixelRatio() != devicePixelRatioF()) {
        paintPicture();
    }
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_picture);
    const QRectF seen = m_canvas.viewport().toWorld(QRectF(m_canvas.rect()));
    const QRectF frame = toMap(seen).intersected(QRectF(rect()).adjusted(3, 3, -3, -3));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme::color(theme::ColorRole::Dim), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
}

void Minimap::goTo(QPointF point)
{
    if (m_picture.isNull()) {
        m_world = world();
    }
    Viewport viewport = m_canvas.viewport();
    const double scale = width() / m_world.width();
    viewport.centerOn(m_world.topLeft() + point / scale, m_canvas.size());
    m_canvas.setViewport(viewport);
}

void Minimap::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        goTo(event->position());
    }
    event->accept();
}

void Minimap::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons().testFlag(Qt::LeftButton)) {
        goTo(event->position());
    }
    event->accept();
}

void Minimap::mouseReleaseEvent(QMouseEvent* event)
{
    event->accept();
}

void Minimap::wheelEvent(QWheelEvent* event)
{
    constexpr double stepAngle = 120;
    constexpr double stepFactor = 1.2;
    m_canvas.zoomBy(std::pow(stepFactor, event->angleDelta().y() / stepAngle));
    event->accept();
}

void Minimap::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    forgetPicture();
}

} // namespace plantain::ui
