// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/Viewport.h"
#include "ui/canvas/DeviceView.h"

#include <gtest/gtest.h>

namespace plantain::testing {

namespace {

using ui::Viewport;

constexpr QSizeF view(1280, 800);

double distance(QPointF one, QPointF other)
{
    return std::hypot(one.x() - other.x(), one.y() - other.y());
}

} // namespace

TEST(ViewportTest, ViewAndWorldAreInverse)
{
    Viewport viewport;
    viewport.setScaleAt({100, 50}, 0.37);
    viewport.panBy({-13, 900});
    const QRectF world(-40, 12, 300, 77);
    const QRectF back = viewport.toWorld(viewport.toView(world));
    EXPECT_LT(distance(back.topLeft(), world.topLeft()), 1e-9);
    EXPECT_LT(distance(back.bottomRight(), world.bottomRight()), 1e-9);
}

TEST(ViewportTest, ZoomKeepsThePointUnderTheCursor)
{
    Viewport viewport;
    const QPointF cursor(311.5, 47.25);
    const QPointF under = viewport.toWorld(cursor);
    for (const double factor : {1.2, 1.2, 0.3, 0.01, 50.0, 1000.0, 0.9}) {
        viewport.zoomAt(cursor, factor);
        EXPECT_LT(distance(viewport.toView(under), cursor), 1e-6) << factor;
    }
}

TEST(ViewportTest, TheScaleStaysWithinItsLimits)
{
    Viewport viewport;
    viewport.zoomAt({}, 1e-9);
    EXPECT_DOUBLE_EQ(viewport.scale(), Viewport::minimumScale);
    viewport.zoomAt({}, 1e9);
    EXPECT_DOUBLE_EQ(viewport.scale(), Viewport::maximumScale);
}

TEST(ViewportTest, FitShowsAllWithinOnePixel)
{
    const QRectF world(-500, 300, 4000, 1234);
    Viewport viewport;
    viewport.fit(world, view, 40);
    const QRectF seen = viewport.toView(world);
    EXPECT_NEAR(seen.left(), 40, 1);
    EXPECT_NEAR(seen.right(), view.width() - 40, 1);
    EXPECT_NEAR(seen.center().y(), view.height() / 2, 1);
}

TEST(ViewportTest, FitDoesNotEnlargeWhatIsSmall)
{
    Viewport viewport;
    viewport.fit({10, 10, 100, 80}, view, 40);
    EXPECT_DOUBLE_EQ(viewport.scale(), 1);
    EXPECT_LT(distance(viewport.toView(QPointF(60, 50)), {640, 400}), 1);
}

TEST(ViewportTest, FitGoesBelowTheSmallestScaleForAVeryLargeWorkflow)
{
    const QRectF world(0, 0, 70'000, 40'000);
    Viewport viewport;
    viewport.fit(world, view, 40);
    EXPECT_LT(viewport.scale(), Viewport::minimumScale);
    EXPECT_TRUE(QRectF({}, view).contains(viewport.toView(world)));
    // That is as far out as it goes, and one can come back there.
    const double fitted = viewport.scale();
    viewport.zoomAt({}, 0.5);
    EXPECT_DOUBLE_EQ(viewport.scale(), fitted);
    viewport.zoomAt({}, 20);
    viewport.zoomAt({}, 0.01);
    EXPECT_DOUBLE_EQ(viewport.scale(), fitted);
}

TEST(ViewportTest, RevealMovesNoMoreThanItMust)
{
    Viewport viewport;
    viewport.reveal({100, 100, 264, 90}, view, 24);
    EXPECT_EQ(viewport, Viewport());
    viewport.reveal({1200, 100, 264, 90}, view, 24);
    EXPECT_NEAR(viewport.toView(QPointF(1464, 100)).x(), view.width() - 24, 1e-6);
    EXPECT_NEAR(viewport.origin().y(), 0, 1e-9);
}

TEST(ViewportTest, RevealShowsTheBeginningOfWhatIsTooLarge)
{
    Viewport viewport;
    viewport.reveal({5000, 0, 3000, 90}, view, 24);
    EXPECT_NEAR(viewport.toView(QPointF(5000, 0)).x(), 24, 1e-6);
}

TEST(DeviceViewTest, TheWorldStandsOnWholeDevicePixels)
{
    for (const double ratio : {1.0, 1.25, 2.0}) {
        Viewport viewport;
        viewport.setScaleAt({33, 21}, 0.731);
        const ui::DeviceView before(viewport, ratio);
        viewport.panBy({-3.3, 7.9});
        const ui::DeviceView after(viewport, ratio);
        const QPointF moved = after.toDevice(QPointF(99, 17)) - before.toDevice(QPointF(99, 17));
        EXPECT_NEAR(moved.x(), std::round(moved.x()), 1e-9);
        EXPECT_NEAR(moved.y(), std::round(moved.y()), 1e-9);
        EXPECT_NEAR(moved.x(), -3.3 * ratio, 1);
    }
}

TEST(DeviceViewTest, TheLevelOfDetailGoesByTheLogicalScale)
{
    EXPECT_EQ(ui::detailAt(1.0), ui::Detail::Full);
    EXPECT_EQ(ui::detailAt(0.55), ui::Detail::Full);
    EXPECT_EQ(ui::detailAt(0.54), ui::Detail::Title);
    EXPECT_EQ(ui::detailAt(0.22), ui::Detail::Title);
    EXPECT_EQ(ui::detailAt(0.21), ui::Detail::Far);
    Viewport viewport;
    viewport.setScaleAt({}, 0.4);
    EXPECT_EQ(ui::DeviceView(viewport, 1).detail(), ui::Detail::Title);
    EXPECT_EQ(ui::DeviceView(viewport, 2).detail(), ui::Detail::Title);
}

} // namespace plantain::testing
