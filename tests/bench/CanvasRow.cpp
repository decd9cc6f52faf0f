// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/CanvasBench.h"
#include "tests/bench/Rows.h"

#include <QMouseEvent>

#include <cmath>

namespace plantain::bench {

namespace {

using Step = std::function<void(int frame)>;

/// One gesture after the other on the same canvas.
class Gestures
{
public:
    Gestures(CanvasBench& bench, int hub, int edges)
        : m_bench(bench)
        , m_canvas(bench.canvas())
        , m_hub(hub)
        , m_edges(edges)
    {
    }

    Lines measureAll();

private:
    void lookAtHub(double scale);
    void pan(const QString& name, int frames);
    void hover();
    bool drag(const QString& name, int frames);
    void zoom(const QString& name, double factor, int stepsEachWay, int frames);
    Sample measureFrame(int frame, const Step& step, bool alwaysPaints);
    void run(const QString& name, int frames, const Step& step, bool alwaysPaints = true);
    void send(QEvent::Type type, QPointF at, Qt::MouseButton button, Qt::MouseButtons buttons);

    CanvasBench& m_bench;
    ui::CanvasWidget& m_canvas;
    int m_hub;
    int m_edges;
    QList<QJsonObject> m_lines;
};

void Gestures::lookAtHub(double scale)
{
    ui::Viewport viewport;
    viewport.setScaleAt({}, scale);
    viewport.centerOn(m_canvas.scene().nodeRect(m_hub).center(), m_canvas.size());
    m_canvas.setViewport(viewport);
    m_bench.settle();
}

Sample Gestures::measureFrame(int frame, const Step& step, bool alwaysPaints)
{
    const int painted = m_bench.paints().count();
    const double cpu = processCpuMs();
    const double wall = monotonicMs();
    step(frame);
    if (alwaysPaints) {
        (void)runEventsUntil([&] { return m_bench.paints().count() > painted; });
    } else {
        QCoreApplication::processEvents();
        QCoreApplication::processEvents();
    }
    return {processCpuMs() - cpu, monotonicMs() - wall};
}

void Gestures::run(const QString& name, int frames, const Step& step, bool alwaysPaints)
{
    const int painted = m_bench.paints().count();
    std::vector<Sample> samples;
    for (int frame = 0; frame < frames; ++frame) {
        samples.push_back(measureFrame(frame, step, alwaysPaints));
    }
    const auto nodes = static_cast<qint64>(m_canvas.scene().workflow().nodes().size());
    const double cpu = median(cpuOf(samples));
    m_lines << rowResult(QStringLiteral("canvas"), nodes, samples,
                         {{QStringLiteral("variant"), QStringLiteral("plantain")},
                          {QStringLiteral("nodes"), nodes},
                          {QStringLiteral("edges"), m_edges},
                          {QStringLiteral("gesture"), name},
                          {QStringLiteral("frames"), frames},
                          {QStringLiteral("painted"), m_bench.paints().count() - painted},
                          {QStringLiteral("wall_min"), rounded(least(wallOf(samples)))},
                          {QStringLiteral("fps_cpu"), rounded(cpu > 0 ? 1000 / cpu : 0)},
                          {QStringLiteral("rss_mb"), residentMebibytes()}});
}

void Gestures::pan(const QString& name, int frames)
{
    run(name, frames, [this](int frame) {
        const int direction = frame / 30 % 2 == 0 ? 1 : -1;
        ui::Viewport viewport = m_canvas.viewport();
        viewport.panBy(QPointF(17, 11) * direction);
        m_canvas.setViewport(viewport);
    });
}

void Gestures::zoom(const QString& name, double factor, int stepsEachWay, int frames)
{
    const QPointF center = QRectF(m_canvas.rect()).center();
    run(name, frames, [&](int frame) {
        const bool out = frame / stepsEachWay % 2 == 0;
        ui::Viewport viewport = m_canvas.viewport();
        viewport.zoomAt(center, out ? 1 / factor : factor);
        m_canvas.setViewport(viewport);
    });
}

void Gestures::send(QEvent::Type type, QPointF at, Qt::MouseButton button, Qt::MouseButtons buttons)
{
    QMouseEvent event(type, at, m_canvas.mapToGlobal(at), button, buttons, Qt::NoModifier);
    QCoreApplication::sendEvent(&m_canvas, &event);
}

void Gestures::hover()
{
    run(
        QStringLiteral("hover"), 90,
        [this](int frame) {
            const QPointF at(100 + frame * 37 % 1000, 100 + frame * 23 % 600);
            send(QEvent::MouseMove, at, Qt::NoButton, Qt::NoButton);
        },
        false);
}

/// By mouse events, as a person drags. False when the canvas does not take the node.
bool Gestures::drag(const QString& name, int frames)
{
    const QRectF node = m_canvas.viewport().toView(m_canvas.scene().nodeRect(m_hub));
    QPointF at(node.center().x(), node.top() + std::min(16.0, node.height() / 2));
    send(QEvent::MouseButtonPress, at, Qt::LeftButton, Qt::LeftButton);
    for (int i = 0; i < 4; ++i) {
        at += {5, 4};
        send(QEvent::MouseMove, at, Qt::NoButton, Qt::LeftButton);
    }
    const bool isTaken = m_canvas.overlay().movedNodes.contains(m_hub);
    m_bench.settle();
    run(name, frames, [&](int frame) {
        at += QPointF(7, 5) * (frame / 30 % 2 == 0 ? 1 : -1);
        send(QEvent::MouseMove, at, Qt::NoButton, Qt::LeftButton);
    });
    send(QEvent::MouseButtonRelease, at, Qt::LeftButton, Qt::NoButton);
    m_bench.world().undoStack().undo();
    m_bench.settle();
    return isTaken;
}

Lines Gestures::measureAll()
{
    lookAtHub(1);
    pan(QStringLiteral("pan_100"), 90);
    lookAtHub(0.3);
    pan(QStringLiteral("pan_30"), 90);
    lookAtHub(2);
    zoom(QStringLiteral("zoom_30_200"), 1.2, 10, 100);
    lookAtHub(1);
    hover();
    lookAtHub(1);
    bool isTaken = drag(QStringLiteral("drag_hub"), 90);
    m_canvas.showAll();
    m_bench.settle();
    pan(QStringLiteral("pan_fit"), 60);
    m_canvas.showAll();
    m_bench.settle();
    zoom(QStringLiteral("zoom_fit"), 1 / 1.15, 8, 64);
    m_canvas.showAll();
    m_bench.settle();
    isTaken = drag(QStringLiteral("drag_fit"), 60) && isTaken;
    if (!isTaken) {
        std::fputs("the canvas did not take the node that was dragged\n", stderr);
        return std::nullopt;
    }
    return m_lines;
}

} // namespace

Lines measureCanvas(qint64 nodes)
{
    CanvasBench bench;
    const LargeWorkflow made = largeWorkflow(static_cast<int>(nodes));
    const auto edges = static_cast<int>(made.content.edges.size());
    bench.world().document.workflow().reset(made.content);
    if (!bench.show()) {
        std::fputs("the window does not come up\n", stderr);
        return std::nullopt;
    }
    return Gestures(bench, made.hub, edges).measureAll();
}

} // namespace plantain::bench
