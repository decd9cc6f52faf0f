// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/OpenAiClient.h"

#include <gtest/gtest.h>

#include "tests/llm/ClientTesting.h"

using namespace plantain;
using namespace plantain::llm;
using namespace plantain::testing;

namespace {

class OpenAiClientTest : public ::testing::Test
{
protected:
    OpenAiClientTest()
    {
        options.baseUrl = server.url(QStringLiteral("/v1/"));
        options.timeouts = quickTimeouts();
        server.on("/v1/chat/completions", [](const ReceivedRequest&, const FakeAnswer& answer) {
            answer.beginChunked();
            answer.chunk(data(R"({"choices":[{"delta":{"content":"Hello"}}]})") +
                         data(R"({"choices":[{"delta":{},"finish_reason":"stop"}]})") +
                         "data: [DONE]\n\n");
            answer.endChunked();
        });
    }
    OpenAiClient client() { return OpenAiClient(network, keys.keys, options); }
    void setUpCompatible()
    {
        options.provider = ProviderId::OpenAiCompatible;
        options.keyProvider = QStringLiteral("openai-compatible");
        options.keyRequired = false;
        options.chatCompletionsOnly = true;
    }

    FakeHttpServer server;
    net::NetworkFactory network;
    TestKeys keys;
    OpenAiClientOptions options;
};

} // namespace

TEST_F(OpenAiClientTest, AServerWithoutResponsesIsAskedForChatCompletionsFromThenOn)
{
    for (const int status : {404, 405}) {
        server.on("/v1/responses", [status](const ReceivedRequest&, const FakeAnswer& answer) {
            answer.send(status, "{}");
        });
        OpenAiClient asked(network, keys.keys, options);
        const int before = server.count("/v1/responses");
        Heard first(asked);
        EXPECT_EQ(first.answer().status, LlmStatus::Completed);
        EXPECT_EQ(first.job->answer().text, QStringLiteral("Hello"));
        EXPECT_EQ(first.job->answer().attempts, 2);
        Heard second(asked);
        EXPECT_EQ(second.answer().attempts, 1);
        EXPECT_EQ(server.count("/v1/responses") - before, 1);
    }
}

TEST_F(OpenAiClientTest, ParallelRequestsAllFindTheOlderProtocol)
{
    server.on("/v1/responses",
              [](const ReceivedRequest&, const FakeAnswer& answer) { answer.send(404, "{}"); });
    OpenAiClient asked(network, keys.keys, options);
    Heard first(asked);
    Heard second(asked);
    first.job->start();
    second.job->start();
    ASSERT_TRUE(waitFor([&] { return first.job->isFinished() && second.job->isFinished(); }));
    EXPECT_EQ(first.job->answer().status, LlmStatus::Completed);
    EXPECT_EQ(second.job->answer().status, LlmStatus::Completed);
}

TEST_F(OpenAiClientTest, AnUnknownModelIsNoUnknownProtocol)
{
    server.on("/v1/responses", [](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.send(404, R"({"error":{"message":"m","code":"model_not_found"}})");
    });
    OpenAiClient asked(network, keys.keys, options);
    Heard heard(asked);
    EXPECT_EQ(heard.answer().status, LlmStatus::Failed);
    EXPECT_EQ(heard.kind(), base::ErrorKind::NotFound);
    EXPECT_EQ(server.count("/v1/chat/completions"), 0);
}

TEST_F(OpenAiClientTest, ACompatibleServerNeedsNoKeyAndGetsItsHeaders)
{
    setUpCompatible();
    options.headers = {{QStringLiteral("X-Team"), QStringLiteral("blue")}};
    OpenAiClient asked(network, keys.keys, options);
    LlmRequest limited = request();
    limited.maxTokens = 9;
    Heard heard(asked, limited);
    EXPECT_EQ(heard.answer().status, LlmStatus::Completed);
    const ReceivedRequest& received = server.requests().first();
    EXPECT_FALSE(received.headers.contains("authorization"));
    EXPECT_EQ(received.headers.value("x-team"), "blue");
    EXPECT_EQ(received.json()[QStringLiteral("max_tokens")], 9);
}

