// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/run/RunPlan.h"

#include "tests/run/RunTesting.h"

using namespace plantain;
using namespace plantain::run;
using namespace plantain::testing;
using namespace Qt::StringLiterals;
using workflow::NodeKind;

namespace {

struct Planned {
    explicit Planned(const Drawing& drawing) { workflow.reset(drawing.content); }
    RunPlan plan(RunScope scope = RunScope::All, const QString& node = {}, bool force = false,
                 const QSet<QString>& openEdges = {}) const
    {
        RunRequest request;
        request.scope = scope;
        request.node = node;
        request.force = force;
        return makePlan(workflow, evaluation, request, openEdges);
    }

    workflow::Workflow workflow;
    Evaluation evaluation{workflow};
};

QStringList nodesOf(const RunPlan& plan)
{
    QStringList nodes;
    for (const RunStep& step : plan.steps) {
        nodes << step.node;
    }
    return nodes;
}

QStringList callsOf(const RunPlan& plan)
{
    QStringList nodes;
    for (const RunStep& step : plan.steps) {
        if (step.willCall) {
            nodes << step.node;
        }
    }
    return nodes;
}

const RunStep& stepOf(const RunPlan& plan, const QString& node)
{
    return plan.steps.at(static_cast<std::size_t>(nodesOf(plan).indexOf(node)));
}

/// p → a → b → o, and p → c
Drawing branches()
{
    return Drawing()
        .output(u"o"_s)
        .llm(u"b"_s)
        .llm(u"a"_s)
        .llm(u"c"_s)
        .prompt(u"p"_s, u"hello"_s)
        .wire("p", "a", "b", "o")
        .wire("p", "c");
}

} // namespace

TEST(RunPlanTest, WhatOthersNeedComesFirst)
{
    const RunPlan plan = Planned(branches()).plan();
    EXPECT_EQ(nodesOf(plan), (QStringList{u"p"_s, u"a"_s, u"c"_s, u"b"_s, u"o"_s}));
    EXPECT_EQ(stepOf(plan, u"p"_s).needs, 0);
    EXPECT_EQ(stepOf(plan, u"b"_s).needs, 1);
    EXPECT_EQ(stepOf(plan, u"p"_s).dependents, (std::vector<int>{1, 2}));
    EXPECT_EQ(plan.calls(), 3);
}

TEST(RunPlanTest, EachScopeTakesItsPart)
{
    const Planned planned(branches());
    EXPECT_EQ(nodesOf(planned.plan(RunScope::Node, u"a"_s)), (QStringList{u"a"_s}));
    EXPECT_EQ(nodesOf(planned.plan(RunScope::From, u"a"_s)), (QStringList{u"a"_s, u"b"_s, u"o"_s}));
    EXPECT_EQ(nodesOf(planned.plan(RunScope::To, u"b"_s)), (QStringList{u"p"_s, u"a"_s, u"b"_s}));
    EXPECT_TRUE(planned.plan(RunScope::Node, u"gone"_s).steps.empty());
}

TEST(RunPlanTest, OnlyTheNodeThatWasChosenRunsAnewUnlessForced)
{
    const Planned planned(branches());
    EXPECT_TRUE(stepOf(planned.plan(RunScope::From, u"a"_s), u"a"_s).anew);
    EXPECT_FALSE(stepOf(planned.plan(RunScope::From, u"a"_s), u"b"_s).anew);
    EXPECT_FALSE(stepOf(planned.plan(RunScope::To, u"b"_s), u"b"_s).anew);
    EXPECT_TRUE(stepOf(planned.plan(RunScope::All, {}, true), u"c"_s).anew);
}

TEST(RunPlanTest, NotesAreNoPartAndOtherKindsThatAreNotRunSayWhy)
{
    const Planned planned(Drawing()
                              .node(u"note"_s, NodeKind::Note)
                              .node(u"foreign"_s, NodeKind::Unknown)
                              .lockedGroup(u"g"_s)
                              .node(u"locked"_s, NodeKind::LlmGenerate, {}, u"g"_s)
                              .llm(u"off"_s, u"x"_s, {{workflow::keys::disabled, true}})
                              .prompt(u"loop"_s, {})
                              .wire("loop", "loop"));
    const RunPlan plan = planned.plan();
    EXPECT_EQ(nodesOf(plan), (QStringList{u"foreign"_s, u"locked"_s, u"off"_s, u"loop"_s}));
    EXPECT_EQ(stepOf(plan, u"foreign"_s).exclusion, Exclusion::Foreign);
    EXPECT_EQ(stepOf(plan, u"locked"_s).exclusion, Exclusion::Locked);
    EXPECT_EQ(stepOf(plan, u"off"_s).exclusion, Exclusion::Disabled);
    EXPECT_EQ(stepOf(plan, u"loop"_s).exclusion, Exclusion::Loop);
    EXPECT_EQ(plan.calls(), 0);
}

