// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/GeminiClient.h"

#include <gtest/gtest.h>

#include "tests/llm/ClientTesting.h"

using namespace plantain;
using namespace plantain::llm;
using namespace plantain::testing;

namespace {

const QByteArray hello =
    R"({"candidates":[{"content":{"parts":[{"text":"Hello"}]},"finishReason":"STOP"}]})";

class GeminiClientTest : public ::testing::Test
{
protected:
    GeminiClientTest()
    {
        options.baseUrl = server.url();
        options.timeouts = quickTimeouts();
        client = std::make_unique<GeminiClient>(network, keys.keys, options);
    }
    LlmRequest asked(const QString& model = QStringLiteral("gemini-3.8-flash"), bool stream = true)
    {
        LlmRequest request = plantain::testing::request();
        request.provider = ProviderId::Google;
        request.model = model;
        request.stream = stream;
        return request;
    }

    FakeHttpServer server;
    FakeHttpServer other;
    net::NetworkFactory network;
    TestKeys keys;
    GeminiClientOptions options;
    std::unique_ptr<GeminiClient> client;
};

} // namespace

TEST_F(GeminiClientTest, R6_StreamsWithTheKeyInAHeaderAndNeverInTheAddress)
{
    server.onAny([](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.beginChunked();
        answer.chunk(data(hello));
        answer.endChunked();
    });
    Heard heard(*client, asked());
    EXPECT_EQ(heard.answer().status, LlmStatus::Completed);
    EXPECT_EQ(heard.job->answer().text, QStringLiteral("Hello"));
    const ReceivedRequest& received = server.requests().first();
    EXPECT_EQ(received.target, "/v1beta/models/gemini-3.8-flash:streamGenerateContent?alt=sse");
    EXPECT_EQ(received.headers.value("x-goog-api-key"), "test-google");
    EXPECT_FALSE(received.headers.contains("authorization"));
}

TEST_F(GeminiClientTest, AsksForAWholeAnswerAndForTunedModels)
{
    server.onAny([](const ReceivedRequest&, const FakeAnswer& answer) { answer.send(200, hello); });
    Heard whole(*client, asked(QStringLiteral("gemini x"), false));
    EXPECT_EQ(whole.answer().status, LlmStatus::Completed);
    EXPECT_EQ(server.requests().last().target, "/v1beta/models/gemini%20x:generateContent");
    Heard tuned(*client, asked(QStringLiteral("tunedModels/mine-1"), false));
    EXPECT_EQ(tuned.answer().status, LlmStatus::Completed);
    EXPECT_EQ(server.requests().last().target, "/v1beta/tunedModels/mine-1:generateContent");
}

TEST_F(GeminiClientTest, R6_ARedirectGetsNoKey)
{
    server.onAny([this](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.send(307, "", "", {"Location: " + other.url(QStringLiteral("/x")).toEncoded()});
    });
    Heard heard(*client, asked());
    EXPECT_EQ(heard.answer().status, LlmStatus::Failed);
    EXPECT_EQ(other.connections(), 0);
}

TEST_F(GeminiClientTest, R4_ADailyQuotaIsNotAskedAgain)
{
    server.onAny([](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.send(429,
                    R"({"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"m","details":[
            {"violations":[{"quotaId":"GenerateRequestsPerDay"}]},{"retryDelay":"30s"}]}})");
    });
    Heard heard(*client, asked());
    EXPECT_EQ(heard.answer().status, LlmStatus::Failed);
    EXPECT_EQ(heard.kind(), base::ErrorKind::QuotaExceeded);
    EXPECT_EQ(server.requests().size(), 1);
}

TEST_F(GeminiClientTest, R3_ARetryDelayIsKept)
{
    server.onAny([this](const ReceivedRequest&, const FakeAnswer& answer) {
        if (server.requests().size() == 1) {
            answer.send(429, R"({"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"m",
                "details":[{"retryDelay":"0.03s"}]}})");
        } else {
            answer.send(200, hello);
        }
    });
    Heard heard(*client, asked());
    EXPECT_EQ(heard.answer().status, LlmStatus::Completed);
    EXPECT_EQ(heard.waits, (QList<std::chrono::milliseconds>{30ms}));
}

TEST_F(GeminiClientTest, R4_ABlockedPromptIsNotAskedAgain)
{
    server.onAny([](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.beginChunked();
        answer.chunk(data(R"({"promptFeedback":{"blockReason":"SAFETY"}})"));
        answer.endChunked();
    });
    Heard heard(*client, asked());
    EXPECT_EQ(heard.answer().status, LlmStatus::Blocked);
    EXPECT_EQ(heard.job->answer().reason, QStringLiteral("SAFETY"));
    EXPECT_EQ(server.requests().size(), 1);
}

TEST_F(GeminiClientTest, ListsEveryPageAndOnlyTextModels)
{
    server.on("/v1beta/models", [](const ReceivedRequest& received, const FakeAnswer& answer) {
        EXPECT_EQ(received.headers.value("x-goog-api-key"), "test-google");
        if (!received.target.contains("pageToken=")) {
            EXPECT_EQ(received.target, "/v1beta/models?pageSize=1000");
            answer.send(200, R"({"models":[
                {"name":"models/gemini-3.8-flash","displayName":"Gemini 3.8 Flash","inputTokenLimit":1048576,
                 "supportedGenerationMethods":["generateContent"]},
                {"name":"models/gemini-3-image","supportedGenerationMethods":["generateContent"]},
                {"name":"models/embedder","supportedGenerationMethods":["embedContent"]}],
                "nextPageToken":"a+b/c="})");
            return;
        }
        EXPECT_EQ(received.target, "/v1beta/models?pageSize=1000&pageToken=a%2Bb%2Fc%3D");
        answer.send(200, R"({"models":[{"name":"models/gemini-3.5-flash",
            "supportedGenerationMethods":["generateContent"]}]})");
    });
    const auto models = resultOf(client->listModels());
    ASSERT_TRUE(models.ok());
    EXPECT_EQ(
        *models,
        (QList<ListedModel>{
            {QStringLiteral("gemini-3.8-flash"), QStringLiteral("Gemini 3.8 Flash"), 1048576, {}},
            {QStringLiteral("gemini-3.5-flash"), QStringLiteral("gemini-3.5-flash"), {}, {}}}));
}
