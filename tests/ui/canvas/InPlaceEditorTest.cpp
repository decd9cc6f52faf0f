// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/canvas/CanvasFixture.h"

#include <QListWidget>

namespace plantain::testing {

namespace {

class InPlaceEditor : public CanvasTest
{
protected:
    QString prompt =
        add(Kind::Prompt, {60, 60}, {{workflow::keys::prompt, QStringLiteral("Hello")}});
    QString output = add(Kind::Output, {500, 60});
};

TEST_F(InPlaceEditor, F2EnterAndADoubleClickOpenIt)
{
    for (const int code : {Qt::Key_F2, Qt::Key_Return}) {
        selection().setOnly(prompt);
        key(code);
        ASSERT_TRUE(editor().isVisible());
        EXPECT_TRUE(editor().hasFocus());
        EXPECT_EQ(editor().toPlainText(), QStringLiteral("Hello"));
        key(Qt::Key_Escape);
        EXPECT_FALSE(editor().isVisible());
        EXPECT_TRUE(canvas->hasFocus());
    }
    doubleClick(bodyOf(prompt));
    EXPECT_TRUE(editor().isVisible());
    EXPECT_EQ(selection().nodes(), ids({prompt}));
}

TEST_F(InPlaceEditor, LiesOverTheTextOfTheNode)
{
    selection().setOnly(prompt);
    key(Qt::Key_F2);
    const QRectF text = canvas->textRect(flow().nodeIndex(prompt));
    EXPECT_TRUE(editor().geometry().contains(text.toRect().adjusted(1, 1, -1, -1)));
    const int small = editor().font().pixelSize();
    wheel({200, 120}, {0, 480}, Qt::ControlModifier);
    EXPECT_GT(editor().font().pixelSize(), small);
    const QRectF moved = canvas->textRect(flow().nodeIndex(prompt));
    EXPECT_TRUE(editor().geometry().contains(moved.toRect().adjusted(1, 1, -1, -1)));
}

TEST_F(InPlaceEditor, EscThrowsAwayAndCtrlEnterTakesAndRuns)
{
    const auto before = flow().content();
    selection().setOnly(prompt);
    key(Qt::Key_F2);
    type(" you");
    key(Qt::Key_Escape);
    expectNoStep(before);
    key(Qt::Key_F2);
    type(" you");
    key(Qt::Key_Return, Qt::ControlModifier);
    EXPECT_EQ(workflow::ownText(node(prompt)), QStringLiteral("Hello you"));
    EXPECT_EQ(buttons, QStringList{prompt + QStringLiteral(" run")});
    expectOneStep(before, "Edit Prompt");
}

TEST_F(InPlaceEditor, LeavingItTakesTheText)
{
    const auto before = flow().content();
    selection().setOnly(prompt);
    key(Qt::Key_F2);
    key(Qt::Key_Return);
    type("second line");
    click({900, 600});
    EXPECT_FALSE(editor().isVisible());
    EXPECT_EQ(workflow::ownText(node(prompt)), QStringLiteral("Hello\nsecond line"));
    expectOneStep(before, "Edit Prompt");
}

TEST_F(InPlaceEditor, NothingTypedIsNoStep)
{
    const auto before = flow().content();
    doubleClick(bodyOf(prompt));
    key(Qt::Key_Tab);
    EXPECT_FALSE(editor().isVisible());
    EXPECT_TRUE(canvas->hasFocus());
    expectNoStep(before);
}

TEST_F(InPlaceEditor, ItsUndoIsItsOwn)
{
    selection().setOnly(prompt);
    key(Qt::Key_Right);
    key(Qt::Key_F2);
    type("x");
    key(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(editor().toPlainText(), QStringLiteral("Hello"));
    EXPECT_EQ(undo().index(), 1);
}

TEST_F(InPlaceEditor, ADoubleClickOnTheTitleRenames)
{
    const auto before = flow().content();
    doubleClick(headerOf(prompt));
    ASSERT_TRUE(editor().isVisible());
    EXPECT_EQ(editor().textCursor().selectedText(), QStringLiteral("Prompt"));
    type("Subject");
    key(Qt::Key_Return);
    EXPECT_EQ(workflow::titleOf(node(prompt)), QStringLiteral("Subject"));
    EXPECT_TRUE(buttons.isEmpty());
    expectOneStep(before, "Rename Prompt");
    // The kind's own title is no title of one's own.
    key(Qt::Key_F2, Qt::ShiftModifier);
    type("Prompt");
    key(Qt::Key_Return);
    EXPECT_FALSE(node(prompt).data.contains(workflow::keys::customTitle));
}

TEST_F(InPlaceEditor, ANodeThatGoesTakesItsEditorAlong)
{
    selection().setOnly(prompt);
    key(Qt::Key_F2);
    type("abc");
    document.workflow().apply(workflow::edits::removeItems(flow(), {prompt}));
    EXPECT_FALSE(editor().isVisible());
    EXPECT_EQ(undo().count(), 0);
    document.clear();
}

TEST_F(InPlaceEditor, TextThatCannotBeReadIsZoomedToFirst)
{
    ui::Viewport viewport;
    viewport.setScaleAt({0, 0}, 0.1);
    canvas->setViewport(viewport);
    selection().setOnly(prompt);
    key(Qt::Key_F2);
    EXPECT_EQ(canvas->viewport().scale(), 1.0);
    EXPECT_TRUE(canvas->rect().contains(editor().geometry().center()));
}

TEST_F(InPlaceEditor, AnImageNodeAsksForItsPicture)
{
    const QString image = add(Kind::Image, {60, 400});
    selection().setOnly(image);
    key(Qt::Key_Return);
    EXPECT_FALSE(editor().isVisible());
    EXPECT_EQ(buttons, QStringList{image + QStringLiteral(" choose-image")});
}

class VariableCompletion : public InPlaceEditor
{
protected:
    void SetUp() override
    {
        CanvasTest::SetUp();
        constructor = add(Kind::PromptConstructor, {400, 300});
        const QStringList names{QStringLiteral("color"), QStringLiteral("colors"),
                                QStringLiteral("subject")};
        double y = 300;
        for (const QString& name : names) {
            const QString source =
                add(Kind::Prompt, {60, y += 20}, {{workflow::keys::variableName, name}});
            connectNodes(source, constructor);
        }
        selection().setOnly(constructor);
        key(Qt::Key_F2);
    }
    QStringList offered()
    {
        const auto* list =
            canvas->window()->findChild<QListWidget*>(QStringLiteral("variableList"));
        QStringList names;
        for (int row = 0; list && list->isVisible() && row < list->count(); ++row) {
            names << list->item(row)->text();
        }
        return names;
    }
    QString constructor;
};

TEST_F(VariableCompletion, OffersTheVariablesOfConnectedNodes)
{
    type("a @");
    EXPECT_EQ(offered(), QStringList({QStringLiteral("@color"), QStringLiteral("@colors"),
                                      QStringLiteral("@subject")}));
    type("s");
    EXPECT_EQ(offered(), QStringList{QStringLiteral("@subject")});
    key(Qt::Key_Return);
    EXPECT_EQ(editor().toPlainText(), QStringLiteral("a @subject"));
    EXPECT_TRUE(offered().isEmpty());
}

TEST_F(VariableCompletion, ArrowsChooseAndTabTakes)
{
    type("@");
    key(Qt::Key_Down);
    key(Qt::Key_Tab);
    EXPECT_EQ(editor().toPlainText(), QStringLiteral("@colors"));
    EXPECT_TRUE(editor().isVisible());
}

TEST_F(VariableCompletion, EscClosesTheListFirst)
{
    type("@c");
    EXPECT_FALSE(offered().isEmpty());
    key(Qt::Key_Escape);
    EXPECT_TRUE(offered().isEmpty());
    EXPECT_TRUE(editor().isVisible());
    EXPECT_EQ(editor().toPlainText(), QStringLiteral("@c"));
}

TEST_F(VariableCompletion, AnEMailAddressIsNoVariable)
{
    type("me@");
    EXPECT_TRUE(offered().isEmpty());
}

} // namespace

} // namespace plantain::testing
