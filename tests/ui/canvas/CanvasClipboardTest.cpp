// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/canvas/CanvasFixture.h"

#include "src/workflow/Fragment.h"
#include "tests/support/Pictures.h"

#include <QClipboard>
#include <QDropEvent>
#include <QFile>
#include <QMimeData>

namespace plantain::testing {

namespace {

class CanvasClipboard : public CanvasTest
{
protected:
    QString prompt =
        add(Kind::Prompt, {60, 60}, {{workflow::keys::prompt, QStringLiteral("Hello")}});
    QString llm = add(Kind::LlmGenerate, {400, 60});
    QString output = add(Kind::Output, {700, 60});

    void wire()
    {
        connectNodes(prompt, llm);
        connectNodes(llm, output);
    }
    QString file(const char* name, const QByteArray& bytes)
    {
        const QString path = world.folder.filePath(QLatin1String(name));
        QFile out(path);
        EXPECT_TRUE(out.open(QIODevice::WriteOnly));
        out.write(bytes);
        return path;
    }
    bool drop(const QMimeData& data, QPoint at)
    {
        QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(canvas.get(), &enter);
        if (!enter.isAccepted()) {
            return false;
        }
        QDropEvent event(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(canvas.get(), &event);
        return event.isAccepted();
    }
    bool dropFiles(const QStringList& paths, QPoint at)
    {
        QMimeData data;
        QList<QUrl> urls;
        for (const QString& path : paths) {
            urls << QUrl::fromLocalFile(path);
        }
        data.setUrls(urls);
        return drop(data, at);
    }
    static void copyText(const QString& text) { QApplication::clipboard()->setText(text); }
    bool waitForNodes(std::size_t count)
    {
        return waitFor([&] { return flow().nodes().size() == count; });
    }
};

TEST_F(CanvasClipboard, CopyAndPasteKeepInnerWires)
{
    wire();
    const auto before = flow().content();
    selection().setNodes({prompt, llm});
    key(Qt::Key_C, Qt::ControlModifier);
    moveMouse({300, 400});
    key(Qt::Key_V, Qt::ControlModifier);
    ASSERT_EQ(flow().nodes().size(), 5U);
    EXPECT_EQ(flow().edges().size(), 3U) << "the wire between the two, not the one to the output";
    EXPECT_EQ(flow().nodes().at(3).position, QPointF(300, 400)) << "at the pointer";
    EXPECT_EQ(selection().nodes(), ids({flow().nodes().at(3).id, flow().nodes().at(4).id}));
    expectOneStep(before, "Paste 2 nodes");
}

TEST_F(CanvasClipboard, WithoutThePointerItIsPastedBesideTheOriginal)
{
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(canvas.get(), &leave);
    selection().setOnly(prompt);
    key(Qt::Key_C, Qt::ControlModifier);
    key(Qt::Key_V, Qt::ControlModifier);
    EXPECT_EQ(flow().nodes().back().position, QPointF(84, 84));
    key(Qt::Key_V, Qt::ControlModifier);
    EXPECT_EQ(flow().nodes().back().position, QPointF(108, 108));
}

TEST_F(CanvasClipboard, TheClipboardHoldsTextThatOtherProgramsCanKeep)
{
    selection().setOnly(prompt);
    key(Qt::Key_C, Qt::ControlModifier);
    const QMimeData* data = QApplication::clipboard()->mimeData();
    ASSERT_TRUE(data->hasFormat(workflow::fragmentMimeType));
    const QString text = data->text();
    copyText(text); // through a text editor and back
    key(Qt::Key_V, Qt::ControlModifier);
    ASSERT_EQ(flow().nodes().size(), 4U);
    EXPECT_EQ(flow().nodes().back().kind, Kind::Prompt);
    EXPECT_EQ(workflow::ownText(flow().nodes().back()), QStringLiteral("Hello"));
}

TEST_F(CanvasClipboard, CutIsOneStep)
{
    wire();
    const auto before = flow().content();
    selection().setOnly(llm);
    key(Qt::Key_X, Qt::ControlModifier);
    EXPECT_EQ(flow().nodes().size(), 2U);
    expectOneStep(before, "Cut node");
    key(Qt::Key_V, Qt::ControlModifier);
    EXPECT_EQ(flow().nodes().size(), 3U);
}

TEST_F(CanvasClipboard, DuplicateWithAndWithoutInputs)
{
    wire();
    const auto before = flow().content();
    selection().setOnly(llm);
    key(Qt::Key_D, Qt::ControlModifier);
    EXPECT_EQ(flow().edges().size(), 2U);
    EXPECT_EQ(flow().nodes().back().position, QPointF(424, 84));
    expectOneStep(before, "Duplicate node");
    selection().setOnly(llm);
    key(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
    ASSERT_EQ(flow().edges().size(), 3U);
    EXPECT_EQ(flow().edges().back().source.node, prompt);
    EXPECT_EQ(flow().edges().back().target.node, flow().nodes().back().id);
}

TEST_F(CanvasClipboard, GarbageIsRefusedWithASentence)
{
    const auto before = flow().content();
    for (const char* text : {R"({"some": "json"})", R"({"nodes": 7})", "{ not even json }",
                             R"({"nodes": [{"id": 1}]})"}) {
        announcements.clear();
        copyText(QString::fromUtf8(text));
        key(Qt::Key_V, Qt::ControlModifier);
        EXPECT_EQ(announcements.size(), 1) << text;
        expectNoStep(before);
    }
    auto* own = new QMimeData;
    own->setData(workflow::fragmentMimeType, QByteArray("\xff\xfe\x00garbage", 10));
    QApplication::clipboard()->setMimeData(own);
    announcements.clear();
    key(Qt::Key_V, Qt::ControlModifier);
    EXPECT_EQ(announcements.size(), 1);
    expectNoStep(before);
}

TEST_F(CanvasClipboard, AnEmptyClipboardIsSaid)
{
    QApplication::clipboard()->clear();
    key(Qt::Key_V, Qt::ControlModifier);
    EXPECT_EQ(announcements, QStringList{QStringLiteral("There is nothing to paste.")});
}

TEST_F(CanvasClipboard, TextBecomesAPrompt)
{
    const auto before = flow().content();
    copyText(QStringLiteral("A fox in the snow"));
    key(Qt::Key_V, Qt::ControlModifier);
    ASSERT_EQ(flow().nodes().size(), 4U);
    EXPECT_EQ(flow().nodes().back().kind, Kind::Prompt);
    EXPECT_EQ(workflow::ownText(flow().nodes().back()), QStringLiteral("A fox in the snow"));
    expectOneStep(before, "Add Prompt");
}

TEST_F(CanvasClipboard, APictureBecomesAnImageNode)
{
    const auto before = flow().content();
    QImage image(40, 30, QImage::Format_RGB32);
    image.fill(Qt::green);
    QApplication::clipboard()->setImage(image);
    moveMouse({500, 500});
    key(Qt::Key_V, Qt::ControlModifier);
    ASSERT_TRUE(waitForNodes(4));
    const workflow::Node& added = flow().nodes().back();
    EXPECT_EQ(added.kind, Kind::Image);
    EXPECT_EQ(workflow::imageOf(added).size, QSize(40, 30));
    const auto bytes = workflow::readImage(workflow::imageOf(added), QString());
    ASSERT_TRUE(bytes.ok());
    EXPECT_EQ(QImage::fromData(*bytes).size(), QSize(40, 30));
    EXPECT_LE((QRectF(added.position, added.size).center() - QPointF(500, 500)).manhattanLength(),
              2);
    expectOneStep(before, "Add Image");
}

TEST_F(CanvasClipboard, DroppedPicturesBecomeNodesInOneStep)
{
    const auto before = flow().content();
    EXPECT_TRUE(dropFiles({file("a.png", png({4, 3})), file("b.png", png({9, 9}))}, {300, 500}));
    ASSERT_TRUE(waitForNodes(5));
    EXPECT_EQ(workflow::imageOf(flow().nodes().back()).name, QStringLiteral("b.png"));
    expectOneStep(before, "Add Image");
}

TEST_F(CanvasClipboard, APictureDroppedOnAnImageNodeReplacesItsPicture)
{
    const QString image = add(Kind::Image, {60, 400});
    const auto before = flow().content();
    EXPECT_TRUE(dropFiles({file("a.png", png({7, 5}))}, bodyOf(image)));
    ASSERT_TRUE(waitFor([&] { return !workflow::imageOf(node(image)).isEmpty(); }));
    EXPECT_EQ(workflow::imageOf(node(image)).size, QSize(7, 5));
    EXPECT_EQ(flow().nodes().size(), 4U);
    expectOneStep(before, "Replace picture");
}

TEST_F(CanvasClipboard, ABrokenPictureIsSaidByName)
{
    const auto before = flow().content();
    EXPECT_TRUE(dropFiles({file("broken.png", "no picture")}, {300, 500}));
    ASSERT_TRUE(waitFor([&] { return !announcements.isEmpty(); }));
    EXPECT_TRUE(announcements.front().contains(QStringLiteral("broken.png")));
    expectNoStep(before);
}

TEST_F(CanvasClipboard, AWorkflowFileIsHandedToTheWindow)
{
    QStringList opened;
    QObject::connect(&canvas->input(), &ui::CanvasInput::workflowFileDropped,
                     [&opened](const QString& path) { opened << path; });
    EXPECT_TRUE(dropFiles({QStringLiteral("/some/flow.plantain")}, {300, 500}));
    EXPECT_TRUE(dropFiles({QStringLiteral("/some/flow.json")}, {300, 500}));
    EXPECT_EQ(opened, QStringList({QStringLiteral("/some/flow.plantain"),
                                   QStringLiteral("/some/flow.json")}));
    EXPECT_EQ(undo().count(), 0);
}

TEST_F(CanvasClipboard, DroppedTextBecomesAPromptWhereItIsDropped)
{
    QMimeData data;
    data.setText(QStringLiteral("Dropped"));
    EXPECT_TRUE(drop(data, {500, 500}));
    const workflow::Node& added = flow().nodes().back();
    EXPECT_EQ(workflow::ownText(added), QStringLiteral("Dropped"));
    EXPECT_EQ(QRectF(added.position, added.size).center(), QPointF(500, 500));
}

TEST_F(CanvasClipboard, OtherFilesAreNotTaken)
{
    EXPECT_FALSE(dropFiles({QStringLiteral("/some/music.mp3")}, {300, 500}));
    EXPECT_EQ(undo().count(), 0);
}

} // namespace

} // namespace plantain::testing
