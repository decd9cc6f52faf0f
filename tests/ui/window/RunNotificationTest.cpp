// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/RunNotification.h"

#include "tests/support/JobTesting.h"
#include "tests/ui/EditorWorld.h"
#include "tests/ui/window/FakeNotifications.h"

#include <QWidget>

namespace plantain::testing {

using namespace ui;
using run::RunOutcome;
using run::RunStatus;
using namespace std::chrono_literals;

namespace {

RunOutcome outcomeOf(RunStatus status, std::chrono::milliseconds elapsed, int failed = 0)
{
    RunOutcome outcome;
    outcome.status = status;
    outcome.elapsed = elapsed;
    outcome.totals.nodes = 5;
    outcome.totals.failed = failed;
    return outcome;
}

class RunNotificationTest : public UiTest
{
protected:
    void lookElsewhere() { ASSERT_TRUE(UiTest::show(elsewhere)); }
    void end(const RunOutcome& outcome) { emit world.runner.finished(outcome); }
    bool isTold(qsizetype times = 1)
    {
        return waitFor([&] { return desktop.shown().size() == times; });
    }

    PrivateBus bus;
    FakeNotifications desktop{bus.address()};
    EditorWorld world;
    QWidget window;
    QWidget elsewhere;
    RunNotification notification{world.editor(), window, bus.address()};
};

} // namespace

TEST_F(RunNotificationTest, ALongRunThatNobodyWatchesIsTold)
{
    lookElsewhere();
    end(outcomeOf(RunStatus::Completed, 125s));
    ASSERT_TRUE(isTold());
    const ShownMessage message = desktop.shown().first();
    EXPECT_EQ(message.title, QStringLiteral("“Untitled” is done"));
    EXPECT_EQ(message.body, QStringLiteral("5 nodes · 2 min 5 s"));
    EXPECT_EQ(message.hints.value(QStringLiteral("desktop-entry")).toString(),
              QStringLiteral("org.plantain.Plantain"));
    EXPECT_EQ(message.actions.value(0), QStringLiteral("default"));
}

TEST_F(RunNotificationTest, AFailureIsToldHoweverShort)
{
    lookElsewhere();
    end(outcomeOf(RunStatus::Failed, 300ms, 2));
    ASSERT_TRUE(isTold());
    EXPECT_EQ(desktop.shown().first().title, QStringLiteral("“Untitled” ended with errors"));
    EXPECT_TRUE(desktop.shown().first().body.startsWith(QStringLiteral("2 of 5 nodes failed")));
}

TEST_F(RunNotificationTest, NothingIsToldOfAShortRunAStoppedOneOrToWhoeverLooks)
{
    lookElsewhere();
    end(outcomeOf(RunStatus::Completed, 10s));
    end(outcomeOf(RunStatus::Cancelled, 60s));
    ASSERT_TRUE(UiTest::show(window));
    end(outcomeOf(RunStatus::Failed, 60s, 1));
    // Its own dialogs are looked at, too.
    QWidget dialog(&window, Qt::Dialog);
    ASSERT_TRUE(UiTest::show(dialog));
    end(outcomeOf(RunStatus::Failed, 60s, 1));
    dialog.hide();
    lookElsewhere();
    end(outcomeOf(RunStatus::Failed, 61s, 3));
    ASSERT_TRUE(isTold());
    EXPECT_TRUE(desktop.shown().first().body.startsWith(QStringLiteral("3 of 5")));
}

TEST_F(RunNotificationTest, PressingItBringsTheWindowToTheFront)
{
    ASSERT_TRUE(UiTest::show(window));
    window.showMinimized();
    lookElsewhere();
    end(outcomeOf(RunStatus::Completed, 60s));
    ASSERT_TRUE(isTold());
    end(outcomeOf(RunStatus::Completed, 70s));
    // The second takes the place of the first.
    ASSERT_TRUE(isTold(2));
    EXPECT_EQ(desktop.shown().last().replaces, FakeNotifications::firstId);
    desktop.press(FakeNotifications::firstId + 9, QStringLiteral("default"));
    desktop.press(FakeNotifications::firstId, QStringLiteral("other"));
    desktop.press(FakeNotifications::firstId, QStringLiteral("default"));
    EXPECT_TRUE(waitFor([this] { return window.isActiveWindow() && !window.isMinimized(); }));
}

TEST_F(RunNotificationTest, AWindowThatComesToTheFrontTakesItAway)
{
    lookElsewhere();
    end(outcomeOf(RunStatus::Completed, 60s));
    ASSERT_TRUE(isTold());
    ASSERT_TRUE(UiTest::show(window));
    EXPECT_TRUE(
        waitFor([this] { return desktop.closed() == QList<uint>{FakeNotifications::firstId}; }));
}

TEST_F(RunNotificationTest, WithoutAServiceNothingHappens)
{
    lookElsewhere();
    const PrivateBus emptyBus;
    RunNotification onAnEmptyBus(world.editor(), window, emptyBus.address());
    RunNotification withoutABus(world.editor(), window, QStringLiteral("unix:path=absent"));
    end(outcomeOf(RunStatus::Failed, 60s, 1));
    ASSERT_TRUE(isTold());
}

} // namespace plantain::testing
