// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/canvas/CanvasFixture.h"

#include <QContextMenuEvent>
#include <QMenu>

namespace plantain::testing {

namespace {

class ResizeGesture : public CanvasTest
{
protected:
    QString prompt = add(Kind::Prompt, {100, 100});

    QPoint right() const
    {
        return view({rectOf(prompt).right() - 1, rectOf(prompt).bottom() - 30});
    }
    QPoint bottom() const
    {
        return view({rectOf(prompt).left() + 60, rectOf(prompt).bottom() - 1});
    }
    QPoint corner() const { return view(rectOf(prompt).bottomRight() - QPointF(2, 2)); }
};

TEST_F(ResizeGesture, TheRightBorderChangesTheWidth)
{
    const auto before = flow().content();
    const QSizeF size = node(prompt).size;
    drag(right(), right() + QPoint(60, 40));
    EXPECT_EQ(node(prompt).size, size + QSizeF(60, 0));
    expectOneStep(before, "Resize Prompt");
}

TEST_F(ResizeGesture, TheBottomBorderChangesTheHeightAndTheCornerBoth)
{
    const QSizeF size = node(prompt).size;
    drag(bottom(), bottom() + QPoint(60, 40));
    EXPECT_EQ(node(prompt).size, size + QSizeF(0, 40));
    drag(corner(), corner() + QPoint(30, 20));
    EXPECT_EQ(node(prompt).size, size + QSizeF(30, 60));
}

TEST_F(ResizeGesture, ANodeStaysLargeEnough)
{
    drag(corner(), {120, 110});
    EXPECT_EQ(node(prompt).size, workflow::edits::minimumNodeSize);
}

TEST_F(ResizeGesture, ShiftSnapsTheBorder)
{
    drag(right(), right() + QPoint(50, 0), Qt::ShiftModifier);
    EXPECT_EQ(std::fmod(rectOf(prompt).right(), 24.0), 0.0);
}

TEST_F(ResizeGesture, ADoubleClickOnTheRightBorderGivesTheDefaultWidth)
{
    drag(right(), right() + QPoint(90, 0));
    doubleClick(right());
    EXPECT_EQ(node(prompt).size.width(), workflow::nodeType(Kind::Prompt).defaultSize.width());
    EXPECT_EQ(undo().count(), 2);
}

TEST_F(ResizeGesture, EscLeavesTheSize)
{
    const auto before = flow().content();
    dragTo(right(), right() + QPoint(90, 0));
    ASSERT_TRUE(canvas->overlay().resize.has_value());
    key(Qt::Key_Escape);
    release({400, 200});
    expectNoStep(before);
}

class GroupGesture : public CanvasTest
{
protected:
    QString one = add(Kind::Prompt, {200, 200});
    QString two = add(Kind::Note, {500, 200});
    QString outside = add(Kind::Note, {200, 560});

