// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/canvas/CanvasFixture.h"

namespace plantain::testing {

namespace {

class ViewGesture : public CanvasTest
{
protected:
    double scale() const { return canvas->viewport().scale(); }
    QPointF origin() const { return canvas->viewport().origin(); }
    void setModes(settings::PanMode pan, settings::ZoomMode zoom)
    {
        settings::Settings values = world.settings.values();
        values.canvas.pan = pan;
        values.canvas.zoom = zoom;
        ASSERT_TRUE(world.settings.save(values).ok());
    }

    QString one = add(Kind::Prompt, {100, 100});
    QString two = add(Kind::LlmGenerate, {2000, 1500});
};

TEST_F(ViewGesture, TheMiddleButtonPans)
{
    drag({500, 400}, {450, 370}, Qt::NoModifier, Qt::MiddleButton);
    EXPECT_EQ(origin(), QPointF(50, 30));
    EXPECT_EQ(undo().count(), 0);
}

TEST_F(ViewGesture, SpaceAndDraggingPansEvenOverANode)
{
    QTest::keyPress(canvas.get(), Qt::Key_Space);
    EXPECT_EQ(canvas->cursor().shape(), Qt::OpenHandCursor);
    drag(bodyOf(one), bodyOf(one) + QPoint(40, 20));
    EXPECT_EQ(origin(), QPointF(-40, -20));
    EXPECT_EQ(node(one).position, QPointF(100, 100));
    QTest::keyRelease(canvas.get(), Qt::Key_Space);
    drag(bodyOf(one), bodyOf(one) + QPoint(40, 20));
    EXPECT_EQ(node(one).position, QPointF(140, 120));
}

TEST_F(ViewGesture, AlwaysPanningIsAMode)
{
    setModes(settings::PanMode::Always, settings::ZoomMode::Scroll);
    drag({600, 600}, {550, 550});
    EXPECT_EQ(origin(), QPointF(50, 50));
}

TEST_F(ViewGesture, TheWheelZoomsAtThePointer)
{
    const QPointF at(640, 320);
    const QPointF under = canvas->viewport().toWorld(at);
    wheel(at.toPoint(), {0, 120});
    EXPECT_GT(scale(), 1.0);
    EXPECT_LE(QLineF(canvas->viewport().toWorld(at), under).length(), 0.01);
    wheel(at.toPoint(), {0, -240});
    EXPECT_LT(scale(), 1.0);
    EXPECT_LE(QLineF(canvas->viewport().toWorld(at), under).length(), 0.01);
}

TEST_F(ViewGesture, ZoomStaysBetween5And400Percent)
{
    for (int i = 0; i < 100; ++i) {
        wheel({500, 350}, {0, 120});
    }
    EXPECT_DOUBLE_EQ(scale(), 4.0);
    for (int i = 0; i < 200; ++i) {
        wheel({500, 350}, {0, -120});
    }
    EXPECT_DOUBLE_EQ(scale(), 0.05);
}

TEST_F(ViewGesture, FineWheelsZoomAsFarAsTheyTurn)
{
    wheel({500, 350}, {0, 120});
    const double notch = scale();
    canvas->showActualSize();
    for (int i = 0; i < 8; ++i) {
        wheel({500, 350}, {0, 15});
    }
    EXPECT_NEAR(scale(), notch, 1e-9);
}

TEST_F(ViewGesture, ShiftAndWheelPansSideways)
{
    wheel({500, 350}, {0, -120}, Qt::ShiftModifier);
    EXPECT_GT(origin().x(), 0);
    EXPECT_EQ(origin().y(), 0);
    EXPECT_EQ(scale(), 1.0);
}

TEST_F(ViewGesture, TwoFingersPanAndWithCtrlZoom)
{
    wheel({500, 350}, {0, -80}, Qt::NoModifier, {-30, -12}, Qt::ScrollUpdate);
    EXPECT_EQ(origin(), QPointF(30, 12));
    EXPECT_EQ(scale(), 1.0);
    wheel({500, 350}, {0, 80}, Qt::ControlModifier, {0, 20}, Qt::ScrollUpdate);
    EXPECT_GT(scale(), 1.0);
}

TEST_F(ViewGesture, APinchZoomsAtItsMiddle)
{
    const QPointF at(300, 200);
    const QPointF under = canvas->viewport().toWorld(at);
    QNativeGestureEvent pinch(Qt::ZoomNativeGesture, QPointingDevice::primaryPointingDevice(), 2,
                              at, at, canvas->mapToGlobal(at), 0.25, {});
    QApplication::sendEvent(canvas.get(), &pinch);
    EXPECT_NEAR(scale(), 1.25, 1e-9);
    EXPECT_LE(QLineF(canvas->viewport().toWorld(at), under).length(), 0.01);
}

TEST_F(ViewGesture, TheWheelCanBeLeftToPanning)
{
    setModes(settings::PanMode::SpaceAndMiddle, settings::ZoomMode::CtrlScroll);
    wheel({500, 350}, {0, -120});
    EXPECT_EQ(scale(), 1.0);
    EXPECT_GT(origin().y(), 0);
    wheel({500, 350}, {0, 120}, Qt::ControlModifier);
    EXPECT_GT(scale(), 1.0);
    setModes(settings::PanMode::SpaceAndMiddle, settings::ZoomMode::AltScroll);
    canvas->showActualSize();
    wheel({500, 350}, {120, 0}, Qt::AltModifier);
    EXPECT_GT(scale(), 1.0);
}

TEST_F(ViewGesture, EverythingTheSelectionAnd100PercentAreShown)
{
    key(Qt::Key_1, Qt::ShiftModifier);
    const QRectF seen = canvas->viewport().toWorld(QRectF(canvas->rect()));
    EXPECT_TRUE(seen.contains(rectOf(one)) && seen.contains(rectOf(two)));
    selection().setOnly(two);
    key(Qt::Key_Period);
    const QPointF middle = canvas->viewport().toView(rectOf(two).center());
    EXPECT_LE(QLineF(middle, QRectF(canvas->rect()).center()).length(), 1.0);
    key(Qt::Key_1, Qt::ShiftModifier);
    key(Qt::Key_2, Qt::ShiftModifier);
    EXPECT_LE(
        QLineF(canvas->viewport().toView(rectOf(two).center()), QRectF(canvas->rect()).center())
            .length(),
        1.0);
    key(Qt::Key_1, Qt::ShiftModifier);
    key(Qt::Key_0, Qt::ControlModifier);
    EXPECT_EQ(scale(), 1.0);
    key(Qt::Key_Plus, Qt::ControlModifier);
    EXPECT_GT(scale(), 1.0);
    key(Qt::Key_Minus, Qt::ControlModifier);
    EXPECT_NEAR(scale(), 1.0, 1e-9);
}

} // namespace

} // namespace plantain::testing
