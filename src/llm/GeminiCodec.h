// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/AnswerReader.h"

namespace plantain::llm {

/// The body of generateContent and streamGenerateContent (v1beta). The system text goes to
/// systemInstruction, pictures stand before the text.
QJsonObject geminiBody(const LlmRequest& request);

/// Answers of generateContent: every record is one GenerateContentResponse. Thoughts are left out
/// of the text.
class GeminiReader final : public AnswerReader
{
public:
    void readRecord(const QJsonObject& record, const QString& eventType) override;
    void readWhole(const QJsonObject& answer) override;

private:
    void readUsage(const QJsonObject& usage);
    void readCandidate(const QJsonObject& candidate);
    void readFinish(const QString& finishReason, const QString& finishMessage);
};

} // namespace plantain::llm
