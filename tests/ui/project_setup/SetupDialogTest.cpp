// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Files.h"
#include "tests/ui/project_setup/SetupFixture.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>
#include <QScrollBar>
#include <QSpinBox>

namespace plantain::testing {

namespace {

using namespace plantain::ui;

} // namespace

TEST_F(SetupTest, SaveIsOffUntilSomethingChanged)
{
    open();
    auto* save = find<QPushButton>(*dialog, "saveButton");
    EXPECT_FALSE(save->isEnabled());
    EXPECT_EQ(save->toolTip(), QStringLiteral("Nothing was changed."));
    QTest::keyClicks(keyEdit("apiKeyEdit_google"), QStringLiteral("AIza-practice"));
    EXPECT_TRUE(save->isEnabled());
    keyEdit("apiKeyEdit_google")->clear();
    QTest::keyClicks(keyEdit("apiKeyEdit_google"), QStringLiteral(" "));
    EXPECT_FALSE(save->isEnabled());
}

TEST_F(SetupTest, CancelAsksWhenThereAreChangesAndKeepsNothing)
{
    open();
    QTest::keyClicks(keyEdit("apiKeyEdit_google"), QStringLiteral("AIza-practice"));
    QTest::keyClick(dialog.get(), Qt::Key_Escape);
    QMessageBox* asked = question("discardBox");
    ASSERT_NE(asked, nullptr);
    EXPECT_TRUE(dialog->isVisible());
    press(*asked, "discardButton");
    EXPECT_TRUE(waitFor([this] { return !dialog->isVisible(); }));
    EXPECT_TRUE(keyComesFrom(QStringLiteral("google"), secrets::KeySource::None));
}

TEST_F(SetupTest, CancelWithoutChangesClosesAtOnce)
{
    open();
    QTest::keyClick(dialog.get(), Qt::Key_Escape);
    EXPECT_FALSE(dialog->isVisible());
}

TEST_F(SetupTest, Check33_EditsOnSeveralTabsAreSavedByOneSave)
{
    openAt(Tab::Providers);
    type(keyEdit("apiKeyEdit_google"), QStringLiteral("AIza-practice"));
    dialog->showTab(Tab::NodeDefaults);
    find<QSpinBox>(*dialog, "parallelSpin")->setValue(9);
    dialog->showTab(Tab::Canvas);
    box("snapBox")->click();
    EXPECT_EQ(tabText(Tab::Project), QStringLiteral("Project"));
    EXPECT_EQ(tabText(Tab::Providers), QStringLiteral("Providers *"));
    EXPECT_EQ(tabText(Tab::NodeDefaults), QStringLiteral("Node defaults *"));
    EXPECT_EQ(tabText(Tab::Canvas), QStringLiteral("Canvas *"));
    ASSERT_TRUE(save());
    EXPECT_TRUE(keyComesFrom(QStringLiteral("google"), secrets::KeySource::Stored));
    EXPECT_EQ(world->settings.values().nodeDefaults.maxParallel, 9);
    EXPECT_TRUE(world->settings.values().canvas.snapToGrid);
}

TEST_F(SetupTest, Check31_CancelRestoresEveryTab)
{
    openAt(Tab::Canvas);
    const settings::Settings before = world->settings.values();
    box("snapBox")->click();
    dialog->showTab(Tab::NodeDefaults);
    find<QSpinBox>(*dialog, "parallelSpin")->setValue(9);
    press(*dialog, "cancelButton");
    QMessageBox* asked = question("discardBox");
    ASSERT_NE(asked, nullptr);
    EXPECT_EQ(asked->text(), QStringLiteral("Discard changes?"));
    press(*asked, "discardButton");
    EXPECT_TRUE(waitFor([this] { return !dialog->isVisible(); }));
    EXPECT_EQ(world->settings.values().canvas, before.canvas);
    EXPECT_EQ(world->settings.values().nodeDefaults, before.nodeDefaults);
}

TEST_F(SetupTest, Check32_AnInvalidFieldOfAnotherTabIsRaised)
{
    openAt(Tab::Providers);
    type(edit("baseUrlEdit"), QStringLiteral("localhost"));
    dialog->showTab(Tab::Canvas);
    box("snapBox")->click();
    EXPECT_FALSE(saveButton()->isEnabled());
    EXPECT_TRUE(isShown(*dialog, "problemLink"));
    QTest::keyClick(box("snapBox"), Qt::Key_Return);
    EXPECT_TRUE(isAt(Tab::Providers));
    EXPECT_EQ(QApplication::focusWidget(), edit("baseUrlEdit"));
    EXPECT_TRUE(isShown(*dialog, "baseUrlEditError"));
    EXPECT_FALSE(world->settings.values().canvas.snapToGrid);
    dialog->showTab(Tab::Canvas);
    press(*dialog, "problemLink");
    EXPECT_TRUE(isAt(Tab::Providers));
    type(edit("baseUrlEdit"), {});
    EXPECT_FALSE(isShown(*dialog, "problemLink"));
    EXPECT_TRUE(save());
}

TEST_F(SetupTest, EveryProblemIsSaidAtItsFieldAndTheFirstOneHasTheFocus)
{
    openAt(Tab::Providers);
    type(keyEdit("apiKeyEdit_google"), QStringLiteral("AIza one two"));
    type(edit("baseUrlEdit"), QStringLiteral("localhost"));
    type(edit("caFileEdit"), QStringLiteral("/absent/company.pem"));
    ASSERT_TRUE(waitFor([this] { return !saveButton()->toolTip().contains("checked"); }));
    QTest::keyClick(edit("caFileEdit"), Qt::Key_Return);
    EXPECT_EQ(QApplication::focusWidget(), keyEdit("apiKeyEdit_google"));
    EXPECT_TRUE(isShown(*find<QWidget>(*dialog, "googleKey"), "testError"));
    EXPECT_TRUE(isShown(*dialog, "baseUrlEditError"));
    EXPECT_TRUE(waitFor([this] { return isShown(*dialog, "caFileError"); }));
}

TEST_F(SetupTest, TheCardsOfEveryTabAreAsWideAndEndWhereTheButtonsEnd)
{
    openAt(Tab::Project);
    const int end = saveButton()->mapTo(dialog.get(), saveButton()->rect().topRight()).x();
    for (const Tab tab : {Tab::Project, Tab::Providers, Tab::NodeDefaults, Tab::Canvas}) {
        dialog->showTab(tab);
        for (const int height : {dialog->height(), 400}) {
            dialog->resize(dialog->width(), height);
            EXPECT_TRUE(waitFor([&] {
                const auto frames = tabs()->currentWidget()->findChildren<QFrame*>();
                return std::all_of(frames.begin(), frames.end(), [&](const QFrame* frame) {
                    return !frame->property("card").toBool() ||
                           frame->mapTo(dialog.get(), frame->rect().topRight()).x() == end;
                });
            })) << static_cast<int>(tab)
                << " " << height;
        }
    }
}

TEST_F(SetupTest, ALongPathIsBrokenAndDoesNotWidenTheDialog)
{
    ProjectContext context;
    context.facts = {QStringLiteral("Voices"),
                     QStringLiteral("/data") + QString(30, u'x') +
                         QString(QStringLiteral("/long-folder")).repeated(20),
                     false};
    context.file = context.facts.filePath();
    openAt(Tab::Project, context);
    EXPECT_EQ(dialog->width(), 720);
    type(edit("caFileEdit"), context.facts.directory + QStringLiteral("/company.pem"));
    dialog->showTab(Tab::Providers);
    QTest::keyClick(edit("caFileEdit"), Qt::Key_Return);
    EXPECT_TRUE(waitFor([this] { return isShown(*dialog, "caFileError"); }));
    EXPECT_EQ(dialog->width(), 720);
    const auto* scroll = find<QScrollArea>(*dialog, "providersScroll");
    EXPECT_LE(scroll->widget()->width(), scroll->viewport()->width());
}

TEST_F(SetupTest, WhereThereIsNoRoomEverythingCanBeScrolledTo)
{
    open();
    ASSERT_TRUE(world->storeKey(QStringLiteral("openai"), "sk-practice"));
    dialog->resize(dialog->minimumSizeHint());
    auto* row = find<QWidget>(*dialog, "openAiKey");
    ASSERT_TRUE(waitFor([row] { return isShown(*row, "removeButton"); }));
    QCoreApplication::sendPostedEvents();
    const auto* scroll = find<QScrollArea>(*dialog, "providersScroll");
    EXPECT_TRUE(waitFor([scroll] {
        return scroll->widget()->width() <=
               scroll->viewport()->width() + scroll->horizontalScrollBar()->maximum();
    }));
    const auto* remove = find<QPushButton>(*row, "removeButton");
    EXPECT_LE(remove->mapTo(scroll->widget(), remove->rect().topRight()).x(),
              scroll->widget()->width());
}

TEST_F(SetupTest, EnterSavesFromAnyField)
{
    openAt(Tab::NodeDefaults);
    auto* spin = find<QSpinBox>(*dialog, "parallelSpin");
    spin->setFocus();
    spin->selectAll();
    QTest::keyClicks(spin, QStringLiteral("8"));
    QTest::keyClick(spin, Qt::Key_Return);
    EXPECT_TRUE(waitFor([this] { return !dialog->isVisible(); }));
    EXPECT_EQ(world->settings.values().nodeDefaults.maxParallel, 8);
}

TEST_F(SetupTest, EnterWithoutAChangeDoesNothing)
{
    openAt(Tab::Project);
    QTest::keyClick(edit("projectNameEdit"), Qt::Key_Return);
    EXPECT_TRUE(dialog->isVisible());
}

TEST_F(SetupTest, EnterOnAButtonPressesThatButton)
{
    openAt(Tab::Canvas);
    box("snapBox")->click();
    auto* cancel = find<QPushButton>(*dialog, "cancelButton");
    cancel->setFocus();
    QTest::keyClick(cancel, Qt::Key_Return);
    EXPECT_NE(question("discardBox"), nullptr);
    EXPECT_FALSE(world->settings.values().canvas.snapToGrid);
}

TEST_F(SetupTest, TheWindowsCloseButtonAsksToo)
{
    openAt(Tab::Canvas);
    box("snapBox")->click();
    dialog->close();
    QMessageBox* asked = question("discardBox");
    ASSERT_NE(asked, nullptr);
    EXPECT_TRUE(dialog->isVisible());
    EXPECT_EQ(asked->defaultButton()->text(), QStringLiteral("Keep editing"));
    QTest::keyClick(asked, Qt::Key_Escape);
    EXPECT_TRUE(waitFor([asked = QPointer(asked)] { return asked.isNull(); }));
    EXPECT_TRUE(dialog->isVisible());
    EXPECT_TRUE(box("snapBox")->isChecked());
}

TEST_F(SetupTest, ProvidersThatAreNotHereHaveNoCardsAndKeepTheirSettings)
{
    world = std::make_unique<UiWorld>();
    putFile(world->folder.filePath(QStringLiteral("settings.json")),
            R"({"version":1,"replicate":{"base_url":"https://r.example"},
                "providers":{"fal":{"quality":"best"}}})");
    settings::AppSettings read(world->folder.filePath(QStringLiteral("settings.json")));
    SetupServices services{world->actions, world->keys, world->catalog, read,
                           world->clock,   false,       world->trials()};
    dialog = std::make_unique<ProjectSetupDialog>(services);
    dialog->showTab(Tab::Canvas);
    ASSERT_TRUE(show(*dialog));
    const auto labels = dialog->findChildren<QLabel*>();
    for (const QLabel* label : labels) {
        EXPECT_FALSE(label->text().contains(QStringLiteral("Replicate"), Qt::CaseInsensitive));
    }
    box("snapBox")->click();
    ASSERT_TRUE(save());
    const QJsonObject file =
        QJsonDocument::fromJson(fileContent(world->folder.filePath("settings.json"))).object();
    EXPECT_EQ(file["replicate"].toObject()["base_url"].toString(), "https://r.example");
    EXPECT_EQ(file["providers"].toObject()["fal"].toObject()["quality"].toString(), "best");
    EXPECT_TRUE(file["canvas"].toObject()["snap_to_grid"].toBool());
}

