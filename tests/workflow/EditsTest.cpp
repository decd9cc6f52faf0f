// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/workflow/Edits.h"

#include "src/workflow/NodeData.h"
#include "tests/workflow/WorkflowTesting.h"

#include <QJsonArray>

using namespace plantain;
using namespace plantain::workflow;
using plantain::testing::Bench;
using plantain::testing::noon;

namespace {

const PortRef nowhere{};

QStringList edgeIds(const Workflow& workflow)
{
    QStringList ids;
    for (const Edge& edge : workflow.edges()) {
        ids << edge.id;
    }
    return ids;
}

} // namespace

TEST(Edits, ANewNodeIsNumberedAboveAllOthers)
{
    Bench bench;
    EXPECT_EQ(bench.add(NodeKind::Prompt), "prompt-1");
    EXPECT_EQ(bench.add(NodeKind::LlmGenerate), "llmGenerate-2");
    bench.workflow.apply(edits::removeItems(bench.workflow, {"prompt-1"}));
    EXPECT_EQ(bench.add(NodeKind::Prompt), "prompt-3");
}

TEST(Edits, ANewNodeHasAllThatOtherProgramsExpect)
{
    Bench bench;
    const Node& node =
        bench.node(bench.add(NodeKind::LlmGenerate, {5, 6}, {{"model", "m"}, {"own", 1}}));
    EXPECT_EQ(node.position, QPointF(5, 6));
    EXPECT_EQ(node.size, nodeType(NodeKind::LlmGenerate).defaultSize);
    EXPECT_EQ(node.data.value("model"), "m");
    EXPECT_EQ(node.data.value("own"), 1);
    EXPECT_EQ(node.data.value("status"), "idle");
    EXPECT_TRUE(node.data.value("inputImages").isArray());
    EXPECT_TRUE(node.data.value("outputText").isNull());
}

TEST(Edits, RemovingTakesTheEdgesAlong)
{
    Bench bench;
    const QString a = bench.add(NodeKind::Prompt);
    const QString b = bench.add(NodeKind::LlmGenerate);
    const QString c = bench.add(NodeKind::Output);
    bench.connect(a, b);
    bench.connect(b, c);
    bench.connect(a, c);
    const WorkflowContent before = bench.workflow.content();
    const WorkflowEdit edit = edits::removeItems(bench.workflow, {b, "gone-9"});
    bench.workflow.apply(edit);
    EXPECT_EQ(bench.workflow.nodes().size(), 2u);
    EXPECT_EQ(edgeIds(bench.workflow), QStringList{QString("edge-%1-%2-text-text").arg(a, c)});
    bench.workflow.apply(edit.inverted());
    EXPECT_EQ(bench.workflow.content(), before);
}

TEST(Edits, WhatChangesNothingIsEmpty)
{
    Bench bench;
    const QString a = bench.add(NodeKind::Prompt, {1, 2}, {{"prompt", "x"}});
    EXPECT_TRUE(edits::moveNodes(bench.workflow, {a}, {0, 0}).isEmpty());
    EXPECT_TRUE(edits::moveNodes(bench.workflow, {"gone-9"}, {1, 0}).isEmpty());
    EXPECT_TRUE(edits::placeNodes(bench.workflow, {{a, {1, 2}}}).isEmpty());
    EXPECT_TRUE(edits::setData(bench.workflow, a, {{"prompt", "x"}}).isEmpty());
    EXPECT_TRUE(edits::setData(bench.workflow, a, {{"absent", QJsonValue::Undefined}}).isEmpty());
    EXPECT_TRUE(edits::removeItems(bench.workflow, {}).isEmpty());
    EXPECT_TRUE(edits::changeHead(bench.workflow, bench.workflow.head()).isEmpty());
    EXPECT_TRUE(edits::groupNodes(bench.workflow, {}).isEmpty());
    EXPECT_TRUE(edits::resizeNode(bench.workflow, a, {bench.node(a).position, bench.node(a).size})
                    .isEmpty());
}

