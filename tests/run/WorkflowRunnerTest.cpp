// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/run/WorkflowRunner.h"

#include "src/workflow/Edits.h"
#include "tests/run/RunTesting.h"

using namespace plantain;
using namespace plantain::run;
using namespace plantain::testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using llm::LlmStatus;
using workflow::NodeKind;

namespace {

const base::Error refused{base::ErrorKind::Server, u"The server failed."_s, {}, {}};

/// a → a2 and b → b2: two branches.
Drawing twoBranches()
{
    return Drawing()
        .llm(u"a"_s, u"A"_s)
        .llm(u"b"_s, u"B"_s)
        .llm(u"a2"_s)
        .llm(u"b2"_s)
        .wire("a", "a2")
        .wire("b", "b2");
}

} // namespace

TEST(WorkflowRunnerTest, RunsAFlowFromItsPromptToItsOutput)
{
    RunWorld world(Drawing()
                       .prompt(u"p"_s, u"red"_s, u"color"_s)
                       .constructor(u"c"_s, u"A @color car"_s)
                       .llm(u"l"_s)
                       .output(u"o"_s)
                       .wire("p", "c", "l", "o"));
    world.client.answer = bracketed;
    QSignalSpy started(&world.runner, &WorkflowRunner::started);
    EXPECT_EQ(world.run(), RunStatus::Completed);
    EXPECT_EQ(started.size(), 1);
    EXPECT_EQ(world.client.asked, QStringList{u"A red car"_s});
    EXPECT_EQ(world.output("l"), u"<A red car>"_s);
    EXPECT_EQ(world.node("l").data.value(workflow::keys::status).toString(), u"complete"_s);
    EXPECT_EQ(world.runner.evaluation().inputs(world.at("o")).text, u"<A red car>"_s);
    for (const char* id : {"p", "c", "l", "o"}) {
        EXPECT_EQ(world.state(id), NodeState::Completed) << id;
    }
    EXPECT_EQ(world.outcome->totals.nodes, 4);
    EXPECT_EQ(world.outcome->totals.ended, 4);
    EXPECT_EQ(world.outcome->totals.calls, 1);
    EXPECT_FALSE(world.runner.isRunning());
}

TEST(WorkflowRunnerTest, NothingHappensInsideStartAndAnEmptyRunEnds)
{
    RunWorld world(Drawing{});
    world.start();
    EXPECT_TRUE(world.runner.isRunning());
    EXPECT_FALSE(world.outcome);
    ASSERT_TRUE(world.waitForEnd());
    EXPECT_EQ(world.outcome->status, RunStatus::Completed);
}

TEST(WorkflowRunnerTest, ANodeStartsTheMomentItsInputsAreThere)
{
    RunWorld world(twoBranches());
    world.start();
    ASSERT_TRUE(world.waitForAsked({u"A"_s, u"B"_s}));
    world.client.job(u"A"_s)->complete(u"from A"_s);
    // “b”, which stands beside “a”, is still busy.
    ASSERT_TRUE(world.waitForAsked({u"A"_s, u"B"_s, u"from A"_s}));
    EXPECT_EQ(world.state("b"), NodeState::Running);
    EXPECT_EQ(world.state("b2"), NodeState::Waiting);
    world.client.job(u"B"_s)->complete(u"from B"_s);
    world.client.job(u"from A"_s)->complete(u"end"_s);
    ASSERT_TRUE(world.waitForAsked({u"A"_s, u"B"_s, u"from A"_s, u"from B"_s}));
    world.client.job(u"from B"_s)->complete(u"end"_s);
    ASSERT_TRUE(world.waitForEnd());
    EXPECT_EQ(world.outcome->status, RunStatus::Completed);
}

TEST(WorkflowRunnerTest, NeverMoreRequestsAtATimeThanAllowed)
{
    Drawing drawing;
    for (int i = 0; i < 12; ++i) {
        drawing.llm(u"n%1"_s.arg(i), u"prompt %1"_s.arg(i));
    }
    for (const int limit : {1, 3, 10, 99}) {
        RunWorld world(drawing);
        RunRequest request;
        request.maxParallel = limit;
        world.runner.start(request);
        const int expected = std::min(limit, 10);
        ASSERT_TRUE(waitFor([&] { return world.client.running == expected; }));
        world.client.answer = bracketed;
        for (const QString& prompt : QStringList(world.client.asked)) {
            world.client.job(prompt)->complete(u"done"_s);
        }
        ASSERT_TRUE(world.waitForEnd());
        EXPECT_EQ(world.client.mostRunning, expected);
        EXPECT_EQ(world.client.asked.size(), 12);
    }
}

