// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/EditorWorld.h"
#include "ui/canvas/CanvasLayer.h"
#include "ui/canvas/CanvasPainter.h"

#include <QPainter>

#include <random>

namespace plantain::testing {

namespace {

using ui::CanvasLayer;
using ui::DeviceView;
using ui::Viewport;
using workflow::NodeKind;

/// Differences of more than `tolerance` in any channel.
int differences(const QImage& one, const QImage& other, int tolerance)
{
    int count = 0;
    for (int y = 0; y < one.height(); ++y) {
        for (int x = 0; x < one.width(); ++x) {
            const QRgb a = one.pixel(x, y);
            const QRgb b = other.pixel(x, y);
            const int most = std::max({std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)),
                                       std::abs(qBlue(a) - qBlue(b))});
            count += most > tolerance ? 1 : 0;
        }
    }
    return count;
}

class CanvasPictureTest : public UiTest
{
protected:
    void SetUp() override
    {
        const QString text =
            world.add(NodeKind::Prompt,
                      {{workflow::keys::prompt, QStringLiteral("Plantains at dawn")}}, {40, 60});
        const QString model = world.add(NodeKind::LlmGenerate, {}, {420, 110});
        const QString far = world.add(NodeKind::Output, {}, {900, 420});
        const QString constructed = world.add(NodeKind::PromptConstructor, {}, {30, 420});
        world.wire(text, model);
        world.wire(text, constructed);
        world.wire(model, far);
        world.wire(constructed, far);
        world.document.workflow().apply(
            workflow::edits::groupNodes(world.document.workflow(), {constructed}));
    }

    CanvasLayer::Paint paint(const DeviceView& view)
    {
        painter.begin(view, hidden, {}, false, false);
        return [this](QImage& image, const DeviceView& seen) { painter.paintStill(image, seen); };
    }
    /// Pans in random steps, at several scales and pixel ratios.
    void panAround(const std::function<void(const QImage& scrolled, const QImage& again)>& check);
    QImage fresh(const DeviceView& view, QSize size)
    {
        CanvasLayer layer;
        layer.update(view, size, paint(view));
        return layer.image().copy();
    }

    EditorWorld world;
    ui::CanvasScene scene{world.document.workflow()};
    ui::NodeFaces faces{world.editor(true)};
    ui::Thumbnails thumbnails{[] { return QString(); }};
    ui::CanvasPainter painter{scene, faces, world.selection, thumbnails};
    ui::CanvasHidden hidden;
};

} // namespace

void CanvasPictureTest::panAround(const std::function<void(const QImage&, const QImage&)>& check)
{
    std::mt19937 random(3);
    std::uniform_real_distribution<double> step(-90, 90);
    for (const double ratio : {1.0, 2.0}) {
        for (const double scale : {1.0, 0.8, 0.4, 0.15}) {
            const QSize size = (QSizeF(640, 400) * ratio).toSize();
            Viewport viewport;
            viewport.setScaleAt({}, scale);
            CanvasLayer layer;
            for (int frame = 0; frame < 12; ++frame) {
                const DeviceView view(viewport, ratio);
                layer.update(view, size, paint(view));
                const ::testing::ScopedTrace where(__FILE__, __LINE__,
                                                   QStringLiteral("ratio %1, scale %2, frame %3")
                                                       .arg(ratio)
                                                       .arg(scale)
                                                       .arg(frame)
                                                       .toStdString());
                check(layer.image(), fresh(view, size));
                viewport.panBy({step(random), step(random)});
            }
        }
    }
}

TEST_F(CanvasPictureTest, AScrolledLayerIsTheSameAsOnePaintedAnew)
{
    // A wire is drawn in the pieces that are seen, and the end of a piece may show by a few pixels.
    constexpr int visible = 40;
    constexpr int pixelsForOne = 5000;
    panAround([](const QImage& scrolled, const QImage& again) {
        EXPECT_LE(differences(scrolled, again, visible),
                  scrolled.width() * scrolled.height() / pixelsForOne);
    });
}

TEST_F(CanvasPictureTest, PaintingOneRectangleLeavesTheRestAlone)
{
    const DeviceView view(Viewport(), 1);
    const QSize size(640, 400);
    CanvasLayer layer;
    layer.update(view, size, paint(view));
    const QImage before = layer.image().copy();
    for (const QRect rect :
         {QRect(100, 80, 37, 90), QRect(0, 0, 640, 3), QRect(395, 120, 50, 50)}) {
        layer.invalidate(rect);
        layer.update(view, size, paint(view));
        EXPECT_EQ(differences(layer.image(), before, 0), 0) << rect.x();
    }
}

TEST_F(CanvasPictureTest, TheLayerPaintsOnlyWhatComesIntoView)
{
    CanvasLayer layer;
    QList<QSize> painted;
    const CanvasLayer::Paint note = [&painted](QImage& image, const DeviceView&) {
        painted << image.size();
    };
    Viewport viewport;
    layer.update(DeviceView(viewport, 1), {640, 400}, note);
    EXPECT_EQ(painted, QList<QSize>{QSize(640, 400)});
    painted.clear();
    layer.update(DeviceView(viewport, 1), {640, 400}, note);
    EXPECT_TRUE(painted.isEmpty());
    viewport.panBy({-30, 0});
    layer.update(DeviceView(viewport, 1), {640, 400}, note);
    ASSERT_EQ(painted.size(), 1);
    EXPECT_LT(painted.first().width(), 50);
    painted.clear();
    viewport.zoomAt({}, 1.1);
    layer.update(DeviceView(viewport, 1), {640, 400}, note);
    EXPECT_EQ(painted, QList<QSize>{QSize(640, 400)});
}