TEST(Edits, APositionThatIsNoPlaceIsIgnored)
{
    Bench bench;
    const QString a = bench.add(NodeKind::Prompt);
    EXPECT_TRUE(edits::placeNodes(bench.workflow, {{a, {qQNaN(), 0}}}).isEmpty());
    EXPECT_TRUE(edits::moveNodes(bench.workflow, {a}, {qInf(), 0}).isEmpty());
    EXPECT_TRUE(edits::resizeNode(bench.workflow, a, {0, 0, qInf(), 9}).isEmpty());
}

TEST(Edits, ANodeDoesNotShrinkBelowItsMinimum)
{
    Bench bench;
    const QString a = bench.add(NodeKind::Prompt, {100, 100});
    const QSizeF size = bench.node(a).size;
    // From its right bottom corner, then from its left top one.
    bench.workflow.apply(edits::resizeNode(bench.workflow, a, {100, 100, 10, 10}));
    EXPECT_EQ(bench.node(a).size, edits::minimumNodeSize);
    EXPECT_EQ(bench.node(a).position, QPointF(100, 100));
    bench.workflow.apply(edits::resizeNode(bench.workflow, a, {{100, 100}, size}));
    bench.workflow.apply(edits::resizeNode(
        bench.workflow, a,
        {QPointF(100 + size.width() - 10, 100 + size.height() - 10), QSizeF(10, 10)}));
    EXPECT_EQ(bench.node(a).position +
                  QPointF(bench.node(a).size.width(), bench.node(a).size.height()),
              QPointF(100 + size.width(), 100 + size.height()));
}

TEST(Edits, SetDataNamesOnlyWhatDiffers)
{
    Bench bench;
    const QString a = bench.add(NodeKind::Prompt, {}, {{"prompt", "x"}, {"comment", "c"}});
    const WorkflowEdit edit = edits::setData(bench.workflow, a,
                                             {{"prompt", "y"},
                                              {"comment", "c"},
                                              {"variableName", "v"},
                                              {"gone", QJsonValue::Undefined}});
    ASSERT_EQ(edit.updates.size(), 1u);
    EXPECT_EQ(edit.updates[0].after.data, (DataPatch{{"prompt", "y"}, {"variableName", "v"}}));
    EXPECT_EQ(edit.updates[0].before.data,
              (DataPatch{{"prompt", "x"}, {"variableName", QJsonValue::Undefined}}));
}

TEST(Edits, UndoingLeavesWhatARunWroteInBetween)
{
    Bench bench;
    const QString a = bench.add(NodeKind::LlmGenerate, {}, {{"inputPrompt", "old"}});
    const WorkflowEdit typed = edits::setData(bench.workflow, a, {{"inputPrompt", "new"}});
    bench.workflow.apply(typed);
    bench.workflow.apply(edits::setData(bench.workflow, a, {{"outputText", "result"}}));
    bench.workflow.apply(typed.inverted());
    EXPECT_EQ(bench.node(a).data.value("inputPrompt"), "old");
    EXPECT_EQ(bench.node(a).data.value("outputText"), "result");
}

TEST(Edits, ANewEdgeLooksLikeTheReferences)
{
    Bench bench;
    const QString a = bench.add(NodeKind::Prompt);
    const QString b = bench.add(NodeKind::LlmGenerate);
    EXPECT_EQ(bench.connect(a, b), "edge-prompt-1-llmGenerate-2-text-text");
    const Edge& edge = bench.workflow.edges().front();
    EXPECT_EQ(edge.other, (QJsonObject{{"type", "editable"},
                                       {"animated", false},
                                       {"data", QJsonObject{{"createdAt", noon}}}}));
}

TEST(Edits, ATextInputOfAModelTakesTheLastEdge)
{
    Bench bench;
    const QString a = bench.add(NodeKind::Prompt);
    const QString b = bench.add(NodeKind::Prompt);
    const QString llm = bench.add(NodeKind::LlmGenerate);
    bench.connect(a, llm);
    const WorkflowContent before = bench.workflow.content();
    const auto edit = edits::connectPorts(bench.workflow, {b, "text"}, {llm, "text"});
    ASSERT_TRUE(edit.ok());
    bench.workflow.apply(*edit);
    ASSERT_EQ(bench.workflow.edges().size(), 1u);
    EXPECT_EQ(bench.workflow.edges().front().source.node, b);
    bench.workflow.apply(edit->inverted());
    EXPECT_EQ(bench.workflow.content(), before);
}

