// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/WorkflowDocument.h"

#include "src/workflow/Edits.h"
#include "src/workflow/NodeData.h"
#include "tests/support/Files.h"
#include "tests/support/JobTesting.h"
#include "tests/support/Printers.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QThreadPool>

using namespace plantain;
using namespace plantain::workflow;
using plantain::testing::waitFor;

namespace {

class WorkflowDocumentTest : public ::testing::Test
{
protected:
    QString addPrompt(const QString& text = {})
    {
        const auto edit =
            edits::addNode(document.workflow(), NodeKind::Prompt, {}, {{"prompt", text}});
        document.perform(edit, "Add prompt");
        return edit.nodes.inserted.front().item.id;
    }
    void type(const QString& node, const QString& text, int gesture = 0)
    {
        document.perform(edits::setData(document.workflow(), node, {{"prompt", text}}), "Type",
                         gesture);
    }
    /// What a run does: a change beside the stack.
    void writeResult(const QString& node, const QString& text)
    {
        document.workflow().apply(
            edits::setData(document.workflow(), node, {{"outputText", text}}));
    }
    QString dataOf(const QString& node, const char* key)
    {
        return document.workflow().node(node)->data.value(QLatin1String(key)).toString();
    }
    bool save()
    {
        const QSignalSpy saved(&document, &ui::WorkflowDocument::saved);
        document.save(path);
        return waitFor([&saved] { return saved.count() == 1; });
    }
    /// The error of opening; the file's own when it is opened.
    std::optional<base::Error> open(const QString& file)
    {
        std::optional<base::Error> outcome;
        int count = 0;
        const auto connection =
            QObject::connect(&document, &ui::WorkflowDocument::opened, &document,
                             [&](const QString&, const std::optional<base::Error>& error) {
                                 ++count;
                                 outcome = error;
                             });
        document.open(file);
        EXPECT_TRUE(waitFor([&count] { return count == 1; }));
        QObject::disconnect(connection);
        return outcome;
    }

    QTemporaryDir folder;
    const QString path = folder.filePath("a.plantain");
    ui::WorkflowDocument document;
};

} // namespace

TEST_F(WorkflowDocumentTest, AnEditIsAStepWithAName)
{
    const QString node = addPrompt("x");
    EXPECT_EQ(document.undoStack().undoText(), "Add prompt");
    EXPECT_TRUE(document.isModified());
    document.undoStack().undo();
    EXPECT_EQ(document.workflow().node(node), nullptr);
    EXPECT_FALSE(document.isModified());
    document.undoStack().redo();
    EXPECT_EQ(dataOf(node, "prompt"), "x");
}

TEST_F(WorkflowDocumentTest, AnEditThatChangesNothingIsNoStep)
{
    const QString node = addPrompt("x");
    type(node, "x");
    EXPECT_EQ(document.undoStack().count(), 1);
}

TEST_F(WorkflowDocumentTest, AGestureIsOneStep)
{
    const QString node = addPrompt();
    for (int round = 0; round < 2; ++round) {
        const int gesture = document.newGesture();
        for (const char* text : {"a", "ab", "abc"}) {
            type(node, QString::number(round) + text, gesture);
        }
    }
    EXPECT_EQ(document.undoStack().count(), 3);
    document.undoStack().undo();
    EXPECT_EQ(dataOf(node, "prompt"), "0abc");
    document.undoStack().undo();
    EXPECT_EQ(dataOf(node, "prompt"), "");
}

TEST_F(WorkflowDocumentTest, AGestureThatEndsWhereItBeganLeavesNoStep)
{
    const QString node = addPrompt();
    const int gesture = document.newGesture();
    type(node, "a", gesture);
    type(node, "", gesture);
    EXPECT_EQ(document.undoStack().count(), 1);
}

TEST_F(WorkflowDocumentTest, WithoutAGestureEveryEditIsAStep)
{
    const QString node = addPrompt();
    type(node, "a");
    type(node, "b");
    EXPECT_EQ(document.undoStack().count(), 3);
}

TEST_F(WorkflowDocumentTest, UndoingLeavesTheResultsOfARun)
{
    const QString node = addPrompt("old");
    type(node, "new");
    writeResult(node, "result");
    document.undoStack().undo();
    EXPECT_EQ(dataOf(node, "prompt"), "old");
    EXPECT_EQ(dataOf(node, "outputText"), "result");
}