TEST_F(SetupTest, WhatOthersSaveMeanwhileIsNotUndone)
{
    openAt(Tab::Canvas);
    box("snapBox")->click();
    settings::Settings values = world->settings.values();
    values.planNoticeSeen = true;
    values.storage = QStringLiteral("keychain");
    ASSERT_TRUE(world->settings.save(values).ok());
    ASSERT_TRUE(save());
    EXPECT_TRUE(world->settings.values().planNoticeSeen);
    EXPECT_EQ(world->settings.values().storage, QStringLiteral("keychain"));
}

TEST_F(SetupTest, SettingsThatCannotBeWrittenKeepTheDialogAndSayWhy)
{
    openAt(Tab::Canvas);
    box("snapBox")->click();
    const QString file = world->folder.filePath(QStringLiteral("settings.json"));
    QFile::remove(file);
    ASSERT_TRUE(QDir().mkpath(file + QStringLiteral("/in-the-way")));
    press(*dialog, "saveButton");
    EXPECT_TRUE(waitFor([this] { return isShown(*dialog, "saveBanner"); }));
    EXPECT_TRUE(dialog->isVisible());
    EXPECT_TRUE(saveButton()->isEnabled());
    ASSERT_TRUE(QDir(file).removeRecursively());
    EXPECT_TRUE(save()) << "once it can be written";
}

