// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/canvas/CanvasFixture.h"

namespace plantain::testing {

namespace {

class SelectionGesture : public CanvasTest
{
protected:
    QString one = add(Kind::Prompt, {100, 100});
    QString two = add(Kind::LlmGenerate, {500, 100});
    QString three = add(Kind::Output, {100, 400});
};

TEST_F(SelectionGesture, AClickSelectsOneNodeAndFocusesIt)
{
    click(bodyOf(one));
    EXPECT_EQ(selection().nodes(), ids({one}));
    EXPECT_EQ(selection().focusNode(), one);
    click(bodyOf(two));
    EXPECT_EQ(selection().nodes(), ids({two}));
    EXPECT_EQ(undo().count(), 0);
}

TEST_F(SelectionGesture, ShiftAndCtrlClicksToggle)
{
    click(bodyOf(one));
    click(bodyOf(two), Qt::ShiftModifier);
    click(bodyOf(three), Qt::ControlModifier);
    EXPECT_EQ(selection().nodes(), ids({one, two, three}));
    click(bodyOf(two), Qt::ControlModifier);
    EXPECT_EQ(selection().nodes(), ids({one, three}));
}

TEST_F(SelectionGesture, AClickOnTheCanvasAndEscSelectNothing)
{
    click(bodyOf(one));
    click({900, 600});
    EXPECT_TRUE(selection().isEmpty());
    click(bodyOf(one));
    key(Qt::Key_Escape);
    EXPECT_TRUE(selection().isEmpty());
}

TEST_F(SelectionGesture, AClickOnOneOfSeveralSelectedSelectsOnlyIt)
{
    key(Qt::Key_A, Qt::ControlModifier);
    EXPECT_EQ(selection().nodes(), ids({one, two, three}));
    click(bodyOf(two));
    EXPECT_EQ(selection().nodes(), ids({two}));
}

TEST_F(SelectionGesture, ABoxToTheRightTakesWhatLiesInside)
{
    const QRectF rect = rectOf(one);
    drag(view(rect.topLeft() - QPointF(20, 20)), view(rect.bottomRight() + QPointF(20, 20)));
    EXPECT_EQ(selection().nodes(), ids({one}));
    EXPECT_EQ(selection().focusNode(), one) << "keys act on what is selected";
    // Only touched: not selected.
    drag(view(rect.topLeft() - QPointF(20, 20)), view(rect.center()));
    EXPECT_TRUE(selection().isEmpty());
}

TEST_F(SelectionGesture, ABoxToTheLeftTakesWhatItTouches)
{
    const QRectF rect = rectOf(one);
    drag(view(rect.bottomRight() + QPointF(30, 30)), view(rect.center()));
    EXPECT_EQ(selection().nodes(), ids({one}));
}

TEST_F(SelectionGesture, TheBoxIsDrawnWhileItIsDraggedAndSaysWhetherItTouches)
{
    dragTo({40, 40}, {480, 300});
    ASSERT_TRUE(canvas->overlay().rubberBand.has_value());
    EXPECT_EQ(*canvas->overlay().rubberBand, QRectF(40, 40, 440, 260));
    EXPECT_FALSE(canvas->overlay().rubberBandTouches);
    EXPECT_EQ(selection().nodes(), ids({one})) << "selected while dragging";
    release({480, 300});
    EXPECT_EQ(canvas->overlay(), ui::CanvasOverlay());
    dragTo({480, 300}, {40, 40});
    EXPECT_TRUE(canvas->overlay().rubberBandTouches);
    release({40, 40});
}

TEST_F(SelectionGesture, ShiftAddsToTheSelectionAndCtrlSubtracts)
{
    click(bodyOf(two));
    drag({40, 40}, {480, 300}, Qt::ShiftModifier);
    EXPECT_EQ(selection().nodes(), ids({one, two}));
    drag({40, 40}, {480, 300}, Qt::ControlModifier);
    EXPECT_EQ(selection().nodes(), ids({two}));
}

TEST_F(SelectionGesture, EscDuringABoxBringsTheSelectionBack)
{
    click(bodyOf(two));
    dragTo({40, 40}, {480, 300});
    EXPECT_EQ(selection().nodes(), ids({one}));
    key(Qt::Key_Escape);
    EXPECT_EQ(selection().nodes(), ids({two}));
    EXPECT_EQ(selection().focusNode(), two);
    EXPECT_EQ(canvas->overlay(), ui::CanvasOverlay());
    EXPECT_FALSE(canvas->input().isGestureUnderWay());
    release({480, 300});
    EXPECT_EQ(selection().nodes(), ids({two}));
}

TEST_F(SelectionGesture, WithAltDragAPlainDragPansAndAltDrawsTheBox)
{
    settings::Settings values = world.settings.values();
    values.canvas.selection = settings::SelectionMode::AltDrag;
    ASSERT_TRUE(world.settings.save(values).ok());
    const QPointF before = canvas->viewport().origin();
    drag({900, 600}, {800, 500});
    EXPECT_EQ(canvas->viewport().origin(), before + QPointF(100, 100));
    drag(view({40, 40}), view({480, 300}), Qt::AltModifier);
    EXPECT_EQ(selection().nodes(), ids({one}));
}

TEST_F(SelectionGesture, UpstreamAndDownstreamAreSelectedAlongTheWires)
{
    connectNodes(one, two);
    connectNodes(two, three);
    click(bodyOf(two));
    key(Qt::Key_BracketLeft);
    EXPECT_EQ(selection().nodes(), ids({one, two}));
    click(bodyOf(two));
    key(Qt::Key_BracketRight);
    EXPECT_EQ(selection().nodes(), ids({two, three}));
}

TEST_F(SelectionGesture, AWireIsSelectedByAClick)
{
    const QString wire = connectNodes(one, two);
    click(wireAt(wire, 0.5));
    EXPECT_EQ(selection().edge(), wire);
    EXPECT_TRUE(selection().nodes().isEmpty());
}

} // namespace

} // namespace plantain::testing
