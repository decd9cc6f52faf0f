// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/workflow/Edits.h"
#include "ui/canvas/CanvasState.h"

#include <QSignalSpy>
#include <gtest/gtest.h>

namespace plantain::testing {

namespace {

class SelectionTest : public ::testing::Test
{
protected:
    QString add()
    {
        const auto edit = workflow::edits::addNode(flow, workflow::NodeKind::Prompt, {});
        flow.apply(edit);
        return edit.nodes.inserted.front().item.id;
    }

    workflow::Workflow flow;
    ui::Selection selection{flow};
    const QString one = add();
    const QString two = add();
};

} // namespace

TEST_F(SelectionTest, TellsOnceForEachChange)
{
    QSignalSpy changed(&selection, &ui::Selection::changed);
    selection.setNodes({one, two});
    selection.setNodes({two, one});
    EXPECT_EQ(changed.size(), 1);
    selection.toggle(one);
    EXPECT_EQ(selection.nodes(), QSet<QString>{two});
    selection.clear();
    selection.clear();
    EXPECT_EQ(changed.size(), 3);
}

TEST_F(SelectionTest, UnknownIdsAreIgnored)
{
    selection.setNodes({one, QStringLiteral("nobody")});
    EXPECT_EQ(selection.nodes(), QSet<QString>{one});
    selection.setEdge(QStringLiteral("nobody"));
    EXPECT_EQ(selection.nodes(), QSet<QString>{one});
    selection.setFocusNode(QStringLiteral("nobody"));
    EXPECT_TRUE(selection.focusNode().isEmpty());
}

TEST_F(SelectionTest, NodesEdgeAndGroupExcludeEachOther)
{
    const auto edit = workflow::edits::groupNodes(flow, {one});
    flow.apply(edit);
    selection.setOnly(two);
    selection.setGroup(edit.groups.inserted.front().item.id);
    EXPECT_TRUE(selection.nodes().isEmpty());
    EXPECT_FALSE(selection.group().isEmpty());
    selection.setOnly(two);
    EXPECT_TRUE(selection.group().isEmpty());
    EXPECT_EQ(selection.focusNode(), two);
}

TEST_F(SelectionTest, WhatGoesFromTheWorkflowGoesFromTheSelection)
{
    selection.setOnly(one);
    selection.toggle(two);
    QSignalSpy focus(&selection, &ui::Selection::focusNodeChanged);
    flow.apply(workflow::edits::removeItems(flow, {one}));
    EXPECT_EQ(selection.nodes(), QSet<QString>{two});
    EXPECT_TRUE(selection.focusNode().isEmpty());
    EXPECT_EQ(focus.size(), 1);
    flow.reset({});
    EXPECT_TRUE(selection.isEmpty());
}

TEST_F(SelectionTest, TheListIsInTheWorkflowsOrder)
{
    const QString three = add();
    selection.setNodes({three, one, two});
    EXPECT_EQ(selection.nodeList(), (QStringList{one, two, three}));
}

} // namespace plantain::testing
