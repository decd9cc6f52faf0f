// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/canvas/CanvasFixture.h"

#include <QRandomGenerator>

namespace plantain::testing {

namespace {

/// Random presses, drags, keys and wheels of somebody who does not know what they do.
class GestureStorm : public CanvasTest, public ::testing::WithParamInterface<int>
{
protected:
    int random(int below) { return static_cast<int>(generator.bounded(below)); }
    QPoint place() { return {random(canvas->width()), random(canvas->height())}; }
    Qt::KeyboardModifiers modifiers()
    {
        static constexpr Qt::KeyboardModifier choice[] = {Qt::NoModifier, Qt::NoModifier,
                                                          Qt::ShiftModifier, Qt::ControlModifier,
                                                          Qt::AltModifier};
        return choice[random(5)];
    }
    void storm()
    {
        switch (random(8)) {
        case 0:
            press(place(), modifiers(), random(5) == 0 ? Qt::MiddleButton : Qt::LeftButton);
            break;
        case 1:
        case 2:
            moveMouse(place(), random(2) == 0 ? Qt::LeftButton : Qt::NoButton, modifiers());
            break;
        case 3:
            release(place(), modifiers());
            break;
        case 4:
            drag(place(), place(), modifiers());
            break;
        case 5:
            wheel(place(), {0, random(2) == 0 ? 120 : -120}, modifiers());
            break;
        case 6:
            doubleClick(place());
            break;
        default:
            pressKey();
        }
    }
    void pressKey()
    {
        static constexpr Qt::Key keys[] = {
            Qt::Key_Escape, Qt::Key_Tab,    Qt::Key_Return, Qt::Key_Delete, Qt::Key_Left,
            Qt::Key_Down,   Qt::Key_A,      Qt::Key_G,      Qt::Key_D,      Qt::Key_L,
            Qt::Key_M,      Qt::Key_C,      Qt::Key_V,      Qt::Key_Slash,  Qt::Key_P,
            Qt::Key_Z,      Qt::Key_Period, Qt::Key_F2,     Qt::Key_H,      Qt::Key_T};
        key(keys[random(std::size(keys))], modifiers());
        canvas->activateWindow();
    }

    QRandomGenerator generator{static_cast<quint32>(GetParam())};
};

TEST_P(GestureStorm, EndsWithNothingUnderWayAndEverythingUndone)
{
    RecordProperty("seed", GetParam());
    const QString prompt = add(Kind::Prompt, {60, 60});
    const QString llm = add(Kind::LlmGenerate, {420, 60});
    add(Kind::Output, {700, 300});
    add(Kind::Image, {60, 400});
    connectNodes(prompt, llm);
    const auto before = flow().content();
    for (int i = 0; i < 500; ++i) {
        storm();
        if (flow().nodes().size() > 400) {
            key(Qt::Key_Z, Qt::ControlModifier);
        }
    }
    if (ui::SearchPopup* open = popup()) {
        open->dismiss();
    }
    canvas->setFocus();
    canvas->input().cancelGesture();
    EXPECT_EQ(canvas->overlay(), ui::CanvasOverlay());
    EXPECT_FALSE(canvas->grab().isNull());
    const auto after = flow().content();
    const int steps = undo().index();
    while (undo().canUndo()) {
        undo().undo();
    }
    EXPECT_EQ(flow().content(), before) << "seed " << GetParam();
    while (undo().index() < steps) {
        undo().redo();
    }
    EXPECT_EQ(flow().content(), after) << "seed " << GetParam();
}

INSTANTIATE_TEST_SUITE_P(Seeds, GestureStorm, ::testing::Values(1, 2, 3, 4));

} // namespace

} // namespace plantain::testing
