// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/run/Flow.h"

#include "tests/run/RunTesting.h"

using namespace plantain;
using namespace plantain::testing;
using namespace Qt::StringLiterals;

namespace {

std::vector<bool> loopsOf(const Drawing& drawing)
{
    workflow::Workflow workflow;
    workflow.reset(drawing.content);
    return run::nodesInLoops(workflow, [](int, int) { return true; });
}

Drawing prompts(const QStringList& ids)
{
    Drawing drawing;
    for (const QString& id : ids) {
        drawing.prompt(id, {});
    }
    return drawing;
}

} // namespace

TEST(FlowTest, ATreeHasNoLoops)
{
    Drawing drawing = prompts({u"a"_s, u"b"_s, u"c"_s, u"d"_s});
    drawing.wire("a", "b", "d").wire("a", "c", "d");
    EXPECT_EQ(loopsOf(drawing), (std::vector<bool>{false, false, false, false}));
}

TEST(FlowTest, OnlyNodesThatReachThemselvesAreInALoop)
{
    Drawing drawing = prompts({u"before"_s, u"one"_s, u"two"_s, u"three"_s, u"after"_s});
    drawing.wire("before", "one", "two", "three", "one").wire("three", "after");
    EXPECT_EQ(loopsOf(drawing), (std::vector<bool>{false, true, true, true, false}));
}

TEST(FlowTest, ANodeBetweenTwoLoopsIsInNone)
{
    Drawing drawing = prompts({u"a"_s, u"b"_s, u"between"_s, u"c"_s, u"d"_s});
    drawing.wire("a", "b", "a").wire("b", "between", "c").wire("c", "d", "c");
    EXPECT_EQ(loopsOf(drawing), (std::vector<bool>{true, true, false, true, true}));
}

TEST(FlowTest, AnEdgeToItselfIsALoop)
{
    Drawing drawing = prompts({u"a"_s, u"b"_s});
    drawing.wire("a", "a").wire("a", "b");
    EXPECT_EQ(loopsOf(drawing), (std::vector<bool>{true, false}));
}

TEST(FlowTest, OfSeveralTextEdgesTheLastCounts)
{
    Drawing drawing = prompts({u"first"_s, u"second"_s});
    drawing.llm(u"llm"_s).wire("first", "llm").wire("second", "llm");
    drawing.edge(u"gone"_s, u"llm"_s, u"text"_s);
    workflow::Workflow workflow;
    workflow.reset(drawing.content);
    EXPECT_EQ(run::textSource(workflow, 2), 1);
    EXPECT_EQ(run::textSource(workflow, 0), -1);
}
