// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/ApiProblem.h"
#include "src/llm/LlmTypes.h"

#include <QJsonObject>

#include <map>
#include <utility>

namespace plantain::llm {

/// The text of an answer that comes in parts, each with its place. Appending at the end is cheap.
class AnswerText
{
public:
    using Place = std::pair<int, int>; ///< output item, part of its content

    void append(Place place, const QString& text);
    /// The server's full text of a part: takes the place of what was appended.
    void set(Place place, const QString& text);
    void removeItem(int item);
    void setWhole(const QString& text);

    const QString& whole() const { return m_whole; }
    /// True once after text that had been given already was changed.
    bool takeReplaced() { return std::exchange(m_replaced, false); }

private:
    void rebuild();

    std::map<Place, QString> m_parts;
    QString m_whole;
    bool m_replaced = false;
};

/// Reads one answer in a provider's dialect; pure. A record of a stream or a whole answer goes in,
/// text and an end come out.
class AnswerReader
{
public:
    virtual ~AnswerReader() = default;
    AnswerReader() = default;
    Q_DISABLE_COPY_MOVE(AnswerReader)

    /// `eventType`: of the server-sent event, may be empty.
    virtual void readRecord(const QJsonObject& record, const QString& eventType) = 0;
    /// An answer that was not streamed.
    virtual void readWhole(const QJsonObject& answer) = 0;

    const QString& text() const { return m_text.whole(); }
    bool takeReplaced() { return m_text.takeReplaced(); }
    /// Thinking was seen.
    bool thinking() const { return m_thinking; }
    /// How the answer ended, once the provider has said so; never guessed (R2). Cut and Cancelled
    /// are not for a provider to say.
    const std::optional<LlmStatus>& ended() const { return m_ended; }
    /// The end was said and nothing useful follows it.
    bool complete() const { return m_complete; }
    /// With Failed.
    const ApiProblem& problem() const { return m_problem; }
    /// Why truncated, blocked or refused, in the provider's words.
    const QString& reason() const { return m_reason; }
    const QString& model() const { return m_model; }
    const Usage& usage() const { return m_usage; }

protected:
    void end(LlmStatus status, const QString& reason = {});
    void endFailed(const ApiProblem& problem);

    AnswerText m_text;
    bool m_thinking = false;
    bool m_complete = false;
    QString m_model;
    Usage m_usage;

private:
    std::optional<LlmStatus> m_ended;
    ApiProblem m_problem;
    QString m_reason;
};

/// A count in JSON; empty when it is absent or no number.
std::optional<qint64> tokenCount(const QJsonValue& value);

/// "data:image/png;base64,…"
QString dataUrl(const Image& image);

} // namespace plantain::llm