TEST_F(SetupTest, OpensAtTheTabLastSeen)
{
    openAt(Tab::Canvas);
    dialog->reject();
    dialog = std::make_unique<ProjectSetupDialog>(world->setupServices());
    EXPECT_TRUE(isAt(Tab::Canvas));
    ProjectContext context;
    context.mode = SetupMode::NewProject;
    dialog = std::make_unique<ProjectSetupDialog>(world->setupServices(), context);
    EXPECT_TRUE(isAt(Tab::Project));
}

TEST_F(SetupTest, SwitchingTabsDoesNotResizeTheDialogAndItFitsASmallScreen)
{
    openAt(Tab::Project);
    const QSize size = dialog->size();
    EXPECT_LE(size.width(), 1024);
    EXPECT_LE(size.height(), 700 - 40) << "with the window's frame";
    for (const Tab tab : {Tab::Providers, Tab::NodeDefaults, Tab::Canvas, Tab::Project}) {
        dialog->showTab(tab);
        QCoreApplication::sendPostedEvents();
        EXPECT_EQ(dialog->size(), size);
    }
    dialog->resize(dialog->width(), 300);
    EXPECT_EQ(dialog->height(), 300) << "the pages scroll";
}

TEST_F(SetupTest, TheSandboxIsSaidInALineAndNotInABox)
{
    world = std::make_unique<UiWorld>();
    SetupServices services = world->setupServices();
    services.sandbox = true;
    dialog = std::make_unique<ProjectSetupDialog>(services);
    ASSERT_TRUE(show(*dialog));
    for (const Tab tab : {Tab::Project, Tab::Providers, Tab::NodeDefaults, Tab::Canvas}) {
        dialog->showTab(tab);
        QCoreApplication::sendPostedEvents();
        const auto* banner = find<QWidget>(*dialog, "sandboxBanner");
        EXPECT_TRUE(banner->isVisible());
        EXPECT_LE(banner->height(), 52);
    }
}