TEST(RunPlanTest, WhatASwitchedOffModelHoldsIsNotWaitedFor)
{
    const Planned planned(
        Drawing()
            .llm(u"a"_s, u"x"_s)
            .llm(u"off"_s, {},
                 {{workflow::keys::disabled, true}, {workflow::keys::outputText, u"held"_s}})
            .prompt(u"through"_s, {})
            .llm(u"b"_s)
            .wire("a", "off", "through", "b"));
    const RunPlan plan = planned.plan();
    EXPECT_EQ(stepOf(plan, u"off"_s).needs, 0);
    EXPECT_EQ(stepOf(plan, u"through"_s).needs, 1);
    EXPECT_EQ(callsOf(plan), (QStringList{u"a"_s, u"b"_s}));
}

TEST(RunPlanTest, NodesBehindALoopWaitForItInVain)
{
    const Planned planned(Drawing()
                              .prompt(u"x"_s, {})
                              .prompt(u"y"_s, {})
                              .llm(u"l"_s, u"own"_s)
                              .wire("x", "y", "x")
                              .wire("y", "l"));
    const RunPlan plan = planned.plan();
    EXPECT_EQ(nodesOf(plan).size(), 3);
    EXPECT_EQ(stepOf(plan, u"l"_s).needs, 1);
    EXPECT_EQ(plan.calls(), 0);
}

TEST(RunPlanTest, OnlyClosedEdgesInsideThePlanHoldItUp)
{
    Drawing drawing;
    drawing.prompt(u"p"_s, u"x"_s).llm(u"a"_s).llm(u"b"_s).wire("p", "a");
    drawing.edge(u"a"_s, u"b"_s, u"text"_s, true);
    const Planned planned(drawing);
    EXPECT_EQ(stepOf(planned.plan(), u"b"_s).closedEdges, QStringList{u"a-b-text"_s});
    EXPECT_EQ(callsOf(planned.plan()), QStringList{u"a"_s});
    EXPECT_TRUE(stepOf(planned.plan(RunScope::All, {}, false, {u"a-b-text"_s}), u"b"_s)
                    .closedEdges.isEmpty());
    EXPECT_TRUE(stepOf(planned.plan(RunScope::From, u"b"_s), u"b"_s).closedEdges.isEmpty());
    EXPECT_TRUE(stepOf(planned.plan(RunScope::Node, u"b"_s), u"b"_s).closedEdges.isEmpty());
}

TEST(RunPlanTest, ModelsCallWhenTheirInputWillDiffer)
{
    Planned planned(branches());
    const auto finish = [&planned](const QString& id) {
        const int index = planned.workflow.nodeIndex(id);
        workflow::NodeUpdate update{id, {}, {}};
        update.after.data = {{workflow::keys::outputText, u"done"_s},
                             {workflow::keys::resultKey, planned.evaluation.key(index)}};
        workflow::WorkflowEdit edit;
        edit.updates.push_back(update);
        planned.workflow.apply(edit);
    };
    finish(u"a"_s);
    finish(u"b"_s);
    EXPECT_EQ(callsOf(planned.plan()), QStringList{u"c"_s});
    EXPECT_EQ(callsOf(planned.plan(RunScope::From, u"a"_s)), (QStringList{u"a"_s, u"b"_s}));
    EXPECT_EQ(callsOf(planned.plan(RunScope::From, u"b"_s)), QStringList{u"b"_s});
}

TEST(RunPlanTest, WhatHasNoPromptDoesNotCall)
{
    const Planned planned(Drawing()
                              .llm(u"blank"_s)
                              .llm(u"picture"_s)
                              .llm(u"behind"_s)
                              .image(u"i"_s)
                              .edge(u"i"_s, u"picture"_s, u"image"_s)
                              .wire("blank", "behind"));
    EXPECT_EQ(callsOf(planned.plan()), QStringList{u"picture"_s});
}
