// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/UiWorld.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QStyle>

namespace plantain::testing {

namespace {

using namespace plantain::ui;

int animationTime()
{
    return QApplication::style()->styleHint(QStyle::SH_Widget_Animation_Duration);
}

class MotionTest : public UiTest
{
protected:
    void reduce(UiWorld& world, bool reduced)
    {
        settings::Settings values = world.settings.values();
        values.canvas.reduceMotion = reduced;
        ASSERT_TRUE(world.settings.save(values).ok());
    }
};

} // namespace

TEST_F(MotionTest, NothingOfQtMovesWhenMotionIsReducedAndItMovesAgainAfterwards)
{
    UiWorld world;
    const MainWindow window(world.windowServices());
    const bool hadEffects = QApplication::isEffectEnabled(Qt::UI_General);
    EXPECT_TRUE(theme::motionAllowed());
    EXPECT_GT(animationTime(), 0);
    reduce(world, true);
    EXPECT_FALSE(theme::motionAllowed());
    EXPECT_EQ(animationTime(), 0);
    EXPECT_FALSE(QApplication::isEffectEnabled(Qt::UI_General));
    EXPECT_FALSE(QApplication::isEffectEnabled(Qt::UI_AnimateMenu));
    reduce(world, false);
    EXPECT_GT(animationTime(), 0);
    EXPECT_EQ(QApplication::isEffectEnabled(Qt::UI_General), hadEffects);
}

} // namespace plantain::testing
