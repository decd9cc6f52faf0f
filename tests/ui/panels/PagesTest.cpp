// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Pictures.h"
#include "tests/support/Printers.h"
#include "tests/ui/panels/InspectorTest.h"
#include "ui/panels/OutputSection.h"
#include "ui/panels/PictureView.h"
#include "ui/widgets/OutputView.h"

#include <QCheckBox>
#include <QClipboard>
#include <QFileDialog>
#include <QListWidget>
#include <QMimeData>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTemporaryDir>

namespace plantain::testing {

namespace {

using namespace plantain::ui;
namespace keys = workflow::keys;
using workflow::NodeKind;

class InspectorPagesTest : public InspectorTest
{
protected:
    static QString fileWith(const QTemporaryDir& folder, const QString& name,
                            const QByteArray& bytes)
    {
        QFile file(folder.filePath(name));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        return file.fileName();
    }
    void chooseFile(const QString& path)
    {
        pressNow("chooseButton");
        auto* dialog = inspector->findChild<QFileDialog*>(QStringLiteral("pictureDialog"));
        ASSERT_NE(dialog, nullptr);
        emit dialog->fileSelected(path);
        dialog->close();
    }
    const workflow::Workflow& flow() { return world->document.workflow(); }
};

} // namespace

TEST_F(InspectorPagesTest, ALongTitleEndsInAnEllipsisUntilItIsEdited)
{
    open();
    showNew(NodeKind::Prompt, {{keys::customTitle, QString(60, QLatin1Char('H'))}});
    auto* title = shown<QLineEdit>("titleEdit");
    ASSERT_NE(title, nullptr);
    // Dots stand at the foot of a line: above them nothing is drawn.
    const auto inkAboveTheEnd = [title] {
        const QImage image = title->grab().toImage();
        int ink = 0;
        for (int y = image.height() / 4; y < image.height() / 2; ++y) {
            for (int x = image.width() - 16; x < image.width() - 6; ++x) {
                ink += qAbs(qGray(image.pixel(x, y)) - qGray(image.pixel(x, 4))) > 60 ? 1 : 0;
            }
        }
        return ink;
    };
    inspector->setFocus();
    title->clearFocus();
    EXPECT_EQ(inkAboveTheEnd(), 0);
    title->setFocus();
    title->home(false);
    EXPECT_GT(inkAboveTheEnd(), 0);
}

TEST_F(InspectorPagesTest, EveryKindHasItsPage)
{
    open();
    struct Row {
        NodeKind kind;
        const char* field;
    };
    for (const Row& row :
         {Row{NodeKind::Prompt, "promptEdit"}, Row{NodeKind::PromptConstructor, "templateEdit"},
          Row{NodeKind::Image, "chooseButton"}, Row{NodeKind::LlmGenerate, "providerCombo"},
          Row{NodeKind::Output, "fileNameEdit"}, Row{NodeKind::Note, "noteEdit"}}) {
        showNew(row.kind);
        EXPECT_TRUE(isShownNow(row.field)) << row.field;
        EXPECT_TRUE(isShownNow("titleEdit"));
    }
    EXPECT_EQ(steps(), 0) << "looking at a node changes nothing";
    EXPECT_FALSE(world->document.undoStack().canUndo());
}

TEST_F(InspectorPagesTest, EveryControlOfEveryPageHasANameForAScreenReader)
{
    open();
    for (const workflow::NodeType& type : workflow::nodeTypes()) {
        showNew(type.kind);
        const auto widgets = inspector->findChildren<QWidget*>();
        for (const QWidget* widget : widgets) {
            if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible()) {
                continue;
            }
            const auto* button = qobject_cast<const QAbstractButton*>(widget);
            const bool isPart = widget->parentWidget()->inherits("QComboBox") ||
                                widget->parentWidget()->inherits("QAbstractSpinBox") ||
                                widget->inherits("QSplitterHandle");
            EXPECT_TRUE(!widget->accessibleName().isEmpty() || isPart ||
                        (button && !button->text().isEmpty()))
                << type.id.toStdString() << " " << widget->objectName().toStdString() << " "
                << widget->metaObject()->className();
        }
    }
}

