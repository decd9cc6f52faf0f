// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/workflow/WorkflowFile.h"

#include "src/workflow/Connections.h"
#include "src/workflow/NodeData.h"
#include "tests/support/Files.h"
#include "tests/support/Folders.h"
#include "tests/workflow/WorkflowTesting.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>

using namespace plantain;
using namespace plantain::workflow;
using plantain::testing::Bench;

namespace {

QByteArray dataFile(const char* name)
{
    return plantain::testing::fileContent(
        plantain::testing::inSource(QStringLiteral("tests/workflow/data/")) + QLatin1String(name));
}

QJsonDocument document(const QByteArray& json)
{
    return QJsonDocument::fromJson(json);
}

QString errorOf(const QByteArray& json)
{
    const auto content = parseWorkflow(json);
    EXPECT_TRUE(content.ok() || content.error().kind == base::ErrorKind::InvalidInput);
    return content ? QStringLiteral("no error") : content.error().message;
}

QByteArray fileWith(const QByteArray& nodes, const QByteArray& edges = "[]",
                    const QByteArray& more = {})
{
    return R"({"version":1,"nodes":)" + nodes + R"(,"edges":)" + edges + more + '}';
}

WorkflowContent parsed(const QByteArray& json)
{
    const auto content = parseWorkflow(json);
    EXPECT_TRUE(content.ok()) << (content.ok() ? "" : content.error().message.toStdString());
    return content ? *content : WorkflowContent();
}

/// Parses, edits, writes, and gives the first node's JSON.
QJsonObject firstNode(const WorkflowContent& content)
{
    return document(serializeWorkflow(content))["nodes"][0].toObject();
}

} // namespace

class RoundTrip : public ::testing::TestWithParam<const char*>
{
};

TEST_P(RoundTrip, AnUntouchedFileComesBackEqual)
{
    const QByteArray json = dataFile(GetParam());
    ASSERT_FALSE(document(json).isNull());
    const WorkflowContent content = parsed(json);
    const QByteArray written = serializeWorkflow(content);
    EXPECT_EQ(document(written), document(json));
    EXPECT_EQ(parsed(written), content);
}

INSTANTIATE_TEST_SUITE_P(Files, RoundTrip,
                         ::testing::Values("every-node.json", "odd.json", "bare.json"));

class Example : public ::testing::TestWithParam<const char*>
{
};

TEST_P(Example, ReadsCleanAndIsTidy)
{
    const QByteArray json = plantain::testing::fileContent(
        plantain::testing::inSource(QStringLiteral("data/examples/")) + QLatin1String(GetParam()));
    const WorkflowContent content = parsed(json);
    EXPECT_EQ(document(serializeWorkflow(content)), document(json));
    Workflow workflow;
    workflow.reset(content);
    EXPECT_FALSE(content.head.name.isEmpty());
    for (const Node& node : content.nodes) {
        EXPECT_NE(node.kind, NodeKind::Unknown) << node.id.toStdString();
        for (const double side : {node.position.x(), node.position.y()}) {
            EXPECT_EQ(std::fmod(side, 24), 0) << node.id.toStdString();
        }
        for (const Node& other : content.nodes) {
            EXPECT_TRUE(node.id == other.id ||
                        !QRectF(node.position, node.size).intersects({other.position, other.size}))
                << node.id.toStdString() << " lies over " << other.id.toStdString();
        }
        const ImageSource image = imageOf(node);
        EXPECT_TRUE(image.isEmpty() || readImage(image, {}).ok()) << node.id.toStdString();
    }
    for (const Edge& edge : content.edges) {
        // As if it were drawn now.
        EXPECT_TRUE(checkConnection(workflow, edge.source, edge.target, edge.id).ok())
            << edge.id.toStdString();
    }
}

INSTANTIATE_TEST_SUITE_P(Files, Example,
                         ::testing::Values("three-voices.plantain", "picture-to-prompt.plantain",
                                           "template.plantain"));

