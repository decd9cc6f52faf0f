// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window/WindowTest.h"

#include <QMenu>
#include <QPushButton>

namespace plantain::testing {

using namespace ui;
using namespace Qt::StringLiterals;

namespace {

const QString account = u"openai-auth"_s;

class RunActionsTest : public WindowTest
{
protected:
    void openConnected(const QStringList& providers)
    {
        open();
        ASSERT_TRUE(world->signIn());
        show(flowWith(providers));
        ASSERT_TRUE(waitFor([this] { return runButton()->isEnabled(); }));
    }
    QPushButton* runButton() { return find<QPushButton>(*window, "mainRunButton"); }
    QString toolTip() { return runButton()->toolTip(); }
    void pressKeys(Qt::Key key, Qt::KeyboardModifiers modifiers)
    {
        canvas().setFocus();
        QTest::keyClick(&canvas(), key, modifiers);
    }
};

} // namespace

TEST_F(RunActionsTest, AnEmptyWorkflowCannotRunAndSaysWhy)
{
    open();
    EXPECT_FALSE(runButton()->isEnabled());
    EXPECT_FALSE(toolTip().isEmpty());
    EXPECT_FALSE(menuAction(u"Run all"_s)->isEnabled());
    EXPECT_FALSE(menuAction(u"Stop"_s)->isEnabled());
}

TEST_F(RunActionsTest, CtrlEnterRunsEverythingAndTheTextArrives)
{
    openConnected({account, account});
    pressKeys(Qt::Key_Return, Qt::ControlModifier);
    ASSERT_TRUE(runner().isRunning());
    ASSERT_TRUE(waitForRun());
    EXPECT_FALSE(resultOf(model(0)).isEmpty());
    EXPECT_FALSE(resultOf(model(1)).isEmpty());
    EXPECT_TRUE(document().isModified()) << "results belong to the file";
}

TEST_F(RunActionsTest, AltEnterRunsTheSelectedNodeOnly)
{
    openConnected({account, account});
    canvas().selection().setOnly(model(1));
    ASSERT_TRUE(waitFor([this] { return menuAction(u"Run this node"_s)->isEnabled(); }));
    pressKeys(Qt::Key_Return, Qt::AltModifier);
    ASSERT_TRUE(waitForRun());
    EXPECT_TRUE(resultOf(model(0)).isEmpty());
    EXPECT_FALSE(resultOf(model(1)).isEmpty());
}

TEST_F(RunActionsTest, WithoutASelectionTheNodeCommandsSayWhatIsMissing)
{
    openConnected({account});
    canvas().selection().clear();
    canvas().selection().setFocusNode({});
    const QAction* node = menuAction(u"Run this node"_s);
    ASSERT_TRUE(waitFor([node] { return !node->isEnabled(); }));
    EXPECT_TRUE(node->toolTip().endsWith(u"Select one node first."_s));
}

TEST_F(RunActionsTest, WhatIsUpToDateRunsAgainOnlyWhenItIsForced)
{
    openConnected({account});
    press(*window, "mainRunButton");
    ASSERT_TRUE(waitForRun());
    const int tokens = int(runner().totals().outputTokens);
    EXPECT_GT(tokens, 0);
    ASSERT_TRUE(waitFor([this] { return runButton()->isEnabled(); }));
    press(*window, "mainRunButton");
    ASSERT_TRUE(waitForRun());
    EXPECT_EQ(runner().run(model(0)).state, run::NodeState::Cached);
    pressKeys(Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    ASSERT_TRUE(waitForRun());
    EXPECT_EQ(runner().run(model(0)).state, run::NodeState::Completed);
}

TEST_F(RunActionsTest, StopShowsWhileItRunsAndKeepsTheText)
{
    openConnected({account});
    EXPECT_FALSE(isShown(*window, "mainStopButton"));
    world->provider.knobs().timePerToken = std::chrono::milliseconds(20);
    press(*window, "mainRunButton");
    ASSERT_TRUE(waitFor([this] { return !runner().run(model(0)).text.isEmpty(); }));
    EXPECT_TRUE(isShown(*window, "mainStopButton"));
    EXPECT_FALSE(runButton()->isEnabled());
    press(*window, "mainStopButton");
    ASSERT_TRUE(waitForRun());
    EXPECT_EQ(runner().run(model(0)).state, run::NodeState::Stopped);
    EXPECT_FALSE(runner().run(model(0)).text.isEmpty());
    EXPECT_FALSE(isShown(*window, "mainStopButton"));
}

TEST_F(RunActionsTest, EscapeStopsFromTheCanvas)
{
    openConnected({account});
    world->provider.knobs().timePerToken = std::chrono::milliseconds(20);
    press(*window, "mainRunButton");
    ASSERT_TRUE(waitFor([this] { return !runner().run(model(0)).text.isEmpty(); }));
    pressKeys(Qt::Key_Escape, Qt::NoModifier);
    ASSERT_TRUE(waitForRun());
    EXPECT_EQ(runner().run(model(0)).state, run::NodeState::Stopped);
}

TEST_F(RunActionsTest, EscapeEndsAGestureBeforeTheRun)
{
    openConnected({account});
    world->provider.knobs().timePerToken = std::chrono::milliseconds(20);
    press(*window, "mainRunButton");
    ASSERT_TRUE(waitFor([this] { return !runner().run(model(0)).text.isEmpty(); }));
    const QPoint empty = canvas().rect().bottomRight() - QPoint(40, 40);
    QTest::mousePress(&canvas(), Qt::LeftButton, {}, empty);
    QTest::mouseMove(&canvas(), empty - QPoint(60, 60));
    ASSERT_TRUE(canvas().input().isGestureUnderWay());
    pressKeys(Qt::Key_Escape, Qt::NoModifier);
    EXPECT_FALSE(canvas().input().isGestureUnderWay());
    EXPECT_TRUE(runner().isRunning());
    QTest::mouseRelease(&canvas(), Qt::LeftButton, {}, empty - QPoint(60, 60));
    runner().stop();
    ASSERT_TRUE(waitForRun());
}

TEST_F(RunActionsTest, TheToolTipTellsTheForecast)
{
    openConnected({account, account});
    EXPECT_TRUE(waitFor([this] { return toolTip().contains(u"Run: 2 calls"_s); }))
        << toolTip().toStdString();
    EXPECT_FALSE(toolTip().contains(u"will fail"_s));
}

TEST_F(RunActionsTest, TheToolTipTellsWhoIsNotReadyAndTheRestStillRuns)
{
    WorldOptions options;
    options.environment.insert(u"OPENAI_API_KEY"_s, sandbox::SandboxProvider::practiceKey());
    open(options);
    show(flowWith({u"openai"_s, account}));
    EXPECT_TRUE(waitFor([this] { return toolTip().contains(u"1 node will fail"_s); }))
        << toolTip().toStdString();
    press(*window, "mainRunButton");
    ASSERT_TRUE(waitForRun());
    EXPECT_FALSE(resultOf(model(0)).isEmpty());
    EXPECT_EQ(runner().run(model(1)).state, run::NodeState::Failed);
    ASSERT_TRUE(runner().run(model(1)).error);
    EXPECT_FALSE(runner().run(model(1)).error->message.isEmpty());
}

TEST_F(RunActionsTest, TheMenuBesideRunOffersTheOtherWays)
{
    openConnected({account});
    canvas().selection().setOnly(model(0));
    press(*window, "runMenuButton");
    auto* menu = find<QPushButton>(*window, "runMenuButton")->findChild<QMenu*>();
    ASSERT_NE(menu, nullptr);
    EXPECT_TRUE(menu->isVisible());
    QStringList texts;
    const auto actions = menu->actions();
    for (const QAction* action : actions) {
        texts << action->text().remove(u'&');
    }
    for (const char* wanted :
         {"Run all", "Run this node", "Run from here", "Run to here", "Run everything anew"}) {
        EXPECT_TRUE(texts.contains(QLatin1String(wanted))) << wanted;
    }
    menu->close();
}

} // namespace plantain::testing
