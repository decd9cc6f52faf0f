// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/canvas/CanvasFixture.h"

#include "ui/canvas/FuzzyMatch.h"

namespace plantain::testing {

namespace {

class AddNode : public CanvasTest
{
protected:
    void openPalette() { key(Qt::Key_Slash); }
};

TEST_F(AddNode, ByKeysOnlyAtThePointer)
{
    const auto before = flow().content();
    moveMouse({400, 300});
    openPalette();
    ASSERT_NE(popup(), nullptr);
    EXPECT_EQ(popup()->shown().size(), workflow::nodeTypes().size());
    type("llm");
    EXPECT_EQ(popup()->shown().size(), 1);
    key(Qt::Key_Return);
    ASSERT_EQ(flow().nodes().size(), 1U);
    const workflow::Node& added = flow().nodes().front();
    EXPECT_EQ(added.kind, Kind::LlmGenerate);
    EXPECT_EQ(QRectF(added.position, added.size).center(), QPointF(400, 300));
    EXPECT_EQ(selection().nodes(), ids({added.id}));
    EXPECT_TRUE(canvas->hasFocus());
    expectOneStep(before, "Add LLM Generate");
}

TEST_F(AddNode, OtherWordsForAKindFindItToo)
{
    openPalette();
    type("photo");
    ASSERT_EQ(popup()->shown().size(), 1);
    key(Qt::Key_Return);
    EXPECT_EQ(flow().nodes().front().kind, Kind::Image);
}

TEST_F(AddNode, ArrowsChooseInThePalette)
{
    openPalette();
    key(Qt::Key_Down);
    key(Qt::Key_Down);
    key(Qt::Key_Up);
    key(Qt::Key_Return);
    EXPECT_EQ(flow().nodes().front().kind, workflow::nodeTypes().at(1).kind);
}

TEST_F(AddNode, ADoubleClickOnTheCanvasOpensThePaletteThere)
{
    doubleClick({500, 200});
    ASSERT_NE(popup(), nullptr);
    EXPECT_EQ(popup()->pos(), QPoint(500, 200));
    key(Qt::Key_Escape);
    EXPECT_EQ(popup(), nullptr);
    EXPECT_TRUE(flow().nodes().empty());
}

TEST_F(AddNode, ThePaletteStaysWithinTheCanvas)
{
    doubleClick({990, 690});
    ASSERT_NE(popup(), nullptr);
    EXPECT_TRUE(canvas->rect().contains(popup()->geometry()));
}

TEST_F(AddNode, NothingFoundAddsNothing)
{
    openPalette();
    type("xyzzy");
    EXPECT_TRUE(popup()->shown().isEmpty());
    key(Qt::Key_Return);
    EXPECT_TRUE(flow().nodes().empty());
    EXPECT_NE(popup(), nullptr) << "the question stays";
}

TEST_F(AddNode, QuickKeysAddEveryKind)
{
    const QList<std::pair<Qt::Key, Kind>> keys{
        {Qt::Key_P, Kind::Prompt}, {Qt::Key_I, Kind::Image}, {Qt::Key_L, Kind::LlmGenerate},
        {Qt::Key_O, Kind::Output}, {Qt::Key_N, Kind::Note},  {Qt::Key_C, Kind::PromptConstructor}};
    for (const auto& [letter, kind] : keys) {
        key(letter, Qt::ShiftModifier);
        EXPECT_EQ(flow().nodes().back().kind, kind);
    }
    EXPECT_EQ(undo().count(), keys.size());
}

TEST_F(AddNode, TwoAddedAtTheSamePlaceAreBothSeen)
{
    key(Qt::Key_P, Qt::ShiftModifier);
    key(Qt::Key_P, Qt::ShiftModifier);
    EXPECT_EQ(flow().nodes().back().position - flow().nodes().front().position, QPointF(24, 24));
}

TEST_F(AddNode, LettersTypedElsewhereAddNothing)
{
    openPalette();
    type("PILL");
    EXPECT_TRUE(flow().nodes().empty());
    EXPECT_EQ(popup()->field().text(), QStringLiteral("PILL"));
}

TEST_F(AddNode, ANewLlmNodeTakesTheNodeDefaults)
{
    settings::Settings values = world.settings.values();
    values.nodeDefaults.provider = QStringLiteral("google");
    values.nodeDefaults.model = QStringLiteral("gemini-2.5-flash");
    values.nodeDefaults.system = QStringLiteral("Be short.");
    values.nodeDefaults.temperature = 0.3;
    values.nodeDefaults.maxTokens = 512;
    values.nodeDefaults.effort = QStringLiteral("low");
    ASSERT_TRUE(world.settings.save(values).ok());
    key(Qt::Key_L, Qt::ShiftModifier);
    const auto parameters = workflow::llmParameters(flow().nodes().front());
    EXPECT_EQ(parameters.provider, QStringLiteral("google"));
    EXPECT_EQ(parameters.model, QStringLiteral("gemini-2.5-flash"));
    EXPECT_EQ(parameters.system, QStringLiteral("Be short."));
    EXPECT_EQ(parameters.temperature, 0.3);
    EXPECT_EQ(parameters.maxTokens, 512);
    EXPECT_EQ(parameters.effort, QStringLiteral("low"));
}

TEST_F(AddNode, WithoutADefaultTheProviderThatCanRunIsChosen)
{
    key(Qt::Key_L, Qt::ShiftModifier);
    EXPECT_EQ(workflow::llmParameters(flow().nodes().back()).provider,
              QStringLiteral("openai-auth"));
    ASSERT_TRUE(world.storeKey(QStringLiteral("google"), "AIza-test"));
    ASSERT_TRUE(waitFor(
        [&] { return world.keys.source(QStringLiteral("google")) == secrets::KeySource::Stored; }));
    key(Qt::Key_L, Qt::ShiftModifier);
    const auto parameters = workflow::llmParameters(flow().nodes().back());
    EXPECT_EQ(parameters.provider, QStringLiteral("google"));
    EXPECT_EQ(parameters.model, world.catalog.defaultModel(llm::ProviderId::Google));
}

TEST_F(AddNode, FuzzySearchPrefersWholeWordsAndBeginnings)
{
    EXPECT_TRUE(ui::fuzzyScore(QStringLiteral("pc"), QStringLiteral("Prompt Constructor")));
    EXPECT_TRUE(ui::fuzzyScore(QStringLiteral("lgen"), QStringLiteral("LLM Generate")));
    EXPECT_FALSE(ui::fuzzyScore(QStringLiteral("xq"), QStringLiteral("LLM Generate")));
    EXPECT_GT(ui::fuzzyScore(QStringLiteral("pc"), QStringLiteral("Prompt Constructor")),
              ui::fuzzyScore(QStringLiteral("pc"), QStringLiteral("Apricot")));
    EXPECT_GT(ui::fuzzyScore(QStringLiteral("out"), QStringLiteral("Output")),
              ui::fuzzyScore(QStringLiteral("out"), QStringLiteral("About")));
}

} // namespace

} // namespace plantain::testing
