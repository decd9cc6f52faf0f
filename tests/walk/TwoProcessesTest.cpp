// SPDX-License-Identifier: GPL-3.0-or-later
// What only real programs on a real desktop show: docs/desktop-checks.md, rows 23 and 46.
#include "tests/support/Folders.h"
#include "tests/walk/AccessibleWindow.h"
#include "tests/walk/RunningPlantain.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

namespace plantain::testing {

namespace {

using namespace Qt::StringLiterals;

const QString emptyWindow = u"Untitled"_s;

class TwoProcesses : public ::testing::Test
{
protected:
    void SetUp() override
    {
        ASSERT_TRUE(desktop.start()) << desktop.problem();
        window = std::make_unique<AccessibleWindow>(desktop.busAddress());
    }
    static Wanted item(const QString& name, const QString& in)
    {
        return {u"list item"_s, name, in};
    }
    /// Into the window that is in front.
    void clickOnTheCanvasOf(const QString& title)
    {
        const auto canvas = window->waitFor({u"list"_s, u"Workflow canvas"_s, title});
        ASSERT_TRUE(canvas) << window->describe();
        desktop.click(canvas->screen.topLeft() + QPoint(24, 24));
    }

    Desktop desktop;
    std::unique_ptr<AccessibleWindow> window;
};

} // namespace

TEST_F(TwoProcesses, Check23_WhatIsCopiedInOneProgramIsPastedInAnotherWithItsWires)
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"template.plantain"_s);
    ASSERT_TRUE(QFile::copy(inSource(u"data/examples/template.plantain"_s), file));
    RunningPlantain first(desktop);
    first.start({file});
    ASSERT_TRUE(window->waitFor(item(u"Copy, Output"_s, u"template"_s)))
        << first.process().transcript() << window->describe();
    clickOnTheCanvasOf(u"template"_s);
    desktop.press(u"ctrl+a"_s);
    desktop.press(u"ctrl+c"_s);

    RunningPlantain second(desktop);
    second.start();
    ASSERT_TRUE(window->waitFor({u"list"_s, u"Workflow canvas"_s, emptyWindow}))
        << second.process().transcript();
    clickOnTheCanvasOf(emptyWindow);
    desktop.press(u"ctrl+v"_s);
    const auto pasted = window->waitFor(item(u"Writer, LLM Generate"_s, emptyWindow));
    ASSERT_TRUE(pasted) << window->describe();
    EXPECT_TRUE(pasted->description.contains(u"in text, connected from Template"_s))
        << pasted->description.toStdString();
    EXPECT_TRUE(pasted->description.contains(u"out text, to Copy"_s))
        << pasted->description.toStdString();
    EXPECT_TRUE(window->find(item(u"Product, Prompt"_s, emptyWindow)));
}

TEST_F(TwoProcesses, Check46_WorkOfAProgramThatWasKilledIsOfferedAtTheNextStart)
{
    RunningPlantain plantain(desktop);
    plantain.start();
    clickOnTheCanvasOf(emptyWindow);
    desktop.press(u"slash"_s);
    desktop.type(u"prompt"_s);
    desktop.press(u"Return"_s);
    ASSERT_TRUE(window->waitFor(item(u"Prompt"_s, emptyWindow))) << window->describe();
    const QDir recovery(plantain.dataFolder() + u"/recovery"_s);
    ASSERT_TRUE(QTest::qWaitFor(
        [&recovery] { return !recovery.entryList({u"*.plantain"_s}, QDir::Files).isEmpty(); },
        processPatienceMs));
    plantain.process().kill();
    ASSERT_TRUE(plantain.process().waitForEnd());
    ASSERT_TRUE(window->waitUntilGone(item(u"Prompt"_s, emptyWindow)));

    plantain.start();
    const auto restore = window->waitFor({u"push button"_s, u"Restore"_s, emptyWindow});
    ASSERT_TRUE(restore) << plantain.process().transcript() << window->describe();
    desktop.click(restore->center());
    EXPECT_TRUE(window->waitFor(item(u"Prompt"_s, emptyWindow))) << window->describe();
}

} // namespace plantain::testing