TEST(WorkflowFile, ReadsWhatTheReferenceWrites)
{
    const WorkflowContent content = parsed(dataFile("every-node.json"));
    EXPECT_EQ(content.head.name, "every node");
    EXPECT_EQ(content.head.edgeStyle, "curved");
    ASSERT_EQ(content.nodes.size(), 21u);
    const Node& constructor = content.nodes[1];
    EXPECT_EQ(constructor.kind, NodeKind::PromptConstructor);
    EXPECT_EQ(constructor.position, QPointF(390, 0));
    EXPECT_EQ(constructor.size, QSizeF(340, 280));
    EXPECT_EQ(constructor.groupId, "group-1");
    EXPECT_EQ(content.nodes[3].size, QSizeF(411, 302)); // dragged: the node's own size counts
    EXPECT_EQ(content.nodes[8].kind, NodeKind::Unknown);
    EXPECT_EQ(content.nodes[8].type, "klingPrompt");
    ASSERT_EQ(content.edges.size(), 6u);
    EXPECT_TRUE(content.edges[1].paused);
    EXPECT_EQ(content.edges[1].target, (PortRef{"llmGenerate-5", "text"}));
    ASSERT_EQ(content.groups.size(), 2u);
    EXPECT_EQ(content.groups[0].rect, QRectF(360, -60, 400, 380));
    EXPECT_TRUE(content.groups[1].locked);
}

TEST(WorkflowFile, GivesDefaultsForWhatIsMissing)
{
    const WorkflowContent content = parsed(dataFile("odd.json"));
    EXPECT_EQ(content.head.edgeStyle, "angular");
    EXPECT_EQ(content.nodes[0].position, QPointF(0, 0));
    EXPECT_EQ(content.nodes[1].size, nodeType(NodeKind::Prompt).defaultSize);
    EXPECT_EQ(content.nodes[3].kind, NodeKind::Unknown);
    EXPECT_LE(content.nodes[3].position.x(), 1e9); // what can be drawn
    EXPECT_EQ(content.nodes[4].size, nodeType(NodeKind::LlmGenerate).defaultSize);
    QStringList ids;
    for (const Edge& edge : content.edges) {
        ids << edge.id;
    }
    EXPECT_EQ(ids.removeDuplicates(), 0) << "edges must be told apart";
}

TEST(WorkflowFile, NothingRunsWhenAFileIsOpened)
{
    const WorkflowContent content = parsed(fileWith(
        R"([{"id":"a","type":"llmGenerate","data":{"status":"loading","outputText":"x"}},
            {"id":"b","type":"nanoBanana","data":{"status":"loading"}}])"));
    for (const Node& node : content.nodes) {
        EXPECT_EQ(node.data.value("status"), "idle");
    }
    EXPECT_EQ(firstNode(content).value("data").toObject().value("status"), "idle");
}

TEST(WorkflowFile, SaysWhereABrokenFileIsBroken)
{
    EXPECT_TRUE(errorOf("{\"version\":1,\n  \"nodes\":[}").contains("line 2, column 13"))
        << errorOf("{\"version\":1,\n  \"nodes\":[}").toStdString();
    EXPECT_NE(errorOf(""), "no error");
    EXPECT_NE(errorOf("[]"), "no error");
}

TEST(WorkflowFile, OtherVersionsAreRefused)
{
    EXPECT_TRUE(errorOf(R"({"version":2,"nodes":[],"edges":[]})").contains("another version"));
    EXPECT_TRUE(errorOf(R"({"version":"1","nodes":[],"edges":[]})").startsWith("version: "));
    EXPECT_TRUE(errorOf(R"({"nodes":[],"edges":[]})").startsWith("version: is missing"));
}

