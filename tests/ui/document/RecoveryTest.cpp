// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/Recovery.h"

#include "src/workflow/Edits.h"
#include "tests/support/ChildProcess.h"
#include "tests/support/Files.h"
#include "tests/support/Folders.h"
#include "tests/support/JobTesting.h"
#include "tests/support/Printers.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QThreadPool>

#include <unistd.h>

using namespace plantain;
using namespace plantain::workflow;
using namespace std::chrono_literals;
using plantain::testing::waitFor;

namespace {

constexpr ui::Recovery::Delays quick{5ms, 50ms};
constexpr ui::Recovery::Delays never{std::chrono::hours(10), std::chrono::hours(10)};

class RecoveryTest : public ::testing::Test
{
protected:
    void edit()
    {
        document.perform(edits::addNode(document.workflow(), NodeKind::Note, {}), "Add note");
    }
    QStringList copies() const { return QDir(folder).entryList({"*.plantain"}, QDir::Files); }
    QString copy() const { return folder + '/' + copies().value(0); }
    bool waitForCopy()
    {
        return waitFor([this] { return copies().size() == 1; });
    }
    /// What the only copy holds; -1 when there is none.
    int nodesInCopy() const
    {
        const auto content = readWorkflow(copy());
        return content ? static_cast<int>(content->nodes.size()) : -1;
    }
    /// Makes work of a program that was killed.
    void leaveWork(const QString& path = {})
    {
        plantain::testing::ChildProcess child(
            plantain::testing::inBuild(QStringLiteral("bin/plantain_recovery_helper")),
            {folder, path}, QProcessEnvironment::systemEnvironment());
        child.start();
        QByteArray line;
        do {
            line = child.waitForLine([](const QByteArray&) { return true; });
        } while (!line.isNull() && copies().isEmpty());
        child.kill();
        EXPECT_TRUE(child.waitForEnd()) << child.transcript();
    }

    QTemporaryDir parent;
    const QString folder = parent.filePath("recovery");
    ui::WorkflowDocument document;
};

} // namespace

TEST_F(RecoveryTest, ACopyFollowsAnEdit)
{
    const ui::Recovery recovery(document, folder, quick);
    EXPECT_FALSE(QDir(folder).exists());
    edit();
    ASSERT_TRUE(waitForCopy());
    EXPECT_EQ(nodesInCopy(), 1);
    EXPECT_EQ(plantain::testing::fileMode(folder), 0700);
    EXPECT_EQ(plantain::testing::fileMode(copy()), 0600);
}

TEST_F(RecoveryTest, TheDelaysAreThreeAndThirtySeconds)
{
    EXPECT_EQ(ui::Recovery::Delays().afterEdit, 3s);
    EXPECT_EQ(ui::Recovery::Delays().longest, 30s);
}

TEST_F(RecoveryTest, EditsWithoutAPauseAreCopiedToo)
{
    const ui::Recovery recovery(document, folder, {std::chrono::hours(10), 50ms});
    edit();
    ASSERT_TRUE(waitForCopy());
}

TEST_F(RecoveryTest, AnEditPutsTheCopyOff)
{
    // Each edit comes before the pause is over: nothing may be written until they end.
    const ui::Recovery recovery(document, folder, {200ms, std::chrono::hours(10)});
    QElapsedTimer sinceEdit;
    for (int i = 0; i < 10; ++i) {
        edit();
        sinceEdit.start();
        QCoreApplication::sendPostedEvents();
        if (sinceEdit.elapsed() < 150) {
            EXPECT_TRUE(copies().isEmpty());
        }
    }
    ASSERT_TRUE(waitForCopy());
    EXPECT_GE(sinceEdit.elapsed(), 190);
    EXPECT_EQ(nodesInCopy(), 10);
}

TEST_F(RecoveryTest, SaveNowDoesNotWait)
{
    ui::Recovery recovery(document, folder, never);
    edit();
    recovery.saveNow();
    edit();
    recovery.saveNow();
    ASSERT_TRUE(waitFor([this] { return nodesInCopy() == 2; }));
}

TEST_F(RecoveryTest, WhatDoesNotDifferIsNotWrittenAgain)
{
    ui::Recovery recovery(document, folder, never);
    recovery.saveNow();
    edit();
    recovery.saveNow();
    ASSERT_TRUE(waitForCopy());
    EXPECT_TRUE(QThreadPool::globalInstance()->waitForDone(plantain::testing::patienceMs));
    QCoreApplication::sendPostedEvents();
    ASSERT_TRUE(QFile::remove(copy()));
    recovery.saveNow();
    EXPECT_TRUE(QThreadPool::globalInstance()->waitForDone(plantain::testing::patienceMs));
    QCoreApplication::sendPostedEvents();
    EXPECT_TRUE(copies().isEmpty());
}

