// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/AnswerReader.h"

#include <QJsonArray>
#include <QSet>

namespace plantain::llm {

/// Who answers POST /responses.
enum class ResponsesServer {
    Api,    ///< by API key
    Account ///< by ChatGPT account: only a short list of fields is taken, always streamed
};

/// The body of POST /responses. Nothing is stored at the provider.
QJsonObject responsesBody(const LlmRequest& request, ResponsesServer server);

/// Answers of the Responses API (OpenAPI document of 2026-08-21). Unknown events are ignored. Text
/// of a "commentary" message is given only when there is no other.
class ResponsesReader final : public AnswerReader
{
public:
    void readRecord(const QJsonObject& record, const QString& eventType) override;
    void readWhole(const QJsonObject& answer) override;

private:
    void readText(const QJsonObject& record, const QString& type);
    void readItem(const QJsonObject& record, bool done);
    void readEnd(const QJsonObject& response, const QString& type);
    void readResponse(const QJsonObject& response);
    void readOutput(const QJsonArray& output);

    AnswerText m_commentary;
    QSet<int> m_commentaryItems;
    QString m_refusal;
};

} // namespace plantain::llm
