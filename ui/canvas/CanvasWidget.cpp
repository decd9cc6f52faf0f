// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/CanvasWidget.h"

#include "ui/canvas/CanvasInput.h"
#include "ui/document/WorkflowDocument.h"
#include "ui/theme/Theme.h"

#include <QPaintEvent>
#include <QPainter>
#include <QPainterPath>

namespace plantain::ui {

namespace {

constexpr double bodyPadding = 10;
constexpr double fitMargin = 40; ///< view px
constexpr double revealMargin = 24;

} // namespace

class CanvasWidget::Private
{
public:
    Private(CanvasWidget& canvas, const EditorServices& given)
        : q(canvas)
        , services(given)
        , workflow(given.document.workflow())
        , scene(workflow)
        , selection(workflow)
        , faces(given)
    {
    }

    void paint(QPainter& painter, const QRectF& world) const;
    void setViewport(const Viewport& wanted);

    CanvasWidget& q;
    EditorServices services;
    const workflow::Workflow& workflow;
    CanvasScene scene;
    mutable Selection selection;
    NodeFaces faces;
    Viewport viewport;
    CanvasOverlay overlay;
    CanvasHit hovered;
    QString editedNode;
    std::unique_ptr<CanvasInput> input;
};

void CanvasWidget::Private::paint(QPainter& painter, const QRectF& world) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    for (const int edge : scene.edgesIn(world)) {
        const QPointF start = scene.wireStart(edge);
        const QPointF end = scene.wireEnd(edge);
        const QPointF bend(wireBend(start, end), 0);
        QPainterPath path(start);
        path.cubicTo(start + bend, end - bend, end);
        painter.setPen(QPen(theme::color(theme::ColorRole::TextPort), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(path);
    }
    for (const int node : scene.nodesIn(world)) {
        const NodeFace& face = faces.face(node);
        const QRectF rect = scene.nodeRect(node);
        const bool chosen = selection.contains(workflow.nodes()[static_cast<std::size_t>(node)].id);
        painter.setPen(theme::color(chosen ? theme::ColorRole::Focus : theme::ColorRole::Line));
        painter.setBrush(theme::color(theme::ColorRole::Surface2));
        painter.drawRoundedRect(rect, theme::cardRadius, theme::cardRadius);
        painter.setPen(theme::color(theme::ColorRole::Text));
        painter.drawText(rect.topLeft() + QPointF(bodyPadding, 21), face.title);
        for (const PortItem& port : scene.ports(node)) {
            painter.setBrush(theme::color(port.spec.type == workflow::PortType::Image
                                              ? theme::ColorRole::ImagePort
                                              : theme::ColorRole::TextPort));
            painter.drawEllipse(port.center, CanvasScene::portRadius, CanvasScene::portRadius);
        }
    }
}

void CanvasWidget::Private::setViewport(const Viewport& wanted)
{
    if (viewport != wanted) {
        viewport = wanted;
        q.update();
        emit q.viewportChanged();
    }
}

CanvasWidget::CanvasWidget(const EditorServices& services, QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(*this, services))
{
    setObjectName(QStringLiteral("canvas"));
    setAccessibleName(tr("Workflow canvas"));
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAcceptDrops(true);
    const auto repaint = [this] { update(); };
    connect(&d->scene, &CanvasScene::changed, this, repaint);
    connect(&d->faces, &NodeFaces::changed, this, repaint);
    connect(&d->selection, &Selection::changed, this, repaint);
    connect(&d->selection, &Selection::focusNodeChanged, this, repaint);
    d->input = std::make_unique<CanvasInput>(*this);
}

CanvasWidget::~CanvasWidget() = default;

const EditorServices& CanvasWidget::services() const
{
    return d->services;
}

const CanvasScene& CanvasWidget::scene() const
{
    return d->scene;
}

Selection& CanvasWidget::selection() const
{
    return d->selection;
}

const NodeFaces& CanvasWidget::faces() const
{
    return d->faces;
}

CanvasInput& CanvasWidget::input() const
{
    return *d->input;
}

const Viewport& CanvasWidget::viewport() const
{
    return d->viewport;
}

void CanvasWidget::setViewport(const Viewport& viewport)
{
    d->setViewport(viewport);
}

const CanvasOverlay& CanvasWidget::overlay() const
{
    return d->overlay;
}

void CanvasWidget::setOverlay(const CanvasOverlay& overlay)
{
    if (d->overlay != overlay) {
        d->overlay = overlay;
        update();
    }
}

void CanvasWidget::setHovered(const CanvasHit& hit)
{
    if (d->hovered != hit) {
        d->hovered = hit;
        update();
    }
}

CanvasHit CanvasWidget::hitTest(QPointF view) const
{
    return d->scene.hitTest(d->viewport.toWorld(view), 1 / d->viewport.scale());
}

QRectF CanvasWidget::textRect(int nodeIndex) const
{
    const QRectF body = d->scene.nodeRect(nodeIndex).adjusted(
        bodyPadding, CanvasScene::headerHeight + bodyPadding, -bodyPadding, -bodyPadding);
    return d->viewport.toView(body);
}

QRectF CanvasWidget::buttonRect(int nodeIndex, const QString& button) const
{
    Q_UNUSED(nodeIndex)
    Q_UNUSED(button)
    return {};
}

void CanvasWidget::showAll()
{
    Viewport viewport = d->viewport;
    viewport.fit(d->scene.bounds(), size(), fitMargin);
    d->setViewport(viewport);
}

void CanvasWidget::showSelection()
{
    std::vector<int> nodes;
    for (const QString& id : d->selection.nodes()) {
        nodes.push_back(d->workflow.nodeIndex(id));
    }
    if (nodes.empty()) {
        showAll();
        return;
    }
    Viewport viewport = d->viewport;
    viewport.fit(d->scene.boundsOf(nodes), size(), fitMargin);
    d->setViewport(viewport);
}

void CanvasWidget::showActualSize()
{
    Viewport viewport = d->viewport;
    viewport.setScaleAt(QRectF(rect()).center(), 1);
    d->setViewport(viewport);
}

void CanvasWidget::zoomBy(double factor)
{
    Viewport viewport = d->viewport;
    viewport.zoomAt(QRectF(rect()).center(), factor);
    d->setViewport(viewport);
}

void CanvasWidget::reveal(const QString& nodeId)
{
    const int node = d->workflow.nodeIndex(nodeId);
    if (node >= 0) {
        Viewport viewport = d->viewport;
        viewport.reveal(d->scene.nodeRect(node), size(), revealMargin);
        d->setViewport(viewport);
    }
}

void CanvasWidget::setEditedNode(const QString& nodeId)
{
    d->editedNode = nodeId;
    update();
}

bool CanvasWidget::event(QEvent* event)
{
    return (d->input && d->input->handle(event)) || QWidget::event(event);
}

void CanvasWidget::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    painter.fillRect(event->rect(), theme::color(theme::ColorRole::Canvas));
    painter.scale(d->viewport.scale(), d->viewport.scale());
    painter.translate(-d->viewport.origin());
    d->paint(painter, d->viewport.toWorld(QRectF(event->rect())));
}

void CanvasWidget::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    emit viewportChanged();
}

void CanvasWidget::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    update();
}

} // namespace plantain::ui
