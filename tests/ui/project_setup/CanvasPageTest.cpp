// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/project_setup/SetupFixture.h"

namespace plantain::testing {

namespace {

using namespace plantain::ui;
using namespace plantain::settings;

void pick(SegmentedControl& control, const QString& label)
{
    const auto buttons = control.findChildren<QAbstractButton*>();
    for (QAbstractButton* button : buttons) {
        if (button->accessibleName() == label) {
            QTest::mouseClick(button, Qt::LeftButton);
            return;
        }
    }
    ADD_FAILURE() << label.toStdString();
}

} // namespace

TEST_F(SetupTest, EveryChoiceOfTheCanvasIsSavedAndShownAgain)
{
    openAt(Tab::Canvas);
    pick(*choice("panControl"), QStringLiteral("Middle button"));
    pick(*choice("zoomControl"), QStringLiteral("Ctrl+scroll"));
    pick(*choice("selectionControl"), QStringLiteral("Alt+drag"));
    pick(*choice("edgeStyleControl"), QStringLiteral("Angular"));
    pick(*choice("themeControl"), QStringLiteral("Light"));
    pick(*choice("textSizeControl"), QStringLiteral("Large"));
    for (const char* name : {"gridBox", "snapBox", "reduceMotionBox"}) {
        box(name)->click();
    }
    ASSERT_TRUE(save());
    const CanvasSettings expected{PanMode::MiddleButton,
                                  ZoomMode::CtrlScroll,
                                  SelectionMode::AltDrag,
                                  false,
                                  true,
                                  EdgeStyle::Angular,
                                  true,
                                  TextSize::Large};
    EXPECT_EQ(world->settings.values().canvas, expected);
    EXPECT_EQ(world->settings.values().theme, ThemeChoice::Light);
    openDialog(Tab::Canvas);
    EXPECT_EQ(choice("panControl")->current(), QStringLiteral("2"));
    EXPECT_FALSE(box("gridBox")->isChecked());
    EXPECT_FALSE(saveButton()->isEnabled());
}

TEST_F(SetupTest, AChoiceThatIsTakenBackIsNoChange)
{
    openAt(Tab::Canvas);
    box("gridBox")->click();
    EXPECT_TRUE(saveButton()->isEnabled());
    EXPECT_EQ(tabText(Tab::Canvas), QStringLiteral("Canvas *"));
    box("gridBox")->click();
    EXPECT_FALSE(saveButton()->isEnabled());
    EXPECT_EQ(tabText(Tab::Canvas), QStringLiteral("Canvas"));
}

} // namespace plantain::testing
