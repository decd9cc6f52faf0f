// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/CanvasWidget.h"

#include "ui/canvas/CanvasAccessible.h"
#include "ui/canvas/CanvasInput.h"
#include "ui/canvas/CanvasLayer.h"
#include "ui/canvas/CanvasPainter.h"
#include "ui/canvas/OverlayPainter.h"
#include "ui/document/WorkflowDocument.h"
#include "ui/theme/Theme.h"

#include <QPaintEvent>
#include <QPainter>
#include <QTimer>

#include <algorithm>

namespace plantain::ui {

namespace {

using namespace std::chrono_literals;

constexpr double fitMargin = 40; ///< view px
constexpr double revealMargin = 24;
/// A zoom step is painted at once when that is quick, else the picture so far is scaled meanwhile.
constexpr auto quickPaint = 10ms;
constexpr auto refineDelay = 80ms;
constexpr double wireMargin = 8; ///< view px
constexpr int mostDirtyRectangles = 200;

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
        , thumbnails([&document = given.document] { return document.folder(); })
        , painter(scene, faces, selection, thumbnails)
    {
    }

    void listen();
    void setViewport(const Viewport& wanted);
    void invalidate();
    void invalidateWorld(const QList<QRectF>& world);
    void invalidateNodes(const QList<int>& nodes);
    void invalidateNode(const QString& id);
    void invalidateWiresFrom(int node);
    void updateWorld(const QRectF& world, double margin);
    void handleSelection();
    void showHover(const CanvasHit& hit);

    DeviceView deviceView() const { return {viewport, q.devicePixelRatioF()}; }
    QSize deviceSize() const { return (QSizeF(q.size()) * q.devicePixelRatioF()).toSize(); }
    bool shouldScaleOldPicture(const DeviceView& view) const;
    void updateLayer(const DeviceView& view, bool isQuick);
    void paintScaled(QPainter& painter, const DeviceView& view);
    void paintOverlay(QPainter& painter, const DeviceView& view, const QRect& device);
    void paintHover(QPainter& painter, const QRect& device);
    void noteFocus(const QFocusEvent& event);
    QRectF toView(const QRectF& local, int node) const;
    NodeLayout layoutOf(int node) const
    {
        return layoutNode(faces.face(node), scene.nodeRect(node).size());
    }

