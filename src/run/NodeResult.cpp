// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/run/NodeResult.h"

#include "src/run/RunErrors.h"

namespace plantain::run {

using namespace Qt::StringLiterals;
using llm::LlmResult;
using llm::LlmStatus;
using workflow::DataPatch;
using workflow::HistoryEntry;
using workflow::Node;

namespace {

/// The history with what is shown now in it.
QList<HistoryEntry> completeHistory(const Node& node)
{
    QList<HistoryEntry> history = workflow::historyOf(node);
    const QString text = node.data.value(workflow::keys::outputText).toString();
    if (!text.trimmed().isEmpty() && workflow::shownEntry(node) < 0) {
        HistoryEntry entry;
        entry.text = text;
        entry.key = node.data.value(workflow::keys::resultKey).toString();
        history << entry;
    }
    return history;
}

HistoryEntry entryOf(const LlmResult& result, const QString& key, base::UnixTime now)
{
    HistoryEntry entry;
    entry.text = result.text;
    entry.model = result.model;
    entry.key = key;
    entry.createdAt = base::toUnixSeconds(now);
    entry.inputTokens = result.usage.inputTokens;
    entry.outputTokens = result.usage.outputTokens;
    entry.costUsd = result.costUsd;
    return entry;
}

/// null without entries: then there is nothing to write.
void putHistory(const QList<HistoryEntry>& history, DataPatch& patch)
{
    if (!history.isEmpty()) {
        patch.insert(workflow::keys::outputHistory, workflow::toJson(history));
    }
}

} // namespace

NodeState stateAfter(LlmStatus status)
{
    switch (status) {
    case LlmStatus::Completed:
    case LlmStatus::Truncated:
        return NodeState::Completed;
    case LlmStatus::Cancelled:
        return NodeState::Stopped;
    default:
        return NodeState::Failed;
    }
}

DataPatch patchForAnswer(const Node& node, const LlmResult& result, const QString& key,
                         base::UnixTime now)
{
    const NodeState state = stateAfter(result.status);
    DataPatch patch;
    if (state == NodeState::Failed) {
        patch = patchForFailure(failureOf(result));
    } else {
        const bool isGood = state == NodeState::Completed;
        patch.insert(workflow::keys::status, isGood ? u"complete"_s : u"idle"_s);
        patch.insert(workflow::keys::error, QJsonValue::Null);
    }
    if (state == NodeState::Completed) {
        patch.insert(workflow::keys::outputText, result.text);
        patch.insert(workflow::keys::resultKey, key);
        putHistory(completeHistory(node) << entryOf(result, key, now), patch);
    } else if (!result.text.isEmpty()) {
        patch.insert(workflow::keys::outputText, result.text);
        patch.insert(workflow::keys::resultKey, QJsonValue::Undefined);
        putHistory(completeHistory(node), patch);
    }
    return patch;
}

DataPatch patchForFailure(const base::Error& error)
{
    DataPatch patch;
    patch.insert(workflow::keys::status, u"error"_s);
    patch.insert(workflow::keys::error, error.message);
    return patch;
}

DataPatch patchForKnown(const Node& node, const QString& text, const QString& key)
{
    DataPatch patch;
    patch.insert(workflow::keys::status, u"complete"_s);
    patch.insert(workflow::keys::error, QJsonValue::Null);
    patch.insert(workflow::keys::outputText, text);
    patch.insert(workflow::keys::resultKey, key);
    if (node.data.value(workflow::keys::outputText).toString() != text) {
        putHistory(completeHistory(node), patch);
    }
    return patch;
}

} // namespace plantain::run