TEST_F(RecoveryTest, TheCopyGoesWhenTheDocumentIsSaved)
{
    ui::Recovery recovery(document, folder, quick);
    edit();
    ASSERT_TRUE(waitForCopy());
    document.save(parent.filePath("a.plantain"));
    ASSERT_TRUE(waitFor([this] { return copies().isEmpty(); }));
    edit();
    EXPECT_TRUE(waitForCopy());
}

TEST_F(RecoveryTest, TheCopyGoesWhenEverythingIsUndone)
{
    ui::Recovery recovery(document, folder, quick);
    edit();
    ASSERT_TRUE(waitForCopy());
    document.undoStack().undo();
    EXPECT_TRUE(waitFor([this] { return copies().isEmpty(); }));
}

TEST_F(RecoveryTest, TheCopyGoesWithTheProgram)
{
    {
        ui::Recovery recovery(document, folder, never);
        edit();
        recovery.saveNow();
        // Whether the write has begun or not: nothing is left.
        QCoreApplication::sendPostedEvents();
    }
    EXPECT_TRUE(QThreadPool::globalInstance()->waitForDone(plantain::testing::patienceMs));
    EXPECT_TRUE(QDir(folder).entryList(QDir::Files).isEmpty());
}

TEST_F(RecoveryTest, TheUsersFileIsNeverWritten)
{
    const QString path = parent.filePath("a.plantain");
    edit();
    document.save(path);
    ASSERT_TRUE(waitFor([this] { return !document.isBusy(); }));
    const QByteArray before = plantain::testing::fileContent(path);
    const ui::Recovery recovery(document, folder, quick);
    edit();
    ASSERT_TRUE(waitForCopy());
    EXPECT_EQ(plantain::testing::fileContent(path), before);
}

TEST_F(RecoveryTest, TheWorkOfAKilledProgramIsFoundAndRestored)
{
    const QString path = parent.filePath("ads.plantain");
    leaveWork(path);
    ui::Recovery recovery(document, folder, never);
    const QList<ui::RecoveredWork> found = recovery.found();
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(found.first().path, path);
    EXPECT_EQ(found.first().name, "ads.plantain");
    EXPECT_LT(found.first().savedAt.secsTo(QDateTime::currentDateTime()), 300);
    const int nodes = nodesInCopy();
    EXPECT_GE(nodes, 1);
    const QSignalSpy restored(&recovery, &ui::Recovery::restored);
    recovery.restore(found.first());
    ASSERT_TRUE(waitFor([&restored] { return restored.count() == 1; }));
    EXPECT_EQ(static_cast<int>(document.workflow().nodes().size()), nodes);
    EXPECT_EQ(document.path(), path);
    EXPECT_TRUE(document.isModified());
    // Its copy is ours now: it is there still, and not offered.
    EXPECT_EQ(nodesInCopy(), nodes);
    EXPECT_TRUE(recovery.found().isEmpty());
    edit();
    recovery.saveNow();
    EXPECT_TRUE(waitFor([this, nodes] { return nodesInCopy() == nodes + 1; }));
    EXPECT_EQ(copies().size(), 1);
}

TEST_F(RecoveryTest, RestoringOverUnsavedWorkKeepsTheRightCopy)
{
    leaveWork();
    ui::Recovery recovery(document, folder, never);
    const QList<ui::RecoveredWork> found = recovery.found();
    ASSERT_EQ(found.size(), 1);
    edit();
    recovery.saveNow();
    ASSERT_TRUE(waitFor([this] { return copies().size() == 2; }));
    const QSignalSpy restored(&recovery, &ui::Recovery::restored);
    recovery.restore(found.first());
    ASSERT_TRUE(waitFor([&restored] { return restored.count() == 1; }));
    EXPECT_EQ(copies(), QStringList{QFileInfo(found.first().file).fileName()});
}

TEST_F(RecoveryTest, TheWorkOfALivingProgramIsNotOffered)
{
    plantain::testing::ChildProcess child(
        plantain::testing::inBuild(QStringLiteral("bin/plantain_recovery_helper")),
        {folder, QString()}, QProcessEnvironment::systemEnvironment());
    child.start();
    ASSERT_TRUE(waitForCopy());
    const ui::Recovery recovery(document, folder, never);
    EXPECT_TRUE(recovery.found().isEmpty());
    child.kill();
    ASSERT_TRUE(child.waitForEnd());
    EXPECT_EQ(recovery.found().size(), 1);
}

