// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/AnswerDecoder.h"

#include <gtest/gtest.h>

#include "src/llm/ChatCompletionsCodec.h"
#include "src/llm/GeminiCodec.h"
#include "src/llm/ResponsesCodec.h"
#include "tests/llm/CodecTesting.h"

using namespace plantain::llm;
using plantain::testing::data;
using plantain::testing::event;

namespace {

/// A recorded stream, where its end is said, and its text.
struct Recording {
    const char* name;
    std::function<std::unique_ptr<AnswerReader>()> reader;
    QByteArray bytes;
    QByteArray end; ///< the record whose arrival is the end
    QString text;
};

template <typename Reader>
std::unique_ptr<AnswerReader> make()
{
    return std::make_unique<Reader>();
}

QList<Recording> recordings()
{
    const QString text = QStringLiteral("Zażółć 🙂 \"quoted\"\n日本");
    const QByteArray first = "\"Zażółć 🙂 \\\"quo\"";
    const QByteArray second = "\"ted\\\"\\n日本\"";
    const auto delta = [](const QByteArray& quoted) {
        return event("response.output_text.delta",
                     "\"output_index\":0,\"content_index\":0,\"delta\":" + quoted);
    };
    const QByteArray completed =
        event("response.completed", R"("response":{"status":"completed","output":[]})");
    const QByteArray chatEnd = data(R"({"choices":[{"delta":{},"finish_reason":"stop"}]})");
    const auto chat = [](const QByteArray& quoted) {
        return data(R"({"choices":[{"delta":{"content":)" + quoted + "}}]}");
    };
    const auto gemini = [](const QByteArray& quoted, const QByteArray& rest = {}) {
        return data(R"({"candidates":[{"content":{"parts":[{"text":)" + quoted + "}]}" + rest +
                    "}]}");
    };
    const QByteArray geminiEnd = gemini(second, R"(,"finishReason":"STOP")");
    return {
        {"responses", make<ResponsesReader>,
         event("response.created", R"("response":{"status":"in_progress"})") + ": ping\n\n" +
             delta(first) + delta(second) + completed,
         completed, text},
        {"responses with CRLF", make<ResponsesReader>,
         QByteArray(delta(first) + delta(second) + completed).replace("\n", "\r\n"),
         QByteArray(completed).replace("\n", "\r\n"), text},
        {"chat", make<ChatCompletionsReader>,
         chat(first) + chat(second) + chatEnd + "data: [DONE]\n\n", chatEnd, text},
        {"gemini", make<GeminiReader>, gemini(first) + geminiEnd, geminiEnd, text},
    };
}

} // namespace

TEST(AnswerDecoder, R12_AStreamCutAnywhereIsNeverCompletedAndItsTextIsAPrefix)
{
    for (const Recording& recording : recordings()) {
        const qsizetype endsAt =
            recording.bytes.indexOf(recording.end) + recording.end.trimmed().size();
        for (qsizetype cut = 0; cut <= recording.bytes.size(); ++cut) {
            const auto reader = recording.reader();
            AnswerDecoder decoder(*reader);
            decoder.feed(recording.bytes.left(cut));
            decoder.finish();
            EXPECT_TRUE(recording.text.startsWith(reader->text())) << recording.name << cut;
            EXPECT_EQ(reader->ended().has_value(), cut >= endsAt) << recording.name << cut;
            EXPECT_EQ(decoder.unreadable(), 0) << recording.name << cut;
        }
    }
}

TEST(AnswerDecoder, T07_PiecesOfAnySizeGiveTheSameText)
{
    for (const Recording& recording : recordings()) {
        for (const qsizetype size : {1, 2, 3, 7, 50}) {
            const auto reader = recording.reader();
            AnswerDecoder decoder(*reader);
            for (qsizetype at = 0; at < recording.bytes.size(); at += size) {
                decoder.feed(recording.bytes.mid(at, size));
            }
            decoder.finish();
            EXPECT_EQ(reader->text(), recording.text) << recording.name << size;
            EXPECT_EQ(reader->ended(), LlmStatus::Completed) << recording.name << size;
        }
    }
}

TEST(AnswerDecoder, T08_ABrokenCharacterCostsItselfAlone)
{
    const auto reader = plantain::testing::read<ChatCompletionsReader>(
        data(R"({"choices":[{"delta":{"content":"a)"
             "\xff"
             R"(b"}}]})") +
        data(R"({"choices":[{"delta":{"content":"c"}}]})"));
    EXPECT_EQ(reader->text(), QStringLiteral("a\uFFFDbc"));
}

TEST(AnswerDecoder, T22_AWholeRecordWithoutItsEmptyLineCounts)
{
    ResponsesReader reader;
    AnswerDecoder decoder(reader);
    decoder.feed(event("response.completed", R"("response":{"status":"completed"})").trimmed());
    EXPECT_EQ(reader.ended(), std::nullopt);
    decoder.finish();
    EXPECT_EQ(reader.ended(), LlmStatus::Completed);
}

TEST(AnswerDecoder, T24_AnUnreadableRecordIsCountedAndTheRestKept)
{
    ChatCompletionsReader reader;
    AnswerDecoder decoder(reader);
    decoder.feed(data(R"({"choices":[{"delta":{"content":"a"}}]})") + data("{broken") +
                 data("\"text\"") + data(R"({"choices":[{"delta":{"content":"b"}}]})"));
    decoder.finish();
    EXPECT_EQ(reader.text(), QStringLiteral("ab"));
    EXPECT_EQ(decoder.unreadable(), 2);
}

TEST(AnswerDecoder, T25_NothingCountsAfterTheTerminalEvent)
{
    ResponsesReader reader;
    AnswerDecoder decoder(reader);
    decoder.feed(event("response.completed", R"("response":{"status":"completed"})") +
                 event("response.output_text.delta", R"("delta":"late")") +
                 event("error", R"("code":"server_error")"));
    decoder.feed(event("error", R"("code":"server_error")"));
    decoder.finish();
    EXPECT_TRUE(decoder.done());
    EXPECT_EQ(reader.text(), QString());
    EXPECT_EQ(reader.ended(), LlmStatus::Completed);
}

TEST(AnswerDecoder, T27_AWebPageIsSeenAsSuch)
{
    for (const QByteArray& page :
         {QByteArray("<!DOCTYPE html><html>"), QByteArray("\r\n <html>")}) {
        ResponsesReader reader;
        AnswerDecoder decoder(reader);
        for (const char byte : page) {
            decoder.feed(QByteArray(1, byte));
        }
        decoder.finish();
        EXPECT_TRUE(decoder.isWebPage());
        EXPECT_EQ(reader.ended(), std::nullopt);
        EXPECT_EQ(decoder.records(), 0);
    }
}

TEST(AnswerDecoder, T20_AnEmptyBodyIsNothing)
{
    ResponsesReader reader;
    AnswerDecoder decoder(reader);
    decoder.feed("\n\n");
    decoder.finish();
    EXPECT_FALSE(decoder.hasBody());
    EXPECT_EQ(reader.ended(), std::nullopt);
}
