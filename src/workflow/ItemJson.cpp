// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/workflow/ItemJson.h"

#include "src/workflow/NodeData.h"

#include <QCoreApplication>

#include <algorithm>

namespace plantain::workflow {

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ItemJson)
};

/// Further out nothing can be drawn; a larger number stays in the file until the item is moved.
constexpr double farthest = 1e7;
constexpr double largest = 1e5;
constexpr QSizeF defaultGroupSize{400, 300};

double number(base::JsonReader& reader, const char* key)
{
    return std::clamp(reader.number(key).value_or(0), -farthest, farthest);
}

/// A length may also be written as CSS does; what is not a plain number of pixels is not known.
std::optional<double> length(const QJsonObject& json, base::JsonReader& reader, const char* key)
{
    const QJsonValue value = json.value(QLatin1String(key));
    if (value.isString()) {
        return std::nullopt;
    }
    const std::optional<double> found = reader.number(key);
    return found && *found > 0 ? std::optional(std::min(*found, largest)) : std::nullopt;
}

QPointF readPosition(base::JsonReader& reader)
{
    base::JsonReader position(reader.object("position"));
    const QPointF point(number(position, "x"), number(position, "y"));
    reader.fail("position", position.error());
    return point;
}

/// Sizes set by dragging stand in the node itself, those at its birth in `style`.
QSizeF readNodeSize(const QJsonObject& json, NodeKind kind, base::JsonReader& reader)
{
    const QJsonObject style = reader.object("style");
    base::JsonReader inStyle(style);
    const QSizeF usual = nodeType(kind).defaultSize;
    const auto side = [&](const char* key, double fallback) {
        const auto own = length(json, reader, key);
        return own ? *own : length(style, inStyle, key).value_or(fallback);
    };
    const QSizeF size(side("width", usual.width()), side("height", usual.height()));
    reader.fail("style", inStyle.error());
    return size;
}

QSizeF readGroupSize(base::JsonReader& reader)
{
    base::JsonReader size(reader.object("size"));
    const auto side = [&size](const char* key, double fallback) {
        const double found = size.number(key).value_or(0);
        return found > 0 ? std::min(found, largest) : fallback;
    };
    const QSizeF result(side("width", defaultGroupSize.width()),
                        side("height", defaultGroupSize.height()));
    reader.fail("size", size.error());
    return result;
}

/// Lays two numbers over an object in the JSON, keeping what else it holds.
void putPair(QJsonObject& json, QLatin1String key, QLatin1String first, double firstValue,
             QLatin1String second, double secondValue)
{
    QJsonObject pair = json.value(key).toObject();
    pair.insert(first, firstValue);
    pair.insert(second, secondValue);
    json.insert(key, pair);
}

void putPosition(QJsonObject& json, QPointF position)
{
    putPair(json, "position"_L1, "x"_L1, position.x(), "y"_L1, position.y());
}

void putNodeSize(QJsonObject& json, QSizeF size)
{
    putPair(json, "style"_L1, "width"_L1, size.width(), "height"_L1, size.height());
    for (const auto& [key, value] :
         {std::pair("width"_L1, size.width()), std::pair("height"_L1, size.height())}) {
        if (json.contains(key)) {
            json.insert(key, value);
        }
    }
}

void putText(QJsonObject& json, QLatin1String key, const QString& text, bool differs)
{
    if (differs) {
        json.insert(key, text);
    }
}

using DataKeys = std::initializer_list<QLatin1String>;

DataKeys textKeysOf(NodeKind kind)
{
    static constexpr DataKeys prompt{keys::prompt, keys::variableName};
    static constexpr DataKeys constructor{keys::templateText, keys::variableName};
    static constexpr DataKeys image{keys::image, keys::imageRef, keys::filename};
    static constexpr DataKeys llm{keys::inputPrompt, keys::outputText, keys::systemPrompt,
                                  keys::provider,    keys::model,      keys::effort,
                                  keys::status,      keys::error,      keys::resultKey,
                                  keys::variableName};
    static constexpr DataKeys output{keys::image, keys::outputFilename};
    static constexpr DataKeys note{keys::text};
    switch (kind) {
    case NodeKind::Prompt:
        return prompt;
    case NodeKind::PromptConstructor:
        return constructor;
    case NodeKind::Image:
        return image;
    case NodeKind::LlmGenerate:
        return llm;
    case NodeKind::Output:
        return output;
    case NodeKind::Note:
        return note;
    case NodeKind::Unknown:
        return {};
    }
    Q_UNREACHABLE();
}

} // namespace

Node readNode(const QJsonObject& json, base::JsonReader& reader)
{
    Node node;
    node.id = reader.requiredString("id");
    node.type = reader.string("type");
    node.kind = nodeKindOf(node.type);
    node.position = readPosition(reader);
    node.size = readNodeSize(json, node.kind, reader);
    node.groupId = reader.string("groupId");
    return node;
}

