// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/run/Evaluation.h"

#include "src/workflow/Edits.h"
#include "tests/run/RunTesting.h"

using namespace plantain;
using namespace plantain::run;
using namespace plantain::testing;
using namespace Qt::StringLiterals;

namespace {

/// A workflow and what flows through it.
struct Flow {
    explicit Flow(const Drawing& drawing)
    {
        workflow.reset(drawing.content);
        QObject::connect(&evaluation, &Evaluation::invalidated, &evaluation,
                         [this](const QList<int>& nodes) { told << nodes; });
    }
    QString text(const char* id) const { return evaluation.text(at(id)); }
    NodeInputs inputs(const char* id) const { return evaluation.inputs(at(id)); }
    int at(const char* id) const { return workflow.nodeIndex(QLatin1String(id)); }
    void set(const char* id, const workflow::DataPatch& data)
    {
        workflow.apply(workflow::edits::setData(workflow, QLatin1String(id), data));
    }
    void connectText(const char* from, const char* to)
    {
        const auto edit = workflow::edits::connectPorts(workflow, {QLatin1String(from), u"text"_s},
                                                        {QLatin1String(to), u"text"_s});
        ASSERT_TRUE(edit.ok());
        workflow.apply(*edit);
    }
    void remove(const QStringList& nodes, const QStringList& edges = {})
    {
        workflow.apply(workflow::edits::removeItems(workflow, nodes, edges));
    }

    workflow::Workflow workflow;
    Evaluation evaluation{workflow};
    QList<QList<int>> told;
};

workflow::DataPatch promptText(const QString& text)
{
    return {{workflow::keys::prompt, text}};
}

} // namespace

TEST(EvaluationTest, APromptGivesItsTextOrWhatArrives)
{
    const Flow flow(Drawing().prompt(u"a"_s, u"from a"_s).prompt(u"b"_s, u"own"_s).wire("a", "b"));
    EXPECT_EQ(flow.text("a"), u"from a"_s);
    EXPECT_EQ(flow.text("b"), u"from a"_s);
    EXPECT_TRUE(flow.inputs("b").hasText);
}

TEST(EvaluationTest, AConstructorFillsInTheNamesOfItsNeighbours)
{
    const Flow flow(Drawing()
                        .prompt(u"color"_s, u"red"_s, u"color"_s)
                        .prompt(u"far"_s, u"far away"_s, u"far"_s)
                        .prompt(u"thing"_s, {}, u"thing"_s)
                        .constructor(u"c"_s, u"A @color @thing, @colors, @far."_s)
                        .wire("color", "c")
                        .wire("far", "thing", "c"));
    EXPECT_EQ(flow.text("c"), u"A red far away, @colors, @far."_s);
    EXPECT_EQ(flow.inputs("c").unresolved, (QStringList{u"colors"_s, u"far"_s}));
    EXPECT_EQ(flow.inputs("c").variables.value(u"color"_s), u"red"_s);
}

TEST(EvaluationTest, AnLlmNodeGivesItsResultAndTakesAnEdgeBeforeItsOwnPrompt)
{
    const Flow flow(Drawing()
                        .prompt(u"p"_s, u"asked"_s)
                        .llm(u"l"_s, u"own"_s, {{workflow::keys::outputText, u"answer"_s}})
                        .llm(u"alone"_s, u"own"_s)
                        .wire("p", "l"));
    EXPECT_EQ(flow.inputs("l").text, u"asked"_s);
    EXPECT_EQ(flow.inputs("alone").text, u"own"_s);
    EXPECT_EQ(flow.text("l"), u"answer"_s);
    EXPECT_EQ(flow.text("alone"), QString());
}

TEST(EvaluationTest, AnOutputShowsAllTextsAndPicturesInTheOrderOfTheirEdges)
{
    const Flow flow(Drawing()
                        .prompt(u"a"_s, u"one"_s)
                        .prompt(u"blank"_s, u" "_s)
                        .prompt(u"b"_s, u"two"_s)
                        .image(u"i"_s, u"AAAA"_s)
                        .image(u"j"_s, u"AAAB"_s)
                        .output(u"o"_s)
                        .edge(u"j"_s, u"o"_s, u"image"_s)
                        .wire("b", "o")
                        .wire("blank", "o")
                        .edge(u"i"_s, u"o"_s, u"image"_s)
                        .wire("a", "o"));
    const NodeInputs inputs = flow.inputs("o");
    EXPECT_EQ(inputs.text, u"two\n\none"_s);
    EXPECT_EQ(inputs.texts, (QStringList{u"two"_s, u" "_s, u"one"_s}));
    ASSERT_EQ(inputs.images.size(), 2);
    EXPECT_TRUE(inputs.images.first().dataUrl.toString().endsWith(u"AAAB"_s));
}

