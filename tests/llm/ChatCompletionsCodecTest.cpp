// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/ChatCompletionsCodec.h"

#include <gtest/gtest.h>

#include "tests/llm/CodecTesting.h"

using namespace plantain::llm;
using plantain::testing::data;
using plantain::testing::json;
using plantain::testing::read;
using plantain::testing::request;

namespace {

QByteArray delta(const QByteArray& fields, const QByteArray& finish = "null")
{
    return data(
        R"({"id":"c","object":"chat.completion.chunk","model":"m-1","choices":[{"index":0,"delta":{)" +
        fields + R"(},"finish_reason":)" + finish + "}]}");
}

} // namespace

TEST(ChatBody, IsPlainForPlainPrompts)
{
    LlmRequest asked = request();
    asked.system = QStringLiteral("Be brief.");
    asked.maxTokens = 5;
    asked.temperature = 1.0;
    asked.effort = QStringLiteral("low");
    EXPECT_EQ(chatBody(asked, MaxTokensName::MaxCompletionTokens), json(R"({
        "model": "some-model", "stream": true, "stream_options": {"include_usage": true},
        "max_completion_tokens": 5, "temperature": 1.0, "reasoning_effort": "low",
        "messages": [{"role": "system", "content": "Be brief."},
                     {"role": "user", "content": "Say hello."}]})"));
    EXPECT_EQ(chatBody(asked, MaxTokensName::MaxTokens)[QStringLiteral("max_tokens")], 5);
}

TEST(ChatBody, CarriesPictures)
{
    LlmRequest asked = request();
    asked.stream = false;
    asked.images = {{"PNGBYTES", "image/png", {}}};
    EXPECT_EQ(chatBody(asked, MaxTokensName::MaxTokens), json(R"({
        "model": "some-model", "stream": false, "messages": [{"role": "user", "content": [
            {"type": "text", "text": "Say hello."},
            {"type": "image_url", "image_url":
                {"url": "data:image/png;base64,UE5HQllURVM=", "detail": "auto"}}]}]})"));
}

TEST(ChatCompletionsReader, ReadsAStreamWithUsageAtItsEnd)
{
    const auto reader = read<ChatCompletionsReader>(
        delta(R"("role":"assistant","content":"")") + delta(R"("content":"Hel")") +
        delta(R"("content":null)") + delta(R"("content":"lo")") + delta("", "\"stop\"") +
        data(R"({"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5,
                "prompt_tokens_details":{"cached_tokens":1},
                "completion_tokens_details":{"reasoning_tokens":0}}})") +
        "data: [DONE]\n\n" + delta(R"("content":"late")"));
    EXPECT_EQ(reader->text(), QStringLiteral("Hello"));
    EXPECT_EQ(reader->ended(), LlmStatus::Completed);
    EXPECT_EQ(reader->usage(), (Usage{3, 1, 2, 0, 5, false}));
    EXPECT_EQ(reader->model(), QStringLiteral("m-1"));
}

TEST(ChatCompletionsReader, R2_DoneWithoutFinishReasonIsNoEnd)
{
    const auto reader =
        read<ChatCompletionsReader>(delta(R"("content":"Hel")") + "data: [DONE]\n\n");
    EXPECT_EQ(reader->text(), QStringLiteral("Hel"));
    EXPECT_EQ(reader->ended(), std::nullopt);
}

TEST(ChatCompletionsReader, FinishReasons)
{
    EXPECT_EQ(read<ChatCompletionsReader>(delta("", "\"length\""))->ended(), LlmStatus::Truncated);
    EXPECT_EQ(read<ChatCompletionsReader>(delta("", "\"content_filter\""))->ended(),
              LlmStatus::Blocked);
    EXPECT_EQ(read<ChatCompletionsReader>(delta("", "\"tool_calls\""))->ended(),
              LlmStatus::Completed);
    const auto refused =
        read<ChatCompletionsReader>(delta(R"("refusal":"No.")") + delta("", "\"stop\""));
    EXPECT_EQ(refused->ended(), LlmStatus::Refused);
    EXPECT_EQ(refused->reason(), QStringLiteral("No."));
}

TEST(ChatCompletionsReader, ErrorsInTheStream)
{
    for (const QByteArray& record :
         {data(R"({"error":{"message":"m","type":"server_error","code":"server_error"}})"),
          QByteArray("event: error\ndata: {\"message\":\"m\",\"code\":\"server_error\"}\n\n")}) {
        const auto reader = read<ChatCompletionsReader>(delta(R"("content":"half")") + record);
        EXPECT_EQ(reader->ended(), LlmStatus::Failed);
        EXPECT_EQ(reader->text(), QStringLiteral("half"));
        EXPECT_EQ(reader->problem().message, QStringLiteral("m"));
        EXPECT_EQ(reader->problem().code, QStringLiteral("server_error"));
    }
}

TEST(ChatCompletionsReader, ThinkingUnderBothNames)
{
    EXPECT_TRUE(read<ChatCompletionsReader>(delta(R"("reasoning_content":"hm")"))->thinking());
    EXPECT_TRUE(read<ChatCompletionsReader>(delta(R"("reasoning":"hm")"))->thinking());
}

TEST(ChatCompletionsReader, ReadsAnAnswerThatWasNotStreamed)
{
    const auto reader = read<ChatCompletionsReader>(
        R"({"model":"m","choices":[{"message":{"content":[{"type":"text","text":"Hi"}]},
            "finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}})");
    EXPECT_EQ(reader->text(), QStringLiteral("Hi"));
    EXPECT_EQ(reader->ended(), LlmStatus::Completed);
    EXPECT_EQ(read<ChatCompletionsReader>(R"({"error":"m"})")->ended(), LlmStatus::Failed);
}