    const workflow::Group& group() const { return flow().groups().front(); }
    void makeGroup()
    {
        selection().setNodes({one, two});
        key(Qt::Key_G, Qt::ControlModifier);
        ASSERT_EQ(flow().groups().size(), 1U);
        stepsBefore = undo().count();
    }
    QPoint header() const { return view(group().rect.topLeft() + QPointF(60, 14)); }
};

TEST_F(GroupGesture, CtrlGGroupsAndCtrlShiftGUngroups)
{
    const auto before = flow().content();
    makeGroup();
    EXPECT_EQ(node(one).groupId, group().id);
    EXPECT_TRUE(group().rect.contains(rectOf(one)) && group().rect.contains(rectOf(two)));
    EXPECT_EQ(undo().undoText(), QStringLiteral("Group 2 nodes"));
    undo().undo();
    EXPECT_EQ(flow().content(), before);
    undo().redo();
    key(Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_TRUE(flow().groups().empty());
    EXPECT_EQ(flow().nodes().size(), 3U);
}

TEST_F(GroupGesture, ItsHeaderMovesItWithItsNodes)
{
    makeGroup();
    const auto before = flow().content();
    const QRectF rect = group().rect;
    drag(header(), header() + QPoint(50, -40));
    EXPECT_EQ(group().rect, rect.translated(50, -40));
    EXPECT_EQ(node(one).position, QPointF(250, 160));
    EXPECT_EQ(node(outside).position, QPointF(200, 560));
    expectOneStep(before, "Move group");
}

TEST_F(GroupGesture, ItsCornerResizesIt)
{
    makeGroup();
    const auto before = flow().content();
    const QRectF rect = group().rect;
    const QPoint corner = view(rect.bottomRight() - QPointF(3, 3));
    drag(corner, corner + QPoint(40, 60));
    EXPECT_EQ(group().rect, rect.adjusted(0, 0, 40, 60));
    expectOneStep(before, "Resize group");
}

TEST_F(GroupGesture, ADoubleClickOnTheHeaderRenamesIt)
{
    makeGroup();
    const auto before = flow().content();
    doubleClick(header());
    ASSERT_TRUE(editor().isVisible());
    type("Voices");
    key(Qt::Key_Return);
    EXPECT_EQ(group().name, QStringLiteral("Voices"));
    expectOneStep(before, "Rename group");
}

TEST_F(GroupGesture, DeleteTakesTheFrameOnly)
{
    makeGroup();
    click(header());
    EXPECT_EQ(selection().group(), group().id);
    key(Qt::Key_Delete);
    EXPECT_TRUE(flow().groups().empty());
    EXPECT_EQ(flow().nodes().size(), 3U);
}

class CanvasMenu : public GroupGesture
{
protected:
    QMenu* openMenu(QPoint at)
    {
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, canvas->mapToGlobal(at));
        QApplication::sendEvent(canvas.get(), &event);
        return canvas->findChild<QMenu*>(QStringLiteral("canvasMenu"));
    }
    static void choose(QMenu& menu, const char* name)
    {
        auto* action = menu.findChild<QAction*>(QLatin1String(name));
        ASSERT_NE(action, nullptr) << name;
        action->trigger();
        menu.close();
    }
};

TEST_F(CanvasMenu, AGroupHasColourAndLock)
{
    makeGroup();
    const auto before = flow().content();
    QMenu* menu = openMenu(header());
    ASSERT_NE(menu, nullptr);
    EXPECT_EQ(selection().group(), group().id);
    choose(*menu, "groupColor_green");
    EXPECT_EQ(group().color, QStringLiteral("green"));
    expectOneStep(before, "Colour group");
    action(Command::ToggleLock)->trigger();
    EXPECT_TRUE(group().locked);
    EXPECT_EQ(undo().undoText(), QStringLiteral("Lock group"));
}

TEST_F(CanvasMenu, AWireIsPausedAndResumed)
{
    const QString constructor = add(Kind::PromptConstructor, {700, 500});
    const QString wire = connectNodes(one, constructor);
    const auto before = flow().content();
    QMenu* menu = openMenu(wireAt(wire, 0.5));
    ASSERT_NE(menu, nullptr);
    EXPECT_EQ(selection().edge(), wire);
    choose(*menu, "pauseWire");
    EXPECT_TRUE(flow().edges().front().paused);
    expectOneStep(before, "Pause at wire");
}

TEST_F(CanvasMenu, OfANodeIsAboutTheSelectionWhenItBelongsToIt)
{
    selection().setNodes({one, two});
    QMenu* menu = openMenu(bodyOf(one));
    ASSERT_NE(menu, nullptr);
    EXPECT_EQ(selection().nodes(), ids({one, two}));
    EXPECT_TRUE(menu->actions().contains(action(Command::Delete)));
    delete menu;
    menu = openMenu(bodyOf(outside));
    EXPECT_EQ(selection().nodes(), ids({outside}));
}

TEST_F(CanvasMenu, MnemonicsAreUnique)
{
    makeGroup();
    const QString constructor = add(Kind::PromptConstructor, {700, 500});
    const QString wire = connectNodes(one, constructor);
    for (const QPoint& at : {bodyOf(one), header(), wireAt(wire, 0.8), QPoint(950, 650)}) {
        QMenu* menu = openMenu(at);
        ASSERT_NE(menu, nullptr);
        QSet<QChar> letters;
        const QList<QAction*> actions = menu->actions();
        for (const QAction* each : actions) {
            if (each->isSeparator()) {
                continue;
            }
            const qsizetype place = each->text().indexOf(u'&');
            ASSERT_GE(place, 0) << each->text().toStdString();
            const QChar letter = each->text().at(place + 1).toLower();
            EXPECT_FALSE(letters.contains(letter)) << each->text().toStdString();
            letters.insert(letter);
        }
        delete menu;
    }
}

TEST_F(CanvasMenu, OfTheCanvasAddsNodes)
{
    QMenu* menu = openMenu({900, 600});
    ASSERT_NE(menu, nullptr);
    EXPECT_TRUE(menu->actions().contains(action(Command::AddNode)));
    EXPECT_FALSE(menu->actions().contains(action(Command::Delete)));
}

} // namespace

} // namespace plantain::testing
