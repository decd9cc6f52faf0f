// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window/WindowTest.h"

#include <QAction>
#include <QDockWidget>

namespace plantain::testing {

using namespace Qt::StringLiterals;

namespace {

class WindowStateTest : public WindowTest
{
protected:
    void openWith(const QByteArray& state, const QByteArray& geometry)
    {
        world = std::make_unique<UiWorld>();
        settings::Settings values = world->settings.values();
        values.windowState = state;
        values.windowGeometry = geometry;
        ASSERT_TRUE(world->settings.save(values).ok());
        window = std::make_unique<ui::MainWindow>(world->windowServices());
    }
    bool isDockHidden(const char* name)
    {
        return window->findChild<QDockWidget*>(QLatin1String(name))->isHidden();
    }
};

} // namespace

TEST_F(WindowStateTest, ADamagedStateIsTheUsualOne)
{
    openWith({}, {});
    const QSize usual = window->size();
    QByteArray state = window->saveState(2);
    QByteArray geometry = window->saveGeometry();
    for (const QByteArray& damage : {QByteArray("nonsense"), QByteArray("\x00\x00\x00\xff", 4)}) {
        state.replace(8, damage.size(), damage);
        for (const QByteArray& bytes : {damage, state.left(20), state}) {
            openWith(bytes, damage + geometry);
            EXPECT_EQ(window->size(), usual);
            EXPECT_TRUE(isDockHidden("logDock"));
        }
    }
}

TEST_F(WindowStateTest, TheLogIsOpenAgainWhenItWasOpen)
{
    open();
    EXPECT_TRUE(isDockHidden("logDock"));
    menuAction(u"Log"_s)->trigger();
    window->close();
    open();
    EXPECT_FALSE(isDockHidden("logDock"));
}

} // namespace plantain::testing
