// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/workflow/Edits.h"

#include "tests/workflow/WorkflowTesting.h"

using namespace plantain;
using namespace plantain::workflow;
using plantain::testing::Bench;

namespace {

QRectF rectOfNode(const Bench& bench, const QString& id)
{
    return {bench.node(id).position, bench.node(id).size};
}

} // namespace

TEST(GroupEdits, AFrameGoesAroundTheNodes)
{
    Bench bench;
    const QString a = bench.add(NodeKind::Prompt, {0, 0});
    const QString b = bench.add(NodeKind::Output, {400, 200});
    const QString id = bench.group({a, b});
    EXPECT_EQ(id, "group-1");
    const Group& group = *bench.workflow.group(id);
    EXPECT_TRUE(group.rect.contains(rectOfNode(bench, a) | rectOfNode(bench, b)));
    EXPECT_EQ(group.name, "Group 1");
    EXPECT_EQ(group.color, groupColors().first());
    EXPECT_EQ(bench.node(a).groupId, id);
    EXPECT_EQ(bench.node(b).groupId, id);
}

TEST(GroupEdits, NodesLeaveTheirOldGroup)
{
    Bench bench;
    const QString a = bench.add(NodeKind::Prompt, {0, 0});
    const QString b = bench.add(NodeKind::Prompt, {400, 0});
    bench.group({a, b});
    const QString second = bench.group({b});
    EXPECT_EQ(bench.node(a).groupId, "group-1");
    EXPECT_EQ(bench.node(b).groupId, second);
}

TEST(GroupEdits, ANodeJoinsByItsCentreAndLeavesByIt)
{
    Bench bench;
    const QString a = bench.add(NodeKind::Prompt, {0, 0});
    const QString group = bench.group({a});
    const QRectF frame = bench.workflow.group(group)->rect;
    const QString b = bench.add(NodeKind::Prompt, {2000, 0});
    const QSizeF size = bench.node(b).size;
    const QPointF half(size.width() / 2, size.height() / 2);
    bench.workflow.apply(edits::placeNodes(
        bench.workflow, {{b, QPointF(frame.right() - 1, frame.center().y()) - half}}));
    EXPECT_EQ(bench.node(b).groupId, group);
    bench.workflow.apply(edits::placeNodes(
        bench.workflow, {{b, QPointF(frame.right() + 1, frame.center().y()) - half}}));
    EXPECT_EQ(bench.node(b).groupId, "");
    const QString inside = bench.add(NodeKind::Prompt, frame.topLeft());
    EXPECT_EQ(bench.node(inside).groupId, group);
}

TEST(GroupEdits, WhereFramesOverlapANodeStaysInItsOwn)
{
    Bench bench;
    const QString a = bench.add(NodeKind::Prompt, {0, 0});
    const QString b = bench.add(NodeKind::Prompt, {10, 0});
    const QString first = bench.group({a});
    bench.group({b});
    bench.workflow.apply(edits::moveNodes(bench.workflow, {a}, {1, 1}));
    EXPECT_EQ(bench.node(a).groupId, first);
}

TEST(GroupEdits, MovingAGroupMovesItsNodes)
{
    Bench bench;
    const QString a = bench.add(NodeKind::Prompt, {0, 0});
    const QString other = bench.add(NodeKind::Prompt, {900, 900});
    const QString id = bench.group({a});
    const QRectF before = bench.workflow.group(id)->rect;
    bench.workflow.apply(edits::moveGroup(bench.workflow, id, {30, -40}));
    EXPECT_EQ(bench.workflow.group(id)->rect, before.translated(30, -40));
    EXPECT_EQ(bench.node(a).position, QPointF(30, -40));
    EXPECT_EQ(bench.node(a).groupId, id);
    EXPECT_EQ(bench.node(other).position, QPointF(900, 900));
}

TEST(GroupEdits, UngroupingLeavesTheNodes)
{
    Bench bench;
    const QString a = bench.add(NodeKind::Prompt, {0, 0});
    const QString id = bench.group({a});
    const WorkflowContent before = bench.workflow.content();
    const WorkflowEdit edit = edits::ungroup(bench.workflow, id);
    bench.workflow.apply(edit);
    EXPECT_TRUE(bench.workflow.groups().empty());
    EXPECT_EQ(bench.node(a).groupId, "");
    bench.workflow.apply(edit.inverted());
    EXPECT_EQ(bench.workflow.content(), before);
}

TEST(GroupEdits, AGroupStaysWhenItsLastNodeGoes)
{
    Bench bench;
    const QString a = bench.add(NodeKind::Prompt);
    bench.group({a});
    bench.workflow.apply(edits::removeItems(bench.workflow, {a}));
    EXPECT_EQ(bench.workflow.groups().size(), 1u);
}

TEST(GroupEdits, NameColourAndLockChangeAsOneStep)
{
    Bench bench;
    Group group = *bench.workflow.group(bench.group({bench.add(NodeKind::Prompt)}));
    group.name = "Voices";
    group.color = "red";
    group.locked = true;
    const WorkflowEdit edit = edits::changeGroup(bench.workflow, group);
    EXPECT_EQ(edit.groups.replaced.size(), 1u);
    bench.workflow.apply(edit);
    EXPECT_EQ(bench.workflow.groups().front(), group);
}