TEST_F(CanvasPictureTest, WhatIsHiddenIsPaintedByTheGestureAlone)
{
    const DeviceView view(Viewport(), 1);
    const QSize size(640, 400);
    const QImage with = fresh(view, size);
    hidden.nodes = {0};
    const QImage without = fresh(view, size);
    EXPECT_GT(differences(with, without, 8), 1000);
    // Painted over it where it was, the picture is whole again.
    ui::CanvasOverlay overlay;
    overlay.movedNodes = {0};
    QImage whole = without.copy();
    painter.begin(view, hidden, {}, false, false);
    QPainter target(&whole);
    target.setRenderHint(QPainter::Antialiasing);
    painter.paintMoved(target, overlay, whole.rect());
    target.end();
    EXPECT_LT(differences(with, whole, 24), 40); // wires of other nodes may lie under its own
}

TEST_F(CanvasPictureTest, TheSelectedNodeLooksDifferentAtEveryScale)
{
    for (const double scale : {1.0, 0.4, 0.15}) {
        Viewport viewport;
        viewport.setScaleAt({}, scale);
        const DeviceView view(viewport, 1);
        world.selection.clear();
        const QImage before = fresh(view, {640, 400});
        world.selection.setOnly(world.document.workflow().nodes().front().id);
        EXPECT_GT(differences(before, fresh(view, {640, 400}), 20), 20) << scale;
    }
}

TEST_F(CanvasPictureTest, AnswersAreRenderedOnTheirNodes)
{
    const auto pictureOf = [this](const char* answer, double scale) {
        const QString& id = world.document.workflow().nodes()[1].id;
        world.set(id, workflow::keys::outputText, QString::fromUtf8(answer));
        Viewport viewport;
        viewport.setScaleAt({}, scale);
        viewport.centerOn(scene.nodeRect(1).center(), QSizeF(640, 400));
        return fresh(DeviceView(viewport, 1), {640, 400});
    };
    const auto inkOf = [](const QImage& image) {
        QImage empty(image.size(), image.format());
        empty.fill(ui::theme::color(ui::theme::ColorRole::Surface2));
        return differences(image, empty, 60);
    };
    const QImage plain = pictureOf("Plantains at dawn", 1);
    EXPECT_GT(inkOf(pictureOf("**Plantains at dawn**", 1)), inkOf(plain));
    EXPECT_GT(differences(plain, pictureOf("# Plantains at dawn", 1), 40), 50);
    EXPECT_GT(differences(plain, pictureOf("`Plantains at dawn`", 1), 8), 300) << "its ground";
    EXPECT_EQ(differences(plain, pictureOf("\n\nPlantains at dawn", 1), 0), 0);
    for (const double scale : {0.05, 4.0}) {
        (void)pictureOf("| a | b |\n|---|---|\n| 1 | 2 |\n\n> *x* ~~y~~ [z](https://a.example/)",
                        scale);
    }
}

TEST(WirePainterTest, AWireCutToTheExposedPartLooksLikeTheWhole)
{
    const ui::WireShape shapes[] = {{{10, 20}, {300, 180}, false},
                                    {{280, 30}, {20, 170}, false},
                                    {{10, 20}, {300, 180}, true},
                                    {{-4000, 100}, {4000, 90}, false}};
    for (const ui::WireShape& shape : shapes) {
        for (const bool dashed : {false, true}) {
            const ui::WireLook look{Qt::white, 2, dashed};
            const DeviceView view(Viewport(), 1);
            const auto draw = [&](const QRect& exposed) {
                QImage image(320, 200, QImage::Format_RGB32);
                image.fill(Qt::black);
                QPainter painter(&image);
                painter.setRenderHint(QPainter::Antialiasing);
                painter.setClipRect(exposed);
                ui::WirePainter(painter, view, QRectF(exposed)).draw(shape, look);
                return image;
            };
            const QImage whole = draw({0, 0, 320, 200});
            for (const QRect part : {QRect(0, 0, 30, 200), QRect(100, 60, 50, 50)}) {
                EXPECT_EQ(differences(whole.copy(part), draw(part).copy(part), 40), 0)
                    << shape.start.x() << " " << dashed << " " << part.x();
            }
        }
    }
}

TEST(WirePathTest, ThePolylineStaysCloseToTheCurve)
{
    const ui::WireShape wire{{0, 0}, {700, 400}, false};
    std::vector<QPointF> fine;
    ui::flattenWire(wire, 400, fine);
    for (const double scale : {0.3, 1.0, 4.0}) {
        std::vector<QPointF> coarse;
        ui::flattenWire(wire, scale, coarse);
        EXPECT_EQ(coarse.front(), wire.start);
        EXPECT_EQ(coarse.back(), wire.end);
        double worst = 0;
        for (const QPointF& point : fine) {
            double nearest = 1e9;
            for (std::size_t i = 1; i < coarse.size(); ++i) {
                const QPointF along = coarse[i] - coarse[i - 1];
                const double share = std::clamp(QPointF::dotProduct(point - coarse[i - 1], along) /
                                                    QPointF::dotProduct(along, along),
                                                0.0, 1.0);
                const QPointF away = point - coarse[i - 1] - along * share;
                nearest = std::min(nearest, std::hypot(away.x(), away.y()));
            }
            worst = std::max(worst, nearest);
        }
        EXPECT_LT(worst * scale, 0.25) << scale;
    }
}

} // namespace plantain::testing
