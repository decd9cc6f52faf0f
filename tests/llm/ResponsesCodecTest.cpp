// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/ResponsesCodec.h"

#include <gtest/gtest.h>

#include "tests/llm/CodecTesting.h"

using namespace plantain::llm;
using plantain::testing::event;
using plantain::testing::json;
using plantain::testing::read;
using plantain::testing::request;

namespace {

QByteArray delta(const QByteArray& text, int item = 0, int part = 0)
{
    return event("response.output_text.delta",
                 "\"output_index\":" + QByteArray::number(item) + ",\"content_index\":" +
                     QByteArray::number(part) + ",\"delta\":\"" + text + '"');
}

QByteArray completed(const QByteArray& response = "\"status\":\"completed\"")
{
    return event("response.completed", "\"response\":{" + response + '}');
}

} // namespace

TEST(ResponsesBody, HasTheFieldsOfTheApi)
{
    LlmRequest asked = request();
    asked.system = QStringLiteral("Be brief.");
    asked.temperature = 0.5;
    asked.maxTokens = 5;
    asked.effort = QStringLiteral("low");
    asked.images = {{"PNGBYTES", "image/png", {}}};
    EXPECT_EQ(responsesBody(asked, ResponsesServer::Api), json(R"({
        "model": "some-model", "instructions": "Be brief.", "store": false, "stream": true,
        "stream_options": {"include_obfuscation": false}, "temperature": 0.5,
        "max_output_tokens": 16, "reasoning": {"effort": "low"},
        "input": [{"type": "message", "role": "user", "content": [
            {"type": "input_text", "text": "Say hello."},
            {"type": "input_image", "detail": "auto", "image_url": "data:image/png;base64,UE5HQllURVM="}]}]})"));
    asked.stream = false;
    const QJsonObject whole = responsesBody(asked, ResponsesServer::Api);
    EXPECT_EQ(whole[QStringLiteral("stream")], false);
    EXPECT_FALSE(whole.contains(QStringLiteral("stream_options")));
}

TEST(ResponsesBody, ForTheAccountHoldsAllowedFieldsOnly)
{
    LlmRequest asked = request();
    asked.system = QStringLiteral("Be brief.");
    asked.temperature = 0.5;
    asked.maxTokens = 500;
    asked.effort = QStringLiteral("high");
    asked.stream = false;
    const QJsonObject body = responsesBody(asked, ResponsesServer::Account);
    EXPECT_EQ(body.keys(), (QStringList{QStringLiteral("input"), QStringLiteral("instructions"),
                                        QStringLiteral("model"), QStringLiteral("reasoning"),
                                        QStringLiteral("store"), QStringLiteral("stream")}));
    EXPECT_EQ(body[QStringLiteral("store")], false);
    EXPECT_EQ(body[QStringLiteral("stream")], true);
    EXPECT_TRUE(body[QStringLiteral("input")].isArray());
}

TEST(ResponsesReader, ReadsDeltasUsageAndModel)
{
    const auto reader = read<ResponsesReader>(
        event("response.created", R"("response":{"id":"r","model":"m-1","status":"in_progress"})") +
        event("response.in_progress", R"("response":{})") +
        event("response.something.new", R"("delta":"ignored")") + delta("Hel") + delta("lo") +
        completed(R"("status":"completed","model":"m-1-2026","usage":{"input_tokens":10,
            "input_tokens_details":{"cached_tokens":4},"output_tokens":7,
            "output_tokens_details":{"reasoning_tokens":3},"total_tokens":17})"));
    EXPECT_EQ(reader->text(), QStringLiteral("Hello"));
    EXPECT_EQ(reader->ended(), LlmStatus::Completed);
    EXPECT_TRUE(reader->complete());
    EXPECT_EQ(reader->model(), QStringLiteral("m-1-2026"));
    EXPECT_EQ(reader->usage(), (Usage{10, 4, 7, 3, 17, false}));
    EXPECT_FALSE(reader->takeReplaced());
}

