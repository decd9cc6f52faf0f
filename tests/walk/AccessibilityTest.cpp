// SPDX-License-Identifier: GPL-3.0-or-later
// The real window over the accessibility bus, as a screen reader has it: docs/desktop-checks.md,
// rows 9 to 12.
#include "tests/support/Folders.h"
#include "tests/walk/AccessibleWindow.h"
#include "tests/walk/RunningPlantain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

#include <algorithm>

namespace plantain::testing {

namespace {

using namespace Qt::StringLiterals;

const QString workflow = u"three-voices"_s;
const QString setup = u"Project settings"_s;

std::string describe(const AccessibleNode& node)
{
    return node.role.toStdString() + " “" + node.name.toStdString() + "” " +
           node.description.toStdString();
}

QList<AccessibleNode> ofRole(const QList<AccessibleNode>& nodes, const QString& role)
{
    QList<AccessibleNode> found;
    for (const AccessibleNode& node : nodes) {
        if (node.role == role) {
            found << node;
        }
    }
    return found;
}

QStringList namesOf(const QList<AccessibleNode>& nodes)
{
    QStringList names;
    for (const AccessibleNode& node : nodes) {
        names << node.name;
    }
    return names;
}

/// What keys can reach says what it is, and what kind of thing.
void expectReadable(const QList<AccessibleNode>& nodes)
{
    static const QStringList nothing{QString(), u"unknown"_s, u"invalid"_s};
    EXPECT_GT(nodes.size(), 10);
    for (const AccessibleNode& node : nodes) {
        EXPECT_FALSE(nothing.contains(node.role)) << describe(node);
        // A filler hands the focus on to what is in it.
        if (node.focusable && node.enabled && node.role != "filler"_L1) {
            EXPECT_FALSE(node.name.trimmed().isEmpty()) << describe(node);
        }
    }
}

class AccessibilityTest : public ::testing::Test
{
protected:
    void SetUp() override
    {
        ASSERT_TRUE(desktop.start()) << desktop.problem();
        const QString file = folder.filePath(workflow + u".plantain"_s);
        ASSERT_TRUE(QFile::copy(inSource(u"data/examples/three-voices.plantain"_s), file));
        plantain = std::make_unique<RunningPlantain>(desktop);
        plantain->start({file});
        window = std::make_unique<AccessibleWindow>(desktop.busAddress());
        ASSERT_TRUE(window->waitFor(node(u"Compare, Output"_s)))
            << plantain->process().transcript() << window->describe();
    }
    static Wanted node(const QString& name) { return {u"list item"_s, name, workflow}; }
    AccessibleNode found(const Wanted& wanted)
    {
        const auto found = window->waitFor(wanted);
        EXPECT_TRUE(found) << wanted.name.toStdString() << window->describe();
        return found.value_or(AccessibleNode());
    }
    /// Those that are selected, too, as Tab does.
    QStringList focusedItems()
    {
        QStringList names;
        const QList<AccessibleNode> items = ofRole(window->all(workflow), u"list item"_s);
        for (const AccessibleNode& item : items) {
            if (item.focused && item.selected) {
                names << item.name;
            }
        }
        return names;
    }
    bool hasFocus(const QString& role)
    {
        const QList<AccessibleNode> nodes = ofRole(window->all(workflow), role);
        return std::any_of(nodes.begin(), nodes.end(),
                           [](const AccessibleNode& node) { return node.focused; });
    }
    /// Until something that only this page has shows.
    void openTab(const QString& name, const QString& role, const QString& control)
    {
        desktop.click(found({u"page tab"_s, name, setup}).center());
        EXPECT_TRUE(window->waitFor({role, control, setup})) << name.toStdString();
    }
    void expectThere(const QList<AccessibleNode>& nodes, const QString& role, const QString& name)
    {
        EXPECT_TRUE(namesOf(ofRole(nodes, role)).contains(name))
            << role.toStdString() << " “" << name.toStdString() << "” is not among\n"
            << window->describe();
    }

