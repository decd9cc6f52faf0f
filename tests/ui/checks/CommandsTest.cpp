// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of the window: docs/desktop-checks.md, rows 15, 16 and 28.
#include "tests/ui/canvas/CanvasFixture.h"
#include "tests/ui/checks/Fits.h"
#include "tests/ui/checks/Scenes.h"
#include "ui/window/MainToolBar.h"

#include <QMenuBar>
#include <QPushButton>
#include <QShortcut>
#include <QToolButton>

namespace plantain::testing {

namespace {

using namespace plantain::ui;
using namespace Qt::StringLiterals;

class CommandsTest : public SceneTest
{
protected:
    /// Of the menu bar, of submenus too.
    QSet<const QAction*> menuEntries() const
    {
        QSet<const QAction*> entries;
        const auto menus = window->menuBar()->findChildren<QMenu*>();
        for (const QMenu* menu : menus) {
            for (const QAction* action : menu->actions()) {
                entries << action;
            }
        }
        return entries;
    }
    /// Everything whose shortcut the window listens to.
    QSet<const QAction*> commands() const
    {
        QSet<const QAction*> all;
        QList<QWidget*> widgets = window->findChildren<QWidget*>();
        widgets << window.get();
        for (const QWidget* widget : widgets) {
            const auto actions = widget->actions();
            for (const QAction* action : actions) {
                if (!action->shortcuts().isEmpty()) {
                    all << action;
                }
            }
        }
        return all;
    }
    static bool hasMenuEntryWith(const QSet<const QAction*>& entries, const QString& key)
    {
        return std::any_of(entries.begin(), entries.end(), [&key](const QAction* entry) {
            return entry->shortcuts().contains(QKeySequence(key));
        });
    }
};

/// What a button of the toolbar that is made by hand does, by its key.
struct Tool {
    const char* button;
    const char* key;
};

} // namespace

TEST_F(CommandsTest, Check15_EveryToolHasANameItsKeyInItsToolTipAndAnEntryInAMenu)
{
    openWindow();
    const QSet<const QAction*> entries = menuEntries();
    const auto* bar = window->findChild<MainToolBar*>();
    ASSERT_NE(bar, nullptr);
    const auto tools = bar->findChildren<QToolButton*>();
    for (const QToolButton* tool : tools) {
        const QAction* action = tool->defaultAction();
        if (!action) {
            continue; // Qt's own
        }
        EXPECT_TRUE(entries.contains(action)) << pathOf(*tool);
        EXPECT_FALSE(action->text().isEmpty()) << pathOf(*tool);
        EXPECT_FALSE(action->shortcuts().isEmpty()) << pathOf(*tool);
        const QString key = action->shortcut().toString(QKeySequence::NativeText);
        EXPECT_TRUE(tool->toolTip().contains(key))
            << pathOf(*tool) << " says “" << tool->toolTip().toStdString() << "” and not "
            << key.toStdString();
    }
    for (const Tool& tool : {Tool{"addNodeButton", "/"}, Tool{"mainRunButton", "Ctrl+Enter"},
                             Tool{"mainStopButton", "Esc"}}) {
        const auto* button = find<QPushButton>(*window, tool.button);
        EXPECT_FALSE(button->text().isEmpty() && button->accessibleName().isEmpty());
        EXPECT_TRUE(button->toolTip().contains(QLatin1String(tool.key)))
            << tool.button << " says “" << button->toolTip().toStdString() << "”";
        EXPECT_TRUE(hasMenuEntryWith(entries, QLatin1String(tool.key))) << tool.button;
    }
    for (const char* name : {"accountChip", "runMenuButton"}) {
        EXPECT_FALSE(find<QPushButton>(*window, name)->toolTip().isEmpty()) << name;
    }
}

TEST_F(CommandsTest, Check16_NoTwoCommandsOfTheWholeWindowShareAKey)
{
    llmPage();
    QHash<QKeySequence, QString> taken;
    const QSet<const QAction*> all = commands();
    EXPECT_GT(all.size(), 50);
    for (const QAction* action : all) {
        for (const QKeySequence& key : action->shortcuts()) {
            EXPECT_FALSE(taken.contains(key))
                << key.toString().toStdString() << ": “" << taken.value(key).toStdString()
                << "” and “" << action->text().toStdString() << "”";
            taken.insert(key, action->text());
        }
    }
    const auto others = window->findChildren<QShortcut*>();
    for (const QShortcut* other : others) {
        EXPECT_FALSE(taken.contains(other->key())) << other->key().toString().toStdString();
    }
}

class ManyNodes : public CanvasTest
{
protected:
    static constexpr int count = 500;
};

TEST_F(ManyNodes, Check28_FiveHundredDeletedNodesComeBackByOneUndo)
{
    QString previous;
    for (int i = 0; i < count; ++i) {
        const QString node = add(Kind::PromptConstructor, {(i % 25) * 300.0, (i / 25) * 200.0});
        if (!previous.isEmpty()) {
            connectNodes(previous, node);
        }
        previous = node;
    }
    const workflow::WorkflowContent before = flow().content();
    key(Qt::Key_A, Qt::ControlModifier);
    key(Qt::Key_Delete);
    EXPECT_TRUE(flow().nodes().empty());
    EXPECT_TRUE(flow().edges().empty());
    EXPECT_EQ(undo().count(), 1);
    key(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(flow().content(), before);
}

} // namespace plantain::testing
