// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/canvas/CanvasFixture.h"

namespace plantain::testing {

namespace {

class WireGesture : public CanvasTest
{
protected:
    QString prompt = add(Kind::Prompt, {60, 60});
    QString other = add(Kind::Prompt, {60, 420});
    QString image = add(Kind::Image, {60, 220});
    QString llm = add(Kind::LlmGenerate, {420, 120});
    QString output = add(Kind::Output, {720, 420});

    QString wired(const QString& from, const QString& to,
                  const QString& port = QStringLiteral("text")) const
    {
        return from + u':' + port + u'>' + to + u':' + port;
    }
    QPoint out(const QString& id, const char* port = "text") const
    {
        return portOf(id, port, false);
    }
    QPoint in(const QString& id, const char* port = "text") const { return portOf(id, port, true); }
};

TEST_F(WireGesture, DraggedFromOutputToInput)
{
    const auto before = flow().content();
    drag(out(prompt), in(llm));
    EXPECT_EQ(edgeList(), QStringList{wired(prompt, llm)});
    expectOneStep(before, "Connect");
}

TEST_F(WireGesture, DraggedFromInputToOutput)
{
    const auto before = flow().content();
    drag(in(llm), out(prompt));
    EXPECT_EQ(edgeList(), QStringList{wired(prompt, llm)});
    expectOneStep(before, "Connect");
}

TEST_F(WireGesture, SnapsWithin24ViewPixelsAtEveryZoom)
{
    for (const double scale : {0.3, 1.0, 2.5}) {
        ui::Viewport viewport;
        viewport.setScaleAt({0, 0}, scale);
        viewport.setOrigin({40, 40});
        canvas->setViewport(viewport);
        const QPoint target = in(llm);
        if (!canvas->rect().contains(target)) {
            viewport.setOrigin(rectOf(prompt).center());
            canvas->setViewport(viewport);
        }
        dragTo(out(prompt), in(llm)-QPoint(20, 8));
        ASSERT_TRUE(canvas->overlay().wire.has_value()) << scale;
        EXPECT_TRUE(canvas->overlay().wire->snap.has_value()) << scale;
        moveMouse(in(llm)-QPoint(30, 30), Qt::LeftButton);
        EXPECT_FALSE(canvas->overlay().wire->snap.has_value()) << scale;
        key(Qt::Key_Escape);
        release(in(llm));
        EXPECT_TRUE(flow().edges().empty());
    }
}

TEST_F(WireGesture, TheDraftEndsAtThePortItSnapsTo)
{
    dragTo(out(prompt), in(llm)-QPoint(15, 5));
    const auto& wire = canvas->overlay().wire;
    ASSERT_TRUE(wire.has_value());
    EXPECT_EQ(wire->node, flow().nodeIndex(prompt));
    EXPECT_EQ(view(wire->loose), in(llm));
    release(in(llm)-QPoint(15, 5));
    EXPECT_EQ(edgeList(), QStringList{wired(prompt, llm)});
}

TEST_F(WireGesture, ATypeThatDoesNotFitIsRefusedWithBothNames)
{
    const auto before = flow().content();
    dragTo(out(image, "image"), in(llm, "text"));
    EXPECT_TRUE(canvas->overlay().hint.contains(QStringLiteral("image")));
    EXPECT_TRUE(canvas->overlay().hint.contains(QStringLiteral("text")));
    release(in(llm, "text"));
    ASSERT_EQ(announcements.size(), 1);
    EXPECT_TRUE(announcements.front().contains(QStringLiteral("image")));
    EXPECT_TRUE(announcements.front().contains(QStringLiteral("text")));
    expectNoStep(before);
}

TEST_F(WireGesture, ALoopIsRefusedWithASentence)
{
    const QString constructor = add(Kind::PromptConstructor, {420, 420});
    connectNodes(llm, constructor);
    const auto before = flow().content();
    drag(out(constructor), in(llm));
    EXPECT_EQ(announcements.size(), 1);
    expectNoStep(before);
}

TEST_F(WireGesture, ANodeTakesItWithItsFirstFreePortThatFits)
{
    const auto before = flow().content();
    drag(out(prompt), bodyOf(llm) + QPoint(60, 0));
    EXPECT_EQ(edgeList(), QStringList{wired(prompt, llm)});
    expectOneStep(before, "Connect");
    drag(out(image, "image"), bodyOf(llm) + QPoint(60, 0));
    EXPECT_EQ(edgeList().last(), wired(image, llm, QStringLiteral("image")));
}

TEST_F(WireGesture, ANodeWithoutAFittingPortSaysSo)
{
    const auto before = flow().content();
    drag(out(image, "image"), bodyOf(prompt));
    EXPECT_EQ(announcements,
              QStringList{QStringLiteral("Prompt has no port that takes this wire.")});
    expectNoStep(before);
}

TEST_F(WireGesture, ATextInputTakesOneAndTheLastReplaces)
{
    connectNodes(prompt, llm);
    const auto before = flow().content();
    drag(out(other), in(llm));
    EXPECT_EQ(edgeList(), QStringList{wired(other, llm)});
    expectOneStep(before, "Connect");
}

TEST_F(WireGesture, AnImageInputTakesMany)
{
    const QString second = add(Kind::Image, {60, 560});
    drag(out(image, "image"), in(llm, "image"));
    drag(out(second, "image"), in(llm, "image"));
    EXPECT_EQ(flow().edges().size(), 2U);
}

TEST_F(WireGesture, PulledOffAnInputAndPutElsewhereIsOneStep)
{
    connectNodes(prompt, llm);
    const auto before = flow().content();
    dragTo(in(llm), in(output));
    ASSERT_TRUE(canvas->overlay().wire.has_value());
    EXPECT_EQ(canvas->overlay().wire->pulledEdge, 0);
    EXPECT_EQ(canvas->overlay().wire->node, flow().nodeIndex(prompt));
    release(in(output));
    EXPECT_EQ(edgeList(), QStringList{wired(prompt, output)});
    expectOneStep(before, "Move wire");
}

TEST_F(WireGesture, PulledOffAndLetGoOverNothingIsRemoved)
{
    connectNodes(prompt, llm);
    const auto before = flow().content();
    drag(in(llm), {380, 620});
    EXPECT_TRUE(flow().edges().empty());
    EXPECT_EQ(popup(), nullptr);
    expectOneStep(before, "Disconnect");
}

TEST_F(WireGesture, PulledOffAndPutBackChangesNothing)
{
    connectNodes(prompt, llm);
    const auto before = flow().content();
    dragTo(in(llm), {380, 620});
    moveMouse(in(llm), Qt::LeftButton);
    release(in(llm));
    expectNoStep(before);
    EXPECT_TRUE(announcements.isEmpty());
}

TEST_F(WireGesture, AWireIsTakenAtTheEndThatIsNearer)
{
    const QString wire = connectNodes(prompt, llm);
    const auto before = flow().content();
    drag(wireAt(wire, 0.7), in(output));
    EXPECT_EQ(edgeList(), QStringList{wired(prompt, output)});
    expectOneStep(before, "Move wire");
    undo().undo();
    stepsBefore = undo().count() - 1;
    drag(wireAt(flow().edges().front().id, 0.3), out(other));
    EXPECT_EQ(edgeList(), QStringList{wired(other, llm)});
}

TEST_F(WireGesture, EscLeavesNothing)
{
    connectNodes(prompt, llm);
    const auto before = flow().content();
    dragTo(in(llm), {380, 620});
    key(Qt::Key_Escape);
    EXPECT_EQ(canvas->overlay(), ui::CanvasOverlay());
    release({380, 620});
    expectNoStep(before);
}

TEST_F(WireGesture, AltClickDeletesAWire)
{
    const QString wire = connectNodes(prompt, llm);
    const auto before = flow().content();
    click(wireAt(wire, 0.5), Qt::AltModifier);
    EXPECT_TRUE(flow().edges().empty());
    expectOneStep(before, "Delete wire");
}

TEST_F(WireGesture, DeleteDeletesTheSelectedWire)
{
    const QString wire = connectNodes(prompt, llm);
    const auto before = flow().content();
    click(wireAt(wire, 0.5));
    key(Qt::Key_Delete);
    EXPECT_TRUE(flow().edges().empty());
    expectOneStep(before, "Delete wire");
}

TEST_F(WireGesture, LetGoOverNothingOffersOnlyWhatFits)
{
    drag(out(prompt), {360, 600});
    ASSERT_NE(popup(), nullptr);
    EXPECT_TRUE(canvas->overlay().wire.has_value()) << "the draft waits for the answer";
    // Kinds with a text input: LLM Generate, Output, Prompt, Prompt Constructor.
    EXPECT_EQ(popup()->shown().size(), 4);
    const auto before = flow().content();
    key(Qt::Key_Return);
    ASSERT_EQ(flow().nodes().size(), 6U);
    const workflow::Node& added = flow().nodes().back();
    EXPECT_EQ(added.kind, Kind::LlmGenerate) << "the first is chosen already";
    EXPECT_EQ(edgeList(), QStringList{wired(prompt, added.id)});
    EXPECT_EQ(selection().nodes(), ids({added.id}));
    // Its port is where the wire was let go.
    EXPECT_LE((in(added.id) - QPoint(360, 600)).manhattanLength(), 1);
    EXPECT_EQ(canvas->overlay(), ui::CanvasOverlay());
    EXPECT_TRUE(canvas->hasFocus());
    expectOneStep(before, "Add LLM Generate");
}

TEST_F(WireGesture, AnInputLetGoOverNothingOffersSources)
{
    drag(in(llm, "image"), {380, 620});
    ASSERT_NE(popup(), nullptr);
    EXPECT_EQ(popup()->shown().size(), 1);
    key(Qt::Key_Return);
    EXPECT_EQ(flow().nodes().back().kind, Kind::Image);
    EXPECT_EQ(edgeList(),
              QStringList{wired(flow().nodes().back().id, llm, QStringLiteral("image"))});
}

TEST_F(WireGesture, TheMenuOfAWireIsFilteredByTyping)
{
    drag(out(prompt), {360, 600});
    type("outp");
    EXPECT_EQ(popup()->shown().size(), 1);
    key(Qt::Key_Return);
    EXPECT_EQ(flow().nodes().back().kind, Kind::Output);
}

TEST_F(WireGesture, EscInTheMenuOfAWireLeavesNoDraft)
{
    const auto before = flow().content();
    drag(out(prompt), {360, 600});
    key(Qt::Key_Escape);
    EXPECT_EQ(popup(), nullptr);
    EXPECT_EQ(canvas->overlay(), ui::CanvasOverlay());
    EXPECT_TRUE(canvas->hasFocus());
    expectNoStep(before);
}

TEST_F(WireGesture, APressElsewhereClosesTheMenuOfAWire)
{
    const auto before = flow().content();
    drag(out(prompt), {360, 600});
    ASSERT_NE(popup(), nullptr);
    click({980, 20});
    EXPECT_EQ(popup(), nullptr);
    EXPECT_EQ(canvas->overlay(), ui::CanvasOverlay());
    expectNoStep(before);
}

} // namespace

} // namespace plantain::testing
