// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/AnswerDecoder.h"

#include <QJsonDocument>

namespace plantain::testing {

inline QJsonObject json(const QByteArray& text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    EXPECT_EQ(error.error, QJsonParseError::NoError) << text.toStdString();
    return document.object();
}

/// JSON as servers send it: one line.
inline QByteArray oneLine(QByteArray json)
{
    return json.replace('\n', "");
}

/// A server-sent event of the Responses API.
inline QByteArray event(const QByteArray& type, const QByteArray& fields = {})
{
    return "event: " + type + "\ndata: {\"type\":\"" + type + '"' +
           (fields.isEmpty() ? QByteArray() : ',' + oneLine(fields)) + "}\n\n";
}

inline QByteArray data(const QByteArray& object)
{
    return "data: " + oneLine(object) + "\n\n";
}

/// Reads a whole body at once.
template <typename Reader>
std::unique_ptr<Reader> read(const QByteArray& body)
{
    auto reader = std::make_unique<Reader>();
    llm::AnswerDecoder decoder(*reader);
    decoder.feed(body);
    decoder.finish();
    return reader;
}

inline llm::LlmRequest request()
{
    llm::LlmRequest request;
    request.model = QStringLiteral("some-model");
    request.prompt = QStringLiteral("Say hello.");
    return request;
}

} // namespace plantain::testing
