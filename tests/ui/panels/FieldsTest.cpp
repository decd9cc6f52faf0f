// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Printers.h"
#include "tests/ui/panels/InspectorTest.h"

#include <QCheckBox>
#include <QSignalSpy>

namespace plantain::testing {

namespace {

using namespace plantain::ui;
namespace keys = workflow::keys;
using workflow::NodeKind;

/// What holds for every field of the inspector, shown on a Prompt.
class InspectorFieldsTest : public InspectorTest
{
protected:
    void openPrompt(const QString& text = {})
    {
        open();
        prompt = showNew(NodeKind::Prompt, {{keys::prompt, text}});
        edit = shown<QPlainTextEdit>("promptEdit");
    }
    QString stored() { return world->value(prompt, keys::prompt).toString(); }

    QString prompt;
    QPlainTextEdit* edit = nullptr;
};

} // namespace

TEST_F(InspectorFieldsTest, TypingIsInTheDocumentAtOnceAndOneStepAFocus)
{
    openPrompt();
    type(edit, QStringLiteral("abc"));
    EXPECT_EQ(stored(), QStringLiteral("abc"));
    EXPECT_EQ(steps(), 1);
    EXPECT_TRUE(world->undoStack().undoText().contains(QStringLiteral("Prompt")));
    shown<QLineEdit>("variableEdit")->setFocus();
    type(edit, QStringLiteral("d"));
    EXPECT_EQ(steps(), 2);
    world->undoStack().undo();
    EXPECT_EQ(stored(), QStringLiteral("abc"));
    world->undoStack().undo();
    EXPECT_EQ(edit->toPlainText(), QString());
}

TEST_F(InspectorFieldsTest, TheKeysOfUndoActOnTheDocument)
{
    openPrompt(QStringLiteral("start "));
    edit->moveCursor(QTextCursor::End);
    type(edit, QStringLiteral("more"));
    QTest::keyClick(edit, Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(stored(), QStringLiteral("start "));
    EXPECT_EQ(edit->toPlainText(), QStringLiteral("start "));
    EXPECT_TRUE(world->undoStack().canRedo());
    QTest::keyClick(edit, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_EQ(edit->toPlainText(), QStringLiteral("start more"));
    auto* title = shown<QLineEdit>("titleEdit");
    type(title, QStringLiteral("New"));
    QTest::keyClick(title, Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(title->text(), QString());
    EXPECT_EQ(stored(), QStringLiteral("start more"));
}

TEST_F(InspectorFieldsTest, UndoOfAnotherPlaceKeepsTheCursor)
{
    openPrompt(QStringLiteral("one two three"));
    world->document.perform(
        workflow::edits::setData(world->document.workflow(), prompt,
                                 {{keys::prompt, QStringLiteral("ONE two three")}}),
        QStringLiteral("elsewhere"));
    EXPECT_EQ(edit->toPlainText(), QStringLiteral("ONE two three"));
    QTextCursor cursor = edit->textCursor();
    cursor.setPosition(8);
    edit->setTextCursor(cursor);
    world->undoStack().undo();
    EXPECT_EQ(edit->toPlainText(), QStringLiteral("one two three"));
    EXPECT_EQ(edit->textCursor().position(), 8);
}

TEST_F(InspectorFieldsTest, AnotherNodeIsShownWithoutLosingAnything)
{
    openPrompt();
    const QString other = world->add(NodeKind::Prompt, {{keys::prompt, QStringLiteral("Other")}});
    type(edit, QStringLiteral("first"));
    world->selection.setOnly(other);
    EXPECT_EQ(edit->toPlainText(), QStringLiteral("Other"));
    EXPECT_EQ(edit->textCursor().position(), 0);
    EXPECT_EQ(stored(), QStringLiteral("first"));
    type(edit, QStringLiteral("x"));
    EXPECT_EQ(steps(), 2) << "two nodes are two steps";
    EXPECT_EQ(stored(), QStringLiteral("first"));
    world->selection.setOnly(prompt);
    EXPECT_EQ(edit->toPlainText(), QStringLiteral("first"));
}

TEST_F(InspectorFieldsTest, SpacesThatDoNotBreakSurviveEditing)
{
    const QString text = QStringLiteral("10\u00a0km");
    openPrompt(text);
    edit->moveCursor(QTextCursor::End);
    type(edit, QStringLiteral("!"));
    EXPECT_EQ(stored(), text + QLatin1Char('!'));
}

TEST_F(InspectorFieldsTest, ARunElsewhereDoesNotTouchWhatIsTyped)
{
    openPrompt();
    const QString other = world->add(NodeKind::LlmGenerate);
    auto* variable = shown<QLineEdit>("variableEdit");
    type(variable, QStringLiteral("not a name"));
    world->set(other, keys::outputText, QStringLiteral("A result"));
    world->set(prompt, keys::comment, QStringLiteral("From elsewhere"));
    EXPECT_EQ(variable->text(), QStringLiteral("not a name"));
}

TEST_F(InspectorFieldsTest, OnlyNamesThatCanBeUsedAreTaken)
{
    openPrompt();
    auto* variable = shown<QLineEdit>("variableEdit");
    type(variable, QStringLiteral("color"));
    EXPECT_EQ(world->value(prompt, keys::variableName).toString(), QStringLiteral("color"));
    EXPECT_TRUE(labelNow("variableNote").contains(QStringLiteral("@color")));
    type(variable, QStringLiteral(" x"));
    EXPECT_EQ(world->value(prompt, keys::variableName).toString(), QStringLiteral("color"));
    EXPECT_TRUE(labelNow("variableNote").contains(QStringLiteral("30")));
    const QString other = world->add(NodeKind::Prompt);
    world->selection.setOnly(other);
    world->selection.setOnly(prompt);
    EXPECT_EQ(variable->text(), QStringLiteral("color")) << "what cannot be used is not kept";
    variable->selectAll();
    QTest::keyClick(variable, Qt::Key_Delete);
    EXPECT_FALSE(world->node(prompt).data.contains(keys::variableName));
}

TEST_F(InspectorFieldsTest, TitleCommentAndSkipAreTheNodes)
{
    openPrompt();
    auto* title = shown<QLineEdit>("titleEdit");
    EXPECT_EQ(title->placeholderText(), QStringLiteral("Prompt"));
    type(title, QStringLiteral("Idea"));
    EXPECT_EQ(workflow::titleOf(world->node(prompt)), QStringLiteral("Idea"));
    title->selectAll();
    QTest::keyClick(title, Qt::Key_Backspace);
    EXPECT_FALSE(world->node(prompt).data.contains(keys::customTitle));
    type(shown<QPlainTextEdit>("commentEdit"), QStringLiteral("why"));
    EXPECT_EQ(world->value(prompt, keys::comment).toString(), QStringLiteral("why"));
    shown<QCheckBox>("disabledCheck")->click();
    EXPECT_TRUE(workflow::isDisabled(world->node(prompt)));
    world->undoStack().undo();
    EXPECT_FALSE(shown<QCheckBox>("disabledCheck")->isChecked());
    EXPECT_FALSE(world->node(prompt).data.contains(keys::disabled));
}

TEST_F(InspectorFieldsTest, TheNodeThatGoesTakesItsPageAlong)
{
    openPrompt();
    world->document.perform(workflow::edits::removeItems(world->document.workflow(), {prompt}),
                            QStringLiteral("Delete"));
    EXPECT_TRUE(isShownNow("WorkflowPage"));
    world->undoStack().undo();
    world->selection.setOnly(prompt);
    EXPECT_TRUE(isShownNow("promptEdit"));
}

TEST_F(InspectorFieldsTest, TheFirstFieldCanBeReached)
{
    openPrompt();
    inspector->focusFirstField();
    EXPECT_EQ(QApplication::focusWidget(), edit);
}

} // namespace plantain::testing
