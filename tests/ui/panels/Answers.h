// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/FakeHttpServer.h"

#include <QJsonDocument>
#include <QJsonObject>

/// Records of a streamed answer of the Responses API.
namespace plantain::testing {

inline QByteArray record(const QJsonObject& json)
{
    return "event: " + json.value(QLatin1String("type")).toString().toUtf8() +
           "\ndata: " + QJsonDocument(json).toJson(QJsonDocument::Compact) + "\n\n";
}

inline QByteArray textDelta(const QString& text)
{
    return record({{QStringLiteral("type"), QStringLiteral("response.output_text.delta")},
                   {QStringLiteral("output_index"), 0},
                   {QStringLiteral("content_index"), 0},
                   {QStringLiteral("delta"), text}});
}

inline QByteArray completed()
{
    const QJsonObject usage{{QStringLiteral("input_tokens"), 412},
                            {QStringLiteral("output_tokens"), 38},
                            {QStringLiteral("total_tokens"), 450}};
    const QJsonObject response{{QStringLiteral("status"), QStringLiteral("completed")},
                               {QStringLiteral("model"), QStringLiteral("gpt-6-luna")},
                               {QStringLiteral("usage"), usage}};
    return record({{QStringLiteral("type"), QStringLiteral("response.completed")},
                   {QStringLiteral("response"), response}});
}

/// Every request is answered with these texts, one after the other; the last one again and again.
inline void answerWith(FakeHttpServer& server, const QStringList& texts)
{
    server.on("/v1/responses", [texts, next = std::make_shared<qsizetype>(0)](
                                   const ReceivedRequest&, const FakeAnswer& answer) {
        const qsizetype at = std::min((*next)++, texts.size() - 1);
        answer.beginChunked();
        answer.chunk(textDelta(texts.at(at)));
        answer.chunk(completed());
        answer.endChunked();
    });
}

/// Begins an answer and never ends it.
inline void hangAfter(FakeHttpServer& server, const QString& text)
{
    server.on("/v1/responses", [text](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.beginChunked();
        answer.chunk(textDelta(text));
    });
}

} // namespace plantain::testing