TEST_F(OpenAiClientTest, AServerThatRefusesTheOldNameOfTheLimitGetsTheNewOne)
{
    setUpCompatible();
    server.on("/v1/chat/completions", [](const ReceivedRequest& received,
                                         const FakeAnswer& answer) {
        if (received.json().contains(QStringLiteral("max_tokens"))) {
            answer.send(
                400,
                R"({"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","type":"invalid_request_error","param":"max_tokens","code":"unsupported_parameter"}})");
            return;
        }
        EXPECT_EQ(received.json()[QStringLiteral("max_completion_tokens")], 9);
        answer.send(200, R"({"choices":[{"message":{"content":"ok"},"finish_reason":"stop"}]})");
    });
    OpenAiClient asked(network, keys.keys, options);
    LlmRequest limited = request();
    limited.maxTokens = 9;
    Heard heard(asked, limited);
    EXPECT_EQ(heard.answer().status, LlmStatus::Completed);
    EXPECT_TRUE(heard.job->answer().refusedParameters.isEmpty()); // the limit itself is taken
}

TEST_F(OpenAiClientTest, UsageAfterTheFinishReasonIsWaitedForButNotForEver)
{
    setUpCompatible();
    server.on("/v1/chat/completions", [](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.beginChunked();
        answer.chunk(data(R"({"choices":[{"delta":{"content":"x"},"finish_reason":"stop"}]})"));
    });
    OpenAiClient asked(network, keys.keys, options);
    Heard heard(asked);
    EXPECT_EQ(heard.answer().status, LlmStatus::Completed);
    EXPECT_TRUE(heard.job->answer().usage.estimated);
}

TEST_F(OpenAiClientTest, AMissingKeyIsSaidBeforeAnythingIsSent)
{
    options.keyProvider = QStringLiteral("openai-compatible"); // the tests set none
    OpenAiClient asked(network, keys.keys, options);
    Heard heard(asked);
    EXPECT_EQ(heard.answer().status, LlmStatus::Failed);
    EXPECT_EQ(heard.kind(), base::ErrorKind::KeyMissing);
    EXPECT_EQ(heard.job->answer().attempts, 0);
    EXPECT_TRUE(server.requests().isEmpty());
    const auto models = resultOf(asked.listModels());
    ASSERT_FALSE(models.ok());
    EXPECT_EQ(models.error().kind, base::ErrorKind::KeyMissing);
}

TEST_F(OpenAiClientTest, ListsTextModelsWithTheirEnd)
{
    server.on("/v1/models", [](const ReceivedRequest& received, const FakeAnswer& answer) {
        EXPECT_EQ(received.headers.value("authorization"), "Bearer sk-test-openai");
        answer.send(200, R"({"object":"list","data":[{"id":"gpt-6-luna"},
            {"id":"gpt-4.1-mini","shutdown_date":"2027-01-14"},{"id":"o4-mini"},{"id":"chatgpt-4o-latest"},
            {"id":"gpt-image-2"},{"id":"gpt-realtime"},{"id":"text-embedding-3"},{"id":"whisper-1"},
            {"id":"gpt-4o-transcribe"},{"id":"gpt-5-search-api"},{"id":"sora-3"},{"id":"omni-moderation"},
            {"id":"ft:gpt-4.1-mini:me::1"},{"id":""},{"id":"gpt-old","shutdown_date":1799884800}]})");
    });
    OpenAiClient asked(network, keys.keys, options);
    const auto models = resultOf(asked.listModels());
    ASSERT_TRUE(models.ok());
    QStringList ids;
    for (const ListedModel& model : *models) {
        ids << model.id;
    }
    EXPECT_EQ(ids.join(u' '), QStringLiteral("gpt-6-luna gpt-4.1-mini o4-mini chatgpt-4o-latest "
                                             "ft:gpt-4.1-mini:me::1 gpt-old"));
    EXPECT_EQ(models->at(1).retires, QStringLiteral("2027-01-14"));
    EXPECT_EQ(models->last().retires, QStringLiteral("2027-01-14"));
}

TEST_F(OpenAiClientTest, ACompatibleServersModelsAreAllListed)
{
    setUpCompatible();
    server.on("/v1/models", [](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.send(200, R"({"data":[{"id":"llama3:8b"},{"id":"mistral-live"}]})");
    });
    OpenAiClient asked(network, keys.keys, options);
    const auto models = resultOf(asked.listModels());
    ASSERT_TRUE(models.ok());
    EXPECT_EQ(models->size(), 2);
}

TEST_F(OpenAiClientTest, AListThatIsNoJsonIsAnError)
{
    server.on("/v1/models", [](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.send(200, "<html>", "text/html");
    });
    OpenAiClient asked(network, keys.keys, options);
    const auto models = resultOf(asked.listModels());
    ASSERT_FALSE(models.ok());
    EXPECT_EQ(models.error().kind, base::ErrorKind::BadResponse);
}