TEST(ResponsesReader, R2_NoTerminalEventMeansNoEnd)
{
    const auto reader = read<ResponsesReader>(
        delta("Hello") +
        event("response.output_text.done", R"("output_index":0,"content_index":0,"text":"Hello")"));
    EXPECT_EQ(reader->text(), QStringLiteral("Hello"));
    EXPECT_EQ(reader->ended(), std::nullopt);
}

TEST(ResponsesReader, R2_TheWorseOfEventAndStatusCounts)
{
    const QByteArray limit = R"("incomplete_details":{"reason":"max_output_tokens"})";
    const auto lenient =
        read<ResponsesReader>(delta("a") + completed("\"status\":\"incomplete\"," + limit));
    EXPECT_EQ(lenient->ended(), LlmStatus::Truncated);
    EXPECT_EQ(lenient->reason(), QStringLiteral("max_output_tokens"));
    const auto real = read<ResponsesReader>(
        delta("a") +
        event("response.incomplete", "\"response\":{\"status\":\"incomplete\"," + limit + '}'));
    EXPECT_EQ(real->ended(), LlmStatus::Truncated);
    const auto filtered = read<ResponsesReader>(event(
        "response.incomplete",
        R"("response":{"status":"incomplete","incomplete_details":{"reason":"content_filter"}})"));
    EXPECT_EQ(filtered->ended(), LlmStatus::Blocked);
    const auto failed = read<ResponsesReader>(
        completed(R"("status":"failed","error":{"code":"server_error","message":"m"})"));
    EXPECT_EQ(failed->ended(), LlmStatus::Failed);
    EXPECT_EQ(failed->problem().code, QStringLiteral("server_error"));
}

TEST(ResponsesReader, AFailureWithoutAnErrorHasNoCode)
{
    const auto reader = read<ResponsesReader>(completed("\"status\":\"failed\""));
    EXPECT_EQ(reader->ended(), LlmStatus::Failed);
    EXPECT_EQ(reader->problem().code, QString());
}

TEST(ResponsesReader, FailuresKeepTheText)
{
    const auto failed = read<ResponsesReader>(
        delta("half") +
        event("response.failed",
              R"("response":{"status":"failed","error":{"code":"server_error","message":"m"}})"));
    EXPECT_EQ(failed->text(), QStringLiteral("half"));
    EXPECT_EQ(failed->ended(), LlmStatus::Failed);
    const auto error = read<ResponsesReader>(
        delta("half") +
        event("error", R"("code":"rate_limit_exceeded","message":"slow","param":null)"));
    EXPECT_EQ(error->ended(), LlmStatus::Failed);
    EXPECT_EQ(error->problem().code, QStringLiteral("rate_limit_exceeded"));
    EXPECT_EQ(error->problem().message, QStringLiteral("slow"));
}

TEST(ResponsesReader, DoneReplacesTheDeltasOfItsPart)
{
    const auto reader = read<ResponsesReader>(
        delta("one ", 0) + delta("twx", 1) + delta("three", 1, 1) +
        event("response.output_text.done", R"("output_index":1,"content_index":0,"text":"two ")") +
        completed());
    EXPECT_EQ(reader->text(), QStringLiteral("one two three"));
    EXPECT_TRUE(reader->takeReplaced());
    EXPECT_FALSE(reader->takeReplaced());
}

TEST(ResponsesReader, PartsAreOrderedByPlaceNotByArrival)
{
    const auto reader = read<ResponsesReader>(delta("world", 2) + delta("hello ", 1) + completed());
    EXPECT_EQ(reader->text(), QStringLiteral("hello world"));
    EXPECT_TRUE(reader->takeReplaced());
}

TEST(ResponsesReader, EmptyFinalOutputFallsBackToTheItems)
{
    const auto reader =
        read<ResponsesReader>(event("response.output_item.done",
                                    R"("output_index":1,"item":{"type":"message","content":[
                  {"type":"output_text","text":"From the item"}]})") +
                              completed(R"("status":"completed","output":[])"));
    EXPECT_EQ(reader->text(), QStringLiteral("From the item"));
    EXPECT_EQ(reader->ended(), LlmStatus::Completed);
}

