// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/workflow/Connections.h"

#include "src/workflow/WorkflowFile.h"
#include "tests/workflow/WorkflowTesting.h"

using namespace plantain;
using namespace plantain::workflow;
using plantain::testing::Bench;

namespace {

QString refusal(const Bench& bench, const PortRef& source, const PortRef& target,
                const QString& replaced = {})
{
    const auto status = checkConnection(bench.workflow, source, target, replaced);
    return status ? QString() : status.error().message;
}

} // namespace

TEST(Connections, TextGoesIntoText)
{
    Bench bench;
    const QString prompt = bench.add(NodeKind::Prompt);
    const QString llm = bench.add(NodeKind::LlmGenerate);
    EXPECT_EQ(refusal(bench, {prompt, "text"}, {llm, "text"}), "");
}

TEST(Connections, RefusalsAreSentences)
{
    Bench bench;
    const QString prompt = bench.add(NodeKind::Prompt);
    const QString image = bench.add(NodeKind::Image);
    const QString llm = bench.add(NodeKind::LlmGenerate);
    EXPECT_EQ(refusal(bench, {image, "image"}, {llm, "text"}),
              "An image cannot go into a text input.");
    EXPECT_EQ(refusal(bench, {prompt, "text"}, {llm, "image"}),
              "Text cannot go into an image input.");
    EXPECT_EQ(refusal(bench, {llm, "text"}, {llm, "text"}),
              "A node cannot be connected to itself.");
    EXPECT_EQ(refusal(bench, {prompt, "text"}, {llm, "sound"}), "The node has no such port.");
    EXPECT_EQ(refusal(bench, {"gone-1", "text"}, {llm, "text"}),
              "The node does not exist any more.");
    bench.connect(prompt, llm);
    EXPECT_EQ(refusal(bench, {prompt, "text"}, {llm, "text"}), "These two are connected already.");
}

TEST(Connections, ALoopIsRefusedWithBothNames)
{
    Bench bench;
    const QString first = bench.add(NodeKind::LlmGenerate, {}, {{"customTitle", "First"}});
    const QString second = bench.add(NodeKind::LlmGenerate);
    const QString third = bench.add(NodeKind::LlmGenerate, {}, {{"customTitle", "Third"}});
    bench.connect(first, second);
    const QString edge = bench.connect(second, third);
    const QString message = refusal(bench, {third, "text"}, {first, "text"});
    EXPECT_TRUE(message.contains("First") && message.contains("Third")) << message.toStdString();
    EXPECT_EQ(refusal(bench, {third, "text"}, {first, "text"}, edge), "");
}

TEST(Connections, AForeignNodeHasThePortsThatEdgesName)
{
    Bench bench;
    bench.workflow.reset(*parseWorkflow(R"({"version":1,"nodes":[
        {"id":"k-1","type":"klingPrompt","position":{"x":0,"y":0},"data":{}},
        {"id":"l-2","type":"llmGenerate","position":{"x":0,"y":0},"data":{}}],
        "edges":[{"id":"e","source":"k-1","sourceHandle":"text","target":"l-2",
                  "targetHandle":"text"},
                 {"id":"f","source":"gone-9","sourceHandle":"odd","target":"k-1",
                  "targetHandle":"mesh"}]})"));
    EXPECT_EQ(outputsOf(bench.workflow, 0), (QList<PortSpec>{{"text", PortType::Text, true}}));
    EXPECT_EQ(inputsOf(bench.workflow, 0), (QList<PortSpec>{{"mesh", PortType::Other, true}}));
    const QString other = bench.add(NodeKind::Prompt);
    EXPECT_EQ(refusal(bench, {"k-1", "text"}, {other, "text"}), "");
    EXPECT_NE(refusal(bench, {other, "text"}, {"k-1", "mesh"}), "");
}

TEST(Connections, UpstreamAndDownstreamGoAllTheWay)
{
    Bench bench;
    const QString a = bench.add(NodeKind::Prompt);
    const QString b = bench.add(NodeKind::LlmGenerate);
    const QString c = bench.add(NodeKind::Output);
    bench.add(NodeKind::Prompt);
    bench.connect(a, b);
    bench.connect(b, c);
    EXPECT_EQ(upstreamOf(bench.workflow, 2), (std::vector<int>{0, 1}));
    EXPECT_EQ(downstreamOf(bench.workflow, 0), (std::vector<int>{1, 2}));
    EXPECT_TRUE(upstreamOf(bench.workflow, 3).empty());
}

TEST(Connections, FilesWithLoopsEnd)
{
    Workflow loop;
    loop.reset(*parseWorkflow(R"({"version":1,"nodes":[
        {"id":"a","type":"prompt"},{"id":"b","type":"prompt"}],"edges":[
        {"id":"1","source":"a","target":"b"},{"id":"2","source":"b","target":"a"},
        {"id":"3","source":"a","target":"a"}]})"));
    EXPECT_EQ(upstreamOf(loop, 0), std::vector<int>{1});
    EXPECT_EQ(downstreamOf(loop, 1), std::vector<int>{0});
}