void checkData(NodeKind kind, base::JsonReader& data)
{
    if (kind == NodeKind::Unknown) {
        return;
    }
    const auto expect = [&data](QJsonValue::Type type, DataKeys names) {
        for (const QLatin1String key : names) {
            data.expect(key.data(), type);
        }
    };
    expect(QJsonValue::String, {keys::customTitle, keys::comment});
    expect(QJsonValue::Bool, {keys::disabled, keys::collapsed});
    expect(QJsonValue::String, textKeysOf(kind));
    if (kind == NodeKind::Image) {
        expect(QJsonValue::Object, {keys::dimensions});
    }
    if (kind == NodeKind::LlmGenerate) {
        expect(QJsonValue::Double, {keys::temperature, keys::maxTokens});
        expect(QJsonValue::Array, {keys::outputHistory});
    }
}

QJsonObject toJson(const Node& node)
{
    QJsonObject json = node.other;
    const bool isNew = json.isEmpty();
    base::JsonReader reader(json);
    const Node read = readNode(json, reader);
    putText(json, "id"_L1, node.id, node.id != read.id);
    putText(json, "type"_L1, node.type, node.type != read.type);
    putText(json, "groupId"_L1, node.groupId, node.groupId != read.groupId);
    if (node.groupId.isEmpty() && !read.groupId.isEmpty()) {
        json.remove("groupId"_L1);
    }
    if (isNew || node.position != read.position) {
        putPosition(json, node.position);
    }
    if (isNew || node.size != read.size) {
        putNodeSize(json, node.size);
    }
    if (isNew || !node.data.isEmpty() || json.value("data"_L1).isObject()) {
        json.insert("data"_L1, node.data);
    }
    return json;
}

Edge readEdge(const QJsonObject& json, base::JsonReader& reader)
{
    Edge edge;
    edge.id = reader.string("id");
    edge.source = {reader.requiredString("source"), reader.string("sourceHandle")};
    edge.target = {reader.requiredString("target"), reader.string("targetHandle")};
    base::JsonReader data(reader.object("data"));
    edge.paused = data.boolean("hasPause");
    reader.fail("data", data.error());
    edge.other = json;
    return edge;
}

QJsonObject toJson(const Edge& edge)
{
    QJsonObject json = edge.other;
    base::JsonReader reader(json);
    const Edge read = readEdge(json, reader);
    // Two edges of a file may have the same id, or none: only we need to tell them apart.
    const bool isNew = !json.contains("source"_L1);
    putText(json, "id"_L1, edge.id, isNew);
    putText(json, "source"_L1, edge.source.node, edge.source.node != read.source.node);
    putText(json, "sourceHandle"_L1, edge.source.port, edge.source.port != read.source.port);
    putText(json, "target"_L1, edge.target.node, edge.target.node != read.target.node);
    putText(json, "targetHandle"_L1, edge.target.port, edge.target.port != read.target.port);
    if (edge.paused != read.paused) {
        QJsonObject data = json.value("data"_L1).toObject();
        data.insert("hasPause"_L1, edge.paused);
        json.insert("data"_L1, data);
    }
    return json;
}

Group readGroup(const QString& id, const QJsonObject& json, base::JsonReader& reader)
{
    Group group;
    group.id = id;
    group.name = reader.string("name");
    group.color = reader.string("color");
    group.rect = {readPosition(reader), readGroupSize(reader)};
    group.locked = reader.boolean("locked");
    group.other = json;
    return group;
}

QJsonObject toJson(const Group& group)
{
    QJsonObject json = group.other;
    base::JsonReader reader(json);
    const Group read = readGroup(group.id, json, reader);
    putText(json, "name"_L1, group.name, group.name != read.name);
    putText(json, "color"_L1, group.color, group.color != read.color);
    if (group.rect.topLeft() != read.rect.topLeft()) {
        putPosition(json, group.rect.topLeft());
    }
    if (group.rect.size() != read.rect.size()) {
        putPair(json, "size"_L1, "width"_L1, group.rect.width(), "height"_L1, group.rect.height());
    }
    if (group.locked != read.locked) {
        json.insert("locked"_L1, group.locked);
    }
    return json;
}

WorkflowHead readHead(const QJsonObject& json, base::JsonReader& reader)
{
    if (!reader.has("version")) {
        reader.fail("version", Text::tr("is missing: this is not a workflow"));
    } else if (json.value("version"_L1) != QJsonValue(1)) {
        reader.fail("version", Text::tr("this workflow was made by another version of its format"));
    }
    WorkflowHead head;
    head.id = reader.string("id");
    head.name = reader.string("name");
    head.edgeStyle = reader.string("edgeStyle", u"angular"_s);
    return head;
}

QJsonObject toJson(const WorkflowHead& head)
{
    QJsonObject json = head.other;
    base::JsonReader reader(json);
    const WorkflowHead read = readHead(json, reader);
    const bool isNew = !json.contains("version"_L1);
    if (isNew) {
        json.insert("version"_L1, 1);
    }
    putText(json, "id"_L1, head.id, head.id != read.id);
    putText(json, "name"_L1, head.name, isNew || head.name != read.name);
    putText(json, "edgeStyle"_L1, head.edgeStyle, isNew || head.edgeStyle != read.edgeStyle);
    return json;
}

} // namespace plantain::workflow