TEST_F(WorkflowDocumentTest, ANodeThatComesBackBringsItsResults)
{
    const QString node = addPrompt();
    writeResult(node, "first");
    document.undoStack().undo();
    document.undoStack().redo();
    EXPECT_EQ(dataOf(node, "outputText"), "first");
    document.perform(edits::removeItems(document.workflow(), {node}), "Delete");
    document.undoStack().undo();
    writeResult(node, "second");
    document.undoStack().redo();
    document.undoStack().undo();
    EXPECT_EQ(dataOf(node, "outputText"), "second");
}

TEST_F(WorkflowDocumentTest, ResultsBesideTheStackAreModifications)
{
    const QString node = addPrompt();
    ASSERT_TRUE(save());
    EXPECT_FALSE(document.isModified());
    QSignalSpy modified(&document, &ui::WorkflowDocument::modifiedChanged);
    writeResult(node, "result");
    EXPECT_TRUE(document.isModified());
    EXPECT_EQ(modified.count(), 1);
    ASSERT_TRUE(save());
    EXPECT_FALSE(document.isModified());
}

TEST_F(WorkflowDocumentTest, SavesAndOpens)
{
    const QString node = addPrompt("x");
    EXPECT_EQ(document.displayName(), "Untitled");
    const QSignalSpy pathChanged(&document, &ui::WorkflowDocument::pathChanged);
    ASSERT_TRUE(save());
    EXPECT_EQ(document.path(), path);
    EXPECT_EQ(document.displayName(), "a.plantain");
    EXPECT_EQ(document.folder(), folder.path());
    EXPECT_EQ(pathChanged.count(), 1);
    document.clear();
    EXPECT_EQ(document.path(), "");
    EXPECT_TRUE(document.workflow().nodes().empty());
    EXPECT_EQ(open(path), std::nullopt);
    EXPECT_EQ(dataOf(node, "prompt"), "x");
    EXPECT_FALSE(document.isModified());
    EXPECT_EQ(document.undoStack().count(), 0);
}

TEST_F(WorkflowDocumentTest, AFileThatCannotBeReadChangesNothing)
{
    const QString node = addPrompt("x");
    plantain::testing::putFile(path, "{");
    const auto error = open(path);
    ASSERT_TRUE(error.has_value());
    EXPECT_EQ(error->kind, base::ErrorKind::InvalidInput);
    EXPECT_EQ(dataOf(node, "prompt"), "x");
    EXPECT_TRUE(document.isModified());
    EXPECT_EQ(document.path(), "");
    EXPECT_EQ(document.undoStack().count(), 1);
}

TEST_F(WorkflowDocumentTest, AFailedSaveKeepsTheDocumentModified)
{
    addPrompt();
    std::optional<base::Error> outcome;
    QObject::connect(
        &document, &ui::WorkflowDocument::saved, &document,
        [&outcome](const QString&, const std::optional<base::Error>& error) { outcome = error; });
    document.save(folder.filePath("no/folder/a.plantain"));
    ASSERT_TRUE(waitFor([this] { return !document.isBusy(); }));
    ASSERT_TRUE(outcome.has_value());
    EXPECT_EQ(outcome->kind, base::ErrorKind::StorageFailed);
    EXPECT_TRUE(document.isModified());
    EXPECT_EQ(document.path(), "");
}

TEST_F(WorkflowDocumentTest, WhatIsEditedWhileItSavesStaysModified)
{
    const QString node = addPrompt("old");
    const QSignalSpy saved(&document, &ui::WorkflowDocument::saved);
    document.save(path);
    type(node, "new");
    ASSERT_TRUE(waitFor([&saved] { return saved.count() == 1; }));
    EXPECT_TRUE(document.isModified());
    // Nor is the document clean where an earlier save was.
    document.undoStack().undo();
    EXPECT_TRUE(document.isModified());
    ui::WorkflowDocument other;
    other.open(path);
    ASSERT_TRUE(waitFor([&other] { return !other.isBusy(); }));
    EXPECT_EQ(ownText(*other.workflow().node(node)), "old");
}

