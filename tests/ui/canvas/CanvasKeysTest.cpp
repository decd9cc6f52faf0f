// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/canvas/CanvasFixture.h"

#include "ui/canvas/FlowOrder.h"

namespace plantain::testing {

namespace {

class CanvasKeys : public CanvasTest
{
protected:
    // Made in another order than the flow's.
    QString output = add(Kind::Output, {700, 300});
    QString llm = add(Kind::LlmGenerate, {400, 100});
    QString prompt = add(Kind::Prompt, {60, 100});
    QString note = add(Kind::Note, {60, 400});

    void wire()
    {
        connectNodes(prompt, llm);
        connectNodes(llm, output);
    }
};

TEST_F(CanvasKeys, TabVisitsNodesInFlowOrder)
{
    wire();
    for (const QString& id : {prompt, note, llm, output}) {
        key(Qt::Key_Tab);
        EXPECT_EQ(selection().focusNode(), id);
        EXPECT_EQ(selection().nodes(), ids({id}));
    }
    for (const QString& id : {llm, note, prompt}) {
        key(Qt::Key_Backtab, Qt::ShiftModifier);
        EXPECT_EQ(selection().focusNode(), id);
    }
}

TEST_F(CanvasKeys, ALoopInAFileIsVisitedToo)
{
    const QString one = add(Kind::PromptConstructor, {100, 700});
    const QString two = add(Kind::PromptConstructor, {500, 700});
    workflow::WorkflowContent content = flow().content();
    content.edges.push_back({QStringLiteral("a"),
                             {one, QStringLiteral("text")},
                             {two, QStringLiteral("text")},
                             false,
                             {}});
    content.edges.push_back({QStringLiteral("b"),
                             {two, QStringLiteral("text")},
                             {one, QStringLiteral("text")},
                             false,
                             {}});
    document.workflow().reset(content);
    EXPECT_EQ(ui::flowOrder(flow()).size(), 6U);
}

TEST_F(CanvasKeys, TheFocusedNodeComesIntoView)
{
    const QString far = add(Kind::Note, {5000, 5000});
    key(Qt::Key_Backtab, Qt::ShiftModifier);
    EXPECT_EQ(selection().focusNode(), far);
    EXPECT_TRUE(QRectF(canvas->rect()).contains(canvas->viewport().toView(rectOf(far))));
}

TEST_F(CanvasKeys, TabBeyondTheLastNodeLeavesAndCtrlTabAndF6LeaveAtOnce)
{
    QWidget window;
    QLineEdit before(&window);
    canvas->setParent(&window);
    QLineEdit after(&window);
    QWidget::setTabOrder(&before, canvas.get());
    QWidget::setTabOrder(canvas.get(), &after);
    ASSERT_TRUE(show(window));
    canvas->show();
    before.setFocus();
    key(Qt::Key_Tab);
    EXPECT_TRUE(canvas->hasFocus());
    EXPECT_EQ(selection().focusNode(), prompt) << "entering goes to the first node";
    selection().setOnly(output);
    key(Qt::Key_Tab);
    EXPECT_TRUE(after.hasFocus());
    key(Qt::Key_Backtab, Qt::ShiftModifier);
    EXPECT_TRUE(canvas->hasFocus());
    EXPECT_EQ(selection().focusNode(), output);
    key(Qt::Key_Tab, Qt::ControlModifier);
    EXPECT_TRUE(after.hasFocus());
    canvas->setFocus();
    key(Qt::Key_F6);
    EXPECT_TRUE(after.hasFocus());
    canvas->setFocus();
    key(Qt::Key_F6, Qt::ShiftModifier);
    EXPECT_TRUE(before.hasFocus());
    canvas->setParent(nullptr);
}

TEST_F(CanvasKeys, ArrowsMoveTheSelection)
{
    selection().setNodes({prompt, note});
    const auto before = flow().content();
    key(Qt::Key_Right);
    EXPECT_EQ(node(prompt).position, QPointF(68, 100));
    EXPECT_EQ(node(note).position, QPointF(68, 400));
    expectOneStep(before, "Move 2 nodes");
    key(Qt::Key_Down, Qt::ShiftModifier);
    EXPECT_EQ(node(prompt).position, QPointF(68, 164));
    EXPECT_EQ(undo().count(), 2);
}

TEST_F(CanvasKeys, AHeldArrowIsOneStep)
{
    selection().setOnly(prompt);
    for (int i = 0; i < 5; ++i) {
        QKeyEvent event(QEvent::KeyPress, Qt::Key_Right, Qt::NoModifier, QString(), i > 0);
        QApplication::sendEvent(canvas.get(), &event);
    }
    EXPECT_EQ(node(prompt).position, QPointF(100, 100));
    EXPECT_EQ(undo().count(), 1);
}

TEST_F(CanvasKeys, CtrlAndArrowsGoToTheNodeBeside)
{
    selection().setOnly(prompt);
    key(Qt::Key_Right, Qt::ControlModifier);
    EXPECT_EQ(selection().focusNode(), llm);
    key(Qt::Key_Left, Qt::ControlModifier);
    EXPECT_EQ(selection().focusNode(), prompt);
    key(Qt::Key_Down, Qt::ControlModifier);
    EXPECT_EQ(selection().focusNode(), note);
    key(Qt::Key_Down, Qt::ControlModifier);
    EXPECT_EQ(selection().focusNode(), note) << "nothing lies there";
    EXPECT_EQ(undo().count(), 0);
}

TEST_F(CanvasKeys, DeleteTakesNodesWithTheirWires)
{
    wire();
    const auto before = flow().content();
    selection().setNodes({llm, note});
    key(Qt::Key_Delete);
    EXPECT_EQ(flow().nodes().size(), 2U);
    EXPECT_TRUE(flow().edges().empty());
    EXPECT_TRUE(selection().isEmpty());
    expectOneStep(before, "Delete 2 nodes");
}

TEST_F(CanvasKeys, LConnectsWithoutThePointer)
{
    const auto before = flow().content();
    selection().setOnly(prompt);
    key(Qt::Key_L);
    ASSERT_NE(popup(), nullptr);
    EXPECT_EQ(popup()->shown().size(), 2) << "an input and an output";
    type("out");
    key(Qt::Key_Return);
    ASSERT_NE(popup(), nullptr);
    type("llm");
    key(Qt::Key_Return);
    EXPECT_EQ(edgeList(),
              QStringList{prompt + QStringLiteral(":text>") + llm + QStringLiteral(":text")});
    EXPECT_TRUE(canvas->hasFocus());
    expectOneStep(before, "Connect");
}

TEST_F(CanvasKeys, LSaysWhenThereIsNothingToConnect)
{
    selection().setOnly(note);
    key(Qt::Key_L);
    EXPECT_EQ(popup(), nullptr);
    EXPECT_EQ(announcements, QStringList{QStringLiteral("Note has no ports.")});
}

TEST_F(CanvasKeys, MDisablesAndCCollapses)
{
    selection().setNodes({prompt, llm});
    const auto before = flow().content();
    key(Qt::Key_M);
    EXPECT_TRUE(workflow::isDisabled(node(prompt)) && workflow::isDisabled(node(llm)));
    EXPECT_TRUE(action(Command::ToggleDisabled)->isChecked());
    expectOneStep(before, "Disable 2 nodes");
    key(Qt::Key_M);
    EXPECT_EQ(flow().content(), before);
    EXPECT_EQ(undo().undoText(), QStringLiteral("Enable 2 nodes"));
    key(Qt::Key_C);
    EXPECT_TRUE(workflow::isCollapsed(node(prompt)));
    EXPECT_EQ(rectOf(prompt).height(), ui::CanvasScene::headerHeight);
}

TEST_F(CanvasKeys, HVAndGArrangeTwoOrMore)
{
    selection().setOnly(prompt);
    const auto before = flow().content();
    key(Qt::Key_H);
    expectNoStep(before);
    selection().setNodes({prompt, note});
    key(Qt::Key_H);
    EXPECT_EQ(node(prompt).position.y(), node(note).position.y());
    expectOneStep(before, "Put in a row: 2 nodes");
    const auto row = flow().content();
    key(Qt::Key_V);
    EXPECT_EQ(node(prompt).position.x(), node(note).position.x());
    expectOneStep(row, "Put in a column: 2 nodes");
    selection().setNodes({prompt, note, llm, output});
    const auto column = flow().content();
    key(Qt::Key_G);
    expectOneStep(column, "Put in a grid: 4 nodes");
}

} // namespace

} // namespace plantain::testing