TEST(WorkflowRunnerTest, AFailureStopsOnlyWhatDependsOnIt)
{
    Drawing drawing = twoBranches();
    drawing.output(u"o"_s).wire("a2", "o");
    RunWorld world(drawing);
    world.start();
    ASSERT_TRUE(world.waitForAsked({u"A"_s, u"B"_s}));
    world.client.job(u"A"_s)->end(LlmStatus::Failed, refused);
    world.client.job(u"B"_s)->complete(u"from B"_s);
    ASSERT_TRUE(waitFor([&] { return world.client.job(u"from B"_s) != nullptr; }));
    world.client.job(u"from B"_s)->complete(u"end"_s);
    ASSERT_TRUE(world.waitForEnd());
    EXPECT_EQ(world.outcome->status, RunStatus::Failed);
    EXPECT_EQ(world.state("a"), NodeState::Failed);
    EXPECT_EQ(world.error("a"), refused.message);
    EXPECT_EQ(world.state("a2"), NodeState::Skipped);
    EXPECT_TRUE(world.error("a2").contains(u"“a”"_s)) << world.error("a2").toStdString();
    EXPECT_EQ(world.state("o"), NodeState::Skipped);
    EXPECT_TRUE(world.error("o").contains(u"“a”"_s)) << world.error("o").toStdString();
    EXPECT_EQ(world.state("b2"), NodeState::Completed);
    EXPECT_EQ(world.runner.failedNodes(), QStringList{u"a"_s});
    EXPECT_EQ(world.outcome->totals.failed, 1);
    EXPECT_EQ(world.outcome->totals.calls, 3);
    EXPECT_EQ(world.node("a").data.value(workflow::keys::error).toString(), refused.message);
    EXPECT_EQ(world.node("a").data.value(workflow::keys::status).toString(), u"error"_s);
}

TEST(WorkflowRunnerTest, TextStreamsInBatchesAndIsWholeAtTheEnd)
{
    RunWorld world(Drawing().llm(u"l"_s, u"ask"_s));
    QStringList told;
    QObject::connect(&world.runner, &WorkflowRunner::textAppended, &world.runner,
                     [&told](const QString&, const QString& text) { told << text; });
    world.start();
    ASSERT_TRUE(world.waitForAsked({u"ask"_s}));
    ScriptedJob* job = world.client.job(u"ask"_s);
    job->say(u"one "_s);
    job->say(u"two "_s);
    EXPECT_TRUE(told.isEmpty());
    ASSERT_TRUE(waitFor([&told] { return !told.isEmpty(); }));
    EXPECT_EQ(told, QStringList{u"one two "_s});
    EXPECT_EQ(world.runner.run(u"l"_s).text, u"one two "_s);
    EXPECT_EQ(world.runner.run(u"l"_s).phase, llm::LlmPhase::Streaming);
    job->complete(u"three"_s);
    EXPECT_EQ(told.last(), u"three"_s);
    ASSERT_TRUE(world.waitForEnd());
    EXPECT_EQ(world.output("l"), u"one two three"_s);
}

TEST(WorkflowRunnerTest, ACorrectedTextReplacesWhatWasTold)
{
    RunWorld world(Drawing().llm(u"l"_s, u"ask"_s));
    world.start();
    ASSERT_TRUE(world.waitForAsked({u"ask"_s}));
    ScriptedJob* job = world.client.job(u"ask"_s);
    job->say(u"wrnog"_s);
    job->correct(u"right"_s);
    EXPECT_EQ(world.runner.run(u"l"_s).text, u"right"_s);
    job->end(LlmStatus::Completed);
    ASSERT_TRUE(world.waitForEnd());
    EXPECT_EQ(world.output("l"), u"right"_s);
}

TEST(WorkflowRunnerTest, AWaitThatTheProviderAskedForIsTold)
{
    RunWorld world(Drawing().llm(u"l"_s, u"ask"_s));
    world.start();
    ASSERT_TRUE(world.waitForAsked({u"ask"_s}));
    world.client.job(u"ask"_s)->waitToRetry(2s);
    const NodeRun& run = world.runner.run(u"l"_s);
    ASSERT_TRUE(run.retryWait);
    EXPECT_EQ(run.retryWait->attempt, 2);
    EXPECT_EQ(run.retryWait->until, world.clock.monotonic() + 2s);
    EXPECT_EQ(run.phase, llm::LlmPhase::WaitingToRetry);
    world.client.job(u"ask"_s)->complete(u"text"_s);
    ASSERT_TRUE(world.waitForEnd());
    EXPECT_FALSE(run.retryWait);
}

