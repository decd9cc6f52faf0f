// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/AnswerReader.h"

namespace plantain::llm {

/// How the limit of tokens is named. OpenAI's newer models refuse the old name; many other servers
/// know no other.
enum class MaxTokensName { MaxTokens, MaxCompletionTokens };

/// The body of POST /chat/completions, for servers that speak OpenAI's older protocol.
QJsonObject chatBody(const LlmRequest& request, MaxTokensName maxTokensName);

/// Answers of chat completions. The end is a finish_reason; a usage record and [DONE] may follow.
class ChatCompletionsReader final : public AnswerReader
{
public:
    void readRecord(const QJsonObject& record, const QString& eventType) override;
    void readWhole(const QJsonObject& answer) override;

private:
    void readCommon(const QJsonObject& record);
    void readMessage(const QJsonObject& message);
    void readFinish(const QString& finishReason);

    QString m_refusal;
};

} // namespace plantain::llm