TEST_F(WorkflowDocumentTest, SavesInARowEndInTheOrderOfTheirCalls)
{
    const QString node = addPrompt();
    QStringList ended;
    QObject::connect(&document, &ui::WorkflowDocument::saved, &document,
                     [&ended](const QString& file) { ended << QFileInfo(file).fileName(); });
    for (int i = 0; i < 5; ++i) {
        type(node, QString::number(i));
        document.save(folder.filePath(i % 2 == 0 ? "even.json" : "odd.json"));
    }
    ASSERT_TRUE(waitFor([this] { return !document.isBusy(); }));
    EXPECT_EQ(ended, (QStringList{"even.json", "odd.json", "even.json", "odd.json", "even.json"}));
    EXPECT_EQ(document.path(), folder.filePath("even.json"));
    EXPECT_FALSE(document.isModified());
    EXPECT_EQ(open(folder.filePath("odd.json")), std::nullopt);
    EXPECT_EQ(dataOf(node, "prompt"), "3");
}

TEST_F(WorkflowDocumentTest, ALateSaveDoesNotTouchTheNextDocument)
{
    addPrompt("x");
    const QSignalSpy saved(&document, &ui::WorkflowDocument::saved);
    document.save(path);
    document.clear();
    addPrompt("y");
    ASSERT_TRUE(waitFor([&saved] { return saved.count() == 1; }));
    EXPECT_EQ(document.path(), "");
    EXPECT_TRUE(document.isModified());
    EXPECT_TRUE(plantain::testing::fileContent(path).contains("\"x\""));
}

TEST_F(WorkflowDocumentTest, ALaterOpenTakesThePlaceOfOneUnderWay)
{
    addPrompt("first");
    ASSERT_TRUE(save());
    document.clear();
    addPrompt("second");
    document.save(folder.filePath("b.json"));
    ASSERT_TRUE(waitFor([this] { return !document.isBusy(); }));
    const QSignalSpy opened(&document, &ui::WorkflowDocument::opened);
    document.open(folder.filePath("b.json"));
    document.open(path);
    ASSERT_TRUE(waitFor([this] { return !document.isBusy(); }));
    EXPECT_EQ(opened.count(), 1);
    EXPECT_EQ(dataOf("prompt-1", "prompt"), "first");
}

TEST_F(WorkflowDocumentTest, ClearingGivesUpAnOpenUnderWay)
{
    addPrompt("x");
    ASSERT_TRUE(save());
    const QSignalSpy opened(&document, &ui::WorkflowDocument::opened);
    document.open(path);
    document.clear();
    EXPECT_FALSE(document.isBusy());
    EXPECT_TRUE(QThreadPool::globalInstance()->waitForDone(plantain::testing::patienceMs));
    QCoreApplication::sendPostedEvents();
    EXPECT_EQ(opened.count(), 0);
    EXPECT_TRUE(document.workflow().nodes().empty());
}

TEST_F(WorkflowDocumentTest, RestoredWorkIsModifiedAndKnowsItsFile)
{
    addPrompt("x");
    const WorkflowContent content = document.workflow().content();
    ui::WorkflowDocument other;
    other.restore(content, path);
    EXPECT_TRUE(other.isModified());
    EXPECT_EQ(other.path(), path);
    EXPECT_FALSE(other.undoStack().canUndo());
    EXPECT_EQ(other.workflow().content(), content);
}

TEST_F(WorkflowDocumentTest, PicturesGoWhereTheFileKeepsThem)
{
    plantain::testing::putFile(path, R"({"version":1,"edges":[],"nodes":[{"id":"i-1",
        "type":"imageInput","data":{"image":null,"imageRef":"img-old"}}]})");
    EXPECT_EQ(open(path), std::nullopt);
    document.perform(edits::setData(document.workflow(), "i-1",
                                    patchForImage("\x89PNG\r\n\x1a\nx", "new.png", {1, 1})),
                     "Choose picture");
    ASSERT_TRUE(save());
    EXPECT_FALSE(document.isModified());
    EXPECT_FALSE(plantain::testing::fileContent(path).contains("base64"));
    // In memory it is embedded still, so that undoing finds what it knows.
    document.undoStack().undo();
    EXPECT_EQ(imageOf(*document.workflow().node("i-1")).reference, "img-old");
    document.undoStack().redo();
    EXPECT_TRUE(imageOf(*document.workflow().node("i-1")).dataUrl.isString());
}