TEST(EvaluationTest, ForeignNodesGiveWhatTheyHold)
{
    const Flow flow(
        Drawing()
            .node(u"x"_s, workflow::NodeKind::Unknown, {{workflow::keys::prompt, u"theirs"_s}})
            .llm(u"l"_s)
            .edge(u"x"_s, u"l"_s, u"text"_s));
    EXPECT_EQ(flow.inputs("l").text, u"theirs"_s);
}

TEST(EvaluationTest, AnEditIsSeenFarDownstream)
{
    Flow flow(Drawing()
                  .prompt(u"a"_s, u"old"_s, u"a"_s)
                  .prompt(u"b"_s, {}, u"b"_s)
                  .constructor(u"c"_s, u"<@b>"_s)
                  .output(u"o"_s)
                  .wire("a", "b", "c", "o"));
    EXPECT_EQ(flow.inputs("o").text, u"<old>"_s);
    flow.set("a", promptText(u"new"_s));
    EXPECT_EQ(flow.inputs("o").text, u"<new>"_s);
    ASSERT_EQ(flow.told.size(), 1);
    EXPECT_EQ(flow.told.first(), (QList<int>{0, 1, 2, 3}));
}

TEST(EvaluationTest, WhatNobodyLookedAtIsNotTold)
{
    Flow flow(Drawing().prompt(u"a"_s, u"old"_s).prompt(u"b"_s, {}).wire("a", "b"));
    flow.set("a", promptText(u"new"_s));
    EXPECT_EQ(flow.told, (QList<QList<int>>{{0}}));
}

TEST(EvaluationTest, AResultEndsTheWayOfAnEdit)
{
    Flow flow(Drawing()
                  .prompt(u"p"_s, u"old"_s)
                  .llm(u"l"_s, {}, {{workflow::keys::outputText, u"answer"_s}})
                  .output(u"o"_s)
                  .wire("p", "l", "o"));
    (void)flow.evaluation.key(flow.at("l"));
    EXPECT_EQ(flow.inputs("o").text, u"answer"_s);
    flow.set("p", promptText(u"new"_s));
    EXPECT_EQ(flow.told, (QList<QList<int>>{{0, 1}}));
    EXPECT_EQ(flow.inputs("o").text, u"answer"_s);
}

TEST(EvaluationTest, MovingANodeForgetsNothing)
{
    Flow flow(Drawing().prompt(u"a"_s, u"text"_s));
    flow.workflow.apply(workflow::edits::moveNodes(flow.workflow, {u"a"_s}, {10, 10}));
    EXPECT_TRUE(flow.told.isEmpty());
}

TEST(EvaluationTest, EdgesAndNodesThatComeAndGoAreFollowed)
{
    Flow flow(Drawing()
                  .prompt(u"a"_s, u"from a"_s)
                  .prompt(u"b"_s, u"own"_s)
                  .prompt(u"c"_s, u"own c"_s)
                  .wire("b", "c"));
    EXPECT_EQ(flow.text("c"), u"own"_s);
    flow.connectText("a", "b");
    EXPECT_EQ(flow.text("c"), u"from a"_s);
    const auto removal = workflow::edits::removeItems(flow.workflow, {u"a"_s});
    flow.workflow.apply(removal);
    EXPECT_EQ(flow.text("c"), u"own"_s);
    flow.workflow.apply(removal.inverted());
    EXPECT_EQ(flow.text("c"), u"from a"_s);
    flow.workflow.reset({});
    EXPECT_TRUE(flow.told.last().isEmpty());
}

TEST(EvaluationTest, ALoopOfAFileIsEmptyAndFlowsAgainWhenItIsCut)
{
    Flow flow(Drawing()
                  .prompt(u"a"_s, u"A"_s)
                  .prompt(u"b"_s, u"B"_s)
                  .prompt(u"c"_s, u"C"_s)
                  .output(u"o"_s)
                  .wire("a", "b", "c", "a")
                  .wire("c", "o"));
    EXPECT_EQ(flow.text("c"), QString());
    EXPECT_EQ(flow.inputs("o").text, QString());
    EXPECT_TRUE(flow.evaluation.isInLoop(flow.at("a")));
    EXPECT_FALSE(flow.evaluation.isInLoop(flow.at("o")));
    flow.remove({}, {u"c-a-text"_s});
    EXPECT_EQ(flow.text("c"), u"A"_s);
    EXPECT_EQ(flow.inputs("o").text, u"A"_s);
    EXPECT_FALSE(flow.evaluation.isInLoop(flow.at("a")));
}

TEST(EvaluationTest, TheOrderInWhichALoopIsLookedAtDoesNotMatter)
{
    Drawing drawing;
    drawing.constructor(u"a"_s, u"a@x"_s).constructor(u"b"_s, u"b"_s).constructor(u"c"_s, u"c"_s);
    drawing.constructor(u"d"_s, u"d"_s).wire("b", "a", "d", "b").wire("c", "a").wire("d", "c");
    for (const char* first : {"a", "b", "c", "d"}) {
        const Flow flow(drawing);
        EXPECT_EQ(flow.text(first), QString()) << first;
        for (const char* other : {"a", "b", "c", "d"}) {
            EXPECT_EQ(flow.text(other), QString()) << first << ' ' << other;
        }
    }
}

