// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/AnswerReader.h"

using namespace Qt::StringLiterals;

namespace plantain::llm {

void AnswerText::append(Place place, const QString& text)
{
    if (text.isEmpty()) {
        return;
    }
    const bool atTheEnd = m_parts.empty() || place >= m_parts.rbegin()->first;
    m_parts[place] += text;
    if (atTheEnd) {
        m_whole += text;
    } else {
        rebuild();
    }
}

void AnswerText::set(Place place, const QString& text)
{
    const QString before = m_parts[place];
    if (text.startsWith(before)) {
        append(place, text.mid(before.size()));
    } else {
        m_parts[place] = text;
        rebuild();
    }
}

void AnswerText::removeItem(int item)
{
    const auto removed =
        std::erase_if(m_parts, [item](const auto& part) { return part.first.first == item; });
    if (removed > 0) {
        rebuild();
    }
}

void AnswerText::setWhole(const QString& text)
{
    if (text != m_whole) {
        m_replaced = m_replaced || !text.startsWith(m_whole);
        m_parts = {{Place(0, 0), text}};
        m_whole = text;
    }
}

void AnswerText::rebuild()
{
    const QString before = std::exchange(m_whole, {});
    for (const auto& [place, text] : m_parts) {
        m_whole += text;
    }
    m_replaced = m_replaced || !m_whole.startsWith(before);
}

void AnswerReader::end(LlmStatus status, const QString& reason)
{
    m_ended = status;
    m_reason = reason;
}

void AnswerReader::endFailed(const ApiProblem& problem)
{
    m_ended = LlmStatus::Failed;
    m_problem = problem;
    m_complete = true;
}

std::optional<qint64> tokenCount(const QJsonValue& value)
{
    return value.isDouble() ? std::optional(value.toInteger()) : std::nullopt;
}

QString dataUrl(const Image& image)
{
    return "data:"_L1 + QString::fromLatin1(image.mimeType) + ";base64,"_L1 +
           QString::fromLatin1(image.bytes.toBase64());
}

} // namespace plantain::llm
