// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/CanvasScene.h"
#include "src/workflow/Edits.h"
#include "src/workflow/NodeData.h"
#include "ui/canvas/CanvasIndex.h"

#include <QSignalSpy>
#include <gtest/gtest.h>

#include <random>

namespace plantain::testing {

namespace {

using ui::CanvasHit;
using workflow::NodeKind;

class CanvasSceneTest : public ::testing::Test
{
protected:
    QString add(NodeKind kind, QPointF position, const QJsonObject& data = {})
    {
        const auto edit = workflow::edits::addNode(flow, kind, position, data);
        flow.apply(edit);
        return edit.nodes.inserted.front().item.id;
    }
    QString wire(const QString& from, const QString& to,
                 const QString& port = QStringLiteral("text"))
    {
        const auto edit = workflow::edits::connectPorts(flow, {from, port}, {to, port});
        EXPECT_TRUE(edit.ok());
        flow.apply(*edit);
        return edit->edges.inserted.front().item.id;
    }
    int place(const QString& id) const { return flow.nodeIndex(id); }

    workflow::Workflow flow;
    ui::CanvasScene scene{flow};
};

/// The state that a new scene would have is the truth for one that was edited step by step.
void expectLikeNew(const ui::CanvasScene& scene)
{
    const ui::CanvasScene fresh(scene.workflow());
    const auto nodes = static_cast<int>(scene.workflow().nodes().size());
    const auto edges = static_cast<int>(scene.workflow().edges().size());
    for (int node = 0; node < nodes; ++node) {
        ASSERT_EQ(scene.nodeRect(node), fresh.nodeRect(node));
        ASSERT_EQ(scene.ports(node).size(), fresh.ports(node).size());
        for (std::size_t port = 0; port < fresh.ports(node).size(); ++port) {
            ASSERT_EQ(scene.ports(node)[port].center, fresh.ports(node)[port].center);
            ASSERT_EQ(scene.ports(node)[port].spec, fresh.ports(node)[port].spec);
        }
    }
    for (int edge = 0; edge < edges; ++edge) {
        ASSERT_EQ(scene.wire(edge), fresh.wire(edge)) << edge;
        ASSERT_EQ(scene.wireRect(edge), fresh.wireRect(edge));
        ASSERT_EQ(scene.wireSource(edge), fresh.wireSource(edge));
        ASSERT_EQ(scene.wireTarget(edge), fresh.wireTarget(edge));
        ASSERT_EQ(scene.wireType(edge), fresh.wireType(edge));
    }
    ASSERT_EQ(scene.bounds(), fresh.bounds());
    const QRectF all = scene.bounds().adjusted(-500, -500, 500, 500);
    ASSERT_EQ(static_cast<int>(scene.nodesIn(all).size()), nodes);
    ASSERT_EQ(scene.edgesIn(all), fresh.edgesIn(all));
}

} // namespace

TEST_F(CanvasSceneTest, StaysLikeANewOneThroughRandomEdits)
{
    std::mt19937 random(7);
    const auto below = [&random](std::size_t count) {
        return std::uniform_int_distribution<std::size_t>(0, count - 1)(random);
    };
    const auto anyNode = [&] { return flow.nodes()[below(flow.nodes().size())].id; };
    const auto anyPoint = [&] { return QPointF(double(below(9000)), double(below(5000))); };
    QList<workflow::WorkflowEdit> done;
    const auto apply = [&](const workflow::WorkflowEdit& edit) {
        flow.apply(edit);
        if (!edit.isEmpty()) {
            done << edit;
        }
    };
    for (int i = 0; i < 30; ++i) {
        add(static_cast<NodeKind>(below(6)), anyPoint());
    }
    for (int step = 0; step < 400; ++step) {
        switch (below(7)) {
        case 0:
            apply(workflow::edits::addNode(flow, static_cast<NodeKind>(below(6)), anyPoint()));
            break;
        case 1:
        case 2: {
            const auto edit = workflow::edits::connectPorts(
                flow, {anyNode(), QStringLiteral("text")}, {anyNode(), QStringLiteral("text")});
            if (edit) {
                apply(*edit);
            }
            break;
        }
        case 3:
            apply(workflow::edits::moveNodes(flow, {anyNode(), anyNode()}, {33, -71}));
            break;
        case 4:
            apply(workflow::edits::resizeNode(
                flow, anyNode(), QRectF(anyPoint(), QSizeF(200 + double(below(300)), 180))));
            break;
        case 5:
            apply(workflow::edits::setData(flow, anyNode(),
                                           {{workflow::keys::collapsed, below(2) == 0}}));
            break;
        default:
            if (flow.nodes().size() > 10 && below(3) == 0) {
                apply(workflow::edits::removeItems(flow, {anyNode()}));
            } else if (!done.isEmpty()) {
                flow.apply(done.takeLast().inverted());
            }
        }
        if (step % 10 == 0) {
            expectLikeNew(scene);
            ASSERT_FALSE(HasFatalFailure()) << "step " << step;
        }
    }
}

TEST_F(CanvasSceneTest, TellsOnlyWhatHasToBePaintedAnew)
{
    const QString one = add(NodeKind::Prompt, {0, 0});
    const QString two = add(NodeKind::LlmGenerate, {500, 0});
    add(NodeKind::Note, {5000, 5000});
    wire(one, two);
    QList<QRectF> told;
    QObject::connect(&scene, &ui::CanvasScene::changed,
                     [&told](const QList<QRectF>& world) { told = world; });
    const QRectF before = scene.nodeRect(place(one));
    flow.apply(workflow::edits::moveNodes(flow, {one}, {0, 40}));
    ASSERT_FALSE(told.isEmpty());
    QRectF all;
    for (const QRectF& rect : told) {
        all |= rect;
    }
    EXPECT_TRUE(all.contains(before));
    EXPECT_TRUE(all.contains(scene.nodeRect(place(one))));
    EXPECT_TRUE(all.contains(scene.wireRect(0)));
    EXPECT_FALSE(all.contains(QPointF(5000, 5000)));
}

TEST_F(CanvasSceneTest, TheNodeOnTopIsHit)
{
    add(NodeKind::Note, {0, 0});
    const QString above = add(NodeKind::Note, {100, 50});
    const CanvasHit hit = scene.hitTest({150, 100}, 1);
    EXPECT_EQ(hit.what, CanvasHit::What::Node);
    EXPECT_EQ(hit.node, place(above));
}

TEST_F(CanvasSceneTest, PortsComeBeforeTheirNodeAndBeforeWires)
{
    const QString one = add(NodeKind::Prompt, {0, 0});
    const QString two = add(NodeKind::LlmGenerate, {500, 0});
    wire(one, two);
    const int out = scene.portIndex(place(one), QStringLiteral("text"), false);
    ASSERT_GE(out, 0);
    const QPointF port = scene.ports(place(one))[static_cast<std::size_t>(out)].center;
    for (const QPointF away : {QPointF(), QPointF(11, 0), QPointF(-8, 3)}) {
        const CanvasHit hit = scene.hitTest(port + away, 1);
        EXPECT_EQ(hit.what, CanvasHit::What::Port) << away.x();
        EXPECT_EQ(hit.port, out);
    }
    EXPECT_EQ(scene.hitTest(port + QPointF(40, 0), 1).what, CanvasHit::What::Wire);
}

TEST_F(CanvasSceneTest, APortIsTwentyFourViewPixelsLargeAtEveryZoom)
{
    const QString one = add(NodeKind::Prompt, {0, 0});
    const int out = scene.portIndex(place(one), QStringLiteral("text"), false);
    const QPointF port = scene.ports(place(one))[static_cast<std::size_t>(out)].center;
    for (const double scale : {0.1, 0.25, 0.5, 1.0, 1.9}) {
        const CanvasHit hit = scene.hitTest(port + QPointF(11.5 / scale, 0), 1 / scale);
        EXPECT_EQ(hit.what, CanvasHit::What::Port) << scale;
        // Large ones are hit where they are drawn.
        const double outside = std::max(13 / scale, ui::CanvasScene::portRadius + 3);
        EXPECT_NE(scene.hitTest(port + QPointF(outside, 0), 1 / scale).what, CanvasHit::What::Port)
            << scale;
    }
    // A small node can still be taken in its middle.
    EXPECT_EQ(scene.hitTest(scene.nodeRect(place(one)).center(), 1 / 0.1).what,
              CanvasHit::What::Node);
}

TEST_F(CanvasSceneTest, FarAwayThePortsOfANeighbourDoNotCoverANode)
{
    const QString one = add(NodeKind::Prompt, {0, 0});
    add(NodeKind::LlmGenerate, {320, 0});
    const CanvasHit hit = scene.hitTest({200, 40}, 1 / 0.05);
    EXPECT_EQ(hit.what, CanvasHit::What::Node);
    EXPECT_EQ(hit.node, place(one));
}

TEST_F(CanvasSceneTest, APortThatIsDrawnOverAnotherNodeIsHitThere)
{
    add(NodeKind::Note, {0, 0});
    const QString above = add(NodeKind::LlmGenerate, {100, 20});
    const QPointF port = scene.ports(place(above)).front().center;
    const CanvasHit hit = scene.hitTest(port - QPointF(5, 0), 1);
    EXPECT_EQ(hit.what, CanvasHit::What::Port);
    EXPECT_EQ(hit.node, place(above));
}

TEST_F(CanvasSceneTest, NodesComeBeforeWiresBelowThemAndWiresBeforeGroups)
{
    const QString one = add(NodeKind::Prompt, {0, 0});
    const QString two = add(NodeKind::LlmGenerate, {900, 0});
    wire(one, two);
    const QString group = [&] {
        const auto edit = workflow::edits::groupNodes(flow, {one, two});
        flow.apply(edit);
        return edit.groups.inserted.front().item.id;
    }();
    const QPointF onWire = ui::wirePointAt(scene.wire(0), 0.5);
    EXPECT_EQ(scene.hitTest(onWire, 1).what, CanvasHit::What::Wire);
    EXPECT_EQ(scene.hitTest(onWire + QPointF(0, 60), 1).what, CanvasHit::What::Group);
    const QRectF frame = flow.group(group)->rect;
    EXPECT_EQ(scene.hitTest(frame.topLeft() + QPointF(20, 10), 1).what,
              CanvasHit::What::GroupHeader);
    EXPECT_EQ(scene.hitTest(frame.bottomRight() - QPointF(5, 5), 1).what,
              CanvasHit::What::GroupCorner);
    const QString note = add(NodeKind::Note, onWire - QPointF(100, 60));
    EXPECT_EQ(scene.hitTest(onWire, 1).node, place(note));
}

TEST_F(CanvasSceneTest, TheEdgeOfANodeIsForResizing)
{
    const QString one = add(NodeKind::Note, {0, 0});
    const QRectF rect = scene.nodeRect(place(one));
    EXPECT_EQ(scene.hitTest({rect.right() - 1, rect.center().y()}, 1).what,
              CanvasHit::What::NodeEdge);
    EXPECT_EQ(scene.hitTest({rect.center().x(), rect.bottom() + 2}, 1).what,
              CanvasHit::What::NodeEdge);
    EXPECT_EQ(scene.hitTest({rect.center().x(), 2}, 1).what, CanvasHit::What::Node);
}

TEST_F(CanvasSceneTest, TheNearestPortThatIsAccepted)
{
    const QString one = add(NodeKind::LlmGenerate, {0, 0});
    const auto& ports = scene.ports(place(one));
    const QPointF image = ports.at(0).center;
    const auto all = [](int, const ui::PortItem&) { return true; };
    const auto texts = [](int, const ui::PortItem& port) {
        return port.spec.type == workflow::PortType::Text;
    };
    const auto nearest = scene.nearestPort(image + QPointF(2, 0), 100, all);
    ASSERT_TRUE(nearest);
    EXPECT_EQ(nearest->second, 0);
    const auto text = scene.nearestPort(image + QPointF(2, 0), 100, texts);
    ASSERT_TRUE(text);
    EXPECT_EQ(text->second, 1);
    EXPECT_FALSE(scene.nearestPort(image + QPointF(-300, 0), 100, all));
}

TEST_F(CanvasSceneTest, ACollapsedNodeIsAsHighAsItsHeader)
{
    const QString one = add(NodeKind::LlmGenerate, {0, 0}, {{workflow::keys::collapsed, true}});
    const QRectF rect = scene.nodeRect(place(one));
    EXPECT_EQ(rect.height(), ui::CanvasScene::headerHeight);
    for (const ui::PortItem& port : scene.ports(place(one))) {
        EXPECT_TRUE(rect.contains(port.center)) << port.center.y();
    }
}

TEST_F(CanvasSceneTest, PortsOfASmallNodeStayOnIt)
{
    const QString one = add(NodeKind::Output, {0, 0});
    flow.apply(
        workflow::edits::resizeNode(flow, one, QRectF({0, 0}, workflow::edits::minimumNodeSize)));
    const auto& ports = scene.ports(place(one));
    ASSERT_EQ(ports.size(), 2U);
    EXPECT_GE(ports[1].center.y() - ports[0].center.y(), 12);
    EXPECT_LE(ports[1].center.y(), scene.nodeRect(place(one)).bottom());
}

TEST_F(CanvasSceneTest, AFileWithEdgesToNowhereIsDrawn)
{
    workflow::WorkflowContent content;
    workflow::Node node;
    node.id = QStringLiteral("a");
    node.kind = NodeKind::Prompt;
    node.size = {264, 90};
    workflow::Edge edge;
    edge.id = QStringLiteral("e");
    edge.source = {QStringLiteral("a"), QStringLiteral("text")};
    edge.target = {QStringLiteral("gone"), QStringLiteral("text")};
    content.nodes = {node};
    content.edges = {edge};
    flow.reset(content);
    EXPECT_EQ(scene.wireTarget(0), -1);
    EXPECT_LT(scene.wireRect(0).width(), 400);
}

TEST_F(CanvasSceneTest, TheWireIsHitWhereItIsDrawn)
{
    for (const QString& style : {QStringLiteral("curved"), QStringLiteral("angular")}) {
        workflow::WorkflowHead head = flow.head();
        head.edgeStyle = style;
        flow.apply(workflow::edits::changeHead(flow, head));
        if (flow.nodes().empty()) {
            const QString one = add(NodeKind::Prompt, {600, 300});
            wire(one, add(NodeKind::LlmGenerate, {0, 0})); // backwards
        }
        for (const double share : {0.1, 0.3, 0.5, 0.7, 0.9}) {
            const QPointF point = ui::wirePointAt(scene.wire(0), share);
            EXPECT_EQ(scene.wireAt(point, 2), 0) << style.toStdString() << share;
            EXPECT_TRUE(scene.wireRect(0).contains(point)) << style.toStdString() << share;
        }
    }
}

} // namespace plantain::testing
