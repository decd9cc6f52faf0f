// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/workflow/Edits.h"

#include "tests/workflow/WorkflowTesting.h"

#include <QElapsedTimer>

using namespace plantain;
using namespace plantain::workflow;
using edits::Arrangement;
using plantain::testing::Bench;

namespace {

/// Three nodes of two sizes, none in line with another.
class ArrangeTest : public ::testing::Test
{
protected:
    void arrange(Arrangement how)
    {
        bench.workflow.apply(edits::arrange(bench.workflow, all, how));
    }
    QRectF rect(int node) const
    {
        return {bench.node(all.at(node)).position, bench.node(all.at(node)).size};
    }
    QRectF bounds() const { return rect(0) | rect(1) | rect(2); }

    Bench bench;
    const QStringList all{bench.add(NodeKind::Prompt, {400, 30}),
                          bench.add(NodeKind::Image, {0, 100}),
                          bench.add(NodeKind::Note, {900, 0})};
};

} // namespace

TEST_F(ArrangeTest, AlignsOnTheBounds)
{
    const QRectF before = bounds();
    arrange(Arrangement::AlignLeft);
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(rect(i).left(), before.left());
    }
    arrange(Arrangement::AlignBottom);
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(rect(i).bottom(), before.bottom());
    }
}

TEST_F(ArrangeTest, AlignsOnTheMiddleAndTheFarSides)
{
    const QRectF before = bounds();
    arrange(Arrangement::AlignRight);
    EXPECT_EQ(rect(1).right(), before.right());
    arrange(Arrangement::AlignTop);
    EXPECT_EQ(rect(1).top(), before.top());
    arrange(Arrangement::AlignMiddle);
    EXPECT_EQ(rect(0).center().y(), rect(1).center().y());
    arrange(Arrangement::AlignCenter);
    EXPECT_EQ(rect(0).center().x(), rect(2).center().x());
}

TEST_F(ArrangeTest, DistributesTheSpaceBetweenTheOutermost)
{
    const QRectF before = bounds();
    arrange(Arrangement::DistributeHorizontally);
    EXPECT_EQ(bounds().left(), before.left());
    EXPECT_EQ(bounds().right(), before.right());
    EXPECT_DOUBLE_EQ(rect(0).left() - rect(1).right(), rect(2).left() - rect(0).right());
}

TEST_F(ArrangeTest, StacksTwentyPixelsApart)
{
    const QPointF corner = bounds().topLeft();
    arrange(Arrangement::StackHorizontally);
    EXPECT_EQ(bounds().topLeft(), corner);
    EXPECT_EQ(rect(0).left() - rect(1).right(), 20);
    EXPECT_EQ(rect(2).left() - rect(0).right(), 20);
    arrange(Arrangement::StackVertically);
    EXPECT_EQ(bounds().topLeft(), corner);
    EXPECT_EQ(rect(0).left(), rect(2).left());
}

TEST_F(ArrangeTest, AGridIsReadLikeText)
{
    const QPointF corner = bounds().topLeft();
    arrange(Arrangement::Grid);
    EXPECT_EQ(bounds().topLeft(), corner);
    EXPECT_EQ(rect(1).topLeft(), corner); // the leftmost of the first line
    EXPECT_GE(rect(0).left() - rect(1).right(), 20);
    EXPECT_GE(rect(2).top() - rect(1).bottom(), 20);
}

TEST_F(ArrangeTest, FewerThanTwoHaveNothingToDo)
{
    for (int how = 0; how <= static_cast<int>(Arrangement::Layers); ++how) {
        EXPECT_TRUE(
            edits::arrange(bench.workflow, {all.first()}, static_cast<Arrangement>(how)).isEmpty())
            << how;
    }
}

