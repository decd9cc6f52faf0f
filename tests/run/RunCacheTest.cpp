// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/run/WorkflowRunner.h"

#include "tests/run/RunTesting.h"

using namespace plantain;
using namespace plantain::run;
using namespace plantain::testing;
using namespace Qt::StringLiterals;

namespace {

class RunCacheTest : public ::testing::Test
{
protected:
    RunCacheTest() { world.client.answer = bracketed; }

    RunWorld world{Drawing().prompt(u"p"_s, u"one"_s).llm(u"a"_s).llm(u"b"_s).wire("p", "a", "b")};
};

} // namespace

TEST_F(RunCacheTest, WhatIsUpToDateIsNotSentAgain)
{
    EXPECT_EQ(world.run(), RunStatus::Completed);
    EXPECT_EQ(world.runner.forecast({}).calls, 0);
    EXPECT_EQ(world.run(), RunStatus::Completed);
    EXPECT_EQ(world.client.asked.size(), 2);
    EXPECT_EQ(world.state("a"), NodeState::Cached);
    EXPECT_EQ(world.state("b"), NodeState::Cached);
    EXPECT_EQ(world.runner.run(u"b"_s).text, u"<<one>>"_s);
    EXPECT_EQ(world.outcome->totals.calls, 0);
    EXPECT_EQ(world.outcome->totals.ended, 3);
}

TEST_F(RunCacheTest, OnlyWhatIsStaleRunsAgain)
{
    EXPECT_EQ(world.run(), RunStatus::Completed);
    world.set("b", {{workflow::keys::systemPrompt, u"Be brief."_s}});
    EXPECT_EQ(world.run(), RunStatus::Completed);
    EXPECT_EQ(world.client.asked, (QStringList{u"one"_s, u"<one>"_s, u"<one>"_s}));
    EXPECT_EQ(world.state("a"), NodeState::Cached);
    EXPECT_EQ(world.state("b"), NodeState::Completed);
}

TEST_F(RunCacheTest, ForceSendsEverythingAnew)
{
    EXPECT_EQ(world.run(), RunStatus::Completed);
    RunRequest request;
    request.force = true;
    EXPECT_EQ(world.runner.forecast(request).calls, 2);
    EXPECT_EQ(world.run(request), RunStatus::Completed);
    EXPECT_EQ(world.client.asked.size(), 4);
    EXPECT_EQ(world.state("b"), NodeState::Completed);
}

TEST_F(RunCacheTest, AnEarlierResultComesBackFromTheHistory)
{
    EXPECT_EQ(world.run(), RunStatus::Completed);
    world.set("p", {{workflow::keys::prompt, u"two"_s}});
    EXPECT_EQ(world.run(), RunStatus::Completed);
    EXPECT_EQ(world.output("b"), u"<<two>>"_s);
    world.set("p", {{workflow::keys::prompt, u"one"_s}});
    EXPECT_EQ(world.runner.evaluation().freshness(world.at("a")), Freshness::Stale);
    EXPECT_EQ(world.run(), RunStatus::Completed);
    EXPECT_EQ(world.client.asked.size(), 4);
    EXPECT_EQ(world.state("a"), NodeState::Cached);
    EXPECT_EQ(world.output("b"), u"<<one>>"_s);
    EXPECT_EQ(world.runner.evaluation().freshness(world.at("b")), Freshness::Fresh);
    EXPECT_EQ(workflow::historyOf(world.node("b")).size(), 2);
}

TEST_F(RunCacheTest, AResultEditedByHandCountsAndFlows)
{
    EXPECT_EQ(world.run(), RunStatus::Completed);
    world.set("a", {{workflow::keys::outputText, u"by hand"_s}});
    EXPECT_EQ(world.run(), RunStatus::Completed);
    EXPECT_EQ(world.state("a"), NodeState::Cached);
    EXPECT_EQ(world.client.asked.last(), u"by hand"_s);
    EXPECT_EQ(world.output("b"), u"<by hand>"_s);
}

TEST_F(RunCacheTest, WhatWasEditedByHandIsNotLostByTheNextRun)
{
    EXPECT_EQ(world.run(), RunStatus::Completed);
    world.set("a", {{workflow::keys::outputText, u"by hand"_s}});
    EXPECT_EQ(world.run(RunScope::Node, "a"), RunStatus::Completed);
    const auto history = workflow::historyOf(world.node("a"));
    ASSERT_EQ(history.size(), 3);
    EXPECT_EQ(history.at(1).text, u"by hand"_s);
    EXPECT_EQ(history.at(2).text, u"<one>"_s);
}

TEST_F(RunCacheTest, ATextOfUnknownOriginIsMadeAnewAndKept)
{
    world.set("a", {{workflow::keys::outputText, u"of another program"_s}});
    EXPECT_EQ(world.run(), RunStatus::Completed);
    EXPECT_EQ(world.output("a"), u"<one>"_s);
    EXPECT_EQ(workflow::historyOf(world.node("a")).first().text, u"of another program"_s);
}

TEST_F(RunCacheTest, ThePartialTextOfAFailureIsNoResult)
{
    world.client.answer = nullptr;
    world.start();
    ASSERT_TRUE(world.waitForAsked({u"one"_s}));
    world.client.job(u"one"_s)->say(u"part"_s);
    world.client.job(u"one"_s)->end(llm::LlmStatus::Cut);
    ASSERT_TRUE(world.waitForEnd());
    EXPECT_EQ(world.output("a"), u"part"_s);
    world.client.answer = bracketed;
    EXPECT_EQ(world.run(), RunStatus::Completed);
    EXPECT_EQ(world.output("b"), u"<<one>>"_s);
}

TEST_F(RunCacheTest, AFailureWithoutTextTakesNothingAway)
{
    EXPECT_EQ(world.run(), RunStatus::Completed);
    world.client.answer = nullptr;
    world.start(RunScope::Node, "a");
    ASSERT_TRUE(waitFor([&] { return world.client.job(u"one"_s) != nullptr; }));
    world.client.job(u"one"_s)->end(llm::LlmStatus::Failed);
    ASSERT_TRUE(world.waitForEnd());
    EXPECT_EQ(world.state("a"), NodeState::Failed);
    EXPECT_EQ(world.output("a"), u"<one>"_s);
    EXPECT_EQ(world.run(), RunStatus::Completed);
    EXPECT_EQ(world.node("a").data.value(workflow::keys::status).toString(), u"complete"_s);
}

TEST_F(RunCacheTest, TheHistoryHasAnEnd)
{
    for (int i = 0; i < workflow::maxHistory + 5; ++i) {
        EXPECT_EQ(world.run(RunScope::Node, "a"), RunStatus::Completed);
    }
    EXPECT_EQ(workflow::historyOf(world.node("a")).size(), workflow::maxHistory);
}
