// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/JobTesting.h"
#include "tests/support/Printers.h"
#include "tests/ui/UiWorld.h"
#include "ui/widgets/StatusBadge.h"

#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QTabWidget>
#include <QTest>

namespace plantain::testing {

namespace {

using namespace plantain::ui;

class MainWindowTest : public UiTest
{
protected:
    void open(bool sandbox = false)
    {
        window = std::make_unique<MainWindow>(world.windowServices(sandbox));
        world.loadAll();
        ASSERT_TRUE(show(*window));
    }
    QString chip() { return find<BadgeButton>(*window, "accountChip")->badge().text; }

    UiWorld world;
    std::unique_ptr<MainWindow> window;
};

} // namespace

TEST_F(MainWindowTest, T6_3_TheChipFollowsTheAccountAndOpensTheSetup)
{
    open();
    EXPECT_EQ(chip(), QStringLiteral("Not connected"));
    ASSERT_TRUE(world.signIn());
    EXPECT_EQ(chip(), QStringLiteral("ada@sandbox.example"));
    press(*window, "accountChip");
    auto* dialog = window->findChild<ProjectSetupDialog*>();
    ASSERT_NE(dialog, nullptr);
    EXPECT_TRUE(dialog->isVisible());
    ASSERT_TRUE(world.signOut());
    EXPECT_EQ(chip(), QStringLiteral("Not connected"));
    EXPECT_EQ(find<StatusBadge>(*dialog, "statusBadge")->badge().text,
              QStringLiteral("Not connected"));
}

TEST_F(MainWindowTest, TheSetupIsOpenedOnceAndByItsShortcut)
{
    open();
    QTest::keyClick(window.get(), Qt::Key_Comma, Qt::ControlModifier);
    ASSERT_TRUE(waitFor([this] { return window->findChild<ProjectSetupDialog*>() != nullptr; }));
    EXPECT_EQ(window->findChildren<ProjectSetupDialog*>().size(), 1);
}

TEST_F(MainWindowTest, O5_ABrowserThatCannotBeOpenedLeadsToTheLink)
{
    open();
    world.browserWorks = false;
    press(*window, "welcomeConnectButton");
    ASSERT_TRUE(waitFor([this] { return window->findChild<ProjectSetupDialog*>() != nullptr; }));
    auto* dialog = window->findChild<ProjectSetupDialog*>();
    EXPECT_TRUE(isShown(*dialog, "resultBanner"));
    EXPECT_TRUE(isShown(*dialog, "copyLinkButton"));
}

TEST_F(MainWindowTest, TheSandboxIsLabelledEverywhere)
{
    open(true);
    EXPECT_TRUE(window->windowTitle().contains(QStringLiteral("Sandbox")));
    EXPECT_TRUE(isShown(*window, "sandboxBadge"));
    EXPECT_TRUE(isShown(*window, "sandboxLabel"));
    press(*window, "setupButton");
    auto* dialog = window->findChild<ProjectSetupDialog*>();
    ASSERT_NE(dialog, nullptr);
    EXPECT_TRUE(isShown(*dialog, "sandboxBanner"));
    EXPECT_TRUE(dialog->windowTitle().contains(QStringLiteral("Sandbox")));
}

TEST_F(MainWindowTest, WithoutTheSandboxNothingSaysSandbox)
{
    open();
    EXPECT_FALSE(window->windowTitle().contains(QStringLiteral("Sandbox")));
    EXPECT_EQ(window->findChild<QWidget*>(QStringLiteral("sandboxBadge")), nullptr);
}

TEST_F(MainWindowTest, TheThemeFollowsTheSettings)
{
    open();
    const auto ground = [this] {
        return window->grab().toImage().pixelColor(window->width() / 2, 2).name();
    };
    settings::Settings values = world.settings.values();
    values.theme = settings::ThemeChoice::Light;
    ASSERT_TRUE(world.settings.save(values).ok());
    EXPECT_EQ(ground(), theme::color(theme::ColorRole::Surface1, theme::Scheme::Light).name());
    values.theme = settings::ThemeChoice::Dark;
    ASSERT_TRUE(world.settings.save(values).ok());
    EXPECT_EQ(ground(), theme::color(theme::ColorRole::Surface1, theme::Scheme::Dark).name());
}

TEST_F(MainWindowTest, TheWindowOpensAsItWasClosed)
{
    open();
    // Smaller than the test's screen: Qt 6.8 shrinks to the screen what is restored.
    const QSize size(780, 560);
    window->resize(size);
    window->close();
    EXPECT_FALSE(world.settings.values().windowGeometry.isEmpty());
    open();
    EXPECT_EQ(window->size(), size);
}

TEST_F(MainWindowTest, FitsASmallScreen)
{
    open();
    window->resize(1024, 700);
    EXPECT_EQ(window->size(), QSize(1024, 700));
    EXPECT_LE(window->minimumSizeHint().width(), 1024);
    EXPECT_LE(window->minimumSizeHint().height(), 700);
}

TEST_F(MainWindowTest, MnemonicsAreUniqueInEachMenu)
{
    open();
    const auto menus = window->menuBar()->actions();
    EXPECT_EQ(menus.size(), 6);
    for (const QAction* menu : menus) {
        QSet<QString> letters;
        const auto items = menu->menu()->actions();
        for (const QAction* item : items) {
            const QString letter = QKeySequence::mnemonic(item->text()).toString();
            EXPECT_TRUE(letter.isEmpty() || !letters.contains(letter))
                << menu->text().toStdString() << ": " << item->text().toStdString();
            letters << letter;
        }
    }
}

TEST_F(MainWindowTest, S10_TheStorageWishReachesTheCompositionRootAndItsOutcomeTheDialog)
{
    open();
    press(*window, "setupButton");
    auto* dialog = window->findChild<ProjectSetupDialog*>();
    ASSERT_NE(dialog, nullptr);
    find<QTabWidget>(*dialog, "tabs")->setCurrentIndex(1);
    press(*dialog, "changeButton");
    EXPECT_EQ(world.storageWishes, QList<secrets::StorageKind>{secrets::StorageKind::Keychain});
    window->showStorageChangeOutcome(base::Done{});
    EXPECT_TRUE(find<QPushButton>(*dialog, "changeButton")->isEnabled());
}

} // namespace plantain::testing
