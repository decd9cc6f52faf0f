// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window/WindowTest.h"
#include "ui/WelcomePage.h"
#include "ui/widgets/MessageBanner.h"
#include "ui/window/RecoveryOffer.h"

#include <QDir>
#include <QDockWidget>
#include <QLineEdit>
#include <QMenuBar>
#include <QPushButton>
#include <QToolBar>
#include <QToolButton>

namespace plantain::testing {

using namespace ui;
using namespace Qt::StringLiterals;

namespace {

const QString account = u"openai-auth"_s;

class AroundTheCanvasTest : public WindowTest
{
protected:
    bool inspectorShows() { return find<QDockWidget>(*window, "inspectorDock")->isVisible(); }
    void find(const QString& text)
    {
        QTest::keyClick(window.get(), Qt::Key_F, Qt::ControlModifier);
        ASSERT_TRUE(waitFor([this] { return isShown(*window, "findBar"); }));
        UiTest::find<QLineEdit>(*window, "findEdit")->setText(text);
    }
    template <typename Widget>
    Widget* find(QWidget& root, const char* name)
    {
        return UiTest::find<Widget>(root, name);
    }
};

} // namespace

TEST_F(AroundTheCanvasTest, AnEmptyCanvasWelcomesAndTheFirstNodeEndsIt)
{
    open();
    EXPECT_TRUE(isShown(*window, "welcomePage"));
    EXPECT_FALSE(inspectorShows());
    press(*window, "newFlowButton");
    EXPECT_EQ(document().workflow().nodes().size(), 3U);
    EXPECT_EQ(document().workflow().edges().size(), 2U);
    EXPECT_FALSE(document().isModified());
    EXPECT_FALSE(isShown(*window, "welcomePage"));
    EXPECT_TRUE(inspectorShows());
}

TEST_F(AroundTheCanvasTest, ExamplesOpenWithoutAFile)
{
    for (const char* name : {"three-voices", "picture-to-prompt", "template"}) {
        open();
        press(*window, (std::string("example_") + name).c_str());
        EXPECT_GE(document().workflow().nodes().size(), 3U) << name;
        EXPECT_TRUE(document().path().isEmpty());
        EXPECT_FALSE(document().isModified());
        window.reset();
    }
}

TEST_F(AroundTheCanvasTest, TheWelcomeConnectsTheAccount)
{
    open();
    press(*window, "welcomeConnectButton");
    ASSERT_TRUE(waitFor([this] { return !world->openedUrls.isEmpty(); }));
    ASSERT_TRUE(world->approve(world->openedUrls.first()));
    EXPECT_TRUE(waitFor([this] { return !isShown(*window, "welcomeConnectButton"); }));
}

TEST_F(AroundTheCanvasTest, F4TogglesTheInspectorAndItIsRememberedOverAStart)
{
    open();
    show(flowWith({account}));
    ASSERT_TRUE(inspectorShows());
    QTest::keyClick(window.get(), Qt::Key_F4);
    EXPECT_FALSE(inspectorShows());
    window->close();
    open();
    show(flowWith({account}));
    EXPECT_FALSE(inspectorShows());
    QTest::keyClick(window.get(), Qt::Key_F4);
    EXPECT_TRUE(inspectorShows());
    show({});
    window->close();
    open();
    show(flowWith({account}));
    EXPECT_TRUE(inspectorShows()) << "an empty canvas hides it, but that is nobody's wish";
}

TEST_F(AroundTheCanvasTest, FindGoesFromNodeToNode)
{
    open();
    show(flowWith({account, account, account}));
    find(u"llm generate"_s);
    EXPECT_EQ(labelled("findCount"), u"1 of 3"_s);
    EXPECT_EQ(canvas().selection().nodeList(), QStringList{model(0)});
    auto* field = find<QLineEdit>(*window, "findEdit");
    QTest::keyClick(field, Qt::Key_Return);
    EXPECT_EQ(labelled("findCount"), u"2 of 3"_s);
    EXPECT_EQ(canvas().selection().nodeList(), QStringList{model(1)});
    QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
    QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
    EXPECT_EQ(labelled("findCount"), u"3 of 3"_s);
    field->setText(u"market stall"_s);
    EXPECT_EQ(labelled("findCount"), u"1 of 1"_s);
    EXPECT_EQ(canvas().selection().nodeList(), QStringList{u"prompt-1"_s});
    field->setText(u"no such word"_s);
    EXPECT_EQ(labelled("findCount"), u"Not found"_s);
    QTest::keyClick(field, Qt::Key_Escape);
    EXPECT_FALSE(isShown(*window, "findBar"));
}

TEST_F(AroundTheCanvasTest, EscapeInFindClosesTheBarAndStopsNoRun)
{
    open();
    ASSERT_TRUE(world->signIn());
    show(flowWith({account}));
    world->provider.knobs().timePerToken = std::chrono::milliseconds(50);
    press(*window, "mainRunButton");
    find(u"prompt"_s);
    QTest::keyClick(find<QLineEdit>(*window, "findEdit"), Qt::Key_Escape);
    EXPECT_FALSE(isShown(*window, "findBar"));
    EXPECT_TRUE(runner().isRunning());
    runner().stop();
    ASSERT_TRUE(waitForRun());
}

TEST_F(AroundTheCanvasTest, TheStatusBarTellsSizeRunAndSession)
{
    open();
    ASSERT_TRUE(world->signIn());
    show(flowWith({account}));
    EXPECT_EQ(labelled("sizeLabel"), u"3 nodes"_s);
    EXPECT_EQ(labelled("stateLabel"), u"Ready"_s);
    EXPECT_TRUE(labelled("totalsLabel").isEmpty());
    world->provider.knobs().timePerToken = std::chrono::milliseconds(20);
    press(*window, "mainRunButton");
    EXPECT_TRUE(waitFor([this] { return labelled("stateLabel").startsWith(u"Running 1 of "_s); }));
    EXPECT_TRUE(isShown(*window, "runProgress"));
    ASSERT_TRUE(waitForRun());
    EXPECT_TRUE(labelled("stateLabel").startsWith(u"Done"_s));
    EXPECT_FALSE(isShown(*window, "runProgress"));
    const QString first = labelled("totalsLabel");
    EXPECT_TRUE(first.contains(u"tokens this session"_s)) << first.toStdString();
    QTest::keyClick(&canvas(), Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    ASSERT_TRUE(waitForRun());
    EXPECT_NE(labelled("totalsLabel"), first);
    EXPECT_TRUE(labelled("savedLabel").startsWith(u"Not saved"_s));
}

TEST_F(AroundTheCanvasTest, F8GoesFromOneFailedNodeToTheNext)
{
    open();
    show(flowWith({account, u"openai"_s}));
    press(*window, "mainRunButton");
    ASSERT_TRUE(waitForRun());
    EXPECT_EQ(labelled("errorsButton"), u"2 errors (F8)"_s);
    canvas().selection().clear();
    QTest::keyClick(window.get(), Qt::Key_F8);
    const QStringList first = canvas().selection().nodeList();
    ASSERT_EQ(first.size(), 1);
    press(*window, "errorsButton");
    const QStringList second = canvas().selection().nodeList();
    ASSERT_EQ(second.size(), 1);
    EXPECT_NE(first, second);
    QTest::keyClick(window.get(), Qt::Key_F8);
    EXPECT_EQ(canvas().selection().nodeList(), first);
}

TEST_F(AroundTheCanvasTest, TheZoomIsToldAndOffered)
{
    open();
    show(flowWith({account}));
    canvas().showActualSize();
    EXPECT_EQ(labelled("zoomButton"), u"100 %"_s);
    canvas().zoomBy(2);
    EXPECT_EQ(labelled("zoomButton"), u"200 %"_s);
    EXPECT_GE(find<QToolButton>(*window, "zoomButton")->menu()->actions().size(), 4);
}

TEST_F(AroundTheCanvasTest, WhatIsRefusedIsToldInTheStatusBar)
{
    open();
    show(flowWith({account}));
    emit canvas().input().announced(u"An image cannot go into a text input."_s);
    EXPECT_EQ(labelled("stateLabel"), u"An image cannot go into a text input."_s);
}

TEST_F(AroundTheCanvasTest, UnsavedWorkOfADeadProgramIsOffered)
{
    open();
    show(flowWith({account}));
    QDir kept(world->folder.filePath(u"kept"_s));
    ASSERT_TRUE(kept.mkpath(u"."_s));
    {
        // As the dead program leaves its folder behind.
        Recovery recovery(document(), world->folder.filePath(u"dead"_s));
        change(u"Typed before the power went."_s);
        recovery.saveNow();
        const QDir dead(world->folder.filePath(u"dead"_s));
        const auto isWritten = [&dead] {
            return !dead.entryList({u"*.plantain"_s}, QDir::Files).isEmpty() &&
                   !dead.entryList({u"*.json"_s}, QDir::Files).isEmpty();
        };
        ASSERT_TRUE(waitFor(isWritten));
        const QStringList files = dead.entryList(QDir::Files);
        for (const QString& file : files) {
            if (!file.endsWith(u".lock"_s)) {
                QFile::copy(dead.filePath(file), kept.filePath(file));
            }
        }
    }
    window.reset();
    QDir().rename(kept.path(), world->recoveryFolder());
    open();
    ASSERT_TRUE(waitFor([this] { return isShown(*window, "recoveryBanner"); }));
    EXPECT_FALSE(isShown(*window, "welcomePage"));
    press(*window, "restoreButton");
    ASSERT_TRUE(waitFor([this] { return document().workflow().nodes().size() == 3; }));
    EXPECT_EQ(workflow::ownText(document().workflow().nodes().front()),
              u"Typed before the power went."_s);
    EXPECT_TRUE(document().isModified());
    EXPECT_TRUE(waitFor([this] { return !isShown(*window, "recoveryBanner"); }));
}

TEST_F(AroundTheCanvasTest, EveryToolHasANameAToolTipAndAMenuEntry)
{
    open();
    QSet<const QAction*> inMenus;
    const auto menus = window->menuBar()->findChildren<QMenu*>();
    for (const QMenu* menu : menus) {
        for (const QAction* action : menu->actions()) {
            inMenus << action;
        }
    }
    const auto tools = find<QToolBar>(*window, "mainToolBar")->findChildren<QToolButton*>();
    for (const QToolButton* tool : tools) {
        if (!tool->defaultAction()) {
            continue; // Qt's own
        }
        EXPECT_TRUE(inMenus.contains(tool->defaultAction())) << tool->objectName().toStdString();
        EXPECT_FALSE(tool->defaultAction()->text().isEmpty());
        EXPECT_FALSE(tool->toolTip().isEmpty());
    }
}

TEST_F(AroundTheCanvasTest, NoTwoCommandsOfTheWindowShareAShortcut)
{
    open();
    QHash<QString, QString> taken;
    QSet<const QAction*> seen;
    const auto menus = window->menuBar()->findChildren<QMenu*>();
    for (const QMenu* menu : menus) {
        for (const QAction* action : menu->actions()) {
            if (action->isSeparator() || seen.contains(action)) {
                continue;
            }
            seen << action;
            for (const QKeySequence& key : action->shortcuts()) {
                const QString name = key.toString();
                EXPECT_FALSE(taken.contains(name))
                    << name.toStdString() << ": " << taken.value(name).toStdString() << " and "
                    << action->text().toStdString();
                taken.insert(name, action->text());
            }
        }
    }
    EXPECT_GT(taken.size(), 20);
}

} // namespace plantain::testing
