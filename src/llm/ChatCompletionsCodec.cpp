// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/ChatCompletionsCodec.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace plantain::llm {

namespace {

/// A plain text where there is no picture: old servers know nothing else.
QJsonValue userContent(const LlmRequest& request)
{
    if (request.images.isEmpty()) {
        return request.prompt;
    }
    QJsonArray content;
    if (!request.prompt.isEmpty()) {
        content.append(QJsonObject{{"type"_L1, "text"_L1}, {"text"_L1, request.prompt}});
    }
    for (const Image& image : request.images) {
        content.append(QJsonObject{
            {"type"_L1, "image_url"_L1},
            {"image_url"_L1, QJsonObject{{"url"_L1, dataUrl(image)}, {"detail"_L1, "auto"_L1}}}});
    }
    return content;
}

QJsonArray messagesOf(const LlmRequest& request)
{
    QJsonArray messages;
    if (!request.system.isEmpty()) {
        messages.append(QJsonObject{{"role"_L1, "system"_L1}, {"content"_L1, request.system}});
    }
    messages.append(QJsonObject{{"role"_L1, "user"_L1}, {"content"_L1, userContent(request)}});
    return messages;
}

/// A text, or a list of text parts.
QString textOf(const QJsonValue& content)
{
    if (!content.isArray()) {
        return content.toString();
    }
    QString text;
    const QJsonArray parts = content.toArray();
    for (const QJsonValue& part : parts) {
        text += part["text"_L1].toString();
    }
    return text;
}

Usage usageOf(const QJsonObject& usage)
{
    Usage result;
    result.inputTokens = tokenCount(usage["prompt_tokens"_L1]);
    result.cachedTokens = tokenCount(usage["prompt_tokens_details"_L1]["cached_tokens"_L1]);
    result.outputTokens = tokenCount(usage["completion_tokens"_L1]);
    result.reasoningTokens =
        tokenCount(usage["completion_tokens_details"_L1]["reasoning_tokens"_L1]);
    result.totalTokens = tokenCount(usage["total_tokens"_L1]);
    return result;
}

} // namespace

QJsonObject chatBody(const LlmRequest& request, MaxTokensName maxTokensName)
{
    QJsonObject body{{"model"_L1, request.model},
                     {"messages"_L1, messagesOf(request)},
                     {"stream"_L1, request.stream}};
    if (request.stream) {
        body["stream_options"_L1] = QJsonObject{{"include_usage"_L1, true}};
    }
    if (request.maxTokens) {
        const bool old = maxTokensName == MaxTokensName::MaxTokens;
        body[old ? "max_tokens"_L1 : "max_completion_tokens"_L1] = *request.maxTokens;
    }
    if (request.temperature) {
        body["temperature"_L1] = *request.temperature;
    }
    if (!request.effort.isEmpty()) {
        body["reasoning_effort"_L1] = request.effort;
    }
    return body;
}

void ChatCompletionsReader::readRecord(const QJsonObject& record, const QString& eventType)
{
    if (eventType == "error"_L1 || record["error"_L1].isObject() || record["error"_L1].isString()) {
        endFailed(readProblem(record));
        return;
    }
    readCommon(record);
    const QJsonObject choice = record["choices"_L1].toArray().at(0).toObject();
    readMessage(choice["delta"_L1].toObject());
    readFinish(choice["finish_reason"_L1].toString());
}

void ChatCompletionsReader::readWhole(const QJsonObject& answer)
{
    const QJsonArray choices = answer["choices"_L1].toArray();
    if (choices.isEmpty()) {
        endFailed(readProblem(answer));
        return;
    }
    readCommon(answer);
    const QJsonObject choice = choices.at(0).toObject();
    readMessage(choice["message"_L1].toObject());
    readFinish(choice["finish_reason"_L1].toString());
}

void ChatCompletionsReader::readCommon(const QJsonObject& record)
{
    m_model = record["model"_L1].toString(m_model);
    if (record["usage"_L1].isObject()) {
        m_usage = usageOf(record["usage"_L1].toObject());
    }
}

void ChatCompletionsReader::readMessage(const QJsonObject& message)
{
    m_text.append({0, 0}, textOf(message["content"_L1]));
    m_refusal += message["refusal"_L1].toString();
    // Two names that servers other than OpenAI's use.
    m_thinking = m_thinking || !message["reasoning_content"_L1].toString().isEmpty() ||
                 !message["reasoning"_L1].toString().isEmpty();
}

void ChatCompletionsReader::readFinish(const QString& finishReason)
{
    if (finishReason.isEmpty()) {
        return;
    }
    if (finishReason == "length"_L1) {
        end(LlmStatus::Truncated, finishReason);
    } else if (finishReason == "content_filter"_L1) {
        end(LlmStatus::Blocked, finishReason);
    } else if (!m_refusal.isEmpty()) {
        end(LlmStatus::Refused, m_refusal);
    } else {
        end(LlmStatus::Completed);
    }
}

} // namespace plantain::llm
