// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/workflow/WorkflowFile.h"
#include "tests/support/Files.h"
#include "tests/ui/window/WindowTest.h"
#include "ui/widgets/MessageBanner.h"

#include <QAction>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QMenu>
#include <QMimeData>

namespace plantain::testing {

using namespace ui;
using namespace Qt::StringLiterals;

namespace {

const QString account = u"openai-auth"_s;

class DocumentActionsTest : public WindowTest
{
protected:
    void openFlow()
    {
        open();
        show(flowWith({account}));
    }
    /// The window's file dialog, once it shows.
    void choose(const QString& path)
    {
        QFileDialog* dialog = nullptr;
        ASSERT_TRUE(waitFor([&] {
            dialog = window->findChild<QFileDialog*>();
            return dialog && dialog->isVisible();
        }));
        dialog->selectFile(path);
        QMetaObject::invokeMethod(dialog, "accept");
    }
    QMenu& recentMenu()
    {
        auto* menu = window->findChild<QMenu*>(u"recentMenu"_s);
        emit menu->aboutToShow();
        return *menu;
    }
    size_t nodeCount() const { return document().workflow().nodes().size(); }
    bool idle()
    {
        return waitFor([this] { return !document().isBusy(); });
    }
};

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

TEST_F(DocumentActionsTest, SaveAsksForANameOnceAndReopeningGivesTheSame)
{
    openFlow();
    change();
    EXPECT_TRUE(window->isWindowModified());
    const QString path = world->folder.filePath(u"stall.plantain"_s);
    press(*window, "saveButton");
    choose(path);
    ASSERT_TRUE(waitFor([this] { return !document().isModified(); }));
    EXPECT_EQ(document().path(), path);
    EXPECT_TRUE(window->windowTitle().startsWith(u"stall.plantain"_s));
    EXPECT_FALSE(window->isWindowModified());
    EXPECT_TRUE(labelled("savedLabel").startsWith(u"Saved"_s))
        << labelled("savedLabel").toStdString();
    const auto saved = document().workflow().content();

    change(u"Changed again."_s);
    press(*window, "saveButton");
    ASSERT_TRUE(idle());
    EXPECT_FALSE(document().isModified()) << "no second question for the name";

    menuAction(u"New"_s)->trigger();
    EXPECT_EQ(nodeCount(), 0U);
    EXPECT_TRUE(document().path().isEmpty());
    menuAction(u"Open…"_s)->trigger();
    choose(path);
    ASSERT_TRUE(waitFor([this] { return nodeCount() == 3; }));
    EXPECT_EQ(document().path(), path);
    EXPECT_EQ(document().workflow().edges().size(), saved.edges.size());
    EXPECT_EQ(workflow::ownText(document().workflow().nodes().front()), u"Changed again."_s);
}

TEST_F(DocumentActionsTest, NothingUnsavedGoesWithoutAQuestion)
{
    openFlow();
    change();
    menuAction(u"New"_s)->trigger();
    answer("unsavedBox", QMessageBox::Cancel);
    EXPECT_EQ(nodeCount(), 3U);
    menuAction(u"New"_s)->trigger();
    answer("unsavedBox", QMessageBox::Discard);
    EXPECT_EQ(nodeCount(), 0U);
}

TEST_F(DocumentActionsTest, SaveInTheQuestionSavesAndGoesOn)
{
    openFlow();
    const QString path = save(u"stall.plantain"_s);
    change(u"Worth keeping."_s);
    menuAction(u"New"_s)->trigger();
    answer("unsavedBox", QMessageBox::Save);
    ASSERT_TRUE(waitFor([this] { return nodeCount() == 0; }));
    EXPECT_TRUE(bytesOf(path).contains("Worth keeping."));
}

TEST_F(DocumentActionsTest, ClosingAsksAndCancelKeepsTheWindow)
{
    openFlow();
    change();
    window->close();
    answer("unsavedBox", QMessageBox::Cancel);
    EXPECT_TRUE(window->isVisible());
    window->close();
    answer("unsavedBox", QMessageBox::Discard);
    EXPECT_TRUE(waitFor([this] { return !window->isVisible(); }));
}

TEST_F(DocumentActionsTest, ClosingWithSaveEndsAfterTheFileIsWritten)
{
    openFlow();
    const QString path = save(u"stall.plantain"_s);
    change(u"Written before the end."_s);
    window->close();
    answer("unsavedBox", QMessageBox::Save);
    ASSERT_TRUE(waitFor([this] { return !window->isVisible(); }));
    EXPECT_TRUE(bytesOf(path).contains("Written before the end."));
}

TEST_F(DocumentActionsTest, ClosingWaitsForASaveUnderWay)
{
    openFlow();
    const QString path = world->folder.filePath(u"late.plantain"_s);
    document().save(path);
    ASSERT_TRUE(document().isBusy());
    window->close();
    EXPECT_TRUE(window->isVisible());
    ASSERT_TRUE(waitFor([this] { return !window->isVisible(); }));
    EXPECT_TRUE(QFile::exists(path));
}

TEST_F(DocumentActionsTest, ClosingDuringARunAsks)
{
    openFlow();
    ASSERT_TRUE(world->signIn());
    world->provider.knobs().timePerToken = std::chrono::milliseconds(50);
    press(*window, "mainRunButton");
    ASSERT_TRUE(runner().isRunning());
    window->close();
    answer("runningBox", QMessageBox::Cancel);
    EXPECT_TRUE(window->isVisible());
    EXPECT_TRUE(runner().isRunning());
    window->close();
    press(*question("runningBox"), "stopRunButton");
    ASSERT_TRUE(waitForRun());
    if (document().isModified()) {
        answer("unsavedBox", QMessageBox::Discard);
    }
    EXPECT_TRUE(waitFor([this] { return !window->isVisible(); }));
}

TEST_F(DocumentActionsTest, ASaveThatFailsKeepsTheOldFileAndOffersWaysOut)
{
    openFlow();
    change();
    const QString path = world->folder.filePath(u"gone/stall.plantain"_s);
    document().save(path);
    ASSERT_TRUE(waitFor([this] { return isShown(*window, "saveFailedBanner"); }));
    EXPECT_TRUE(document().isModified());
    QDir(world->folder.path()).mkpath(u"gone"_s);
    press(*window, "retrySaveButton");
    ASSERT_TRUE(waitFor([this] { return !document().isModified(); }));
    EXPECT_FALSE(isShown(*window, "saveFailedBanner"));
    EXPECT_TRUE(QFile::exists(path));
}

TEST_F(DocumentActionsTest, ABrokenFileChangesNothingAndIsExplained)
{
    openFlow();
    const QString path = world->folder.filePath(u"broken.plantain"_s);
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(R"({"version":1,"nodes":[{"id":"a","type":"prompt","position":{"x":"left","y":0},)"
               R"("data":{}}],"edges":[]})");
    file.close();
    window->openFile(path);
    ASSERT_TRUE(waitFor([this] { return isShown(*window, "openFailedBanner"); }));
    const auto* banner = find<MessageBanner>(*window, "openFailedBanner");
    EXPECT_TRUE((banner->title() + banner->hint()).contains(u"nodes[0].position.x"_s))
        << banner->title().toStdString();
    EXPECT_EQ(nodeCount(), 3U);
    EXPECT_TRUE(world->settings.values().recentFiles.isEmpty());
}

TEST_F(DocumentActionsTest, RecentFilesAreListedLatestFirstAndMissingOnesAreGrey)
{
    openFlow();
    const QString first = save(u"first.plantain"_s);
    const QString second = save(u"second.plantain"_s);
    EXPECT_EQ(world->settings.values().recentFiles, (QStringList{second, first}));
    ASSERT_TRUE(QFile::remove(first));
    const auto entries = recentMenu().actions();
    ASSERT_GE(entries.size(), 2);
    EXPECT_TRUE(entries[0]->text().startsWith(u"second.plantain"_s));
    EXPECT_TRUE(entries[0]->isEnabled());
    EXPECT_FALSE(entries[1]->isEnabled());
    menuAction(u"New"_s)->trigger();
    recentMenu().actions().first()->trigger();
    EXPECT_TRUE(waitFor([&] { return document().path() == second; }));
}

TEST_F(DocumentActionsTest, ADroppedWorkflowFileIsOpened)
{
    openFlow();
    const QString path = save(u"stall.plantain"_s);
    menuAction(u"New"_s)->trigger();
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    canvas().input().insert(data, QPointF(100, 100));
    EXPECT_TRUE(waitFor([&] { return document().path() == path; }));
}

TEST_F(DocumentActionsTest, RetiredModelsAndForeignNodesOfAFileAreTold)
{
    open();
    workflow::WorkflowContent content = flowWith({account});
    workflow::Node foreign;
    foreign.id = u"nano-1"_s;
    foreign.type = u"nanoBanana"_s;
    foreign.size = {264, 96};
    content.nodes.push_back(foreign);
    content.nodes[2].data.insert(u"provider"_s, u"openai"_s);
    content.nodes[2].data.insert(u"model"_s, u"gpt-4o"_s);
    show(content);
    ASSERT_TRUE(isShown(*window, "notesBanner"));
    const auto* banner = find<MessageBanner>(*window, "notesBanner");
    EXPECT_TRUE(banner->title().contains(u"1 node uses a model that was retired"_s));
    EXPECT_TRUE(banner->hint().contains(u"1 node is of a type"_s)) << banner->hint().toStdString();
    show(flowWith({account}));
    EXPECT_FALSE(isShown(*window, "notesBanner"));
}

} // namespace plantain::testing