TEST(Edits, ImagesVariablesAndOutputsTakeManyEdges)
{
    Bench bench;
    const QString a = bench.add(NodeKind::Prompt);
    const QString b = bench.add(NodeKind::Prompt);
    const QString one = bench.add(NodeKind::Image);
    const QString two = bench.add(NodeKind::Image);
    const QString llm = bench.add(NodeKind::LlmGenerate);
    const QString constructor = bench.add(NodeKind::PromptConstructor);
    const QString output = bench.add(NodeKind::Output);
    for (const QString& text : {a, b}) {
        EXPECT_NE(bench.connect(text, constructor), "");
        EXPECT_NE(bench.connect(text, output), "");
    }
    for (const QString& image : {one, two}) {
        EXPECT_NE(bench.connect(image, llm, "image"), "");
        EXPECT_NE(bench.connect(image, output, "image"), "");
    }
    EXPECT_EQ(bench.workflow.edges().size(), 8u);
}

TEST(Edits, AnEdgeThatIsPulledOffMovesInOneStep)
{
    Bench bench;
    const QString image = bench.add(NodeKind::Image);
    const QString other = bench.add(NodeKind::Image);
    const QString llm = bench.add(NodeKind::LlmGenerate);
    const QString output = bench.add(NodeKind::Output);
    const QString first = bench.connect(image, llm, "image");
    bench.connect(other, llm, "image");
    // To another input, then its source to another output: it stays the first picture.
    const auto moved =
        edits::connectPorts(bench.workflow, {image, "image"}, {output, "image"}, first);
    ASSERT_TRUE(moved.ok());
    EXPECT_EQ(moved->edges.removed.size(), 1u);
    EXPECT_EQ(moved->edges.inserted.size(), 1u);
    const QString third = bench.add(NodeKind::Image);
    const auto resourced =
        edits::connectPorts(bench.workflow, {third, "image"}, {llm, "image"}, first);
    ASSERT_TRUE(resourced.ok());
    bench.workflow.apply(*resourced);
    EXPECT_EQ(bench.workflow.edges().front().source.node, third);
    EXPECT_EQ(bench.workflow.edges().size(), 2u);
}

TEST(Edits, AnEdgePutBackWhereItWasChangesNothing)
{
    Bench bench;
    const QString a = bench.add(NodeKind::Prompt);
    const QString b = bench.add(NodeKind::LlmGenerate);
    const QString edge = bench.connect(a, b);
    const auto edit = edits::connectPorts(bench.workflow, {a, "text"}, {b, "text"}, edge);
    ASSERT_TRUE(edit.ok());
    EXPECT_TRUE(edit->isEmpty());
}

TEST(Edits, PausingIsAStepOfItsOwn)
{
    Bench bench;
    const QString a = bench.add(NodeKind::Prompt);
    const QString edge = bench.connect(a, bench.add(NodeKind::LlmGenerate));
    bench.workflow.apply(edits::setPaused(bench.workflow, edge, true));
    EXPECT_TRUE(bench.workflow.edge(edge)->paused);
    EXPECT_TRUE(edits::setPaused(bench.workflow, edge, true).isEmpty());
}

TEST(Edits, ANodeDrawnOutOfAPortComesConnectedAtThePoint)
{
    Bench bench;
    const QString prompt = bench.add(NodeKind::Prompt);
    const auto edit = edits::addConnectedNode(bench.workflow, NodeKind::LlmGenerate, {500, 300},
                                              {prompt, "text"}, true, {}, {{"model", "m"}}, noon);
    ASSERT_TRUE(edit.ok());
    bench.workflow.apply(*edit);
    const Node& node = bench.workflow.nodes().back();
    const Edge& edge = bench.workflow.edges().front();
    EXPECT_EQ(edge.target, (PortRef{node.id, "text"}));
    EXPECT_EQ(node.data.value("model"), "m");
    // The text input is the second one.
    EXPECT_EQ(node.position, QPointF(500, 300 - firstPortOffset - portPitch));
}

