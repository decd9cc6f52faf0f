// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/ResponsesCodec.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace plantain::llm {

namespace {

constexpr int leastMaxTokens = 16; // fewer are refused

QJsonArray contentOf(const LlmRequest& request)
{
    QJsonArray content;
    if (!request.prompt.isEmpty()) {
        content.append(QJsonObject{{"type"_L1, "input_text"_L1}, {"text"_L1, request.prompt}});
    }
    for (const Image& image : request.images) {
        content.append(QJsonObject{{"type"_L1, "input_image"_L1},
                                   {"detail"_L1, "auto"_L1},
                                   {"image_url"_L1, dataUrl(image)}});
    }
    return content;
}

void addApiOnlyFields(const LlmRequest& request, QJsonObject& body)
{
    if (request.maxTokens) {
        body["max_output_tokens"_L1] = std::max(*request.maxTokens, leastMaxTokens);
    }
    if (request.temperature) {
        body["temperature"_L1] = *request.temperature;
    }
    if (request.stream) {
        body["stream_options"_L1] = QJsonObject{{"include_obfuscation"_L1, false}};
    }
}

AnswerText::Place placeOf(const QJsonObject& record)
{
    return {record["output_index"_L1].toInt(), record["content_index"_L1].toInt()};
}

QString textOfPart(const QJsonValue& part)
{
    return part["type"_L1] == "output_text"_L1 ? part["text"_L1].toString() : QString();
}

QString textOfMessage(const QJsonObject& message)
{
    QString text;
    const QJsonArray content = message["content"_L1].toArray();
    for (const QJsonValue& part : content) {
        text += textOfPart(part);
    }
    return text;
}

bool isCommentary(const QJsonObject& message)
{
    return message["phase"_L1] == "commentary"_L1;
}

Usage usageOf(const QJsonObject& usage)
{
    Usage result;
    result.inputTokens = tokenCount(usage["input_tokens"_L1]);
    result.cachedTokens = tokenCount(usage["input_tokens_details"_L1]["cached_tokens"_L1]);
    result.outputTokens = tokenCount(usage["output_tokens"_L1]);
    result.reasoningTokens = tokenCount(usage["output_tokens_details"_L1]["reasoning_tokens"_L1]);
    result.totalTokens = tokenCount(usage["total_tokens"_L1]);
    return result;
}

} // namespace

QJsonObject responsesBody(const LlmRequest& request, ResponsesServer server)
{
    QJsonObject body{{"model"_L1, request.model},
                     {"input"_L1, QJsonArray{QJsonObject{{"type"_L1, "message"_L1},
                                                         {"role"_L1, "user"_L1},
                                                         {"content"_L1, contentOf(request)}}}},
                     {"store"_L1, false},
                     {"stream"_L1, request.stream || server == ResponsesServer::Account}};
    if (!request.system.isEmpty()) {
        body["instructions"_L1] = request.system;
    }
    if (!request.effort.isEmpty()) {
        body["reasoning"_L1] = QJsonObject{{"effort"_L1, request.effort}};
    }
    if (server == ResponsesServer::Api) {
        addApiOnlyFields(request, body);
    }
    return body;
}

void ResponsesReader::readRecord(const QJsonObject& record, const QString& eventType)
{
    const QString type = record["type"_L1].toString(eventType);
    if (type == "response.completed"_L1 || type == "response.incomplete"_L1 ||
        type == "response.failed"_L1) {
        readEnd(record["response"_L1].toObject(), type);
    } else if (type == "response.output_item.added"_L1 || type == "response.output_item.done"_L1) {
        readItem(record, type.endsWith("done"_L1));
    } else if (type == "error"_L1 || record["error"_L1].isObject()) {
        endFailed(readProblem(record));
    } else if (type.startsWith("response.reasoning"_L1)) {
        m_thinking = true;
    } else if (record["response"_L1].isObject()) {
        readResponse(record["response"_L1].toObject());
    } else {
        readText(record, type);
    }
}

