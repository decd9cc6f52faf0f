// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/workflow/Edits.h"
#include "src/workflow/WorkflowFile.h"
#include "tests/ui/window/WindowTest.h"
#include "ui/WelcomePage.h"
#include "ui/widgets/StatusBadge.h"

#include <QFile>
#include <QPushButton>

namespace plantain::testing {

using namespace ui;
using namespace Qt::StringLiterals;

namespace {

class WelcomeTest : public WindowTest
{
protected:
    /// Files that were opened before, the latest last.
    void remember(const QStringList& names)
    {
        settings::Settings values = world->settings.values();
        for (const QString& name : names) {
            QFile file(world->folder.filePath(name));
            ASSERT_TRUE(file.open(QIODevice::WriteOnly));
            file.write(workflow::serializeWorkflow(flowWith({u"google"_s})));
            values.addRecentFile(file.fileName());
        }
        ASSERT_TRUE(world->settings.save(values));
    }
    QStringList recents() const
    {
        QStringList names;
        const auto buttons = window->findChildren<QPushButton*>(u"recentButton"_s);
        for (const QPushButton* button : buttons) {
            if (button->isVisible()) {
                names << button->text();
            }
        }
        return names;
    }
    /// New entries show in the next turn.
    bool offers(const QStringList& names)
    {
        return waitFor([&] { return recents() == names; });
    }
    bool welcomes() { return isShown(*window, "welcomePage"); }
};

} // namespace

TEST_F(WelcomeTest, NewProjectOpensTheSetupForANewOne)
{
    open();
    press(*window, "welcomeNewProjectButton");
    ASSERT_TRUE(waitFor([this] { return window->findChild<ProjectSetupDialog*>() != nullptr; }));
    EXPECT_EQ(window->findChild<ProjectSetupDialog*>()->windowTitle(), u"New project"_s);
}

TEST_F(WelcomeTest, AProjectThatHasBegunIsNotWelcomedAgain)
{
    open();
    const QString path = save(u"stall.plantain"_s);
    EXPECT_FALSE(welcomes());
    ASSERT_TRUE(isShown(*window, "emptyHint"));
    EXPECT_EQ(labelled("emptyHint"), u"Press / to add a node"_s);
    document().perform(
        workflow::edits::addNode(document().workflow(), workflow::NodeKind::Prompt, {0, 0}, {}),
        u"Add"_s);
    EXPECT_FALSE(isShown(*window, "emptyHint"));
    document().clear();
    EXPECT_TRUE(welcomes());
    EXPECT_FALSE(isShown(*window, "emptyHint"));
    EXPECT_TRUE(offers({u"stall.plantain"_s}));
}

TEST_F(WelcomeTest, TheLatestFilesThatAreStillThereAreOffered)
{
    open();
    EXPECT_TRUE(recents().isEmpty());
    remember({u"a.plantain"_s, u"b.plantain"_s, u"c.plantain"_s, u"d.plantain"_s, u"e.plantain"_s,
              u"f.plantain"_s});
    EXPECT_TRUE(offers({u"f.plantain"_s, u"e.plantain"_s, u"d.plantain"_s, u"c.plantain"_s}));
    ASSERT_TRUE(QFile::remove(world->folder.filePath(u"f.plantain"_s)));
    window->hide();
    ASSERT_TRUE(UiTest::show(*window));
    ASSERT_TRUE(offers({u"e.plantain"_s, u"d.plantain"_s, u"c.plantain"_s, u"b.plantain"_s}));
    press(*window, "recentButton");
    ASSERT_TRUE(waitFor([this] { return document().workflow().nodes().size() == 3; }));
    EXPECT_FALSE(welcomes());
}

TEST_F(WelcomeTest, WhatIsOpenedHasTheKeyboardAndNothingSelected)
{
    open();
    remember({u"a.plantain"_s});
    ASSERT_TRUE(offers({u"a.plantain"_s}));
    press(*window, "recentButton");
    ASSERT_TRUE(waitFor([this] { return document().workflow().nodes().size() == 3; }));
    ASSERT_TRUE(waitFor([turn = 0]() mutable { return ++turn > 3; }));
    EXPECT_TRUE(canvas().hasFocus());
    EXPECT_TRUE(canvas().selection().nodeList().isEmpty());
}

TEST_F(WelcomeTest, ALongNameTakesNoMoreRoomThanThereIs)
{
    open();
    const QString name = QString(180, u'w') + u" & more.plantain"_s;
    remember({name});
    ASSERT_TRUE(waitFor([this] { return isShown(*window, "recentButton"); }));
    const auto* entry = UiTest::find<QPushButton>(*window, "recentButton");
    EXPECT_LT(entry->text().size(), 60);
    EXPECT_EQ(entry->accessibleName(), name);
    EXPECT_LE(UiTest::find<WelcomePage>(*window, "welcomePage")->sizeHint().width(), 996)
        << "wider than a small screen";
}

TEST_F(WelcomeTest, ConnectingIsOfferedUntilSomebodyIsConnected)
{
    open();
    EXPECT_EQ(labelled("welcomeConnectButton"), u"Connect an account"_s);
    EXPECT_FALSE(isShown(*window, "welcomeBadge")) << "the button says it";
    ASSERT_TRUE(world->signIn());
    EXPECT_FALSE(isShown(*window, "welcomeConnectButton"));
    ASSERT_TRUE(isShown(*window, "welcomeBadge"));
    EXPECT_EQ(UiTest::find<StatusBadge>(*window, "welcomeBadge")->badge().text,
              u"ada@sandbox.example"_s);
    ASSERT_TRUE(world->signOut());
    EXPECT_TRUE(isShown(*window, "welcomeConnectButton"));
}

TEST_F(WelcomeTest, WhoHasConnectedGoesOnWithAnExample)
{
    open();
    press(*window, "welcomeConnectButton");
    ASSERT_TRUE(waitFor([this] { return !world->openedUrls.isEmpty(); }));
    UiTest::find<QWidget>(*window, "welcomeConnectButton")->setFocus();
    ASSERT_TRUE(world->approve(world->openedUrls.first()));
    EXPECT_TRUE(waitFor([this] {
        return window->focusWidget() == UiTest::find<QWidget>(*window, "example_three-voices");
    }));
}

TEST_F(WelcomeTest, TheBuiltInAccountIsOfferedInItsOwnWords)
{
    WorldOptions options;
    options.asChatGpt = true;
    open(options);
    EXPECT_EQ(labelled("welcomeConnectButton"), u"Continue with ChatGPT"_s);
}

TEST_F(WelcomeTest, TheSandboxIsStartedOnlyWhenItIsAskedFor)
{
    open();
    EXPECT_EQ(world->sandboxStarts, 0);
    press(*window, "sandboxButton");
    EXPECT_EQ(world->sandboxStarts, 1);
    EXPECT_EQ(labelled("stateLabel"), u"The sandbox opens in a window of its own."_s);
    world->sandboxStartWorks = false;
    press(*window, "sandboxButton");
    EXPECT_EQ(labelled("stateLabel"), u"The sandbox could not be started."_s);
    EXPECT_TRUE(world->openedUrls.isEmpty());
}

TEST_F(WelcomeTest, TheSandboxDoesNotOfferItself)
{
    open({}, true);
    EXPECT_TRUE(welcomes());
    EXPECT_EQ(window->findChild<QWidget*>(u"sandboxButton"_s), nullptr);
}

TEST_F(WelcomeTest, NothingIsCutOnASmallScreen)
{
    open();
    window->resize(1024, 700);
    const auto* page = UiTest::find<WelcomePage>(*window, "welcomePage");
    ASSERT_TRUE(waitFor([&] { return page->x() > 0; }));
    EXPECT_LE(page->geometry().right(), canvas().width());
    const auto buttons = page->findChildren<QPushButton*>();
    for (const QPushButton* button : buttons) {
        if (button->isVisible()) {
            EXPECT_GE(button->width(), button->sizeHint().width()) << button->text().toStdString();
        }
    }
}

} // namespace plantain::testing
