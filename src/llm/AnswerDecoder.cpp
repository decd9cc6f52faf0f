// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/AnswerDecoder.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace plantain::llm {

namespace {

QJsonDocument parsed(const QByteArray& text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::IllegalUTF8String) {
        return document;
    }
    // A broken character costs itself, not the whole record.
    return QJsonDocument::fromJson(QString::fromUtf8(text).toUtf8());
}

} // namespace

AnswerDecoder::AnswerDecoder(AnswerReader& reader)
    : m_reader(reader)
    , m_events([this](const net::SseEvent& event) { readEvent(event); })
{
}

void AnswerDecoder::feed(const QByteArray& bytes)
{
    if (done()) {
        return;
    }
    if (m_form == Form::Events) {
        m_events.feed(bytes);
        return;
    }
    m_collected += bytes;
    if (m_form == Form::Unknown) {
        recognise();
    }
}

void AnswerDecoder::recognise()
{
    const QByteArray start = m_collected.left(256).trimmed();
    if (start.isEmpty()) {
        return;
    }
    switch (start.front()) {
    case '{':
    case '[':
        m_form = Form::Json;
        break;
    case '<':
        m_form = Form::WebPage;
        break;
    default:
        m_form = Form::Events;
        m_events.feed(std::exchange(m_collected, {}));
    }
}

void AnswerDecoder::readEvent(const net::SseEvent& event)
{
    if (event.data == "[DONE]") {
        m_done = true;
        m_events.stop();
        return;
    }
    const QJsonDocument document = parsed(event.data.toByteArray());
    if (document.isObject()) {
        readRecord(document.object(), QString::fromUtf8(event.type));
    } else if (!event.unfinished && !event.data.trimmed().isEmpty()) {
        ++m_unreadable;
    }
    if (m_reader.complete()) {
        m_events.stop();
    }
}

void AnswerDecoder::readRecord(const QJsonObject& record, const QString& eventType)
{
    ++m_records;
    m_reader.readRecord(record, eventType);
}

void AnswerDecoder::readJson()
{
    const QJsonDocument document = parsed(m_collected);
    if (document.isObject()) {
        ++m_records;
        m_reader.readWhole(document.object());
    }
    // Gemini without alt=sse: one list of records.
    const QJsonArray records = document.array();
    for (const QJsonValue& record : records) {
        readRecord(record.toObject(), {});
    }
    m_unreadable += document.isNull() ? 1 : 0;
}

void AnswerDecoder::finish()
{
    if (m_form == Form::Events) {
        m_events.finish();
    } else if (m_form == Form::Json) {
        readJson();
    }
}

} // namespace plantain::llm