TEST(EvaluationTest, AChainOfManyPromptsIsFollowedWithoutRecursion)
{
    constexpr int length = 50'000;
    Drawing drawing;
    for (int i = 0; i < length; ++i) {
        drawing.prompt(QString::number(i), i == 0 ? u"first"_s : QString());
        if (i > 0) {
            drawing.edge(QString::number(i - 1), QString::number(i), u"text"_s);
        }
    }
    Flow flow(drawing);
    EXPECT_EQ(flow.evaluation.text(length - 1), u"first"_s);
    flow.set("0", promptText(u"other"_s));
    EXPECT_EQ(flow.told.first().size(), length);
    EXPECT_EQ(flow.evaluation.text(length - 1), u"other"_s);
}

TEST(EvaluationTest, AResultIsFreshWhileItsInputsAndParametersAreTheSame)
{
    Flow flow(Drawing()
                  .prompt(u"p"_s, u"old"_s)
                  .llm(u"l"_s)
                  .image(u"i"_s)
                  .wire("p", "l")
                  .edge(u"i"_s, u"l"_s, u"image"_s));
    const int llm = flow.at("l");
    EXPECT_EQ(flow.evaluation.freshness(llm), Freshness::NoResult);
    flow.set("l", {{workflow::keys::outputText, u"text"_s}});
    EXPECT_EQ(flow.evaluation.freshness(llm), Freshness::Unknown);
    flow.set("l", {{workflow::keys::resultKey, flow.evaluation.key(llm)}});
    EXPECT_EQ(flow.evaluation.freshness(llm), Freshness::Fresh);
    flow.set("l", {{workflow::keys::outputText, u"edited by hand"_s}});
    EXPECT_EQ(flow.evaluation.freshness(llm), Freshness::Fresh);
    flow.set("p", promptText(u"new"_s));
    EXPECT_EQ(flow.evaluation.freshness(llm), Freshness::Stale);
    flow.set("p", promptText(u"old"_s));
    EXPECT_EQ(flow.evaluation.freshness(llm), Freshness::Fresh);
    flow.set("l", {{workflow::keys::temperature, 1.5}});
    EXPECT_EQ(flow.evaluation.freshness(llm), Freshness::Stale);
    flow.set("l", {{workflow::keys::temperature, QJsonValue::Undefined}});
    flow.set("i", {{workflow::keys::image, u"data:image/png;base64,AAAB"_s}});
    EXPECT_EQ(flow.evaluation.freshness(llm), Freshness::Stale);
}

TEST(EvaluationTest, LargePicturesAreLookedAtBesideTheWindow)
{
    const QString large = u"data:image/png;base64,"_s + QString(2'000'000, u'A');
    Flow flow(Drawing()
                  .image(u"i"_s)
                  .llm(u"l"_s, u"ask"_s, {{workflow::keys::outputText, u"text"_s}})
                  .edge(u"i"_s, u"l"_s, u"image"_s));
    const int llm = flow.at("l");
    flow.set("l", {{workflow::keys::resultKey, flow.evaluation.key(llm)}});
    flow.set("i", {{workflow::keys::image, large}});
    flow.told.clear();
    EXPECT_EQ(flow.evaluation.freshness(llm), Freshness::Fresh) << "not known yet";
    ASSERT_TRUE(waitFor([&flow] { return !flow.told.isEmpty(); }));
    EXPECT_TRUE(flow.told.first().contains(llm));
    EXPECT_EQ(flow.evaluation.freshness(llm), Freshness::Stale);
}

TEST(EvaluationTest, APictureThatChangesWhileItIsLookedAtIsLookedAtAgain)
{
    const auto large = [](QChar c) {
        return workflow::DataPatch{
            {workflow::keys::image, u"data:image/png;base64,"_s + QString(2'000'000, c)}};
    };
    Flow flow(Drawing()
                  .image(u"i"_s)
                  .llm(u"l"_s, u"ask"_s, {{workflow::keys::outputText, u"text"_s}})
                  .edge(u"i"_s, u"l"_s, u"image"_s));
    const int llm = flow.at("l");
    flow.set("i", large(u'B'));
    flow.set("l", {{workflow::keys::resultKey, flow.evaluation.key(llm)}});
    flow.set("i", large(u'A'));
    EXPECT_EQ(flow.evaluation.freshness(llm), Freshness::Fresh);
    flow.set("i", large(u'B'));
    flow.told.clear();
    EXPECT_EQ(flow.evaluation.freshness(llm), Freshness::Fresh);
    ASSERT_TRUE(waitFor([&flow] { return !flow.told.isEmpty(); }));
    EXPECT_EQ(flow.evaluation.freshness(llm), Freshness::Fresh);
}