    CanvasWidget& q;
    EditorServices services;
    const workflow::Workflow& workflow;
    CanvasScene scene;
    mutable Selection selection;
    NodeFaces faces;
    Thumbnails thumbnails;
    CanvasPainter painter;
    CanvasLayer layer;
    Viewport viewport;
    CanvasOverlay overlay;
    CanvasHidden hidden;
    CanvasHit hovered;
    QString editedNode;
    QSet<QString> shownSelection; ///< nodes that are painted as selected
    QString shownFocus;
    bool hadOtherSelection = false;
    bool focusCameByKeys = false;
    QTimer refine;
    theme::Scheme scheme = theme::currentScheme();
    std::unique_ptr<CanvasInput> input; ///< last: it uses everything before it
};

void CanvasWidget::Private::listen()
{
    QObject::connect(&scene, &CanvasScene::changed, &q,
                     [this](const QList<QRectF>& world) { invalidateWorld(world); });
    QObject::connect(&faces, &NodeFaces::changed, &q, [this](const QList<int>& nodes) {
        thumbnails.recheck();
        invalidateNodes(nodes);
    });
    QObject::connect(&faces, &NodeFaces::wiresChanged, &q,
                     [this](int node) { invalidateWiresFrom(node); });
    QObject::connect(&thumbnails, &Thumbnails::changed, &q,
                     [this](const QString& id) { invalidateNode(id); });
    QObject::connect(&selection, &Selection::changed, &q, [this] { handleSelection(); });
    QObject::connect(&selection, &Selection::focusNodeChanged, &q, [this] {
        invalidateNode(shownFocus);
        shownFocus = selection.focusNode();
        invalidateNode(shownFocus);
        if (focusCameByKeys) {
            q.update();
        }
    });
    const auto showGrid = [this](const settings::Settings& values) {
        painter.setShowsGrid(values.canvas.showGrid);
        invalidate();
    };
    QObject::connect(&services.settings, &settings::AppSettings::changed, &q, showGrid);
    painter.setShowsGrid(services.settings.values().canvas.showGrid);
    refine.setSingleShot(true);
    refine.setInterval(refineDelay);
    QObject::connect(&refine, &QTimer::timeout, &q, [this] { invalidate(); });
}

void CanvasWidget::Private::setViewport(const Viewport& wanted)
{
    if (viewport != wanted) {
        viewport = wanted;
        q.update();
        emit q.viewportChanged();
    }
}

void CanvasWidget::Private::invalidate()
{
    layer.invalidate();
    q.update();
}

void CanvasWidget::Private::updateWorld(const QRectF& world, double margin)
{
    const double ratio = q.devicePixelRatioF();
    const QRectF seen = viewport.toView(world).adjusted(-margin, -margin, margin, margin);
    // The layer is still where the last frame left it.
    const QRectF old = layer.view().toDevice(world);
    const double reach = margin * ratio + 1;
    layer.invalidate(old.adjusted(-reach, -reach, reach, reach).toAlignedRect());
    q.update(seen.intersected(q.rect()).toAlignedRect());
}

void CanvasWidget::Private::invalidateWorld(const QList<QRectF>& world)
{
    if (world.isEmpty() || world.size() > mostDirtyRectangles) {
        invalidate();
        return;
    }
    const double margin = std::max(wireMargin, CanvasPainter::nodeMargin * viewport.scale());
    for (const QRectF& rect : world) {
        updateWorld(rect, margin);
    }
}

void CanvasWidget::Private::invalidateNodes(const QList<int>& nodes)
{
    if (nodes.isEmpty() || nodes.size() > mostDirtyRectangles || !scene.isUpToDate()) {
        invalidate();
        return;
    }
    const double margin = CanvasPainter::nodeMargin * viewport.scale();
    for (const int node : nodes) {
        updateWorld(scene.nodeRect(node), margin);
    }
}

void CanvasWidget::Private::invalidateNode(const QString& id)
{
    if (const int node = workflow.nodeIndex(id); node >= 0) {
        invalidateNodes({node});
    }
}

void CanvasWidget::Private::invalidateWiresFrom(int node)
{
    const auto wires = workflow.outgoing(node);
    if (static_cast<int>(wires.size()) > mostDirtyRectangles || !scene.isUpToDate()) {
        invalidate();
        return;
    }
    for (const int wire : wires) {
        updateWorld(scene.wireRect(wire), wireMargin);
    }
}

/// The wires at the nodes look different, too: with few of them only their places are painted.
void CanvasWidget::Private::handleSelection()
{
    constexpr int few = 40;
    const QSet<QString> before = std::exchange(shownSelection, selection.nodes());
    QList<QRectF> dirty;
    for (const QString& id : before + shownSelection) {
        const int node = workflow.nodeIndex(id);
        if (node < 0 || before.contains(id) == shownSelection.contains(id)) {
            continue;
        }
        dirty << scene.nodeRect(node);
        for (const auto& wires : {workflow.incoming(node), workflow.outgoing(node)}) {
            for (const int wire : wires) {
                dirty << scene.wireRect(wire);
            }
        }
    }
    const bool isOnlyNodes =
        !hadOtherSelection && selection.edge().isEmpty() && selection.group().isEmpty();
    hadOtherSelection = !selection.edge().isEmpty() || !selection.group().isEmpty();
    if (isOnlyNodes && dirty.size() <= few) {
        if (!dirty.isEmpty()) {
            invalidateWorld(dirty);
        }
    } else {
        invalidate();
    }
}

void CanvasWidget::Private::showHover(const CanvasHit& hit)
{
    const double margin = std::max(wireMargin, CanvasPainter::nodeMargin * viewport.scale());
    for (const CanvasHit& each : {hovered, hit}) {
        if (each.edge >= 0 && each.edge < static_cast<int>(workflow.edges().size())) {
            q.update(viewport.toView(scene.wireRect(each.edge))
                         .adjusted(-margin, -margin, margin, margin)
                         .intersected(q.rect())
                         .toAlignedRect());
        }
        if (each.node >= 0 && each.node < static_cast<int>(workflow.nodes().size())) {
            q.update(viewport.toView(scene.nodeRect(each.node))
                         .adjusted(-margin, -margin, margin, margin)
                         .intersected(q.rect())
                         .toAlignedRect());
        }
    }
    hovered = hit;
}

bool CanvasWidget::Private::shouldScaleOldPicture(const DeviceView& view) const
{
    return layer.isValid() && layer.view().scale() != view.scale() &&
           layer.view().pixelRatio() == view.pixelRatio() && layer.image().size() == deviceSize() &&
           layer.lastFullPaint() > quickPaint;
}

void CanvasWidget::Private::updateLayer(const DeviceView& view, bool isQuick)
{
    painter.begin(view, hidden, editedNode, q.hasFocus(), isQuick);
    layer.update(view, deviceSize(), [this](QImage& image, const DeviceView& part) {
        painter.paintStill(image, part);
    });
    if (painter.usedRoughPictures()) {
        refine.start();
    }
}

void CanvasWidget::Private::paintScaled(QPainter& target, const DeviceView& view)
{
    const QRectF seen = layer.view().toWorld(QRectF(layer.image().rect()));
    target.fillRect(layer.image().rect(), theme::color(theme::ColorRole::Canvas));
    target.drawImage(view.toDevice(seen), layer.image());
    refine.start();
}

void CanvasWidget::Private::paintHover(QPainter& target, const QRect& device)
{
    using What = CanvasHit::What;
    const auto nodes = static_cast<int>(workflow.nodes().size());
    if (hovered.what == What::Port && hovered.node < nodes &&
        hovered.port < static_cast<int>(scene.ports(hovered.node).size()) &&
        deviceView().detail() == Detail::Full) {
        painter.paintHoveredPort(target, hovered.node, hovered.port);
    } else if (hovered.what == What::Wire &&
               hovered.edge < static_cast<int>(workflow.edges().size())) {
        painter.paintStrongWire(target, hovered.edge, theme::color(theme::ColorRole::Focus),
                                device);
    } else if (hovered.what == What::NodeButton && hovered.node < nodes) {
        const double ratio = q.devicePixelRatioF();
        const QRectF view = q.buttonRect(hovered.node, hovered.button);
        QColor light = theme::color(theme::ColorRole::Text);
        light.setAlphaF(0.10F);
        target.setPen(Qt::NoPen);
        target.setBrush(light);
        const double radius = theme::controlRadius * viewport.scale() * ratio;
        target.drawRoundedRect(QRectF(view.topLeft() * ratio, view.size() * ratio), radius, radius);
    }
}

void CanvasWidget::Private::paintOverlay(QPainter& target, const DeviceView& view,
                                         const QRect& device)
{
    const double ratio = view.pixelRatio();
    target.setRenderHint(QPainter::Antialiasing);
    painter.paintMoved(target, overlay, device);
    if (overlay.highlightedEdge >= 0) {
        painter.paintStrongWire(target, overlay.highlightedEdge,
                                theme::color(theme::ColorRole::Accent), device);
    }
    for (const int edge : overlay.cutEdges) {
        painter.paintStrongWire(target, edge, theme::color(theme::ColorRole::Error), device);
    }
    if (!overlay.wire) {
        paintHover(target, device);
    }
    painter.paintWireUnderWay(target, overlay, device);
    target.scale(ratio, ratio);
    if (!overlay.cutLine.isEmpty()) {
        QPolygonF line;
        for (const QPointF& point : overlay.cutLine) {
            line << viewport.toView(point);
        }
        paintCutLine(target, line);
    }
    if (overlay.rubberBand) {
        paintRubberBand(target, overlay.rubberBand->normalized(), overlay.rubberBandTouches);
    }
    if (!overlay.hint.isEmpty()) {
        paintHint(target, overlay.hint, overlay.hintAt, QRectF(q.rect()));
    }
    if (focusCameByKeys && !workflow.node(selection.focusNode())) {
        paintFocusRing(target, QRectF(q.rect()));
    }
}

/// A node shows the focus itself; where there is none the canvas does, for who came by keys.
void CanvasWidget::Private::noteFocus(const QFocusEvent& event)
{
    const Qt::FocusReason reason = event.reason();
    focusCameByKeys =
        event.gotFocus() && (reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason ||
                             reason == Qt::ShortcutFocusReason);
    painter.setMarksFocus(focusCameByKeys);
    q.update();
}

QRectF CanvasWidget::Private::toView(const QRectF& local, int node) const
{
    return local.isEmpty() ? QRectF()
                           : viewport.toView(local.translated(scene.nodeRect(node).topLeft()));
}

CanvasWidget::CanvasWidget(const EditorServices& services, QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(*this, services))
{
    installCanvasAccessibility();
    setObjectName(QStringLiteral("canvas"));
    setAccessibleName(tr("Workflow canvas"));
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAcceptDrops(true);
    d->listen();
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
    if (d->overlay == overlay) {
        return;
    }
    d->overlay = overlay;
    const CanvasHidden hidden = CanvasHidden::of(overlay);
    if (hidden != d->hidden) {
        d->hidden = hidden;
        d->layer.invalidate();
    }
    update();
}

void CanvasWidget::setHovered(const CanvasHit& hit)
{
    if (d->hovered != hit) {
        d->showHover(hit);
    }
}

CanvasHit CanvasWidget::hitTest(QPointF view) const
{
    CanvasHit hit = d->scene.hitTest(d->viewport.toWorld(view), 1 / d->viewport.scale());
    if (hit.what != CanvasHit::What::Node || detailAt(d->viewport.scale()) != Detail::Full) {
        return hit;
    }
    const NodeLayout layout = d->layoutOf(hit.node);
    const QPointF local = d->viewport.toWorld(view) - d->scene.nodeRect(hit.node).topLeft();
    const QList<FaceButton> buttons = d->faces.face(hit.node).buttons;
    for (std::size_t i = 0; i < layout.buttons.size(); ++i) {
        if (layout.buttons[i].contains(local)) {
            hit.what = CanvasHit::What::NodeButton;
            hit.button = buttons[static_cast<qsizetype>(i)].id;
        }
    }
    return hit;
}

QRectF CanvasWidget::textRect(int nodeIndex) const
{
    const QRectF text = d->layoutOf(nodeIndex).text;
    if (!text.isEmpty()) {
        return d->toView(text, nodeIndex);
    }
    const QRectF rect = d->scene.nodeRect(nodeIndex);
    constexpr double padding = 10;
    constexpr double leastHeight = 44;
    const QRectF body(
        padding, CanvasScene::headerHeight + padding, rect.width() - 2 * padding,
        std::max(leastHeight, rect.height() - CanvasScene::headerHeight - 2 * padding));
    return d->toView(body, nodeIndex);
}

QRectF CanvasWidget::buttonRect(int nodeIndex, const QString& button) const
{
    const QList<FaceButton> buttons = d->faces.face(nodeIndex).buttons;
    const NodeLayout layout = d->layoutOf(nodeIndex);
    for (std::size_t i = 0; i < layout.buttons.size(); ++i) {
        if (buttons[static_cast<qsizetype>(i)].id == button) {
            return d->toView(layout.buttons[i], nodeIndex);
        }
    }
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
    QRectF world = d->scene.boundsOf(nodes);
    if (const workflow::Group* group = d->workflow.group(d->selection.group())) {
        world = group->rect;
    } else if (const int edge = d->workflow.edgeIndex(d->selection.edge()); edge >= 0) {
        world = d->scene.wireRect(edge);
    }
    if (world.isEmpty()) {
        showAll();
        return;
    }
    Viewport viewport = d->viewport;
    viewport.fit(world, size(), fitMargin);
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
    if (d->editedNode != nodeId) {
        d->invalidateNode(std::exchange(d->editedNode, nodeId));
        d->invalidateNode(nodeId);
    }
}

bool CanvasWidget::event(QEvent* event)
{
    const bool isAboutFocus = event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut;
    if (isAboutFocus) {
        d->noteFocus(*static_cast<QFocusEvent*>(event));
    }
    // A press or a key that is used here must not also reach what lies below.
    if (d->input && d->input->handle(event)) {
        return true;
    }
    if (isAboutFocus) {
        d->invalidateNode(d->selection.focusNode());
    }
    return QWidget::event(event);
}

void CanvasWidget::paintEvent(QPaintEvent* event)
{
    const DeviceView view = d->deviceView();
    if (std::exchange(d->scheme, theme::currentScheme()) != theme::currentScheme()) {
        d->painter.clear();
        d->layer.invalidate();
    }
    QPainter painter(this);
    painter.scale(1 / view.pixelRatio(), 1 / view.pixelRatio());
    const QRect device = QRectF(QPointF(event->rect().topLeft()) * view.pixelRatio(),
                                QSizeF(event->rect().size()) * view.pixelRatio())
                             .toAlignedRect();
    if (d->shouldScaleOldPicture(view)) {
        d->painter.begin(view, d->hidden, d->editedNode, hasFocus(), true);
        d->paintScaled(painter, view);
    } else {
        d->updateLayer(view, d->layer.isValid() && d->layer.view().scale() != view.scale());
        painter.drawImage(device.topLeft(), d->layer.image(), device);
    }
    d->paintOverlay(painter, view, device);
}

void CanvasWidget::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    emit viewportChanged();
}

void CanvasWidget::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange ||
        event->type() == QEvent::StyleChange) {
        d->painter.clear();
        d->invalidate();
    }
}

} // namespace plantain::ui