TEST(WorkflowRunnerTest, StopClosesEverythingAtOnceAndKeepsPartialText)
{
    RunWorld world(twoBranches());
    world.start();
    ASSERT_TRUE(world.waitForAsked({u"A"_s, u"B"_s}));
    world.client.job(u"A"_s)->say(u"partial"_s);
    world.runner.stop();
    EXPECT_FALSE(world.runner.isRunning());
    ASSERT_TRUE(world.outcome);
    EXPECT_EQ(world.outcome->status, RunStatus::Cancelled);
    EXPECT_EQ(QSet<QString>(world.client.closed.begin(), world.client.closed.end()),
              (QSet<QString>{u"A"_s, u"B"_s}));
    EXPECT_EQ(world.state("a"), NodeState::Stopped);
    EXPECT_EQ(world.runner.run(u"a"_s).text, u"partial"_s);
    EXPECT_EQ(world.output("a"), u"partial"_s);
    EXPECT_EQ(world.node("a").data.value(workflow::keys::status).toString(), u"idle"_s);
    EXPECT_EQ(world.state("a2"), NodeState::Skipped);
    EXPECT_EQ(world.client.running, 0);
}

TEST(WorkflowRunnerTest, ARunMayBeStoppedAndStartedFromInsideItsSignals)
{
    RunWorld world(twoBranches());
    int ends = 0;
    QObject::connect(&world.runner, &WorkflowRunner::nodeChanged, &world.runner,
                     [&](const QString& id) {
                         if (id == u"a2"_s && world.state("a2") == NodeState::Running) {
                             world.runner.stop();
                         }
                     });
    QObject::connect(&world.runner, &WorkflowRunner::finished, &world.runner, [&] {
        if (++ends == 1) {
            world.runner.start({});
        }
    });
    world.client.answer = bracketed;
    world.start();
    ASSERT_TRUE(waitFor([&ends] { return ends == 2; }));
    EXPECT_EQ(world.outcome->status, RunStatus::Cancelled);
    EXPECT_EQ(world.state("a"), NodeState::Cached);
    EXPECT_FALSE(world.runner.isRunning());
}

TEST(WorkflowRunnerTest, ANodeThatGoesIsStoppedSilentlyAndTheRestGoesOn)
{
    RunWorld world(Drawing()
                       .llm(u"a"_s, u"A"_s)
                       .llm(u"b"_s, u"B"_s)
                       .llm(u"c"_s, u"own prompt"_s)
                       .wire("a", "c"));
    world.start();
    ASSERT_TRUE(world.waitForAsked({u"A"_s, u"B"_s}));
    world.workflow.apply(workflow::edits::removeItems(world.workflow, {u"a"_s}));
    EXPECT_EQ(world.client.closed, QStringList{u"A"_s});
    EXPECT_EQ(world.state("a"), NodeState::Idle);
    ASSERT_TRUE(world.waitForAsked({u"A"_s, u"B"_s, u"own prompt"_s}));
    world.client.job(u"B"_s)->complete(u"b"_s);
    world.client.job(u"own prompt"_s)->complete(u"c"_s);
    ASSERT_TRUE(world.waitForEnd());
    EXPECT_EQ(world.outcome->status, RunStatus::Completed);
    EXPECT_EQ(world.outcome->totals.nodes, 2);
    EXPECT_EQ(world.outcome->totals.calls, 2);
}

TEST(WorkflowRunnerTest, AnotherWorkflowEndsTheRunWithoutAWordInIt)
{
    RunWorld world(Drawing().llm(u"a"_s, u"A"_s));
    world.start();
    ASSERT_TRUE(world.waitForAsked({u"A"_s}));
    world.workflow.reset(Drawing().llm(u"a"_s, u"other"_s).content);
    EXPECT_FALSE(world.runner.isRunning());
    EXPECT_EQ(world.client.closed, QStringList{u"A"_s});
    EXPECT_EQ(world.state("a"), NodeState::Idle);
    EXPECT_FALSE(world.node("a").data.contains(workflow::keys::status));
    ASSERT_TRUE(world.outcome);
    EXPECT_EQ(world.outcome->status, RunStatus::Cancelled);
}

