// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/GeminiCodec.h"

#include <gtest/gtest.h>

#include "tests/llm/CodecTesting.h"

using namespace plantain::llm;
using plantain::testing::data;
using plantain::testing::json;
using plantain::testing::read;
using plantain::testing::request;

namespace {

QByteArray record(const QByteArray& parts, const QByteArray& rest = {})
{
    return R"({"candidates":[{"content":{"role":"model","parts":[)" + parts + "]}" + rest + "}]}";
}

QJsonValue thinking(const QString& model, const QString& effort)
{
    LlmRequest asked = request();
    asked.model = model;
    asked.effort = effort;
    return geminiBody(asked)[QStringLiteral("generationConfig")][QStringLiteral("thinkingConfig")];
}

} // namespace

TEST(GeminiBody, PutsTheSystemTextApartAndPicturesFirst)
{
    LlmRequest asked = request();
    asked.system = QStringLiteral("Be brief.");
    asked.temperature = 0.5;
    asked.maxTokens = 5;
    asked.images = {{"PNGBYTES", "image/png", {}}};
    EXPECT_EQ(geminiBody(asked), json(R"({
        "systemInstruction": {"parts": [{"text": "Be brief."}]},
        "contents": [{"role": "user", "parts": [
            {"inlineData": {"mimeType": "image/png", "data": "UE5HQllURVM="}},
            {"text": "Say hello."}]}],
        "generationConfig": {"temperature": 0.5, "maxOutputTokens": 5}})"));
    EXPECT_FALSE(geminiBody(request()).contains(QStringLiteral("generationConfig")));
}

TEST(GeminiBody, ThinkingIsALevelOrABudget)
{
    const QString newer = QStringLiteral("gemini-3.8-flash");
    const QString older = QStringLiteral("gemini-2.5-flash-lite");
    EXPECT_EQ(thinking(newer, QStringLiteral("low")).toObject(),
              json(R"({"thinkingLevel":"LOW"})"));
    EXPECT_EQ(thinking(newer, QStringLiteral("max")).toObject(),
              json(R"({"thinkingLevel":"HIGH"})"));
    EXPECT_EQ(thinking(older, QStringLiteral("none")).toObject(), json(R"({"thinkingBudget":0})"));
    EXPECT_TRUE(thinking(newer, {}).isUndefined());
    EXPECT_TRUE(thinking(newer, QStringLiteral("unheard")).isUndefined());
}

TEST(GeminiReader, ReadsRecordsAndLeavesThoughtsOut)
{
    const auto reader = read<GeminiReader>(
        data(record(R"({"text":"secret thought","thought":true})")) +
        data(record(R"({"text":"Hel"})")) +
        data(R"({"candidates":[{"content":{"role":"model"}}]})") + data("{}") +
        data(
            record(R"({"text":"lo"},{"thoughtSignature":"x"})", R"(,"finishReason":"STOP")")
                .chopped(1) +
            R"(,"modelVersion":"g-1","usageMetadata":{"promptTokenCount":8,"candidatesTokenCount":2,)"
            R"("thoughtsTokenCount":5,"cachedContentTokenCount":3,"totalTokenCount":15}})"));
    EXPECT_EQ(reader->text(), QStringLiteral("Hello"));
    EXPECT_TRUE(reader->thinking());
    EXPECT_EQ(reader->ended(), LlmStatus::Completed);
    EXPECT_EQ(reader->model(), QStringLiteral("g-1"));
    EXPECT_EQ(reader->usage(), (Usage{8, 3, 7, 5, 15, false}));
}

TEST(GeminiReader, R2_NoFinishReasonMeansNoEnd)
{
    EXPECT_EQ(read<GeminiReader>(data(record(R"({"text":"x"})")))->ended(), std::nullopt);
    EXPECT_EQ(read<GeminiReader>(
                  data(record(R"({"text":"x"})", R"(,"finishReason":"FINISH_REASON_UNSPECIFIED")")))
                  ->ended(),
              std::nullopt);
}

TEST(GeminiReader, FinishReasons)
{
    const QList<std::pair<const char*, LlmStatus>> table{
        {"STOP", LlmStatus::Completed},         {"MAX_TOKENS", LlmStatus::Truncated},
        {"CONTINUATION", LlmStatus::Truncated}, {"SAFETY", LlmStatus::Blocked},
        {"RECITATION", LlmStatus::Blocked},     {"LANGUAGE", LlmStatus::Blocked},
        {"BLOCKLIST", LlmStatus::Blocked},      {"PROHIBITED_CONTENT", LlmStatus::Blocked},
        {"SPII", LlmStatus::Blocked},           {"IMAGE_SAFETY", LlmStatus::Blocked},
        {"OTHER", LlmStatus::Failed},           {"MALFORMED_RESPONSE", LlmStatus::Failed},
        {"UNHEARD_OF", LlmStatus::Failed}};
    for (const auto& [reason, status] : table) {
        const auto reader = read<GeminiReader>(
            data(record(R"({"text":"x"})", QByteArray(",\"finishReason\":\"") + reason + '"')));
        EXPECT_EQ(reader->ended(), status) << reason;
        EXPECT_EQ(reader->text(), QStringLiteral("x")) << reason;
        if (status == LlmStatus::Blocked || status == LlmStatus::Truncated) {
            EXPECT_EQ(reader->reason(), QString::fromLatin1(reason));
        }
    }
}

TEST(GeminiReader, ABlockedPromptSaysWhy)
{
    const auto reader =
        read<GeminiReader>(data(R"({"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"}})"));
    EXPECT_EQ(reader->ended(), LlmStatus::Blocked);
    EXPECT_EQ(reader->reason(), QStringLiteral("PROHIBITED_CONTENT"));
    EXPECT_TRUE(reader->complete());
}

TEST(GeminiReader, AnErrorRecordKeepsTheText)
{
    const auto reader =
        read<GeminiReader>(data(record(R"({"text":"half"})")) +
                           data(R"({"error":{"code":503,"message":"m","status":"UNAVAILABLE"}})"));
    EXPECT_EQ(reader->ended(), LlmStatus::Failed);
    EXPECT_EQ(reader->text(), QStringLiteral("half"));
    EXPECT_EQ(reader->problem().httpStatus, 503);
}

TEST(GeminiReader, ReadsTheArrayFormAndASingleAnswer)
{
    const auto list =
        read<GeminiReader>('[' + record(R"({"text":"Hel"})") + ",\r\n" +
                           record(R"({"text":"lo"})", R"(,"finishReason":"STOP")") + ']');
    EXPECT_EQ(list->text(), QStringLiteral("Hello"));
    EXPECT_EQ(list->ended(), LlmStatus::Completed);
    const auto single = read<GeminiReader>(record(R"({"text":"Hi"})", R"(,"finishReason":"STOP")"));
    EXPECT_EQ(single->text(), QStringLiteral("Hi"));
    EXPECT_EQ(single->ended(), LlmStatus::Completed);
    const auto error = read<GeminiReader>(R"([{"error":{"code":429,"message":"m","status":"S"}}])");
    EXPECT_EQ(error->ended(), LlmStatus::Failed);
}
