// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/workflow/WorkflowFile.h"

#include "src/workflow/ItemJson.h"
#include "src/workflow/NodeData.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>

namespace plantain::workflow {

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(WorkflowFile)
};

/// Gathers the parts of a file until the first thing that is wrong.
class Parser
{
public:
    base::Result<WorkflowContent> parse(const QJsonObject& root);

private:
    bool readRoot(const QJsonObject& root);
    bool readNodes(const QJsonArray& nodes);
    bool readEdges(const QJsonArray& edges);
    bool readGroups(const QJsonObject& groups);
    /// False: the reader has found something, in `path`. Paths are made only then: a file may have
    /// many thousand items.
    template <typename Path>
    bool isRight(const base::JsonReader& reader, Path path);
    template <typename Path>
    bool isObject(const QJsonValue& value, Path path);

    WorkflowContent m_content;
    std::optional<base::Error> m_error;
};

template <typename Path>
bool Parser::isRight(const base::JsonReader& reader, Path path)
{
    m_error = reader.error();
    if (m_error) {
        m_error->message.prepend(path());
    }
    return !m_error;
}

template <typename Path>
bool Parser::isObject(const QJsonValue& value, Path path)
{
    if (!value.isObject()) {
        QString place = path();
        place.chop(1);
        m_error = base::Error{
            base::ErrorKind::InvalidInput, place + ": "_L1 + Text::tr("must be an object"), {}, {}};
    }
    return !m_error;
}

base::Result<WorkflowContent> Parser::parse(const QJsonObject& root)
{
    const bool ok = readRoot(root) && readNodes(root.value("nodes"_L1).toArray()) &&
                    readEdges(root.value("edges"_L1).toArray()) &&
                    readGroups(root.value("groups"_L1).toObject());
    if (!ok) {
        return *m_error;
    }
    return std::move(m_content);
}

bool Parser::readRoot(const QJsonObject& root)
{
    base::JsonReader reader(root);
    m_content.head = readHead(root, reader);
    for (const char* const list : {"nodes", "edges"}) {
        if (!reader.has(list)) {
            reader.fail(list, Text::tr("is missing"));
        }
        reader.array(list);
    }
    reader.object("groups");
    QJsonObject& other = m_content.head.other;
    other = root;
    other.remove("nodes"_L1);
    other.remove("edges"_L1);
    if (root.value("groups"_L1).isObject()) {
        other.insert("groups"_L1, QJsonObject());
    }
    return isRight(reader, [] { return QString(); });
}

bool Parser::readNodes(const QJsonArray& nodes)
{
    QSet<QString> ids;
    m_content.nodes.reserve(static_cast<std::size_t>(nodes.size()));
    for (qsizetype i = 0; i < nodes.size(); ++i) {
        const auto path = [i] { return u"nodes[%1]."_s.arg(i); };
        if (!isObject(nodes.at(i), path)) {
            return false;
        }
        const QJsonObject json = nodes.at(i).toObject();
        base::JsonReader reader(json);
        Node node = readNode(json, reader);
        node.data = reader.object("data");
        if (ids.contains(node.id)) {
            reader.fail("id", Text::tr("“%1” is the id of an earlier node, too").arg(node.id));
        }
        base::JsonReader data(node.data);
        checkData(node.kind, data);
        reader.fail("data", data.error());
        if (!isRight(reader, path)) {
            return false;
        }
        ids.insert(node.id);
        node.other = json;
        if (json.value("data"_L1).isObject()) {
            node.other.insert("data"_L1, QJsonObject());
        }
        // Nothing runs when a workflow is opened.
        if (node.data.value(keys::status) == "loading"_L1) {
            node.data.insert(keys::status, u"idle"_s);
        }
        m_content.nodes.push_back(std::move(node));
    }
    return true;
}

bool Parser::readEdges(const QJsonArray& edges)
{
    QSet<QString> ids;
    m_content.edges.reserve(static_cast<std::size_t>(edges.size()));
    for (qsizetype i = 0; i < edges.size(); ++i) {
        const auto path = [i] { return u"edges[%1]."_s.arg(i); };
        if (!isObject(edges.at(i), path)) {
            return false;
        }
        const QJsonObject json = edges.at(i).toObject();
        base::JsonReader reader(json);
        Edge edge = readEdge(json, reader);
        if (!isRight(reader, path)) {
            return false;
        }
        const QString wanted = edge.id.isEmpty() ? u"edge"_s : edge.id;
        edge.id = wanted;
        for (int number = 2; ids.contains(edge.id); ++number) {
            edge.id = wanted + u'-' + QString::number(number);
        }
        ids.insert(edge.id);
        m_content.edges.push_back(std::move(edge));
    }
    return true;
}

bool Parser::readGroups(const QJsonObject& groups)
{
    for (auto each = groups.begin(); each != groups.end(); ++each) {
        const auto path = [&each] { return "groups."_L1 + each.key() + u'.'; };
        if (!isObject(*each, path)) {
            return false;
        }
        const QJsonObject json = each->toObject();
        base::JsonReader reader(json);
        m_content.groups.push_back(readGroup(each.key(), json, reader));
        if (!isRight(reader, path)) {
            return false;
        }
    }
    return true;
}

template <typename T>
QJsonArray arrayOf(const std::vector<T>& items)
{
    QJsonArray array;
    for (const T& item : items) {
        array.append(toJson(item));
    }
    return array;
}

} // namespace

base::Result<WorkflowContent> parseWorkflow(const QByteArray& json)
{
    const auto root = base::parseJsonObject(json);
    if (!root) {
        return root.error();
    }
    return Parser().parse(*root);
}

QByteArray serializeWorkflow(const WorkflowContent& content)
{
    QJsonObject root = toJson(content.head);
    root.insert("nodes"_L1, arrayOf(content.nodes));
    root.insert("edges"_L1, arrayOf(content.edges));
    if (!content.groups.empty() || root.value("groups"_L1).isObject()) {
        QJsonObject groups;
        for (const Group& group : content.groups) {
            groups.insert(group.id, toJson(group));
        }
        root.insert("groups"_L1, groups);
    }
    return QJsonDocument(root).toJson();
}

ImageStorage imageStorageOf(const WorkflowContent& content)
{
    const bool beside =
        std::any_of(content.nodes.begin(), content.nodes.end(), [](const Node& node) {
            const ImageSource image = imageOf(node);
            return !image.dataUrl.isString() && !image.reference.isEmpty();
        });
    return beside ? ImageStorage::BesideTheFile : ImageStorage::Embedded;
}

} // namespace plantain::workflow