void ResponsesReader::readText(const QJsonObject& record, const QString& type)
{
    const AnswerText::Place place = placeOf(record);
    AnswerText& text = m_commentaryItems.contains(place.first) ? m_commentary : m_text;
    if (type == "response.output_text.delta"_L1) {
        text.append(place, record["delta"_L1].toString());
    } else if (type == "response.output_text.done"_L1) {
        text.set(place, record["text"_L1].toString());
    } else if (type == "response.refusal.delta"_L1) {
        m_refusal += record["delta"_L1].toString();
    } else if (type == "response.refusal.done"_L1) {
        m_refusal = record["refusal"_L1].toString();
    }
}

void ResponsesReader::readItem(const QJsonObject& record, bool done)
{
    const QJsonObject item = record["item"_L1].toObject();
    const int index = placeOf(record).first;
    m_thinking = m_thinking || item["type"_L1] == "reasoning"_L1;
    if (item["type"_L1] != "message"_L1) {
        return;
    }
    if (isCommentary(item)) {
        m_commentaryItems.insert(index);
        m_text.removeItem(index); // the phase may be told only at the item's end
    }
    if (!done) {
        return;
    }
    AnswerText& text = isCommentary(item) ? m_commentary : m_text;
    const QJsonArray content = item["content"_L1].toArray();
    for (int part = 0; part < content.size(); ++part) {
        const QJsonValue value = content.at(part);
        if (value["type"_L1] == "refusal"_L1) {
            m_refusal = value["refusal"_L1].toString();
        } else if (value["type"_L1] == "output_text"_L1) {
            text.set({index, part}, value["text"_L1].toString());
        }
    }
}

void ResponsesReader::readResponse(const QJsonObject& response)
{
    m_model = response["model"_L1].toString(m_model);
    if (response["usage"_L1].isObject()) {
        m_usage = usageOf(response["usage"_L1].toObject());
    }
}

void ResponsesReader::readOutput(const QJsonArray& output)
{
    QString answer;
    QString commentary;
    for (const QJsonValue& value : output) {
        const QJsonObject item = value.toObject();
        (isCommentary(item) ? commentary : answer) += textOfMessage(item);
        const QJsonArray content = item["content"_L1].toArray();
        for (const QJsonValue& part : content) {
            m_refusal = part["refusal"_L1].toString(m_refusal);
        }
    }
    // The account's server sends an empty output here; what was streamed counts then.
    if (!answer.isEmpty()) {
        m_text.setWhole(answer);
    }
    if (m_text.whole().isEmpty()) {
        m_text.setWhole(commentary.isEmpty() ? m_commentary.whole() : commentary);
    }
}

void ResponsesReader::readEnd(const QJsonObject& response, const QString& type)
{
    // Real servers and stand-ins disagree on which of the two says "incomplete": the worse counts.
    const QString status = response["status"_L1].toString();
    readResponse(response);
    readOutput(response["output"_L1].toArray());
    m_complete = true;
    if (type == "response.failed"_L1 || status == "failed"_L1 || status == "cancelled"_L1 ||
        response["error"_L1].isObject()) {
        // The response's own "status" is no part of the error.
        endFailed(readProblem(QJsonObject{{"error"_L1, response["error"_L1]}}));
    } else if (type == "response.incomplete"_L1 || status == "incomplete"_L1) {
        const QString reason = response["incomplete_details"_L1]["reason"_L1].toString();
        end(reason == "content_filter"_L1 ? LlmStatus::Blocked : LlmStatus::Truncated, reason);
    } else if (!m_refusal.isEmpty()) {
        end(LlmStatus::Refused, m_refusal);
    } else {
        end(LlmStatus::Completed);
    }
}

void ResponsesReader::readWhole(const QJsonObject& answer)
{
    const QString status = answer["status"_L1].toString();
    if (answer["error"_L1].isObject() || status.isEmpty()) {
        endFailed(readProblem(answer));
    } else if (status != "in_progress"_L1 && status != "queued"_L1) {
        readEnd(answer, {});
    }
}

} // namespace plantain::llm
