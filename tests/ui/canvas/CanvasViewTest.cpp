// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/canvas/CanvasFixture.h"

#include "ui/canvas/Minimap.h"
#include "ui/canvas/NodeLayout.h"

namespace plantain::testing {

namespace {

class CanvasViewTest : public CanvasTest
{
protected:
    QImage picture() { return canvas->grab().toImage(); }
    QColor pixel(QPointF view) { return picture().pixelColor(view.toPoint()); }
};

} // namespace

TEST_F(CanvasViewTest, ShowAllFitsWithinOnePixel)
{
    add(Kind::Prompt, {-3000, -200});
    add(Kind::Output, {2500, 1800});
    canvas->showAll();
    const QRectF seen = canvas->viewport().toView(canvas->scene().bounds());
    EXPECT_TRUE(QRectF(canvas->rect()).contains(seen));
    EXPECT_NEAR(seen.center().x(), canvas->width() / 2.0, 1);
    EXPECT_NEAR(seen.center().y(), canvas->height() / 2.0, 1);
}

TEST_F(CanvasViewTest, ShowSelectionFitsWhatIsSelected)
{
    add(Kind::Prompt, {-3000, -200});
    const QString one = add(Kind::Output, {2500, 1800});
    selection().setOnly(one);
    canvas->showSelection();
    EXPECT_DOUBLE_EQ(canvas->viewport().scale(), 1);
    EXPECT_TRUE(QRectF(canvas->rect()).contains(canvas->viewport().toView(rectOf(one))));
    selection().clear();
    canvas->showSelection();
    EXPECT_LT(canvas->viewport().scale(), 1);
}

TEST_F(CanvasViewTest, AButtonIsHitWhereItIsPainted)
{
    const QString id = add(Kind::Image, {100, 100});
    const QRectF button = canvas->buttonRect(flow().nodeIndex(id), QStringLiteral("choose-image"));
    ASSERT_FALSE(button.isEmpty());
    const ui::CanvasHit hit = canvas->hitTest(button.center());
    EXPECT_EQ(hit.what, ui::CanvasHit::What::NodeButton);
    EXPECT_EQ(hit.button, QStringLiteral("choose-image"));
    ui::Viewport small = canvas->viewport();
    small.setScaleAt({}, 0.4);
    canvas->setViewport(small);
    EXPECT_EQ(canvas->hitTest(canvas->viewport().toView(rectOf(id).center())).what,
              ui::CanvasHit::What::Node);
}

TEST_F(CanvasViewTest, TheTextOfAnEditedNodeIsNotPainted)
{
    const QString id = add(Kind::Prompt, {100, 100},
                           {{workflow::keys::prompt, QStringLiteral("Plantains at dawn")}});
    const QRect text = canvas->textRect(flow().nodeIndex(id)).toRect();
    ASSERT_GT(text.width(), 100);
    const auto inked = [&] {
        const QImage part = picture().copy(text);
        const QRgb ground = part.pixel(part.width() - 1, part.height() - 1);
        int count = 0;
        for (int y = 0; y < part.height(); ++y) {
            for (int x = 0; x < part.width(); ++x) {
                count += part.pixel(x, y) != ground ? 1 : 0;
            }
        }
        return count;
    };
    EXPECT_GT(inked(), 50);
    canvas->setEditedNode(id);
    EXPECT_EQ(inked(), 0);
}

TEST_F(CanvasViewTest, ANodeThatMovesLeavesNothingBehind)
{
    const QString id = add(Kind::Prompt, {100, 100});
    const QImage empty = [&] {
        ui::Viewport away = canvas->viewport();
        away.setOrigin({24 * 100, 24 * 100});
        const ui::Viewport here = canvas->viewport();
        canvas->setViewport(away);
        const QImage image = picture();
        canvas->setViewport(here);
        return image;
    }();
    (void)picture();
    document.workflow().apply(workflow::edits::moveNodes(flow(), {id}, {0, 3000}));
    EXPECT_EQ(picture(), empty);
}

TEST_F(CanvasViewTest, ADraggedNodeIsDrawnOnceAndWhereItIs)
{
    const QString id = add(Kind::Note, {100, 100});
    const QColor ground = pixel({500, 412});
    const QColor card = pixel({200, 190});
    ASSERT_NE(ground, card);
    ui::CanvasOverlay overlay;
    overlay.movedNodes = {flow().nodeIndex(id)};
    overlay.moveOffset = {400, 300};
    canvas->setOverlay(overlay);
    EXPECT_EQ(pixel({600, 490}), card);
    EXPECT_EQ(pixel({212, 186}), pixel({212, 650}));
    canvas->setOverlay({});
    EXPECT_EQ(pixel({200, 190}), card);
}

TEST_F(CanvasViewTest, PortsThatCannotTakeAWireStepBack)
{
    const QString from = add(Kind::Prompt, {60, 60});
    const QString to = add(Kind::LlmGenerate, {500, 60});
    const int node = flow().nodeIndex(to);
    const auto portColor = [&](const char* name) {
        const int port = canvas->scene().portIndex(node, QLatin1String(name), true);
        const QPointF center = canvas->scene().ports(node)[static_cast<std::size_t>(port)].center;
        return pixel(canvas->viewport().toView(center));
    };
    const QColor text = portColor("text");
    const QColor image = portColor("image");
    ui::CanvasOverlay overlay;
    overlay.wire.emplace();
    overlay.wire->node = flow().nodeIndex(from);
    overlay.wire->port =
        canvas->scene().portIndex(overlay.wire->node, QStringLiteral("text"), false);
    overlay.wire->loose = {400, 400};
    canvas->setOverlay(overlay);
    EXPECT_EQ(portColor("text"), text);
    EXPECT_NE(portColor("image"), image);
}

TEST_F(CanvasViewTest, TheThemeChangesTheWholePicture)
{
    add(Kind::Prompt, {100, 100});
    const QImage before = picture();
    const bool wasDark = ui::theme::currentScheme() == ui::theme::Scheme::Dark;
    ui::theme::Theme theme(*qApp);
    theme.apply(wasDark ? settings::ThemeChoice::Light : settings::ThemeChoice::Dark);
    const QImage after = picture();
    theme.apply(wasDark ? settings::ThemeChoice::Dark : settings::ThemeChoice::Light);
    EXPECT_NE(before.pixel(5, 690), after.pixel(5, 690));
    EXPECT_NE(before.pixel(200, 180), after.pixel(200, 180));
}

TEST_F(CanvasViewTest, TheMinimapIsShownForAWorkflowToGetLostIn)
{
    ui::Minimap map(*canvas, canvas.get());
    EXPECT_TRUE(map.isHidden());
    for (int i = 0; i < ui::Minimap::leastNodes; ++i) {
        add(Kind::Prompt, {i * 400.0, i * 100.0});
    }
    EXPECT_FALSE(map.isHidden());
    map.setWanted(false);
    EXPECT_TRUE(map.isHidden());
    EXPECT_FALSE(map.accessibleName().isEmpty());
}

TEST_F(CanvasViewTest, AClickOnTheMinimapGoesThere)
{
    add(Kind::Prompt, {-4000, -3000});
    const QString far = add(Kind::Prompt, {4000, 3000});
    ui::Minimap map(*canvas, canvas.get());
    map.setLeastNodes(1);
    map.show();
    (void)map.grab();
    // The lower right corner of what is drawn, which is as high as the map allows.
    QTest::mouseClick(&map, Qt::LeftButton, {}, {map.width() - 27, map.height() - 10});
    const QRectF seen = canvas->viewport().toWorld(QRectF(canvas->rect()));
    EXPECT_TRUE(seen.intersects(rectOf(far))) << seen.center().x() << ", " << seen.center().y();
}

} // namespace plantain::testing
