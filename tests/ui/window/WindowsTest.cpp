// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/Windows.h"

#include "src/workflow/Edits.h"
#include "src/workflow/WorkflowFile.h"
#include "tests/support/Files.h"
#include "tests/ui/window/WindowTest.h"

#include <QAbstractButton>
#include <QAction>
#include <QDir>
#include <QMenuBar>

namespace plantain::testing {

using namespace ui;
using namespace Qt::StringLiterals;

namespace {

class WindowsTest : public UiTest
{
protected:
    WindowsTest() { QApplication::setQuitOnLastWindowClosed(false); }
    ~WindowsTest() override { QApplication::setQuitOnLastWindowClosed(true); }

    QString makeFile(const QString& name)
    {
        const QString path = world.folder.filePath(name);
        putFile(path, workflow::serializeWorkflow(flowWith({u"openai"_s})));
        return path;
    }
    WorkflowDocument& document(int place) { return windows.all().at(place)->editor().document; }
    bool shows(int place, const QString& path)
    {
        return waitFor([&] {
            return windows.all().size() > place && document(place).path() == path &&
                   !document(place).isBusy();
        });
    }
    void edit(int place)
    {
        WorkflowDocument& edited = document(place);
        edited.perform(
            workflow::edits::addNode(edited.workflow(), workflow::NodeKind::Prompt, {0, 900}),
            u"Add"_s);
    }
    static QAction* actionOf(MainWindow& window, const QString& text)
    {
        const auto actions = window.findChildren<QAction*>();
        const auto found = std::find_if(actions.begin(), actions.end(), [&](const QAction* one) {
            return one->text().remove(u'&') == text;
        });
        return found == actions.end() ? nullptr : *found;
    }

    UiWorld world;
    Windows windows{world.windowServices()};
};

} // namespace

TEST_F(WindowsTest, WithoutFilesOneEmptyWindowOpensAndNoSecond)
{
    windows.openFiles({});
    windows.openFiles({});
    ASSERT_EQ(windows.all().size(), 1);
    EXPECT_TRUE(windows.all().first()->isVisible());
    EXPECT_TRUE(document(0).path().isEmpty());
}

TEST_F(WindowsTest, EachFileGetsAWindowAndTheFirstTakesTheEmptyOne)
{
    const QString one = makeFile(u"one.plantain"_s);
    const QString two = makeFile(u"two.json"_s);
    windows.openFiles({});
    windows.openFiles({one, two});
    EXPECT_TRUE(shows(0, one));
    EXPECT_TRUE(shows(1, two));
    EXPECT_EQ(windows.all().size(), 2);
}

TEST_F(WindowsTest, AFileThatIsOpenOrIsBeingReadIsNotOpenedTwice)
{
    const QString one = makeFile(u"one.plantain"_s);
    windows.openFiles({one, one});
    windows.openFiles({world.folder.filePath(u"./one.plantain"_s)});
    ASSERT_TRUE(shows(0, one));
    windows.openFiles({one});
    EXPECT_EQ(windows.all().size(), 1);
    windows.all().first()->showMinimized();
    windows.openFiles({one});
    EXPECT_FALSE(windows.all().first()->isMinimized());
}

TEST_F(WindowsTest, UnsavedWorkStaysAndNobodyIsAsked)
{
    windows.openFiles({});
    edit(0);
    const QString one = makeFile(u"one.plantain"_s);
    windows.openFiles({one});
    EXPECT_TRUE(shows(1, one));
    EXPECT_TRUE(document(0).isModified());
    EXPECT_TRUE(windows.all().first()->findChildren<QMessageBox*>().isEmpty());
}

TEST_F(WindowsTest, AFileThatCannotBeReadSaysSoInItsWindow)
{
    const QString absent = world.folder.filePath(u"absent.plantain"_s);
    windows.openFiles({absent});
    ASSERT_TRUE(waitFor([this] { return !document(0).isBusy(); }));
    EXPECT_TRUE(document(0).path().isEmpty());
    const QString one = makeFile(u"one.plantain"_s);
    windows.openFiles({one});
    EXPECT_TRUE(shows(0, one));
}

TEST_F(WindowsTest, NewWindowAndCloseWindowAreInTheMenu)
{
    windows.openFiles({});
    actionOf(*windows.all().first(), u"New window"_s)->trigger();
    ASSERT_EQ(windows.all().size(), 2);
    actionOf(*windows.all().last(), u"Close window"_s)->trigger();
    EXPECT_TRUE(waitFor([this] { return windows.all().size() == 1; }));
}

TEST_F(WindowsTest, QuitClosesAllAndEachAsksForItself)
{
    windows.openFiles({});
    edit(0);
    windows.openNew();
    actionOf(*windows.all().last(), u"Quit"_s)->trigger();
    ASSERT_TRUE(waitFor([this] { return windows.all().size() == 1; }));
    auto* question = windows.all().first()->findChild<QMessageBox*>(u"unsavedBox"_s);
    ASSERT_NE(question, nullptr);
    question->button(QMessageBox::Discard)->click();
    EXPECT_TRUE(waitFor([this] { return windows.all().isEmpty(); }));
}

TEST_F(WindowsTest, WorkThatWasLeftBehindIsOfferedByTheFirstWindowOnly)
{
    QDir().mkpath(world.recoveryFolder());
    putFile(world.recoveryFolder() + u"/left.plantain"_s,
            workflow::serializeWorkflow(flowWith({u"openai"_s})));
    windows.openFiles({});
    windows.openNew();
    EXPECT_TRUE(isShown(*windows.all().first(), "recoveryBanner"));
    EXPECT_FALSE(isShown(*windows.all().last(), "recoveryBanner"));
}

TEST_F(WindowsTest, ASignInIsOpenedInTheBrowserOnce)
{
    windows.openFiles({});
    windows.openNew();
    world.loadAll();
    press(*windows.all().first(), "welcomeConnectButton");
    ASSERT_TRUE(waitFor([this] { return !world.openedUrls.isEmpty(); }));
    ASSERT_TRUE(world.approve(world.openedUrls.first()));
    ASSERT_TRUE(waitFor([this] { return world.auth.status().connected; }));
    EXPECT_EQ(world.openedUrls.size(), 1);
}

} // namespace plantain::testing