TEST(ResponsesReader, FinalOutputCorrectsWhatWasStreamed)
{
    const auto reader = read<ResponsesReader>(
        delta("Helo") + completed(R"("status":"completed","output":[{"type":"reasoning"},
            {"type":"message","content":[{"type":"output_text","text":"Hello"}]}])"));
    EXPECT_EQ(reader->text(), QStringLiteral("Hello"));
}

TEST(ResponsesReader, CommentaryIsNotTheAnswer)
{
    const QByteArray added =
        event("response.output_item.added",
              R"("output_index":0,"item":{"type":"message","phase":"commentary","content":[]})") +
        delta("Let me see.", 0);
    const auto reader = read<ResponsesReader>(
        added +
        event("response.output_item.added",
              R"("output_index":1,"item":{"type":"message","phase":"final_answer"})") +
        delta("42", 1) + completed());
    EXPECT_EQ(reader->text(), QStringLiteral("42"));
    const auto alone = read<ResponsesReader>(added + completed());
    EXPECT_EQ(alone->text(), QStringLiteral("Let me see."));
    const auto toldLate = read<ResponsesReader>(
        delta("Hm.", 0) + delta("42", 1) +
        event(
            "response.output_item.done",
            R"("output_index":0,"item":{"type":"message","phase":"commentary","content":[{"type":"output_text","text":"Hm."}]})") +
        completed());
    EXPECT_EQ(toldLate->text(), QStringLiteral("42"));
}

TEST(ResponsesReader, RefusalIsAnEndOfItsOwn)
{
    const auto streamed = read<ResponsesReader>(
        event("response.refusal.delta", R"("delta":"I can")") +
        event("response.refusal.done", R"("refusal":"I cannot help.")") + completed());
    EXPECT_EQ(streamed->ended(), LlmStatus::Refused);
    EXPECT_EQ(streamed->reason(), QStringLiteral("I cannot help."));
    const auto inOutput = read<ResponsesReader>(
        R"({"status":"completed","output":[{"type":"message","content":[{"type":"refusal","refusal":"No."}]}]})");
    EXPECT_EQ(inOutput->ended(), LlmStatus::Refused);
    EXPECT_EQ(inOutput->reason(), QStringLiteral("No."));
}

TEST(ResponsesReader, ReasoningShowsAsThinking)
{
    EXPECT_TRUE(
        read<ResponsesReader>(event("response.reasoning_summary_text.delta", R"("delta":"hm")"))
            ->thinking());
    EXPECT_TRUE(read<ResponsesReader>(event("response.output_item.added",
                                            R"("output_index":0,"item":{"type":"reasoning"})"))
                    ->thinking());
    EXPECT_FALSE(read<ResponsesReader>(delta("x"))->thinking());
}

TEST(ResponsesReader, ReadsAnAnswerThatWasNotStreamed)
{
    const auto reader = read<ResponsesReader>(
        R"({"id":"r","status":"completed","model":"m","error":null,"output":[{"type":"reasoning"},
           {"type":"message","content":[{"type":"output_text","text":"Hi"},{"type":"output_text","text":"!"}]}],
           "usage":{"input_tokens":1,"output_tokens":2,"total_tokens":3}})");
    EXPECT_EQ(reader->text(), QStringLiteral("Hi!"));
    EXPECT_EQ(reader->ended(), LlmStatus::Completed);
    EXPECT_EQ(reader->usage().totalTokens, 3);
}

TEST(ResponsesReader, T27_AnErrorWithStatus200IsAnError)
{
    const auto reader = read<ResponsesReader>(R"({"error":{"message":"m","code":"server_error"}})");
    EXPECT_EQ(reader->ended(), LlmStatus::Failed);
    EXPECT_EQ(reader->problem().message, QStringLiteral("m"));
}

TEST(ResponsesReader, TypeMayStandInTheEventLineOnly)
{
    const auto reader = read<ResponsesReader>(
        "event: response.output_text.delta\ndata: {\"delta\":\"x\"}\n\n"
        "event: response.completed\ndata: {\"response\":{\"status\":\"completed\"}}\n\n");
    EXPECT_EQ(reader->text(), QStringLiteral("x"));
    EXPECT_EQ(reader->ended(), LlmStatus::Completed);
}
