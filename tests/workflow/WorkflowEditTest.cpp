// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/workflow/WorkflowEdit.h"

#include "src/workflow/NodeData.h"
#include "tests/workflow/WorkflowTesting.h"

using namespace plantain::workflow;
using plantain::testing::Bench;

namespace {

/// Edits of one gesture: applied one by one, and joined.
class Gesture
{
public:
    explicit Gesture(Workflow& workflow)
        : m_workflow(workflow)
        , m_before(workflow.content())
    {
    }

    void apply(const WorkflowEdit& edit)
    {
        m_workflow.apply(edit);
        EXPECT_TRUE(m_edit.mergeWith(edit));
    }
    const WorkflowEdit& edit() const { return m_edit; }
    /// Whether taking the one step back and doing it again gives the same as the many.
    void expectOneStep()
    {
        const WorkflowContent after = m_workflow.content();
        m_workflow.apply(m_edit.inverted());
        EXPECT_EQ(m_workflow.content(), m_before);
        m_workflow.apply(m_edit);
        EXPECT_EQ(m_workflow.content(), after);
    }

private:
    Workflow& m_workflow;
    WorkflowContent m_before;
    WorkflowEdit m_edit;
};

} // namespace

TEST(WorkflowEdit, ADragIsOneStepAlsoWhenItEntersAGroup)
{
    Bench bench;
    const QString a = bench.add(NodeKind::Prompt, {0, 0});
    const QString b = bench.add(NodeKind::Prompt, {1000, 0});
    bench.group({a});
    Gesture drag(bench.workflow);
    for (int i = 0; i < 10; ++i) {
        drag.apply(edits::moveNodes(bench.workflow, {b}, {-100, 1}));
    }
    EXPECT_EQ(bench.node(b).groupId, "group-1");
    EXPECT_EQ(drag.edit().updates.size(), 1u);
    drag.expectOneStep();
}

TEST(WorkflowEdit, ADragBackToItsBeginningIsNothing)
{
    Bench bench;
    const QString a = bench.add(NodeKind::Prompt, {0, 0});
    Gesture drag(bench.workflow);
    drag.apply(edits::moveNodes(bench.workflow, {a}, {10, 0}));
    drag.apply(edits::setData(bench.workflow, a, {{"prompt", "x"}, {"new", 1}}));
    drag.apply(edits::moveNodes(bench.workflow, {a}, {-10, 0}));
    drag.apply(edits::setData(bench.workflow, a, {{"prompt", ""}, {"new", QJsonValue::Undefined}}));
    EXPECT_TRUE(drag.edit().isEmpty());
}

TEST(WorkflowEdit, GesturesMayTouchDifferentNodes)
{
    Bench bench;
    const QString a = bench.add(NodeKind::Prompt, {0, 0});
    const QString b = bench.add(NodeKind::Prompt, {0, 500});
    Gesture gesture(bench.workflow);
    gesture.apply(edits::moveNodes(bench.workflow, {a}, {1, 0}));
    gesture.apply(edits::moveNodes(bench.workflow, {b}, {0, 1}));
    gesture.apply(edits::setData(bench.workflow, a, {{"prompt", "x"}}));
    EXPECT_EQ(gesture.edit().updates.size(), 2u);
    gesture.expectOneStep();
}

TEST(WorkflowEdit, WhatAGestureAddedIsMovedInTheSameStep)
{
    Bench bench;
    Gesture duplicate(bench.workflow);
    WorkflowEdit added = edits::addNode(bench.workflow, NodeKind::Prompt, {0, 0});
    const WorkflowContent before = bench.workflow.content();
    bench.workflow.apply(added);
    const WorkflowEdit moved = edits::moveNodes(bench.workflow, {"prompt-1"}, {7, 8});
    bench.workflow.apply(moved);
    ASSERT_TRUE(added.mergeWith(moved));
    EXPECT_TRUE(added.updates.empty());
    EXPECT_EQ(added.nodes.inserted.front().item.position, QPointF(7, 8));
    const WorkflowContent after = bench.workflow.content();
    bench.workflow.apply(added.inverted());
    EXPECT_EQ(bench.workflow.content(), before);
    bench.workflow.apply(added);
    EXPECT_EQ(bench.workflow.content(), after);
}

TEST(WorkflowEdit, GroupsAndHeadAreJoinedToo)
{
    Bench bench;
    const QString id = bench.group({bench.add(NodeKind::Prompt)});
    Gesture gesture(bench.workflow);
    for (int i = 0; i < 3; ++i) {
        gesture.apply(edits::moveGroup(bench.workflow, id, {5, 5}));
        WorkflowHead head = bench.workflow.head();
        head.name += 'x';
        gesture.apply(edits::changeHead(bench.workflow, head));
    }
    EXPECT_EQ(gesture.edit().groups.replaced.size(), 1u);
    gesture.expectOneStep();
}

TEST(WorkflowEdit, WhatComesOrGoesIsNotJoined)
{
    Bench bench;
    const QString a = bench.add(NodeKind::Prompt);
    WorkflowEdit moved = edits::moveNodes(bench.workflow, {a}, {1, 1});
    const WorkflowEdit before = moved;
    EXPECT_FALSE(moved.mergeWith(edits::removeItems(bench.workflow, {a})));
    EXPECT_FALSE(moved.mergeWith(edits::addNode(bench.workflow, NodeKind::Note, {})));
    EXPECT_EQ(moved, before);
}