TEST(Layers, EveryEdgeGoesToTheRight)
{
    Bench bench;
    const QString last = bench.add(NodeKind::Output, {-50, 70});
    const QString middle = bench.add(NodeKind::LlmGenerate, {300, 0});
    const QString first = bench.add(NodeKind::Prompt, {600, 500});
    bench.connect(first, middle);
    bench.connect(middle, last);
    bench.connect(first, last);
    bench.workflow.apply(edits::arrange(bench.workflow, {}, Arrangement::Layers));
    const auto right = [&](const QString& id) {
        return bench.node(id).position.x() + bench.node(id).size.width();
    };
    EXPECT_EQ(bench.node(first).position.x(), -50);
    EXPECT_EQ(bench.node(middle).position.x(), right(first) + 60);
    EXPECT_EQ(bench.node(last).position.x(), right(middle) + 60);
}

TEST(Layers, BranchesDoNotCross)
{
    Bench bench;
    const QString source = bench.add(NodeKind::Prompt, {0, 0});
    QStringList models;
    QStringList outputs;
    for (int i = 0; i < 4; ++i) {
        models << bench.add(NodeKind::LlmGenerate, {400, i * 200.0});
        outputs << bench.add(NodeKind::Output, {800, (3 - i) * 200.0});
        bench.connect(source, models.last());
        bench.connect(models.last(), outputs.last());
    }
    bench.workflow.apply(edits::arrange(bench.workflow, {}, Arrangement::Layers));
    for (int i = 1; i < 4; ++i) {
        const auto isBelow = [&](const QStringList& column) {
            return bench.node(column.at(i)).position.y() >
                   bench.node(column.at(i - 1)).position.y();
        };
        EXPECT_EQ(isBelow(models), isBelow(outputs));
    }
}

TEST(Layers, AWholeGroupMovesWithItsFrame)
{
    Bench bench;
    const QString a = bench.add(NodeKind::Prompt, {500, 500});
    const QString b = bench.add(NodeKind::Note, {520, 700});
    const QString target = bench.add(NodeKind::LlmGenerate, {0, 0});
    const QString id = bench.group({a, b});
    bench.connect(a, target);
    const QPointF between = bench.node(b).position - bench.node(a).position;
    bench.workflow.apply(edits::arrange(bench.workflow, {}, Arrangement::Layers));
    const QRectF frame = bench.workflow.group(id)->rect;
    EXPECT_EQ(bench.node(b).position - bench.node(a).position, between);
    EXPECT_TRUE(frame.contains(QRectF(bench.node(a).position, bench.node(a).size)));
    EXPECT_EQ(bench.node(a).groupId, id);
    EXPECT_GE(bench.node(target).position.x(), frame.right());
}

TEST(Layers, LoopsAreCutSomewhere)
{
    std::vector<Node> nodes;
    for (const char* id : {"a", "b", "c"}) {
        nodes.push_back(makeNode(NodeKind::Prompt, id, {}, {}));
    }
    Workflow loop;
    loop.reset({{},
                nodes,
                {{"1", {"a", "text"}, {"b", "text"}, false, {}},
                 {"2", {"b", "text"}, {"c", "text"}, false, {}},
                 {"3", {"c", "text"}, {"a", "text"}, false, {}}},
                {}});
    loop.apply(edits::arrange(loop, {}, Arrangement::Layers));
    EXPECT_LT(loop.nodes()[0].position.x(), loop.nodes()[1].position.x());
    EXPECT_LT(loop.nodes()[1].position.x(), loop.nodes()[2].position.x());
}

TEST(Layers, FiveHundredNodesDoNotTakeLong)
{
    std::vector<Node> nodes;
    std::vector<Edge> edges;
    for (int i = 0; i < 500; ++i) {
        nodes.push_back(makeNode(NodeKind::Output, QString::number(i), {i * 7.0, i * 3.0}, {}));
        for (const int step : {1, 7, 40}) {
            if (i >= step) {
                edges.push_back(makeEdge(QString("%1-%2").arg(i).arg(step),
                                         {QString::number(i - step), "text"},
                                         {QString::number(i), "text"}, 0));
            }
        }
    }
    Workflow workflow;
    workflow.reset({{}, nodes, edges, {}});
    QElapsedTimer timer;
    timer.start();
    const WorkflowEdit edit = edits::arrange(workflow, {}, Arrangement::Layers);
    EXPECT_FALSE(edit.isEmpty());
    EXPECT_LT(timer.elapsed(), 1'000); // 50 ms in a release build of a free machine
}