TEST_F(InspectorPagesTest, NothingSelectedShowsTheWorkflow)
{
    open();
    const QString prompt = world->add(NodeKind::Prompt);
    world->wire(prompt, world->add(NodeKind::LlmGenerate));
    EXPECT_EQ(labelNow("countLabel"), QStringLiteral("2 nodes · 1 connection"));
    type(shown<QLineEdit>("nameEdit"), QStringLiteral("Voices"));
    EXPECT_EQ(flow().head().name, QStringLiteral("Voices"));
    EXPECT_EQ(steps(), 1);
}

TEST_F(InspectorPagesTest, AConnectedPromptShowsWhatItReceives)
{
    open();
    const QString source = world->add(NodeKind::Prompt, {{keys::prompt, QStringLiteral("Red")}});
    const QString target = showNew(NodeKind::Prompt);
    EXPECT_TRUE(isShownNow("promptEdit"));
    world->wire(source, target);
    ASSERT_TRUE(waitFor([this] { return isShownNow("promptPreview"); }));
    EXPECT_EQ(shown<QPlainTextEdit>("promptPreview")->toPlainText(), QStringLiteral("Red"));
    EXPECT_FALSE(isShownNow("promptEdit"));
}

TEST_F(InspectorPagesTest, AConstructorShowsItsVariablesWhatIsMissingAndThePreview)
{
    open();
    const QString color =
        world->add(NodeKind::Prompt, {{keys::prompt, QStringLiteral("red")},
                                      {keys::variableName, QStringLiteral("color")}});
    const QString node = showNew(NodeKind::PromptConstructor,
                                 {{keys::templateText, QStringLiteral("A @color @thing")}});
    EXPECT_TRUE(isShownNow("availableHint"));
    world->wire(color, node);
    ASSERT_TRUE(waitFor([this] { return isShownNow("availableList"); }));
    EXPECT_EQ(shown<QPlainTextEdit>("preview")->toPlainText(), QStringLiteral("A red @thing"));
    EXPECT_TRUE(labelNow("unresolvedLabel").contains(QStringLiteral("@thing")));
    EXPECT_FALSE(labelNow("unresolvedLabel").contains(QStringLiteral("@color")));
    auto* edit = shown<QPlainTextEdit>("templateEdit");
    edit->moveCursor(QTextCursor::End);
    auto* list = shown<QListWidget>("availableList");
    emit list->itemActivated(list->item(0));
    EXPECT_EQ(world->value(node, keys::templateText).toString(),
              QStringLiteral("A @color @thing@color"));
}

TEST_F(InspectorPagesTest, NamesCompleteWhileTheyAreTyped)
{
    open();
    const QString node = showNew(NodeKind::PromptConstructor);
    for (const char* name : {"color", "subject"}) {
        world->wire(world->add(NodeKind::Prompt, {{keys::variableName, QLatin1String(name)}}),
                    node);
    }
    ASSERT_TRUE(waitFor([this] { return isShownNow("availableList"); }));
    auto* edit = shown<QPlainTextEdit>("templateEdit");
    type(edit, QStringLiteral("A @su"));
    QTest::keyClick(edit, Qt::Key_Return);
    EXPECT_EQ(world->value(node, keys::templateText).toString(), QStringLiteral("A @subject"));
    EXPECT_EQ(steps(), 1);
}

TEST_F(InspectorPagesTest, APictureIsChosenShownAndRemoved)
{
    open();
    const QTemporaryDir folder;
    const QString node = showNew(NodeKind::Image);
    EXPECT_FALSE(shown<QWidget>("clearButton")->isEnabled());
    chooseFile(fileWith(folder, QStringLiteral("stall.png"), png({40, 30})));
    ASSERT_TRUE(waitFor([&] { return !workflow::imageOf(world->node(node)).isEmpty(); }));
    EXPECT_EQ(workflow::imageOf(world->node(node)).size, QSize(40, 30));
    EXPECT_EQ(labelNow("nameLabel"), QStringLiteral("stall.png"));
    EXPECT_TRUE(labelNow("factsLabel").startsWith(QStringLiteral("40 × 30")));
    EXPECT_TRUE(waitFor([this] { return shown<PictureView>("picture")->isLoaded(); }));
    EXPECT_EQ(steps(), 1);
    pressNow("clearButton");
    EXPECT_TRUE(workflow::imageOf(world->node(node)).isEmpty());
    world->undoStack().undo();
    EXPECT_FALSE(workflow::imageOf(world->node(node)).isEmpty());
}