TEST(WorkflowRunnerTest, AnEditWhileANodeRunsMakesItsResultStale)
{
    RunWorld world(Drawing().prompt(u"p"_s, u"old"_s).llm(u"l"_s).wire("p", "l"));
    world.start();
    ASSERT_TRUE(world.waitForAsked({u"old"_s}));
    world.set("p", {{workflow::keys::prompt, u"new"_s}});
    world.client.job(u"old"_s)->complete(u"answer"_s);
    ASSERT_TRUE(world.waitForEnd());
    EXPECT_EQ(world.runner.evaluation().freshness(world.at("l")), Freshness::Stale);
}

TEST(WorkflowRunnerTest, EveryEndingOfAnAnswerHasItsState)
{
    struct Ending {
        LlmStatus status;
        NodeState state;
    };
    for (const Ending& ending :
         {Ending{LlmStatus::Completed, NodeState::Completed},
          Ending{LlmStatus::Truncated, NodeState::Completed},
          Ending{LlmStatus::Blocked, NodeState::Failed},
          Ending{LlmStatus::Refused, NodeState::Failed}, Ending{LlmStatus::Cut, NodeState::Failed},
          Ending{LlmStatus::Failed, NodeState::Failed},
          Ending{LlmStatus::Cancelled, NodeState::Stopped}}) {
        RunWorld world(Drawing().llm(u"l"_s, u"ask"_s));
        world.start();
        ASSERT_TRUE(world.waitForAsked({u"ask"_s}));
        world.client.job(u"ask"_s)->say(u"partial"_s);
        world.client.job(u"ask"_s)->end(ending.status);
        ASSERT_TRUE(world.waitForEnd());
        EXPECT_EQ(world.state("l"), ending.state);
        EXPECT_EQ(world.output("l"), u"partial"_s);
        EXPECT_EQ(world.error("l").isEmpty(), ending.state != NodeState::Failed);
        EXPECT_EQ(world.node("l").data.contains(workflow::keys::resultKey),
                  ending.state == NodeState::Completed);
        EXPECT_EQ(world.runner.run(u"l"_s).result->notes.isEmpty(),
                  ending.status != LlmStatus::Truncated);
    }
}

TEST(WorkflowRunnerTest, ARetiredModelIsReplacedWithANote)
{
    RunWorld world(Drawing().llm(u"l"_s, u"ask"_s, {{workflow::keys::model, u"gpt-4.1-nano"_s}}));
    world.client.answer = bracketed;
    EXPECT_EQ(world.run(), RunStatus::Completed);
    EXPECT_NE(world.client.requests.first().model, u"gpt-4.1-nano"_s);
    const QStringList notes = world.runner.run(u"l"_s).result->notes;
    ASSERT_FALSE(notes.isEmpty());
    EXPECT_TRUE(notes.first().contains(u"gpt-4.1-nano"_s));
}

TEST(WorkflowRunnerTest, T2_2_AnUnknownProviderIsNamedAndNeverGuessed)
{
    RunWorld world(Drawing().llm(u"l"_s, u"ask"_s, {{workflow::keys::provider, u"kie"_s}}));
    EXPECT_EQ(world.run(), RunStatus::Failed);
    EXPECT_TRUE(world.error("l").contains(u"“kie”"_s)) << world.error("l").toStdString();
    EXPECT_TRUE(world.client.asked.isEmpty());
    EXPECT_EQ(world.runner.missing(u"l"_s), world.error("l"));
}

TEST(WorkflowRunnerTest, AMissingModelIsTheProvidersDefault)
{
    RunWorld world(Drawing().llm(u"l"_s, u"ask"_s, {{workflow::keys::model, QString()}}));
    world.client.answer = bracketed;
    EXPECT_EQ(world.run(), RunStatus::Completed);
    EXPECT_EQ(world.client.requests.first().model,
              world.catalog.defaultModel(llm::ProviderId::OpenAi));
}

TEST(WorkflowRunnerTest, ABlankPromptIsAnErrorWithoutARequest)
{
    RunWorld world(Drawing().llm(u"l"_s, u" "_s).prompt(u"p"_s, {}).llm(u"m"_s).wire("p", "m"));
    EXPECT_EQ(world.run(), RunStatus::Failed);
    EXPECT_EQ(world.error("l"), u"Write a prompt or connect one."_s);
    EXPECT_EQ(world.error("m"), u"Write a prompt or connect one."_s);
    EXPECT_EQ(world.runner.missing(u"m"_s), u"Write a prompt or connect one."_s);
    EXPECT_TRUE(world.client.asked.isEmpty());
}

