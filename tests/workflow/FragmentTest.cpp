// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/workflow/Fragment.h"

#include "src/workflow/WorkflowFile.h"
#include "tests/workflow/WorkflowTesting.h"

using namespace plantain;
using namespace plantain::workflow;
using plantain::testing::Bench;

namespace {

/// prompt → llm → output, llm and output in a group.
class FragmentTest : public ::testing::Test
{
protected:
    FragmentTest() { group = bench.group({llm, output}); }

    Fragment sent(const Fragment& fragment) const
    {
        const auto received = fragmentFromJson(toJson(fragment));
        EXPECT_TRUE(received.ok());
        return received ? *received : Fragment();
    }

    Bench bench;
    const QString prompt = bench.add(NodeKind::Prompt, {0, 0}, {{"prompt", "x"}});
    const QString llm = bench.add(NodeKind::LlmGenerate, {400, 100});
    const QString output = bench.add(NodeKind::Output, {800, 100});
    const QString inner = bench.connect(llm, output);
    const QString incoming = bench.connect(prompt, llm);
    QString group;
};

} // namespace

TEST_F(FragmentTest, CopiesNodesAndTheEdgesAmongThem)
{
    const Fragment fragment = copyOf(bench.workflow, {llm, output});
    EXPECT_EQ(fragment.nodes.size(), 2u);
    ASSERT_EQ(fragment.edges.size(), 1u);
    EXPECT_EQ(fragment.edges.front().id, inner);
    EXPECT_EQ(fragment.groups.size(), 1u);
}

TEST_F(FragmentTest, CopiesWhatComesInWhenAskedFor)
{
    EXPECT_EQ(copyOf(bench.workflow, {llm}).edges.size(), 0u);
    EXPECT_EQ(copyOf(bench.workflow, {llm}, true).edges.size(), 1u);
    EXPECT_EQ(copyOf(bench.workflow, {llm}).groups.size(), 0u);
}

TEST_F(FragmentTest, GoesThroughTheClipboardUnchanged)
{
    const Fragment fragment = copyOf(bench.workflow, {llm, output}, true);
    const Fragment received = sent(fragment);
    EXPECT_EQ(toJson(received), toJson(fragment));
    EXPECT_EQ(sent(received), received);
}

TEST_F(FragmentTest, PastesUnderNewIdsAtThePoint)
{
    const WorkflowContent before = bench.workflow.content();
    const WorkflowEdit edit =
        pasteEdit(bench.workflow, sent(copyOf(bench.workflow, {llm, output})), {1000, 1000});
    bench.workflow.apply(edit);
    ASSERT_EQ(bench.workflow.nodes().size(), 5u);
    const Node& pasted = bench.workflow.nodes()[3];
    EXPECT_EQ(pasted.id, "llmGenerate-4");
    EXPECT_EQ(pasted.position, QPointF(1000, 1000));
    EXPECT_EQ(bench.workflow.nodes()[4].position, QPointF(1400, 1000));
    const Edge& edge = bench.workflow.edges().back();
    EXPECT_EQ(edge.source, (PortRef{"llmGenerate-4", "text"}));
    EXPECT_EQ(edge.target, (PortRef{"output-5", "text"}));
    EXPECT_EQ(edge.id, "edge-llmGenerate-4-output-5-text-text");
    EXPECT_EQ(pasted.groupId, "group-2");
    EXPECT_EQ(bench.workflow.group("group-2")->rect.topLeft() - pasted.position,
              bench.workflow.group(group)->rect.topLeft() - bench.node(llm).position);
    bench.workflow.apply(edit.inverted());
    EXPECT_EQ(bench.workflow.content(), before);
}

TEST_F(FragmentTest, ADuplicateWithInputsIsFedByTheSameNodes)
{
    bench.workflow.apply(pasteEdit(bench.workflow, copyOf(bench.workflow, {llm}, true), {0, 900}));
    EXPECT_EQ(bench.workflow.edges().back().source, (PortRef{prompt, "text"}));
    EXPECT_EQ(bench.workflow.edges().back().target.node, "llmGenerate-4");
}

TEST_F(FragmentTest, EdgesWhoseSourceIsElsewhereAreLeftOut)
{
    Bench other;
    other.workflow.apply(pasteEdit(other.workflow, copyOf(bench.workflow, {llm}, true), {}));
    EXPECT_TRUE(other.workflow.edges().empty());
}

TEST_F(FragmentTest, WhatIsPastedIntoAFrameJoinsIt)
{
    const QPointF inside = bench.workflow.group(group)->rect.topLeft();
    bench.workflow.apply(pasteEdit(bench.workflow, copyOf(bench.workflow, {prompt}), inside));
    EXPECT_EQ(bench.workflow.nodes().back().groupId, group);
}

TEST_F(FragmentTest, TwoPastesDoNotMeet)
{
    const Fragment fragment = copyOf(bench.workflow, {prompt, llm, output});
    for (int i = 0; i < 2; ++i) {
        bench.workflow.apply(pasteEdit(bench.workflow, fragment, {}));
    }
    QStringList ids;
    for (const Node& node : bench.workflow.nodes()) {
        ids << node.id;
    }
    for (const Edge& edge : bench.workflow.edges()) {
        ids << edge.id;
    }
    EXPECT_EQ(ids.removeDuplicates(), 0);
    EXPECT_TRUE(parseWorkflow(serializeWorkflow(bench.workflow.content())).ok());
}

TEST_F(FragmentTest, TakesAWholeFileAndNamesWhatIsWrong)
{
    const auto whole = fragmentFromJson(serializeWorkflow(bench.workflow.content()));
    ASSERT_TRUE(whole.ok());
    EXPECT_EQ(whole->nodes.size(), 3u);
    for (const char* garbage :
         {"", "hello", "[]", "{}", R"({"version":1,"nodes":[7],"edges":[]})"}) {
        const auto wrong = fragmentFromJson(garbage);
        ASSERT_FALSE(wrong.ok()) << garbage;
        EXPECT_EQ(wrong.error().kind, base::ErrorKind::InvalidInput);
    }
}