    QTemporaryDir folder;
    Desktop desktop;
    std::unique_ptr<RunningPlantain> plantain;
    std::unique_ptr<AccessibleWindow> window;
};

} // namespace

TEST_F(AccessibilityTest, Check9_10_TheWindowAndItsNodesAreReadOut)
{
    const QList<AccessibleNode> nodes = window->all(workflow);
    expectReadable(nodes);
    EXPECT_EQ(namesOf(ofRole(nodes, u"list"_s)), QStringList{u"Workflow canvas"_s});
    const QList<AccessibleNode> items = ofRole(nodes, u"list item"_s);
    EXPECT_EQ(items.size(), 6) << window->describe();
    for (const AccessibleNode& item : items) {
        EXPECT_FALSE(item.description.isEmpty()) << describe(item);
        EXPECT_TRUE(item.focusable) << describe(item);
    }
    const AccessibleNode voice = found(node(u"Friendly, LLM Generate"_s));
    for (const QString& part :
         {u"in text, connected from Text"_s, u"in image, empty"_s, u"out text, to Compare"_s}) {
        EXPECT_TRUE(voice.description.contains(part)) << describe(voice);
    }
    for (const QString& button : {u"Add node"_s, u"Run"_s, u"Save"_s, u"Project setup…"_s}) {
        expectThere(nodes, u"push button"_s, button);
    }
    EXPECT_EQ(ofRole(nodes, u"menu bar"_s).size(), 1);
    for (const QString& menu : {u"File"_s, u"Edit"_s, u"View"_s, u"Node"_s, u"Run"_s, u"Help"_s}) {
        expectThere(nodes, u"menu item"_s, menu);
    }
}

TEST_F(AccessibilityTest, Check11_TabMovesFocusAndSelectionFromNodeToNode)
{
    QStringList visited;
    for (int i = 0; i < 6; ++i) {
        desktop.press(u"Tab"_s);
        const auto isFurther = [&] {
            const QStringList focused = focusedItems();
            return focused.size() == 1 && !visited.contains(focused.first());
        };
        ASSERT_TRUE(QTest::qWaitFor(isFurther, processPatienceMs)) << window->describe();
        visited << focusedItems();
    }
    desktop.press(u"Tab"_s);
    EXPECT_TRUE(QTest::qWaitFor([this] { return focusedItems().isEmpty(); }, processPatienceMs))
        << "the canvas is a trap";
}

TEST_F(AccessibilityTest, Check12_NodesCanBeRunEditedAndDeletedByTheirActions)
{
    const AccessibleNode voice = found(node(u"Friendly, LLM Generate"_s));
    const QStringList actions = window->actions(voice);
    for (const QString& action : {u"Run"_s, u"Edit"_s, u"Delete"_s}) {
        EXPECT_TRUE(actions.contains(action)) << actions.join(u", "_s).toStdString();
    }
    EXPECT_TRUE(window->perform(voice, u"Delete"_s));
    EXPECT_TRUE(window->waitUntilGone(node(u"Friendly, LLM Generate"_s)));
    desktop.press(u"ctrl+z"_s);
    EXPECT_TRUE(window->waitFor(node(u"Friendly, LLM Generate"_s)));
    EXPECT_TRUE(window->perform(found(node(u"Text, Prompt"_s)), u"Edit"_s));
    EXPECT_TRUE(QTest::qWaitFor([this] { return hasFocus(u"text"_s); }, processPatienceMs))
        << window->describe();
}

TEST_F(AccessibilityTest, Check9_TheSetupIsReadOutTabByTab)
{
    desktop.press(u"ctrl+comma"_s);
    ASSERT_TRUE(window->waitFor({u"page tab"_s, u"Providers"_s, setup})) << window->describe();
    EXPECT_EQ(namesOf(ofRole(window->all(setup), u"page tab"_s)),
              (QStringList{u"Project"_s, u"Providers"_s, u"Node defaults"_s, u"Canvas"_s}));
    openTab(u"Project"_s, u"check box"_s, {});
    expectReadable(window->all(setup));
    openTab(u"Providers"_s, u"text"_s, u"API key of OpenAI"_s);
    QList<AccessibleNode> nodes = window->all(setup);
    expectReadable(nodes);
    expectThere(nodes, u"text"_s, u"API key of OpenAI"_s);
    openTab(u"Node defaults"_s, u"combo box"_s, {});
    nodes = window->all(setup);
    expectReadable(nodes);
    EXPECT_GE(ofRole(nodes, u"combo box"_s).size(), 2);
    openTab(u"Canvas"_s, u"check box"_s, u"Reduce motion"_s);
    expectReadable(window->all(setup));
    EXPECT_FALSE(found({u"push button"_s, u"Save"_s, setup}).enabled);
    const Wanted motion{u"check box"_s, u"Reduce motion"_s, setup};
    EXPECT_FALSE(found(motion).checked);
    EXPECT_TRUE(window->perform(found(motion), u"Toggle"_s));
    EXPECT_TRUE(window->waitUntil(motion, [](const AccessibleNode& box) { return box.checked; }));
    EXPECT_TRUE(window->waitUntil({u"push button"_s, u"Save"_s, setup},
                                  [](const AccessibleNode& save) { return save.enabled; }));
}

} // namespace plantain::testing
