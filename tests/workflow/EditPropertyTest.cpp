// SPDX-License-Identifier: GPL-3.0-or-later
// Random graphs and random edits. A failure names its seed: put it into `seeds` to look at it.
#include "src/workflow/Fragment.h"
#include "src/workflow/NodeData.h"
#include "src/workflow/WorkflowFile.h"
#include "tests/workflow/WorkflowTesting.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <random>

using namespace plantain;
using namespace plantain::workflow;

namespace {

class Dice
{
public:
    explicit Dice(unsigned seed)
        : m_engine(seed)
    {
    }
    int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(m_engine); }
    double number() { return below(4'000) - 2'000 + below(4) / 4.0; }
    QPointF point() { return {number(), number()}; }
    bool coin() { return below(2) == 0; }

    template <typename List>
    const auto& oneOf(const List& list)
    {
        return list[static_cast<std::size_t>(below(static_cast<int>(list.size())))];
    }
    QString nodeOf(const Workflow& workflow)
    {
        return workflow.nodes().empty() ? QString("gone-1") : oneOf(workflow.nodes()).id;
    }
    QString edgeOf(const Workflow& workflow)
    {
        return workflow.edges().empty() ? QString("gone-1") : oneOf(workflow.edges()).id;
    }
    QString groupOf(const Workflow& workflow)
    {
        return workflow.groups().empty() ? QString("gone-1") : oneOf(workflow.groups()).id;
    }
    QStringList nodesOf(const Workflow& workflow)
    {
        QStringList ids;
        for (int i = below(6); i >= 0; --i) {
            ids << nodeOf(workflow);
        }
        return ids;
    }
    QJsonValue json(int depth = 2)
    {
        switch (below(depth > 0 ? 7 : 5)) {
        case 0:
            return QJsonValue::Null;
        case 1:
            return coin();
        case 2:
            return number();
        case 3:
            return QString("ä \" \n 語 @x").left(below(10));
        case 4:
            return qint64(9'007'199'254'740'993);
        case 5:
            return QJsonArray{json(depth - 1), json(depth - 1)};
        default:
            return QJsonObject{{"a", json(depth - 1)}, {"", json(depth - 1)}};
        }
    }
    NodeKind kind() { return static_cast<NodeKind>(below(6)); }

private:
    std::mt19937 m_engine;
};

/// A file as another program might have written it.
WorkflowContent randomContent(Dice& dice)
{
    static const QStringList types{
        "prompt", "promptConstructor", "imageInput", "llmGenerate", "output",
        "note",   "klingPrompt",       "splitGrid"};
    QJsonArray nodes;
    const int count = dice.below(12);
    for (int i = 0; i < count; ++i) {
        QJsonObject node{{"id", QString("n-%1").arg(i)}, {"type", types.at(dice.below(8))}};
        if (dice.coin()) {
            node["position"] = QJsonObject{{"x", dice.number()}, {"y", dice.number()}};
        }
        if (dice.coin()) {
            node["data"] = QJsonObject{{"foreign", dice.json()}, {"customTitle", "t"}};
        }
        if (dice.coin()) {
            node["measured"] = dice.json();
            node["style"] = QJsonObject{{"width", 200 + dice.below(200)}, {"other", dice.json()}};
        }
        if (dice.coin()) {
            node["groupId"] = QString("g-%1").arg(dice.below(3));
        }
        nodes.append(node);
    }
    QJsonArray edges;
    for (int i = dice.below(20); i > 0 && count > 0; --i) {
        edges.append(QJsonObject{{"id", QString("e-%1").arg(dice.below(15))},
                                 {"source", QString("n-%1").arg(dice.below(count + 1))},
                                 {"target", QString("n-%1").arg(dice.below(count + 1))},
                                 {"sourceHandle", dice.coin() ? "text" : "image"},
                                 {"targetHandle", dice.coin() ? "text" : "image"},
                                 {"foreign", dice.json()}});
    }
    QJsonObject root{{"version", 1}, {"nodes", nodes}, {"edges", edges}, {"foreign", dice.json()}};
    if (dice.coin()) {
        root["groups"] =
            QJsonObject{{"g-0", QJsonObject{{"name", "G"}, {"foreign", dice.json()}}},
                        {"g-1", QJsonObject{{"position", QJsonObject{{"x", dice.number()}}},
                                            {"size", QJsonObject{{"width", 900}}}}}};
    }
    const auto content = parseWorkflow(QJsonDocument(root).toJson());
    EXPECT_TRUE(content.ok());
    return content ? *content : WorkflowContent();
}

WorkflowEdit orNothing(const base::Result<WorkflowEdit>& edit)
{
    return edit ? *edit : WorkflowEdit();
}

PortRef portOf(Dice& dice, const Workflow& workflow)
{
    return {dice.nodeOf(workflow), dice.coin() ? "text" : "image"};
}

constexpr int connectionKinds = 4;

WorkflowEdit randomConnection(Dice& dice, const Workflow& workflow, int which)
{
    const QString replaced = dice.coin() ? dice.edgeOf(workflow) : QString();
    switch (which) {
    case 0:
        return orNothing(edits::connectPorts(workflow, portOf(dice, workflow),
                                             portOf(dice, workflow), replaced,
                                             plantain::testing::noon));
    case 1:
        return edits::setPaused(workflow, dice.edgeOf(workflow), dice.coin());
    case 2:
        return orNothing(edits::addConnectedNode(workflow, dice.kind(), dice.point(),
                                                 portOf(dice, workflow), dice.coin(), replaced, {},
                                                 plantain::testing::noon));
    default:
        return orNothing(edits::insertOnEdge(workflow, dice.nodeOf(workflow), dice.point(),
                                             dice.edgeOf(workflow), plantain::testing::noon));
    }
}

constexpr int groupKinds = 4;

WorkflowEdit randomGroupEdit(Dice& dice, const Workflow& workflow, int which)
{
    switch (which) {
    case 0:
        return edits::groupNodes(workflow, dice.nodesOf(workflow));
    case 1:
        return edits::ungroup(workflow, dice.groupOf(workflow));
    case 2: {
        const Group* const group = workflow.group(dice.groupOf(workflow));
        if (!group) {
            return {};
        }
        Group changed = *group;
        changed.name += 'x';
        changed.locked = dice.coin();
        changed.rect.adjust(0, 0, 5, dice.below(2));
        return edits::changeGroup(workflow, changed);
    }
    default:
        return edits::moveGroup(workflow, dice.groupOf(workflow), dice.point());
    }
}

constexpr int otherKinds = 9;

WorkflowEdit randomOtherEdit(Dice& dice, const Workflow& workflow, int which)
{
    switch (which) {
    case 0:
        return edits::addNode(workflow, dice.kind(), dice.point(), {{"x", dice.json()}});
    case 1:
        return edits::removeItems(workflow, dice.nodesOf(workflow).mid(0, 2),
                                  {dice.edgeOf(workflow)});
    case 2:
        return edits::placeNodes(workflow, {{dice.nodeOf(workflow), dice.point()},
                                            {dice.nodeOf(workflow), dice.point()}});
    case 3:
        return edits::moveNodes(workflow, dice.nodesOf(workflow), dice.point());
    case 4:
        return edits::resizeNode(workflow, dice.nodeOf(workflow),
                                 {dice.point(), QSizeF(dice.below(400), dice.below(400))});
    case 5:
        return edits::setData(
            workflow, dice.nodeOf(workflow),
            {{"foreign", dice.coin() ? dice.json() : QJsonValue(QJsonValue::Undefined)},
             {"comment", "c"}});
    case 6:
        return edits::arrange(workflow, dice.nodesOf(workflow),
                              static_cast<edits::Arrangement>(dice.below(12)));
    case 7: {
        WorkflowHead head = workflow.head();
        head.name += 'x';
        return edits::changeHead(workflow, head);
    }
    default:
        return pasteEdit(workflow, copyOf(workflow, dice.nodesOf(workflow).mid(0, 2), dice.coin()),
                         dice.point());
    }
}

WorkflowEdit randomEdit(Dice& dice, const Workflow& workflow)
{
    const int which = dice.below(connectionKinds + groupKinds + otherKinds);
    if (which < connectionKinds) {
        return randomConnection(dice, workflow, which);
    }
    return which < connectionKinds + groupKinds
               ? randomGroupEdit(dice, workflow, which - connectionKinds)
               : randomOtherEdit(dice, workflow, which - connectionKinds - groupKinds);
}

/// The indexes that `apply` keeps are those of a fresh workflow.
void expectIndexed(const Workflow& workflow)
{
    Workflow fresh;
    fresh.reset(workflow.content());
    for (std::size_t i = 0; i < workflow.nodes().size(); ++i) {
        const int node = static_cast<int>(i);
        EXPECT_EQ(workflow.nodeIndex(workflow.nodes()[i].id), node);
        EXPECT_TRUE(std::ranges::equal(workflow.incoming(node), fresh.incoming(node)));
        EXPECT_TRUE(std::ranges::equal(workflow.outgoing(node), fresh.outgoing(node)));
    }
}

struct State {
    WorkflowContent content;
    QByteArray bytes;
};

State stateOf(const Workflow& workflow)
{
    return {workflow.content(), serializeWorkflow(workflow.content())};
}

void expectState(const Workflow& workflow, const State& state)
{
    EXPECT_TRUE(workflow.content() == state.content);
    EXPECT_EQ(serializeWorkflow(workflow.content()), state.bytes);
}

constexpr unsigned seeds = 60;
constexpr int editsOfOne = 40;

} // namespace

TEST(EditProperties, EverySequenceIsUndoneAndRedoneToTheLetter)
{
    for (unsigned seed = 1; seed <= seeds && !HasFailure(); ++seed) {
        SCOPED_TRACE(seed);
        Dice dice(seed);
        Workflow workflow;
        workflow.reset(randomContent(dice));
        std::vector<WorkflowEdit> done;
        std::vector<State> states{stateOf(workflow)};
        for (int i = 0; i < editsOfOne; ++i) {
            done.push_back(randomEdit(dice, workflow));
            EXPECT_EQ(done.back().inverted().inverted(), done.back());
            workflow.apply(done.back());
            states.push_back(stateOf(workflow));
        }
        expectIndexed(workflow);
        for (std::size_t i = done.size(); i-- > 0;) {
            workflow.apply(done[i].inverted());
            expectState(workflow, states[i]);
        }
        expectIndexed(workflow);
        for (std::size_t i = 0; i < done.size(); ++i) {
            workflow.apply(done[i]);
            expectState(workflow, states[i + 1]);
        }
    }
}

TEST(EditProperties, WhatEditsMakeIsAFileThatLoadsEqual)
{
    for (unsigned seed = 1; seed <= seeds && !HasFailure(); ++seed) {
        SCOPED_TRACE(seed);
        Dice dice(seed);
        Workflow workflow;
        workflow.reset(randomContent(dice));
        for (int i = 0; i < editsOfOne; ++i) {
            workflow.apply(randomEdit(dice, workflow));
        }
        const QByteArray bytes = serializeWorkflow(workflow.content());
        const auto loaded = parseWorkflow(bytes);
        ASSERT_TRUE(loaded.ok()) << loaded.error().message.toStdString();
        EXPECT_EQ(serializeWorkflow(*loaded), bytes);
        ASSERT_EQ(loaded->nodes.size(), workflow.nodes().size());
        for (std::size_t i = 0; i < loaded->nodes.size(); ++i) {
            Node expected = workflow.nodes()[i];
            expected.other = loaded->nodes[i].other;
            EXPECT_EQ(loaded->nodes[i], expected);
        }
        ASSERT_EQ(loaded->edges.size(), workflow.edges().size());
        for (std::size_t i = 0; i < loaded->edges.size(); ++i) {
            EXPECT_EQ(loaded->edges[i].source, workflow.edges()[i].source);
            EXPECT_EQ(loaded->edges[i].target, workflow.edges()[i].target);
            EXPECT_EQ(loaded->edges[i].paused, workflow.edges()[i].paused);
        }
        EXPECT_EQ(loaded->groups.size(), workflow.groups().size());
    }
}

TEST(EditProperties, AGestureIsWorthTheSameAsItsParts)
{
    for (unsigned seed = 1; seed <= seeds && !HasFailure(); ++seed) {
        SCOPED_TRACE(seed);
        Dice dice(seed);
        Workflow workflow;
        workflow.reset(randomContent(dice));
        const State before = stateOf(workflow);
        WorkflowEdit gesture = randomEdit(dice, workflow);
        workflow.apply(gesture);
        for (int i = 0; i < editsOfOne; ++i) {
            const WorkflowEdit next = randomEdit(dice, workflow);
            if (gesture.mergeWith(next)) {
                workflow.apply(next);
            }
        }
        const State after = stateOf(workflow);
        workflow.apply(gesture.inverted());
        expectState(workflow, before);
        workflow.apply(gesture);
        expectState(workflow, after);
    }
}

TEST(EditProperties, NoEditMakesALoopOrAnEdgeThatIsRefused)
{
    for (unsigned seed = 1; seed <= seeds && !HasFailure(); ++seed) {
        SCOPED_TRACE(seed);
        Dice dice(seed);
        Workflow workflow;
        for (int i = 0; i < 2 * editsOfOne; ++i) {
            workflow.apply(randomEdit(dice, workflow));
        }
        // A topological order exists: taking away what has no inputs ends with nothing.
        std::vector<int> missing;
        std::vector<int> open;
        for (std::size_t i = 0; i < workflow.nodes().size(); ++i) {
            missing.push_back(static_cast<int>(workflow.incoming(static_cast<int>(i)).size()));
            if (missing.back() == 0) {
                open.push_back(static_cast<int>(i));
            }
        }
        std::size_t ended = 0;
        for (; !open.empty(); ++ended) {
            const int node = open.back();
            open.pop_back();
            for (const int edge : workflow.outgoing(node)) {
                const QString& target =
                    workflow.edges()[static_cast<std::size_t>(edge)].target.node;
                if (--missing[static_cast<std::size_t>(workflow.nodeIndex(target))] == 0) {
                    open.push_back(workflow.nodeIndex(target));
                }
            }
        }
        EXPECT_EQ(ended, workflow.nodes().size());
        for (const Edge& edge : workflow.edges()) {
            EXPECT_EQ(edge.source.port, edge.target.port);
        }
    }
}