TEST_F(InspectorPagesTest, AFileThatIsNoPictureIsSaidWithItsName)
{
    open();
    const QTemporaryDir folder;
    const QString node = showNew(NodeKind::Image);
    chooseFile(fileWith(folder, QStringLiteral("notes.png"), "not a picture"));
    ASSERT_TRUE(waitFor([this] { return isShownNow("problemLabel"); }));
    EXPECT_TRUE(labelNow("problemLabel").contains(QStringLiteral("notes.png")));
    EXPECT_TRUE(workflow::imageOf(world->node(node)).isEmpty());
    EXPECT_EQ(steps(), 0);
    showNew(NodeKind::Image);
    EXPECT_FALSE(isShownNow("problemLabel")) << "it belongs to the other node";
}

TEST_F(InspectorPagesTest, APictureIsPasted)
{
    open();
    QGuiApplication::clipboard()->clear();
    const QString node = showNew(NodeKind::Image);
    EXPECT_FALSE(shown<QWidget>("pasteButton")->isEnabled());
    auto* data = new QMimeData;
    data->setImageData(QImage::fromData(png({12, 8})));
    QGuiApplication::clipboard()->setMimeData(data);
    ASSERT_TRUE(waitFor([this] { return shown<QWidget>("pasteButton")->isEnabled(); }));
    pressNow("pasteButton");
    EXPECT_TRUE(waitFor([&] { return workflow::imageOf(world->node(node)).size == QSize(12, 8); }));
}

TEST_F(InspectorPagesTest, APictureThatIsReadGoesToTheNodeItWasChosenFor)
{
    open();
    const QTemporaryDir folder;
    const QString node = showNew(NodeKind::Image);
    chooseFile(fileWith(folder, QStringLiteral("a.png"), png({40, 30})));
    const QString other = showNew(NodeKind::Image);
    ASSERT_TRUE(waitFor([&] { return !workflow::imageOf(world->node(node)).isEmpty(); }));
    EXPECT_TRUE(workflow::imageOf(world->node(other)).isEmpty());
}

TEST_F(InspectorPagesTest, AnOutputShowsEachTextWithItsTitle)
{
    open();
    const QString one =
        world->add(NodeKind::LlmGenerate, {{keys::outputText, QStringLiteral("First text")},
                                           {keys::customTitle, QStringLiteral("Plain")}});
    const QString two =
        world->add(NodeKind::LlmGenerate, {{keys::outputText, QStringLiteral("Second text")}});
    const QString node = showNew(NodeKind::Output);
    EXPECT_TRUE(isShownNow("emptyLabel"));
    world->wire(one, node);
    world->wire(two, node);
    ASSERT_TRUE(waitFor([this] { return isShownNow("outputSection_1"); }));
    EXPECT_FALSE(isShownNow("emptyLabel"));
    auto* first = shown<OutputSection>("outputSection_0");
    EXPECT_EQ(textOf(*first, "titleButton"), QStringLiteral("Plain"));
    EXPECT_EQ(first->findChild<OutputView*>()->text(), QStringLiteral("First text"));
    press(*shown<OutputSection>("outputSection_1"), "copyButton");
    EXPECT_EQ(QGuiApplication::clipboard()->text(), QStringLiteral("Second text"));
    QSignalSpy reveal(inspector.get(), &Inspector::revealRequested);
    press(*first, "titleButton");
    EXPECT_EQ(reveal.value(0).value(0).toString(), one);
    world->set(one, keys::outputText, QStringLiteral("Changed"));
    EXPECT_TRUE(waitFor(
        [&] { return first->findChild<OutputView*>()->text() == QStringLiteral("Changed"); }));
    type(shown<QLineEdit>("fileNameEdit"), QStringLiteral("voices"));
    EXPECT_EQ(world->value(node, keys::outputFilename).toString(), QStringLiteral("voices"));
}

