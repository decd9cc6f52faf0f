// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/run/WorkflowRunner.h"

#include "tests/run/RunTesting.h"

using namespace plantain;
using namespace plantain::run;
using namespace plantain::testing;
using namespace Qt::StringLiterals;

namespace {

/// p → a → b → o, and p → c
Drawing branches()
{
    return Drawing()
        .prompt(u"p"_s, u"x"_s)
        .llm(u"a"_s)
        .llm(u"b"_s)
        .llm(u"c"_s)
        .output(u"o"_s)
        .wire("p", "a", "b", "o")
        .wire("p", "c");
}

class RunScopeTest : public ::testing::Test
{
protected:
    RunScopeTest() { world.client.answer = bracketed; }

    RunWorld world{branches()};
};

/// p → a ⏸ b → c, and p → d
class RunPauseTest : public ::testing::Test
{
protected:
    RunPauseTest() { world.client.answer = bracketed; }

    RunWorld world{Drawing()
                       .prompt(u"p"_s, u"x"_s)
                       .llm(u"a"_s)
                       .llm(u"b"_s)
                       .llm(u"c"_s)
                       .llm(u"d"_s)
                       .wire("p", "a")
                       .wire("p", "d")
                       .edge(u"a"_s, u"b"_s, u"text"_s, true)
                       .wire("b", "c")};
};

} // namespace

TEST_F(RunScopeTest, ANodeByItselfAlwaysRunsAnew)
{
    EXPECT_EQ(world.run(RunScope::Node, "a"), RunStatus::Completed);
    EXPECT_EQ(world.run(RunScope::Node, "a"), RunStatus::Completed);
    EXPECT_EQ(world.client.asked, (QStringList{u"x"_s, u"x"_s}));
    EXPECT_EQ(world.state("b"), NodeState::Idle);
}

TEST_F(RunScopeTest, FromANodeRunsItAndWhatDependsOnItOnly)
{
    EXPECT_EQ(world.run(RunScope::From, "a"), RunStatus::Completed);
    EXPECT_EQ(world.client.asked, (QStringList{u"x"_s, u"<x>"_s}));
    EXPECT_EQ(world.state("c"), NodeState::Idle);
    EXPECT_EQ(world.state("o"), NodeState::Completed);
    EXPECT_EQ(world.run(RunScope::From, "a"), RunStatus::Completed);
    EXPECT_EQ(world.state("a"), NodeState::Completed);
    EXPECT_EQ(world.state("b"), NodeState::Cached);
}

TEST_F(RunScopeTest, ToANodeRunsWhatItNeedsOnly)
{
    EXPECT_EQ(world.run(RunScope::To, "b"), RunStatus::Completed);
    EXPECT_EQ(world.client.asked, (QStringList{u"x"_s, u"<x>"_s}));
    EXPECT_EQ(world.state("c"), NodeState::Idle);
    EXPECT_EQ(world.state("o"), NodeState::Idle);
}

TEST_F(RunScopeTest, ATextThatIsNotThereYetIsNamed)
{
    const QString sentence = u"“a” has no text yet. Run to here instead."_s;
    RunRequest request;
    request.scope = RunScope::Node;
    request.node = u"b"_s;
    EXPECT_EQ(world.runner.blocker(request), sentence);
    EXPECT_EQ(world.run(request), RunStatus::Failed);
    EXPECT_EQ(world.error("b"), sentence);
    EXPECT_EQ(world.runner.missing(u"b"_s), QString());
    EXPECT_EQ(world.run(RunScope::Node, "a"), RunStatus::Completed);
    EXPECT_EQ(world.runner.blocker(request), QString());
    EXPECT_EQ(world.run(request), RunStatus::Completed);
    EXPECT_EQ(world.client.asked.last(), u"<x>"_s);
}

TEST_F(RunScopeTest, BlockersSayWhyNothingWouldCome)
{
    const auto blocker = [this](RunScope scope, const QString& node) {
        RunRequest request;
        request.scope = scope;
        request.node = node;
        return world.runner.blocker(request);
    };
    EXPECT_EQ(blocker(RunScope::All, {}), QString());
    EXPECT_FALSE(blocker(RunScope::Node, u"gone"_s).isEmpty());
    EXPECT_FALSE(blocker(RunScope::Node, u"p"_s).isEmpty());
    EXPECT_EQ(blocker(RunScope::From, u"p"_s), QString());
    EXPECT_EQ(blocker(RunScope::To, u"o"_s), QString());
    EXPECT_FALSE(blocker(RunScope::From, u"o"_s).isEmpty());
    world.set("a", {{workflow::keys::disabled, true}});
    EXPECT_FALSE(blocker(RunScope::Node, u"a"_s).isEmpty());
    EXPECT_FALSE(RunWorld(Drawing().prompt(u"p"_s, u"x"_s)).runner.blocker({}).isEmpty());
}

TEST_F(RunPauseTest, ARunStopsBeforeAPausedEdgeAndTheNextGoesOn)
{
    EXPECT_EQ(world.run(), RunStatus::Paused);
    EXPECT_EQ(world.state("a"), NodeState::Completed);
    EXPECT_EQ(world.state("d"), NodeState::Completed);
    EXPECT_EQ(world.state("b"), NodeState::Paused);
    EXPECT_EQ(world.state("c"), NodeState::Paused);
    EXPECT_EQ(world.client.asked.size(), 2);
    EXPECT_EQ(world.runner.forecast({}).calls, 2);

    EXPECT_EQ(world.run(), RunStatus::Completed);
    EXPECT_EQ(world.state("a"), NodeState::Cached);
    EXPECT_EQ(world.output("c"), u"<<<x>>>"_s);
    EXPECT_EQ(world.client.asked.size(), 4);

    EXPECT_EQ(world.run(), RunStatus::Paused) << "only once";
}

TEST_F(RunPauseTest, RunFromThePausedNodeGoesOnToo)
{
    EXPECT_EQ(world.run(), RunStatus::Paused);
    EXPECT_EQ(world.run(RunScope::From, "b"), RunStatus::Completed);
    EXPECT_EQ(world.output("c"), u"<<<x>>>"_s);
}

TEST_F(RunPauseTest, AFailureBeforeThePauseCountsMore)
{
    world.client.answer = nullptr;
    world.start();
    ASSERT_TRUE(waitFor([&] { return world.client.asked.size() == 2; }));
    world.client.job(u"x"_s)->end(llm::LlmStatus::Failed);
    world.client.job(u"x"_s)->complete(u"fine"_s);
    ASSERT_TRUE(world.waitForEnd());
    EXPECT_EQ(world.outcome->status, RunStatus::Failed);
    EXPECT_EQ(world.state("b"), NodeState::Skipped);
}
