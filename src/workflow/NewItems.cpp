// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/workflow/NewItems.h"

#include "src/workflow/NodeData.h"

#include <QJsonArray>

#include <algorithm>

namespace plantain::workflow {

using namespace Qt::StringLiterals;

namespace {

/// The number at the end of an id; 0 when there is none, or one that nobody counts to.
qint64 numberOf(const QString& id)
{
    constexpr qint64 limit = 1'000'000'000'000;
    const qsizetype dash = id.lastIndexOf(u'-');
    bool ok = false;
    const qint64 number = QStringView(id).mid(dash + 1).toLongLong(&ok);
    return ok && dash >= 0 && number < limit ? number : 0;
}

template <typename T>
qint64 numberAbove(const std::vector<T>& items)
{
    qint64 highest = 0;
    for (const T& item : items) {
        highest = std::max(highest, numberOf(item.id));
    }
    return highest + 1;
}

QJsonObject defaultData(NodeKind kind)
{
    switch (kind) {
    case NodeKind::Prompt:
        return {{keys::prompt, QString()}};
    case NodeKind::PromptConstructor:
        return {{keys::templateText, QString()},
                {keys::outputText, {}},
                {keys::unresolvedVars, QJsonArray()}};
    case NodeKind::Image:
        return {{keys::image, {}}, {keys::filename, {}}, {keys::dimensions, {}}};
    case NodeKind::LlmGenerate:
        return {{keys::inputPrompt, {}},  {u"inputImages"_s, QJsonArray()},
                {keys::outputText, {}},   {keys::provider, u"openai"_s},
                {keys::model, QString()}, {keys::temperature, 0.7},
                {keys::maxTokens, 8192},  {keys::status, u"idle"_s},
                {keys::error, {}}};
    case NodeKind::Output:
        return {{keys::image, {}},
                {u"video"_s, {}},
                {u"contentType"_s, u"image"_s},
                {keys::outputFilename, QString()}};
    case NodeKind::Note:
        return {{keys::text, QString()}};
    case NodeKind::Unknown:
        return {};
    }
    Q_UNREACHABLE();
}

} // namespace

NewIds::NewIds(const Workflow& workflow)
    : m_workflow(workflow)
    , m_nextNode(numberAbove(workflow.nodes()))
    , m_nextGroup(numberAbove(workflow.groups()))
{
}

QString NewIds::forNode(const QString& type)
{
    QString id;
    do {
        id = (type.isEmpty() ? u"node"_s : type) + u'-' + QString::number(m_nextNode++);
    } while (m_workflow.nodeIndex(id) >= 0);
    return id;
}

QString NewIds::forGroup()
{
    QString id;
    do {
        id = u"group-"_s + QString::number(m_nextGroup++);
    } while (m_workflow.groupIndex(id) >= 0);
    return id;
}

QString NewIds::forEdge(const PortRef& source, const PortRef& target)
{
    const QString wanted =
        u"edge-%1-%2-%3-%4"_s.arg(source.node, target.node, source.port, target.port);
    QString id = wanted;
    for (int number = 2; m_workflow.edgeIndex(id) >= 0 || m_newEdges.contains(id); ++number) {
        id = wanted + u'-' + QString::number(number);
    }
    m_newEdges.insert(id);
    return id;
}

Node makeNode(NodeKind kind, const QString& id, QPointF position, const QJsonObject& data)
{
    const NodeType& type = nodeType(kind);
    Node node{id, type.id, kind, position, type.defaultSize, {}, defaultData(kind), {}};
    for (auto each = data.begin(); each != data.end(); ++each) {
        node.data.insert(each.key(), *each);
    }
    return node;
}

Edge makeEdge(const QString& id, const PortRef& source, const PortRef& target, qint64 createdAt)
{
    return {id,
            source,
            target,
            false,
            {{u"type"_s, u"editable"_s},
             {u"animated"_s, false},
             {u"data"_s, QJsonObject{{u"createdAt"_s, createdAt}}}}};
}

Group makeGroup(const QString& id, const QString& name, const QRectF& rect)
{
    const QString& color = groupColors().constFirst();
    return {id,
            name,
            color,
            rect,
            false,
            {{u"id"_s, id},
             {u"name"_s, name},
             {u"color"_s, color},
             {u"position"_s, QJsonObject{{u"x"_s, rect.x()}, {u"y"_s, rect.y()}}},
             {u"size"_s, QJsonObject{{u"width"_s, rect.width()}, {u"height"_s, rect.height()}}},
             {u"locked"_s, false}}};
}

QString groupAt(const Workflow& workflow, QPointF centre, const QString& current)
{
    const Group* const own = workflow.group(current);
    if (own && own->rect.contains(centre)) {
        return current;
    }
    const auto& groups = workflow.groups();
    const auto found = std::find_if(groups.rbegin(), groups.rend(), [centre](const Group& group) {
        return group.rect.contains(centre);
    });
    return found == groups.rend() ? QString() : found->id;
}

} // namespace plantain::workflow