TEST_F(InspectorPagesTest, ANodeOfAnotherProgramIsNamedAndKept)
{
    open();
    workflow::WorkflowContent content;
    workflow::Node foreign;
    foreign.id = QStringLiteral("nanoBanana-1");
    foreign.type = QStringLiteral("nanoBanana");
    foreign.size = QSizeF(200, 100);
    foreign.data.insert(QStringLiteral("secretSauce"), 7);
    content.nodes.push_back(foreign);
    world->document.workflow().reset(content);
    world->selection.setOnly(foreign.id);
    EXPECT_EQ(shown<QLineEdit>("titleEdit")->placeholderText(), QStringLiteral("nanoBanana"));
    EXPECT_TRUE(labelNow("typeLabel").contains(QStringLiteral("nanoBanana")));
    EXPECT_FALSE(isShownNow("disabledCheck"));
    pressNow("dataButton");
    const auto* details = inspector->findChild<QPlainTextEdit*>(QStringLiteral("detailsEdit"));
    ASSERT_NE(details, nullptr);
    EXPECT_TRUE(details->toPlainText().contains(QStringLiteral("secretSauce")));
}

TEST_F(InspectorPagesTest, AnEdgeCanBePausedAndDeleted)
{
    open();
    const QString prompt = world->add(NodeKind::Prompt);
    const QString edge = world->wire(prompt, world->add(NodeKind::LlmGenerate));
    world->selection.setEdge(edge);
    EXPECT_EQ(labelNow("typeLabel"), QStringLiteral("Carries text."));
    shown<QCheckBox>("pauseCheck")->click();
    EXPECT_TRUE(flow().edge(edge)->paused);
    world->undoStack().undo();
    EXPECT_FALSE(shown<QCheckBox>("pauseCheck")->isChecked());
    QSignalSpy reveal(inspector.get(), &Inspector::revealRequested);
    pressNow(qPrintable(QStringLiteral("link_") + prompt));
    EXPECT_EQ(reveal.value(0).value(0).toString(), prompt);
    pressNow("deleteButton");
    EXPECT_EQ(flow().edge(edge), nullptr);
    EXPECT_FALSE(isShownNow("deleteButton"));
}

TEST_F(InspectorPagesTest, AGroupHasANameAColourAndALock)
{
    open();
    const QString prompt = world->add(NodeKind::Prompt);
    const auto edit = workflow::edits::groupNodes(flow(), {prompt});
    const QString group = edit.groups.inserted.front().item.id;
    world->document.workflow().apply(edit);
    world->selection.setGroup(group);
    EXPECT_EQ(labelNow("countLabel"), QStringLiteral("1 node in this group."));
    auto* name = shown<QLineEdit>("nameEdit");
    name->selectAll();
    type(name, QStringLiteral("Voices"));
    EXPECT_EQ(flow().group(group)->name, QStringLiteral("Voices"));
    shown<QRadioButton>("color_green")->click();
    EXPECT_EQ(flow().group(group)->color, QStringLiteral("green"));
    shown<QCheckBox>("lockCheck")->click();
    EXPECT_TRUE(flow().group(group)->locked);
    EXPECT_EQ(steps(), 3);
    world->undoStack().undo();
    world->undoStack().undo();
    EXPECT_FALSE(shown<QRadioButton>("color_green")->isChecked());
    pressNow("ungroupButton");
    EXPECT_TRUE(flow().groups().empty());
}

TEST_F(InspectorPagesTest, SeveralNodesAreCountedSkippedAndArrangedTogether)
{
    open();
    const QString one = world->add(NodeKind::Prompt, {}, {0, 0});
    const QString two = world->add(NodeKind::Prompt, {}, {50, 300});
    world->selection.setNodes({one, two});
    EXPECT_EQ(labelNow("countLabel"), QStringLiteral("2 nodes"));
    EXPECT_EQ(labelNow("kindsLabel"), QStringLiteral("2 × Prompt"));
    world->set(one, keys::disabled, true);
    EXPECT_EQ(shown<QCheckBox>("disabledCheck")->checkState(), Qt::PartiallyChecked);
    shown<QCheckBox>("disabledCheck")->click();
    EXPECT_TRUE(workflow::isDisabled(world->node(two)));
    EXPECT_EQ(steps(), 1);
    shown<QCheckBox>("disabledCheck")->click();
    EXPECT_FALSE(workflow::isDisabled(world->node(one)));
    EXPECT_FALSE(workflow::isDisabled(world->node(two)));
    pressNow("alignLeftButton");
    EXPECT_EQ(world->node(two).position.x(), world->node(one).position.x());
    EXPECT_EQ(steps(), 3);
}

} // namespace plantain::testing