TEST(Edits, ANodeDrawnOutOfAnInputFeedsIt)
{
    Bench bench;
    const QString llm = bench.add(NodeKind::LlmGenerate);
    const QString prompt = bench.add(NodeKind::Prompt);
    bench.connect(prompt, llm);
    const auto edit = edits::addConnectedNode(bench.workflow, NodeKind::PromptConstructor, {0, 0},
                                              {llm, "text"}, false);
    ASSERT_TRUE(edit.ok());
    bench.workflow.apply(*edit);
    const Node& node = bench.workflow.nodes().back();
    ASSERT_EQ(bench.workflow.edges().size(), 1u);
    EXPECT_EQ(bench.workflow.edges().front().source, (PortRef{node.id, "text"}));
    EXPECT_EQ(node.position, QPointF(-node.size.width(), -firstPortOffset));
    EXPECT_FALSE(
        edits::addConnectedNode(bench.workflow, NodeKind::Image, {}, {llm, "text"}, false).ok());
    EXPECT_FALSE(edits::addConnectedNode(bench.workflow, NodeKind::Prompt, {}, nowhere, true).ok());
}

TEST(Edits, ANodeDroppedOnAnEdgeGoesBetween)
{
    Bench bench;
    const QString a = bench.add(NodeKind::Prompt);
    const QString b = bench.add(NodeKind::Output);
    const QString c = bench.add(NodeKind::Output);
    const QString middle = bench.add(NodeKind::LlmGenerate);
    const QString edge = bench.connect(a, b);
    bench.connect(a, c);
    bench.workflow.apply(edits::setPaused(bench.workflow, edge, true));
    const WorkflowContent before = bench.workflow.content();
    const auto edit = edits::insertOnEdge(bench.workflow, middle, {40, 50}, edge, noon);
    ASSERT_TRUE(edit.ok());
    bench.workflow.apply(*edit);
    const auto& list = bench.workflow.edges();
    ASSERT_EQ(list.size(), 3u);
    EXPECT_EQ(list[0].source, (PortRef{middle, "text"}));
    EXPECT_EQ(list[0].target, (PortRef{b, "text"}));
    EXPECT_TRUE(list[0].paused);
    EXPECT_EQ(list[2].source, (PortRef{a, "text"}));
    EXPECT_EQ(list[2].target, (PortRef{middle, "text"}));
    EXPECT_EQ(bench.node(middle).position, QPointF(40, 50));
    bench.workflow.apply(edit->inverted());
    EXPECT_EQ(bench.workflow.content(), before);
}

TEST(Edits, ANodeThatDoesNotFitIsNotPutOnAnEdge)
{
    Bench bench;
    const QString a = bench.add(NodeKind::Prompt);
    const QString b = bench.add(NodeKind::LlmGenerate);
    const QString c = bench.add(NodeKind::LlmGenerate);
    const QString note = bench.add(NodeKind::Note);
    const QString edge = bench.connect(a, b);
    bench.connect(b, c);
    EXPECT_FALSE(edits::insertOnEdge(bench.workflow, note, {}, edge).ok());
    EXPECT_FALSE(edits::insertOnEdge(bench.workflow, a, {}, edge).ok());
    EXPECT_FALSE(edits::insertOnEdge(bench.workflow, b, {}, edge).ok());
    EXPECT_FALSE(edits::insertOnEdge(bench.workflow, c, {}, edge).ok()); // a loop
}

TEST(Edits, TheHeadChangesAsOneStep)
{
    Bench bench;
    WorkflowHead head = bench.workflow.head();
    head.name = "Ads";
    const WorkflowEdit edit = edits::changeHead(bench.workflow, head);
    bench.workflow.apply(edit);
    EXPECT_EQ(bench.workflow.head().name, "Ads");
    bench.workflow.apply(edit.inverted());
    EXPECT_EQ(bench.workflow.head().name, "");
}