TEST_F(RecoveryTest, WorkWhoseLockNobodySignedIsFoundOnceTheLockIsASecondOld)
{
    leaveWork();
    // As whoever is killed while making it leaves it.
    QFile lock(folder + '/' + QFileInfo(copy()).completeBaseName() + ".lock");
    ASSERT_TRUE(lock.exists());
    ASSERT_TRUE(lock.open(QIODevice::WriteOnly | QIODevice::Truncate));
    const ui::Recovery recovery(document, folder, never);
    EXPECT_TRUE(recovery.found().isEmpty()) << "somebody may be making it";
    ASSERT_TRUE(lock.setFileTime(QDateTime::currentDateTime().addSecs(-2),
                                 QFileDevice::FileModificationTime));
    lock.close();
    EXPECT_EQ(recovery.found().size(), 1);
}

TEST_F(RecoveryTest, DiscardedWorkIsGone)
{
    leaveWork();
    ui::Recovery recovery(document, folder, never);
    const QList<ui::RecoveredWork> found = recovery.found();
    ASSERT_EQ(found.size(), 1);
    recovery.discard(found.first());
    EXPECT_TRUE(recovery.found().isEmpty());
    EXPECT_TRUE(copies().isEmpty());
}

TEST_F(RecoveryTest, TheNewestWorkComesFirst)
{
    QDir().mkpath(folder);
    for (const char* name : {"a", "b", "c"}) {
        QFile file(folder + '/' + name + ".plantain");
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(R"({"version":1,"nodes":[],"edges":[]})");
        file.flush();
        const int age = *name == 'b' ? 10 : *name == 'a' ? 20 : 30;
        ASSERT_TRUE(file.setFileTime(QDateTime::currentDateTime().addSecs(-age),
                                     QFileDevice::FileModificationTime));
    }
    const ui::Recovery recovery(document, folder, never);
    QStringList names;
    for (const ui::RecoveredWork& work : recovery.found()) {
        names << QFileInfo(work.file).baseName();
        EXPECT_EQ(work.name, "Untitled"); // the note is missing: work all the same
    }
    EXPECT_EQ(names, (QStringList{"b", "a", "c"}));
}

TEST_F(RecoveryTest, WhatCannotBeReadIsLeftWhereItIs)
{
    QDir().mkpath(folder);
    plantain::testing::putFile(folder + "/empty.plantain", "");
    plantain::testing::putFile(folder + "/broken.plantain", "{");
    ui::Recovery recovery(document, folder, never);
    const QList<ui::RecoveredWork> found = recovery.found();
    ASSERT_EQ(found.size(), 1);
    std::optional<base::Error> outcome;
    bool ended = false;
    QObject::connect(&recovery, &ui::Recovery::restored, &recovery,
                     [&](const std::optional<base::Error>& error) {
                         ended = true;
                         outcome = error;
                     });
    recovery.restore(found.first());
    ASSERT_TRUE(waitFor([&ended] { return ended; }));
    ASSERT_TRUE(outcome.has_value());
    EXPECT_EQ(copies().size(), 2);
    EXPECT_TRUE(document.workflow().nodes().empty());
}

TEST_F(RecoveryTest, AFolderThatCannotBeWrittenIsToldOnceUntilItWorksAgain)
{
    const QString obstacle = parent.filePath("file");
    plantain::testing::putFile(obstacle, "x");
    ui::Recovery recovery(document, obstacle + "/recovery", never);
    const QSignalSpy failed(&recovery, &ui::Recovery::failed);
    for (int i = 0; i < 3; ++i) {
        edit();
        recovery.saveNow();
    }
    EXPECT_EQ(failed.count(), 1);
    ASSERT_TRUE(QFile::remove(obstacle));
    recovery.saveNow();
    ASSERT_TRUE(waitFor(
        [&obstacle] { return !QDir(obstacle + "/recovery").entryList({"*.plantain"}).isEmpty(); }));
}

TEST_F(RecoveryTest, AWriteThatFailsKeepsTheOldCopy)
{
    ui::Recovery recovery(document, folder, never);
    edit();
    recovery.saveNow();
    ASSERT_TRUE(waitForCopy());
    // The next write finds a second name of the note: it is refused before the copy is touched.
    const QString note = folder + '/' + QFileInfo(copy()).completeBaseName() + ".json";
    ASSERT_EQ(::link(QFile::encodeName(note).constData(),
                     QFile::encodeName(parent.filePath("second-name")).constData()),
              0);
    const QSignalSpy failed(&recovery, &ui::Recovery::failed);
    edit();
    recovery.saveNow();
    ASSERT_TRUE(waitFor([&failed] { return failed.count() == 1; }));
    EXPECT_EQ(nodesInCopy(), 1);
}
