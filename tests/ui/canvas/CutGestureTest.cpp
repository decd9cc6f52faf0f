// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/canvas/CanvasFixture.h"

#include <QContextMenuEvent>
#include <QMenu>

namespace plantain::testing {

namespace {

class CutGesture : public CanvasTest
{
protected:
    QString prompt = add(Kind::Prompt, {40, 60});
    QString one = add(Kind::LlmGenerate, {600, 20});
    QString two = add(Kind::LlmGenerate, {600, 320});
    QString toOne = connectNodes(prompt, one);
    QString toTwo = connectNodes(prompt, two);

    void cut(QPoint from, QPoint to) { drag(from, to, Qt::ControlModifier, Qt::RightButton); }
    /// As a platform asks for a menu when the right button goes down.
    void askForMenu(QPoint at, Qt::KeyboardModifiers modifiers)
    {
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, canvas->mapToGlobal(at), modifiers);
        QApplication::sendEvent(canvas.get(), &event);
    }
    static bool isMenuOpen() { return qobject_cast<QMenu*>(QApplication::activePopupWidget()); }
};

TEST_F(CutGesture, WiresThatTheLineCrossesGoAsOneStep)
{
    const workflow::WorkflowContent before = flow().content();
    cut({560, 10}, {560, 690});
    EXPECT_TRUE(flow().edges().empty());
    expectOneStep(before, "Cut 2 wires");
}

TEST_F(CutGesture, WiresBesideTheLineStay)
{
    const QPoint place = wireAt(toTwo, 0.8);
    cut(place - QPoint(0, 40), place + QPoint(0, 40));
    EXPECT_EQ(edgeList(),
              QStringList{prompt + QStringLiteral(":text>") + one + QStringLiteral(":text")});
    EXPECT_EQ(undo().undoText(), QStringLiteral("Cut 1 wire"));
}

TEST_F(CutGesture, ALineAcrossNothingIsNoStep)
{
    const workflow::WorkflowContent before = flow().content();
    cut({20, 500}, {300, 650});
    expectNoStep(before);
    EXPECT_EQ(canvas->overlay(), ui::CanvasOverlay());
}

TEST_F(CutGesture, TheLineAndWhatItTakesAreSeenWhileItIsDrawn)
{
    dragTo({560, 10}, {560, 690}, Qt::ControlModifier, Qt::RightButton);
    EXPECT_EQ(canvas->overlay().cutEdges, (QSet<int>{0, 1}));
    EXPECT_EQ(canvas->overlay().cutLine.front(), QPointF(560, 10));
    EXPECT_EQ(canvas->overlay().cutLine.back(), QPointF(560, 690));
    const QImage during = canvas->grab().toImage();
    const QColor error = ui::theme::color(ui::theme::ColorRole::Error);
    int drawn = 0;
    for (int y = 0; y < during.height(); ++y) {
        const QColor pixel = during.pixelColor(qRound(560 * during.devicePixelRatio()), y);
        drawn +=
            std::abs(pixel.red() - error.red()) + std::abs(pixel.green() - error.green()) < 150;
    }
    EXPECT_GT(drawn, 200) << "dashes";
    EXPECT_LT(drawn, 600) << "gaps";
    release({560, 690}, Qt::ControlModifier, Qt::RightButton);
    EXPECT_EQ(canvas->overlay(), ui::CanvasOverlay());
}

TEST_F(CutGesture, EscTakesItBack)
{
    const workflow::WorkflowContent before = flow().content();
    dragTo({560, 10}, {560, 690}, Qt::ControlModifier, Qt::RightButton);
    key(Qt::Key_Escape);
    EXPECT_FALSE(canvas->input().isGestureUnderWay());
    release({560, 690}, Qt::ControlModifier, Qt::RightButton);
    expectNoStep(before);
}

TEST_F(CutGesture, FromAfarTheStraightLinesAreCut)
{
    ui::Viewport viewport;
    viewport.setScaleAt({}, 0.1);
    canvas->setViewport(viewport);
    cut({56, 1}, {56, 69});
    EXPECT_TRUE(flow().edges().empty());
}

TEST_F(CutGesture, ItsPressOpensNoMenuButAClickDoes)
{
    press({300, 500}, Qt::ControlModifier, Qt::RightButton);
    askForMenu({300, 500}, Qt::ControlModifier);
    EXPECT_FALSE(isMenuOpen());
    release({300, 500}, Qt::ControlModifier, Qt::RightButton);
    EXPECT_TRUE(isMenuOpen());
    QApplication::activePopupWidget()->close();
    press({300, 500}, Qt::NoModifier, Qt::RightButton);
    askForMenu({300, 500}, Qt::NoModifier);
    EXPECT_TRUE(isMenuOpen());
    QApplication::activePopupWidget()->close();
}

} // namespace

} // namespace plantain::testing