TEST(WorkflowRunnerTest, LoopsOfAFileFailAndTheRestRuns)
{
    RunWorld world(Drawing()
                       .llm(u"x"_s)
                       .llm(u"y"_s)
                       .llm(u"behind"_s)
                       .llm(u"other"_s, u"ask"_s)
                       .wire("x", "y", "x")
                       .wire("y", "behind"));
    world.client.answer = bracketed;
    EXPECT_EQ(world.run(), RunStatus::Failed);
    EXPECT_EQ(world.state("x"), NodeState::Failed);
    EXPECT_EQ(world.state("y"), NodeState::Failed);
    EXPECT_EQ(world.state("behind"), NodeState::Skipped);
    EXPECT_EQ(world.state("other"), NodeState::Completed);
    EXPECT_TRUE(world.runner.missing(u"x"_s).contains(u"part of a loop"_s));
}

TEST(WorkflowRunnerTest, SwitchedOffNodesAreSkippedAndWhatTheyHoldFlows)
{
    RunWorld world(Drawing()
                       .lockedGroup(u"g"_s)
                       .node(u"locked"_s, NodeKind::LlmGenerate,
                             {{workflow::keys::outputText, u"held"_s}}, u"g"_s)
                       .llm(u"l"_s)
                       .wire("locked", "l"));
    world.client.answer = bracketed;
    EXPECT_EQ(world.run(), RunStatus::Completed);
    EXPECT_EQ(world.state("locked"), NodeState::Skipped);
    EXPECT_FALSE(world.error("locked").isEmpty());
    EXPECT_EQ(world.client.asked, QStringList{u"held"_s});
}

TEST(WorkflowRunnerTest, TokensAndCostsAreAddedUp)
{
    RunWorld world(Drawing().llm(u"a"_s, u"A"_s).llm(u"b"_s, u"B"_s));
    world.start();
    ASSERT_TRUE(world.waitForAsked({u"A"_s, u"B"_s}));
    for (const QString& prompt : {u"A"_s, u"B"_s}) {
        llm::Usage usage;
        usage.inputTokens = 1'000'000;
        usage.outputTokens = 100'000;
        world.client.job(prompt)->prepared().usage = usage;
        world.client.job(prompt)->complete(u"done"_s);
    }
    ASSERT_TRUE(world.waitForEnd());
    const RunTotals totals = world.runner.totals();
    EXPECT_EQ(totals.inputTokens, 2'000'000);
    EXPECT_EQ(totals.outputTokens, 200'000);
    const auto each = world.runner.run(u"a"_s).result->costUsd;
    ASSERT_TRUE(each && totals.usd);
    EXPECT_GT(*each, 0);
    EXPECT_DOUBLE_EQ(*totals.usd, 2 * *each);
    EXPECT_EQ(workflow::historyOf(world.node("a")).last().costUsd, each);
}

TEST(WorkflowRunnerTest, WhatAModelRefusesIsLearned)
{
    RunWorld world(Drawing().llm(u"a"_s, u"A"_s));
    world.start();
    ASSERT_TRUE(world.waitForAsked({u"A"_s}));
    ASSERT_TRUE(world.catalog.model(llm::ProviderId::OpenAi, Drawing::model()).takesMaxTokens);
    world.client.job(u"A"_s)->prepared().refusedParameters << u"max_tokens"_s;
    world.client.job(u"A"_s)->complete(u"done"_s);
    ASSERT_TRUE(world.waitForEnd());
    EXPECT_FALSE(world.catalog.model(llm::ProviderId::OpenAi, Drawing::model()).takesMaxTokens);
}

TEST(WorkflowRunnerTest, AChainOfTenThousandModelsRunsToItsEnd)
{
    constexpr int length = 10'000;
    Drawing drawing;
    for (int i = 0; i < length; ++i) {
        drawing.llm(QString::number(i), u"0"_s);
        if (i > 0) {
            drawing.edge(QString::number(i - 1), QString::number(i), u"text"_s);
        }
    }
    RunWorld world(drawing);
    world.client.answer = [](const llm::LlmRequest& request) {
        return QString::number(request.prompt.toInt() + 1);
    };
    EXPECT_EQ(world.run(), RunStatus::Completed);
    EXPECT_EQ(world.output("9999"), u"10000"_s);
    EXPECT_EQ(world.outcome->totals.calls, length);
    EXPECT_EQ(world.client.mostRunning, 1);
    EXPECT_EQ(world.run(), RunStatus::Completed);
    EXPECT_EQ(world.client.asked.size(), length);
}
