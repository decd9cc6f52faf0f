// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/canvas/CanvasFixture.h"

namespace plantain::testing {

namespace {

class MoveGesture : public CanvasTest
{
protected:
    QString one = add(Kind::Prompt, {100, 100});
    QString two = add(Kind::LlmGenerate, {500, 100});
    QString three = add(Kind::Note, {100, 400});
};

TEST_F(MoveGesture, ADragIsOneStepNamedAfterWhatItMoves)
{
    const auto before = flow().content();
    key(Qt::Key_A, Qt::ControlModifier);
    drag(bodyOf(one), bodyOf(one) + QPoint(37, 51));
    EXPECT_EQ(node(one).position, QPointF(137, 151));
    EXPECT_EQ(node(two).position, QPointF(537, 151));
    EXPECT_EQ(node(three).position, QPointF(137, 451));
    EXPECT_EQ(action(Command::Undo)->text(), QStringLiteral("&Undo Move 3 nodes"));
    expectOneStep(before, "Move 3 nodes");
}

TEST_F(MoveGesture, DraggingAnUnselectedNodeMovesOnlyIt)
{
    click(bodyOf(two));
    drag(headerOf(one), headerOf(one) + QPoint(50, 0));
    EXPECT_EQ(node(one).position, QPointF(150, 100));
    EXPECT_EQ(node(two).position, QPointF(500, 100));
    EXPECT_EQ(selection().nodes(), ids({one}));
    EXPECT_EQ(undo().undoText(), QStringLiteral("Move node"));
}

TEST_F(MoveGesture, TwentyDragsAreTwentyUndos)
{
    const auto before = flow().content();
    for (int i = 0; i < 20; ++i) {
        drag(bodyOf(one), bodyOf(one) + QPoint(i % 2 == 0 ? 30 : -20, 5));
    }
    EXPECT_EQ(undo().count(), 20);
    for (int i = 0; i < 20; ++i) {
        key(Qt::Key_Z, Qt::ControlModifier);
    }
    EXPECT_FALSE(undo().canUndo());
    EXPECT_EQ(flow().content(), before);
}

TEST_F(MoveGesture, NothingIsInTheDocumentUntilTheRelease)
{
    const auto before = flow().content();
    dragTo(bodyOf(one), bodyOf(one) + QPoint(80, 80));
    EXPECT_TRUE(canvas->input().isGestureUnderWay());
    EXPECT_EQ(canvas->overlay().movedNodes, QSet<int>{flow().nodeIndex(one)});
    EXPECT_EQ(canvas->overlay().moveOffset, QPointF(80, 80));
    expectNoStep(before);
    key(Qt::Key_Escape);
    EXPECT_EQ(canvas->overlay(), ui::CanvasOverlay());
    release(bodyOf(one) + QPoint(80, 80));
    expectNoStep(before);
}

TEST_F(MoveGesture, ATremblingClickMovesNothing)
{
    const auto before = flow().content();
    drag(bodyOf(one), bodyOf(one) + QPoint(2, 2));
    expectNoStep(before);
    EXPECT_EQ(selection().nodes(), ids({one}));
}

TEST_F(MoveGesture, ShiftSnapsToTheGrid)
{
    drag(bodyOf(one), bodyOf(one) + QPoint(37, 51), Qt::ShiftModifier);
    EXPECT_EQ(node(one).position, QPointF(144, 144));
}

TEST_F(MoveGesture, TheGridCanBeOnAlwaysAndShiftIsTheExceptionThen)
{
    action(Command::ToggleGridSnap)->trigger();
    EXPECT_TRUE(world.settings.values().canvas.snapToGrid);
    EXPECT_TRUE(action(Command::ToggleGridSnap)->isChecked());
    drag(bodyOf(one), bodyOf(one) + QPoint(37, 51));
    EXPECT_EQ(node(one).position, QPointF(144, 144));
    drag(bodyOf(one), bodyOf(one) + QPoint(5, 7), Qt::ShiftModifier);
    EXPECT_EQ(node(one).position, QPointF(149, 151));
}

TEST_F(MoveGesture, ShiftPressedWhileDraggingSnapsAtOnce)
{
    const QPoint from = bodyOf(one);
    dragTo(from, from + QPoint(37, 51));
    QTest::keyPress(canvas.get(), Qt::Key_Shift);
    EXPECT_EQ(canvas->overlay().moveOffset, QPointF(44, 44));
    QTest::keyRelease(canvas.get(), Qt::Key_Shift, Qt::ShiftModifier);
    EXPECT_EQ(canvas->overlay().moveOffset, QPointF(37, 51));
    release(from + QPoint(37, 51));
}

TEST_F(MoveGesture, AtTheBorderTheViewFollows)
{
    const QPoint from = bodyOf(one);
    const QPointF origin = canvas->viewport().origin();
    dragTo(from, {995, 350});
    EXPECT_TRUE(waitFor([&] { return canvas->viewport().origin().x() > origin.x() + 100; }));
    release({995, 350});
    const double panned = canvas->viewport().origin().x() - origin.x();
    EXPECT_DOUBLE_EQ(node(one).position.x(), 100 + 995 - from.x() + panned);
    EXPECT_EQ(undo().count(), 1);
    // Released, it stands still.
    const QPointF after = canvas->viewport().origin();
    QCoreApplication::sendPostedEvents();
    EXPECT_EQ(canvas->viewport().origin(), after);
}

TEST_F(MoveGesture, ANodeDroppedOnAWireIsPutIntoIt)
{
    const QString wire = connectNodes(one, two);
    const QString between = add(Kind::PromptConstructor, {600, 450});
    const auto before = flow().content();
    const QPoint grab = headerOf(between);
    // Its middle comes to lie upon the wire.
    const QPoint way = wireAt(wire, 0.5) - view(rectOf(between).center());
    dragTo(grab, grab + way);
    EXPECT_EQ(canvas->overlay().highlightedEdge, flow().edgeIndex(wire));
    release(grab + way);
    const QStringList edges = edgeList();
    EXPECT_EQ(edges.size(), 2);
    EXPECT_TRUE(edges.contains(one + QStringLiteral(":text>") + between + QStringLiteral(":text")));
    EXPECT_TRUE(edges.contains(between + QStringLiteral(":text>") + two + QStringLiteral(":text")));
    expectOneStep(before, "Insert Prompt Constructor into wire");
}

TEST_F(MoveGesture, AltKeepsTheNodeOutOfTheWire)
{
    const QString wire = connectNodes(one, two);
    const QString between = add(Kind::PromptConstructor, {600, 450});
    const QStringList edges = edgeList();
    const QPoint way = wireAt(wire, 0.5) - view(rectOf(between).center());
    drag(headerOf(between), headerOf(between) + way, Qt::AltModifier);
    EXPECT_EQ(edgeList(), edges);
    EXPECT_EQ(undo().undoText(), QStringLiteral("Move node"));
}

TEST_F(MoveGesture, AWorkflowThatChangesUnderneathEndsTheDrag)
{
    const QPoint from = bodyOf(one);
    dragTo(from, from + QPoint(80, 80));
    document.workflow().apply(workflow::edits::removeItems(flow(), {one}));
    EXPECT_FALSE(canvas->input().isGestureUnderWay());
    EXPECT_EQ(canvas->overlay(), ui::CanvasOverlay());
    release(from + QPoint(80, 80));
    EXPECT_EQ(undo().count(), 0);
}

} // namespace

} // namespace plantain::testing