TEST_F(SetupTest, ALineSaysWhatTakesEffectAtOnceWhereItDoes)
{
    open();
    EXPECT_TRUE(isShown(*dialog, "footNote"));
    EXPECT_TRUE(textOf(*dialog, "footNote").contains(QStringLiteral("at once")));
    dialog->showTab(Tab::Canvas);
    EXPECT_FALSE(isShown(*dialog, "footNote"));
}

class EveryTab : public SetupTest, public ::testing::WithParamInterface<ui::ProjectSetupDialog::Tab>
{
};

INSTANTIATE_TEST_SUITE_P(Tabs, EveryTab,
                         ::testing::Values(ui::ProjectSetupDialog::Tab::Project,
                                           ui::ProjectSetupDialog::Tab::Providers,
                                           ui::ProjectSetupDialog::Tab::NodeDefaults,
                                           ui::ProjectSetupDialog::Tab::Canvas));

TEST_P(EveryTab, Check9_EveryControlHasANameAndCanBeReachedByTab)
{
    const Tab tab = GetParam();
    openAt(tab);
    QSet<QWidget*> wanted;
    const auto widgets = dialog->findChildren<QWidget*>();
    for (QWidget* widget : widgets) {
        if (!(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy() ||
            !widget->isVisible() || !widget->isEnabled()) {
            continue;
        }
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        if (button && button->group() && !button->isChecked()) {
            continue; // the arrow keys go there
        }
        wanted << widget;
        EXPECT_TRUE(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()) ||
                    widget->inherits("QTabBar"))
            << widget->objectName().toStdString();
    }
    const qsizetype steps = 2 * wanted.size();
    for (qsizetype i = 0; i < steps; ++i) {
        wanted.remove(QApplication::focusWidget());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    for (const QWidget* missed : wanted) {
        ADD_FAILURE() << missed->metaObject()->className() << " "
                      << missed->objectName().toStdString();
    }
}

TEST_F(SetupTest, Check13_TabGoesFromTopToBottomAndShiftTabBack)
{
    open();
    QStringList order;
    find<QPushButton>(*dialog, "connectButton")->setFocus();
    for (int i = 0; i < 7; ++i) {
        order << QApplication::focusWidget()->objectName();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    const QStringList expected{"connectButton",
                               "apiKeyEdit_openai",
                               "openAiUrlEditLink",
                               "apiKeyEdit_google",
                               "googleUrlEditLink",
                               "baseUrlEdit",
                               "apiKeyEdit_openai-compatible"};
    EXPECT_EQ(order, expected);
    QStringList back;
    for (int i = 0; i < 7; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backtab);
        back.prepend(QApplication::focusWidget()->objectName());
    }
    EXPECT_EQ(back, expected);
}

TEST_F(SetupTest, NothingIsCutOffSideways)
{
    open();
    ASSERT_TRUE(world->storeKey(QStringLiteral("openai"), "sk-practice"));
    connectAccount();
    press(*dialog, "pasteLink");
    const auto* scroll = find<QScrollArea>(*dialog, "providersScroll");
    EXPECT_TRUE(
        waitFor([scroll] { return scroll->widget()->width() <= scroll->viewport()->width(); }));
}

} // namespace plantain::testing
