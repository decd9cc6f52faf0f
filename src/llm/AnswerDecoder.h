// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/AnswerReader.h"
#include "src/net/SseParser.h"

namespace plantain::llm {

/// Turns the body of a 2xx answer, as it arrives, into records for a reader. Whether it is a stream
/// of events, one JSON text or a web page is told by its first character: Content-Type is absent or
/// wrong at several servers.
class AnswerDecoder
{
public:
    /// `reader` is borrowed.
    explicit AnswerDecoder(AnswerReader& reader);

    void feed(const QByteArray& bytes);
    /// The body is over, whole or cut.
    void finish();

    /// Nothing that follows matters: the reader is complete, or [DONE] came.
    bool done() const { return m_done || m_reader.complete(); }
    bool isWebPage() const { return m_form == Form::WebPage; }
    /// Records that a reader could be given.
    int records() const { return m_records; }
    /// Records that were no JSON; the rest was kept.
    int unreadable() const { return m_unreadable; }
    bool hasBody() const { return m_form != Form::Unknown; }
    /// A body that is no stream of events.
    const QByteArray& collected() const { return m_collected; }

private:
    enum class Form { Unknown, Events, Json, WebPage };

    void recognise();
    void readEvent(const net::SseEvent& event);
    void readJson();
    void readRecord(const QJsonObject& record, const QString& eventType);

    AnswerReader& m_reader;
    net::SseParser m_events;
    Form m_form = Form::Unknown;
    QByteArray m_collected;
    int m_records = 0;
    int m_unreadable = 0;
    bool m_done = false;
};

} // namespace plantain::llm
