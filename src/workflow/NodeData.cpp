// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/workflow/NodeData.h"

#include "src/workflow/PromptTemplate.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <limits>

namespace plantain::workflow {

using namespace Qt::StringLiterals;

namespace {

bool mayNameItsText(const Node& node)
{
    const auto& outputs = nodeType(node.kind).outputs;
    return node.kind == NodeKind::Unknown ||
           std::any_of(outputs.cbegin(), outputs.cend(),
                       [](const PortSpec& port) { return port.type == PortType::Text; });
}

QJsonValue orAbsent(const QString& text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(text);
}

template <typename T>
QJsonValue orAbsent(const std::optional<T>& number)
{
    return number ? QJsonValue(*number) : QJsonValue(QJsonValue::Undefined);
}

std::optional<double> numberIn(const QJsonObject& object, QLatin1String key)
{
    const QJsonValue value = object.value(key);
    return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

/// Numbers of files may be anything: what does not fit is not given.
std::optional<qint64> integerIn(const QJsonObject& object, QLatin1String key)
{
    constexpr double limit = 9007199254740992.0; // 2^53: beyond it a JSON number is not exact
    const std::optional<double> value = numberIn(object, key);
    return value && std::abs(*value) <= limit ? std::optional(static_cast<qint64>(*value))
                                              : std::nullopt;
}

HistoryEntry entryFromJson(const QJsonObject& json)
{
    return {json.value("text"_L1).toString(),  json.value("model"_L1).toString(),
            json.value("key"_L1).toString(),   integerIn(json, "createdAt"_L1).value_or(0),
            integerIn(json, "inputTokens"_L1), integerIn(json, "outputTokens"_L1),
            numberIn(json, "costUsd"_L1)};
}

QJsonObject toJson(const HistoryEntry& entry)
{
    QJsonObject json{{u"text"_s, entry.text}, {u"createdAt"_s, entry.createdAt}};
    const auto put = [&json](const QString& key, const QJsonValue& value) {
        if (!value.isUndefined()) {
            json.insert(key, value);
        }
    };
    put(u"model"_s, orAbsent(entry.model));
    put(u"key"_s, orAbsent(entry.key));
    put(u"inputTokens"_s, orAbsent(entry.inputTokens));
    put(u"outputTokens"_s, orAbsent(entry.outputTokens));
    put(u"costUsd"_s, orAbsent(entry.costUsd));
    return json;
}

} // namespace

QString titleOf(const Node& node)
{
    const QString custom = node.data.value(keys::customTitle).toString().trimmed();
    if (!custom.isEmpty()) {
        return custom;
    }
    const bool hasWord = node.kind == NodeKind::Unknown && !node.type.isEmpty();
    return hasWord ? node.type : nodeType(node.kind).title;
}

QLatin1String ownTextKey(NodeKind kind)
{
    switch (kind) {
    case NodeKind::Prompt:
        return keys::prompt;
    case NodeKind::PromptConstructor:
        return keys::templateText;
    case NodeKind::LlmGenerate:
        return keys::inputPrompt;
    case NodeKind::Note:
        return keys::text;
    case NodeKind::Image:
    case NodeKind::Output:
    case NodeKind::Unknown:
        return {};
    }
    Q_UNREACHABLE();
}

QString ownText(const Node& node)
{
    const QLatin1String key = ownTextKey(node.kind);
    return key.isEmpty() ? QString() : node.data.value(key).toString();
}

QString variableNameOf(const Node& node)
{
    const QString name = node.data.value(keys::variableName).toString();
    return isVariableName(name) && mayNameItsText(node) ? name : QString();
}

bool isVariableName(const QString& name)
{
    const QList<VariableUse> uses = variablesIn(u'@' + name);
    return uses == QList<VariableUse>{{name, 0}};
}

LlmParameters llmParameters(const Node& node)
{
    const QJsonObject& data = node.data;
    LlmParameters parameters;
    parameters.provider = data.value(keys::provider).toString();
    parameters.model = data.value(keys::model).toString();
    parameters.system = data.value(keys::systemPrompt).toString();
    parameters.temperature = numberIn(data, keys::temperature);
    constexpr qint64 most = std::numeric_limits<int>::max();
    if (const auto tokens = integerIn(data, keys::maxTokens); tokens && *tokens > 0) {
        parameters.maxTokens = static_cast<int>(std::min(*tokens, most));
    }
    parameters.effort = data.value(keys::effort).toString();
    return parameters;
}

DataPatch patchFor(const Node& node, const LlmParameters& parameters)
{
    const LlmParameters now = llmParameters(node);
    DataPatch patch;
    const auto put = [&patch](QLatin1String key, bool differs, const QJsonValue& value) {
        if (differs) {
            patch.insert(key, value);
        }
    };
    put(keys::provider, now.provider != parameters.provider, parameters.provider);
    put(keys::model, now.model != parameters.model, parameters.model);
    put(keys::systemPrompt, now.system != parameters.system, orAbsent(parameters.system));
    put(keys::temperature, now.temperature != parameters.temperature,
        orAbsent(parameters.temperature));
    put(keys::maxTokens, now.maxTokens != parameters.maxTokens, orAbsent(parameters.maxTokens));
    put(keys::effort, now.effort != parameters.effort, orAbsent(parameters.effort));
    return patch;
}

QList<HistoryEntry> historyOf(const Node& node)
{
    QList<HistoryEntry> history;
    const QJsonArray entries = node.data.value(keys::outputHistory).toArray();
    for (const QJsonValue& entry : entries) {
        if (entry.isObject()) {
            history.append(entryFromJson(entry.toObject()));
        }
    }
    return history;
}

QJsonValue toJson(const QList<HistoryEntry>& history)
{
    QJsonArray entries;
    for (qsizetype i = std::max<qsizetype>(0, history.size() - maxHistory); i < history.size();
         ++i) {
        entries.append(toJson(history.at(i)));
    }
    return entries;
}

int shownEntry(const Node& node)
{
    const QString text = node.data.value(keys::outputText).toString();
    const QList<HistoryEntry> history = historyOf(node);
    const auto found =
        std::find_if(history.crbegin(), history.crend(),
                     [&text](const HistoryEntry& entry) { return entry.text == text; });
    return static_cast<int>(history.crend() - found) - 1;
}

bool isDisabled(const Node& node)
{
    return node.data.value(keys::disabled).toBool();
}

bool isCollapsed(const Node& node)
{
    return node.data.value(keys::collapsed).toBool();
}

} // namespace plantain::workflow
