// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/GeminiCodec.h"

#include <QHash>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace plantain::llm {

namespace {

QJsonArray partsOf(const LlmRequest& request)
{
    QJsonArray parts;
    for (const Image& image : request.images) {
        const QJsonObject data{{"mimeType"_L1, QString::fromLatin1(image.mimeType)},
                               {"data"_L1, QString::fromLatin1(image.bytes.toBase64())}};
        parts.append(QJsonObject{{"inlineData"_L1, data}});
    }
    if (!request.prompt.isEmpty()) {
        parts.append(QJsonObject{{"text"_L1, request.prompt}});
    }
    return parts;
}

/// Gemini 2.5 counts thinking in tokens (0: off), later models have levels.
QJsonObject thinkingOf(const QString& model, const QString& effort)
{
    static const QHash<QString, std::pair<QString, int>> table{
        {u"none"_s, {u"MINIMAL"_s, 0}},  {u"minimal"_s, {u"MINIMAL"_s, 512}},
        {u"low"_s, {u"LOW"_s, 1024}},    {u"medium"_s, {u"MEDIUM"_s, 8192}},
        {u"high"_s, {u"HIGH"_s, 24576}}, {u"xhigh"_s, {u"HIGH"_s, 24576}},
        {u"max"_s, {u"HIGH"_s, 24576}}};
    const auto found = table.constFind(effort);
    if (found == table.cend()) {
        return {};
    }
    if (model.contains("gemini-2.5"_L1)) {
        return {{"thinkingBudget"_L1, found->second}};
    }
    return {{"thinkingLevel"_L1, found->first}};
}

QJsonObject generationConfigOf(const LlmRequest& request)
{
    QJsonObject config;
    if (request.temperature) {
        config["temperature"_L1] = *request.temperature;
    }
    if (request.maxTokens) {
        config["maxOutputTokens"_L1] = *request.maxTokens;
    }
    const QJsonObject thinking = thinkingOf(request.model, request.effort);
    if (!thinking.isEmpty()) {
        config["thinkingConfig"_L1] = thinking;
    }
    return config;
}

} // namespace

QJsonObject geminiBody(const LlmRequest& request)
{
    QJsonObject body{{"contents"_L1, QJsonArray{QJsonObject{{"role"_L1, "user"_L1},
                                                            {"parts"_L1, partsOf(request)}}}}};
    if (!request.system.isEmpty()) {
        const QJsonArray parts{QJsonObject{{"text"_L1, request.system}}};
        body["systemInstruction"_L1] = QJsonObject{{"parts"_L1, parts}};
    }
    const QJsonObject config = generationConfigOf(request);
    if (!config.isEmpty()) {
        body["generationConfig"_L1] = config;
    }
    return body;
}

void GeminiReader::readRecord(const QJsonObject& record, const QString&)
{
    if (record["error"_L1].isObject()) {
        endFailed(readProblem(record));
        return;
    }
    m_model = record["modelVersion"_L1].toString(m_model);
    readUsage(record["usageMetadata"_L1].toObject());
    const QString blocked = record["promptFeedback"_L1]["blockReason"_L1].toString();
    if (!blocked.isEmpty()) {
        m_complete = true;
        end(LlmStatus::Blocked, blocked);
        return;
    }
    readCandidate(record["candidates"_L1].toArray().at(0).toObject());
}

void GeminiReader::readWhole(const QJsonObject& answer)
{
    readRecord(answer, {});
    if (!ended() && !answer.contains("candidates"_L1)) {
        endFailed(readProblem(answer));
    }
}

void GeminiReader::readUsage(const QJsonObject& usage)
{
    if (usage.isEmpty()) {
        return;
    }
    const auto answered = tokenCount(usage["candidatesTokenCount"_L1]);
    const auto thought = tokenCount(usage["thoughtsTokenCount"_L1]);
    m_usage.inputTokens = tokenCount(usage["promptTokenCount"_L1]);
    m_usage.cachedTokens = tokenCount(usage["cachedContentTokenCount"_L1]);
    m_usage.reasoningTokens = thought;
    m_usage.totalTokens = tokenCount(usage["totalTokenCount"_L1]);
    if (answered || thought) {
        m_usage.outputTokens = answered.value_or(0) + thought.value_or(0);
    }
}

void GeminiReader::readCandidate(const QJsonObject& candidate)
{
    const QJsonArray parts = candidate["content"_L1]["parts"_L1].toArray();
    for (const QJsonValue& part : parts) {
        if (part["thought"_L1].toBool()) {
            m_thinking = true;
        } else {
            m_text.append({0, 0}, part["text"_L1].toString());
        }
    }
    readFinish(candidate["finishReason"_L1].toString(), candidate["finishMessage"_L1].toString());
}

void GeminiReader::readFinish(const QString& finishReason, const QString& finishMessage)
{
    if (finishReason.isEmpty() || finishReason == "FINISH_REASON_UNSPECIFIED"_L1) {
        return;
    }
    static const QHash<QString, LlmStatus> table{
        {u"STOP"_s, LlmStatus::Completed},
        {u"MAX_TOKENS"_s, LlmStatus::Truncated},
        {u"CONTINUATION"_s, LlmStatus::Truncated},
        {u"SAFETY"_s, LlmStatus::Blocked},
        {u"RECITATION"_s, LlmStatus::Blocked},
        {u"LANGUAGE"_s, LlmStatus::Blocked},
        {u"BLOCKLIST"_s, LlmStatus::Blocked},
        {u"PROHIBITED_CONTENT"_s, LlmStatus::Blocked},
        {u"SPII"_s, LlmStatus::Blocked},
        {u"IMAGE_SAFETY"_s, LlmStatus::Blocked},
        {u"IMAGE_PROHIBITED_CONTENT"_s, LlmStatus::Blocked},
        {u"IMAGE_RECITATION"_s, LlmStatus::Blocked},
    };
    const auto found = table.constFind(finishReason);
    if (found != table.cend()) {
        end(*found, *found == LlmStatus::Completed ? QString() : finishReason);
        return;
    }
    // OTHER, MALFORMED_RESPONSE and whatever comes next: the model stopped without an answer.
    ApiProblem problem;
    problem.code = finishReason;
    problem.message = finishMessage;
    endFailed(problem);
}

} // namespace plantain::llm