TEST(WorkflowFile, EveryErrorNamesItsPlace)
{
    const QByteArray good = R"({"id":"a","type":"prompt"})";
    const auto inNode = [&good](const QByteArray& json) {
        return errorOf(fileWith('[' + good + ',' + json + ']'));
    };
    const std::vector<std::pair<const char*, const char*>> cases{
        {R"(7)", "nodes[1]: "},
        {R"({})", "nodes[1].id: is missing"},
        {R"({"id":7})", "nodes[1].id: must be a text"},
        {R"({"id":"a"})", "nodes[1].id: "},
        {R"({"id":"b","type":[]})", "nodes[1].type: "},
        {R"({"id":"b","position":[1,2]})", "nodes[1].position: "},
        {R"({"id":"b","position":{"x":"1"}})", "nodes[1].position.x: must be a number"},
        {R"({"id":"b","position":{"x":1,"y":true}})", "nodes[1].position.y: "},
        {R"({"id":"b","style":"wide"})", "nodes[1].style: "},
        {R"({"id":"b","style":{"width":false}})", "nodes[1].style.width: "},
        {R"({"id":"b","height":{}})", "nodes[1].height: "},
        {R"({"id":"b","groupId":1})", "nodes[1].groupId: "},
        {R"({"id":"b","data":"x"})", "nodes[1].data: must be an object"},
        {R"({"id":"b","type":"prompt","data":{"prompt":7}})", "nodes[1].data.prompt: "},
        {R"({"id":"b","type":"prompt","data":{"customTitle":7}})", "nodes[1].data.customTitle: "},
        {R"({"id":"b","type":"imageInput","data":{"image":{}}})", "nodes[1].data.image: "},
        {R"({"id":"b","type":"llmGenerate","data":{"temperature":"hot"}})",
         "nodes[1].data.temperature: "},
        {R"({"id":"b","type":"llmGenerate","data":{"outputHistory":{}}})",
         "nodes[1].data.outputHistory: "},
        {R"({"id":"b","type":"note","data":{"collapsed":"yes"}})", "nodes[1].data.collapsed: "},
    };
    for (const auto& [json, path] : cases) {
        EXPECT_TRUE(inNode(json).startsWith(path)) << json << ": " << inNode(json).toStdString();
    }
}

TEST(WorkflowFile, ErrorsInEdgesGroupsAndTheRootNameTheirPlaceToo)
{
    EXPECT_TRUE(errorOf(fileWith("[]", R"([{"source":"a","target":"b"},{"target":"b"}])"))
                    .startsWith("edges[1].source: is missing"));
    EXPECT_TRUE(errorOf(fileWith("[]", R"([{"source":"a","target":"b","id":3}])"))
                    .startsWith("edges[0].id: "));
    EXPECT_TRUE(errorOf(fileWith("[]", R"([{"source":"a","target":"b","data":{"hasPause":1}}])"))
                    .startsWith("edges[0].data.hasPause: "));
    EXPECT_TRUE(errorOf(fileWith("[]", "[]", R"(,"groups":[])")).startsWith("groups: "));
    EXPECT_TRUE(errorOf(fileWith("[]", "[]", R"(,"groups":{"g-1":{"locked":1}})"))
                    .startsWith("groups.g-1.locked: "));
    EXPECT_TRUE(errorOf(fileWith("[]", "[]", R"(,"name":5)")).startsWith("name: "));
    EXPECT_TRUE(errorOf(fileWith("{}")).startsWith("nodes: "));
    EXPECT_TRUE(errorOf(R"({"version":1,"nodes":[]})").startsWith("edges: is missing"));
}

TEST(WorkflowFile, WhatIsNotReadIsNotJudged)
{
    EXPECT_EQ(errorOf(fileWith(
                  R"([{"id":"a","type":"prompt","selected":"maybe","data":{"image":7,"x":[]}},
                      {"id":"b","type":"splitGrid","data":{"prompt":7,"comment":{"by":"x"}}}])")),
              "no error");
}

TEST(WorkflowFile, AnEditTouchesNothingElse)
{
    Workflow workflow;
    workflow.reset(parsed(dataFile("every-node.json")));
    workflow.apply(edits::moveNodes(workflow, {"imageInput-4"}, {5, 0}));
    workflow.apply(
        edits::resizeNode(workflow, "imageInput-4", {QPointF(5, 640), QSizeF(500, 400)}));
    QJsonObject expected = document(dataFile("every-node.json")).object();
    QJsonArray nodes = expected["nodes"].toArray();
    QJsonObject node = nodes[3].toObject();
    node["position"] = QJsonObject{{"x", 5}, {"y", 640}};
    node["style"] = QJsonObject{{"width", 500}, {"height", 400}, {"zIndex", 4}};
    node["width"] = 500;
    node["height"] = 400;
    nodes[3] = node;
    expected["nodes"] = nodes;
    EXPECT_EQ(document(serializeWorkflow(workflow.content())), QJsonDocument(expected));
}

TEST(WorkflowFile, ANewWorkflowIsCompleteForOthers)
{
    Bench bench;
    const QString a = bench.add(NodeKind::Prompt, {24, 48});
    const QString b = bench.add(NodeKind::Output, {400, 48});
    bench.connect(a, b);
    bench.group({a});
    const QJsonDocument json = document(serializeWorkflow(bench.workflow.content()));
    EXPECT_EQ(json["version"], 1);
    EXPECT_EQ(json["edgeStyle"], "curved");
    EXPECT_TRUE(json["name"].isString());
    const QJsonObject node = json["nodes"][0].toObject();
    EXPECT_EQ(node["id"], "prompt-1");
    EXPECT_EQ(node["type"], "prompt");
    EXPECT_EQ(node["position"], (QJsonObject{{"x", 24}, {"y", 48}}));
    EXPECT_EQ(node["style"], (QJsonObject{{"width", 264}, {"height", 132}}));
    EXPECT_EQ(node["groupId"], "group-1");
    const QJsonObject edge = json["edges"][0].toObject();
    EXPECT_EQ(edge["sourceHandle"], "text");
    EXPECT_EQ(edge["animated"], false);
    const QJsonObject group = json["groups"]["group-1"].toObject();
    for (const char* key : {"id", "name", "color", "position", "size", "locked"}) {
        EXPECT_TRUE(group.contains(QLatin1String(key))) << key;
    }
    EXPECT_EQ(serializeWorkflow(parsed(serializeWorkflow(bench.workflow.content()))),
              serializeWorkflow(bench.workflow.content()));
}

TEST(WorkflowFile, LeavingAGroupTakesItsNameOutOfTheNode)
{
    WorkflowContent content = parsed(fileWith(R"([{"id":"a","groupId":"g"}])"));
    content.nodes[0].groupId.clear();
    EXPECT_FALSE(firstNode(content).contains("groupId"));
}

TEST(WorkflowFile, APauseThatIsTakenBackIsWrittenAsSuch)
{
    WorkflowContent content = parsed(dataFile("every-node.json"));
    content.edges[1].paused = false;
    const QJsonValue data = document(serializeWorkflow(content))["edges"][1]["data"];
    EXPECT_EQ(data["hasPause"], false);
    EXPECT_EQ(data["offsetX"], -12.5);
}

TEST(WorkflowFile, KnowsWherePicturesAreKept)
{
    EXPECT_EQ(imageStorageOf(parsed(dataFile("every-node.json"))), ImageStorage::BesideTheFile);
    EXPECT_EQ(imageStorageOf(parsed(dataFile("bare.json"))), ImageStorage::Embedded);
    EXPECT_EQ(imageStorageOf(parsed(fileWith(
                  R"([{"id":"a","type":"imageInput","data":{"image":"data:,","imageRef":"r"}}])"))),
              ImageStorage::Embedded);
}
