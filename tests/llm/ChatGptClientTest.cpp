// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/ChatGptClient.h"

#include <gtest/gtest.h>

#include "tests/auth/SessionTest.h"
#include "tests/llm/ClientTesting.h"

using namespace plantain;
using namespace plantain::llm;
using namespace plantain::testing;
using auth::AuthState;

namespace {

/// A real session, a token server, and an API that knows which access tokens are good.
class ChatGptClientTest : public SessionTest
{
protected:
    void SetUp() override
    {
        api.on("/v1/responses", [this](const ReceivedRequest& received, const FakeAnswer& answer) {
            if (received.headers.value("authorization") != "Bearer " + goodToken) {
                answer.send(
                    401, R"({"error":{"message":"Incorrect API key","code":"invalid_api_key"}})");
            } else {
                respond(answer);
            }
        });
        store(session(3600s));
        signIn();
    }
    void signIn()
    {
        auth::AuthProfile profile = server.profile();
        profile.apiBaseUrl = api.url(QStringLiteral("/v1"));
        profile.apiHeaders = {{QStringLiteral("X-App"), QStringLiteral("plantain")}};
        client.reset();
        running.emplace(folder(), profile, clock);
        ASSERT_TRUE(load(*running));
        ChatGptClientOptions options;
        options.timeouts = quickTimeouts();
        client = std::make_unique<ChatGptClient>(running->network, running->service, options);
    }
    AuthState state() const { return running->service.status().state; }
    int posts() const { return api.count("/v1/responses"); }

    FakeHttpServer api;
    QByteArray goodToken = "access-0";
    std::function<void(const FakeAnswer&)> respond = answerHello;
    std::optional<Process> running;
    std::unique_ptr<ChatGptClient> client;
};

} // namespace

TEST_F(ChatGptClientTest, SendsTheTokenToTheProfilesApiInTheFormTheAccountTakes)
{
    LlmRequest asked = plantain::testing::request();
    asked.provider = ProviderId::OpenAiAuth;
    asked.temperature = 0.5;
    asked.maxTokens = 100;
    asked.stream = false;
    Heard heard(*client, asked);
    EXPECT_EQ(heard.answer().status, LlmStatus::Completed);
    EXPECT_EQ(heard.job->answer().text, QStringLiteral("Hello"));
    const ReceivedRequest& received = api.requests().first();
    EXPECT_EQ(received.headers.value("x-app"), "plantain");
    const QJsonObject body = received.json();
    EXPECT_EQ(body[QStringLiteral("store")], false);
    EXPECT_EQ(body[QStringLiteral("stream")], true);
    EXPECT_TRUE(body[QStringLiteral("input")].isArray());
    EXPECT_FALSE(body.contains(QStringLiteral("temperature")));
    EXPECT_FALSE(body.contains(QStringLiteral("max_output_tokens")));
    EXPECT_EQ(server.refreshes(), 0);
}

TEST_F(ChatGptClientTest, R4_A401IsAnsweredWithOneRefreshAndOneRepetition)
{
    goodToken = "access-1";
    Heard heard(*client);
    EXPECT_EQ(heard.answer().status, LlmStatus::Completed);
    EXPECT_EQ(heard.job->answer().attempts, 2);
    EXPECT_EQ(server.refreshes(), 1);
    EXPECT_EQ(posts(), 2);
    EXPECT_EQ(state(), AuthState::Connected);
}

TEST_F(ChatGptClientTest, R4_ASecond401EndsIt)
{
    goodToken = "none";
    Heard heard(*client);
    EXPECT_EQ(heard.answer().status, LlmStatus::Failed);
    EXPECT_EQ(heard.kind(), base::ErrorKind::Unauthorized);
    const base::Error& error = heard.job->answer().error->error;
    EXPECT_FALSE((error.message + error.hint + error.detail).contains(QStringLiteral("API key")));
    EXPECT_EQ(server.refreshes(), 1);
    EXPECT_EQ(posts(), 2);
}

TEST_F(ChatGptClientTest, R4_ManyRequestsWithARejectedTokenShareOneRefresh)
{
    goodToken = "access-1";
    std::vector<std::unique_ptr<Heard>> all;
    for (int i = 0; i < 6; ++i) {
        all.push_back(std::make_unique<Heard>(*client));
        all.back()->job->start();
    }
    for (const auto& heard : all) {
        ASSERT_TRUE(waitFor([&] { return heard->job->isFinished(); }));
        EXPECT_EQ(heard->job->answer().status, LlmStatus::Completed);
    }
    EXPECT_EQ(server.refreshes(), 1);
}

TEST_F(ChatGptClientTest, ThePlansLimitIsToldToTheAccountAndNotRetried)
{
    respond = [](const FakeAnswer& answer) {
        answer.send(
            429, R"({"error":{"message":"m","code":"subscription_sharing_usage_limit_exceeded"}})");
    };
    Heard heard(*client);
    EXPECT_EQ(heard.answer().status, LlmStatus::Failed);
    EXPECT_EQ(heard.kind(), base::ErrorKind::QuotaExceeded);
    EXPECT_EQ(state(), AuthState::UsageLimited);
    EXPECT_EQ(posts(), 1);
    respond = answerHello;
    Heard later(*client);
    EXPECT_EQ(later.answer().status, LlmStatus::Completed);
    EXPECT_EQ(state(), AuthState::Connected);
}

TEST_F(ChatGptClientTest, TheLimitMayAlsoComeInsideTheStream)
{
    respond = [](const FakeAnswer& answer) {
        answer.beginChunked();
        answer.chunk(event("response.failed",
                           R"("response":{"status":"failed","error":
                              {"code":"subscription_sharing_usage_limit_exceeded","message":"m"}})"));
        answer.endChunked();
    };
    Heard heard(*client);
    EXPECT_EQ(heard.answer().status, LlmStatus::Failed);
    EXPECT_EQ(state(), AuthState::UsageLimited);
    EXPECT_EQ(posts(), 1);
}

TEST_F(ChatGptClientTest, AnAccountThatMayNotIsToldSo)
{
    respond = [](const FakeAnswer& answer) {
        answer.send(403,
                    R"({"error":{"message":"m","code":"subscription_sharing_user_not_eligible"}})");
    };
    Heard heard(*client);
    EXPECT_EQ(heard.answer().status, LlmStatus::Failed);
    EXPECT_EQ(state(), AuthState::NotEligible);
}

TEST_F(ChatGptClientTest, WithoutASessionNothingIsSent)
{
    ASSERT_TRUE(resultOf(running->service.disconnect()).ok());
    Heard heard(*client);
    EXPECT_EQ(heard.answer().status, LlmStatus::Failed);
    EXPECT_EQ(heard.kind(), base::ErrorKind::NotSignedIn);
    EXPECT_EQ(heard.job->answer().attempts, 0);
    EXPECT_EQ(posts(), 0);
}

TEST_F(ChatGptClientTest, R6_ARedirectDoesNotGetTheToken)
{
    FakeHttpServer other;
    respond = [&other](const FakeAnswer& answer) {
        answer.send(307, "", "", {"Location: " + other.url(QStringLiteral("/v1")).toEncoded()});
    };
    Heard heard(*client);
    EXPECT_EQ(heard.answer().status, LlmStatus::Failed);
    EXPECT_EQ(other.connections(), 0);
}

TEST_F(ChatGptClientTest, ListsVisibleModelsInTheServersOrder)
{
    api.on("/v1/models", [](const ReceivedRequest& received, const FakeAnswer& answer) {
        EXPECT_EQ(received.headers.value("authorization"), "Bearer access-0");
        answer.send(200, R"({"models":[
            {"slug":"gpt-6.1-sol","display_name":"GPT-6.1 Sol","visibility":"list"},
            {"slug":"gpt-hidden","display_name":"Hidden","visibility":"hide"},
            {"slug":"gpt-6-luna","display_name":"GPT-6 Luna","visibility":"list","context_window":5}]})");
    });
    const auto models = resultOf(client->listModels());
    ASSERT_TRUE(models.ok());
    EXPECT_EQ(*models, (QList<ListedModel>{
                           {QStringLiteral("gpt-6.1-sol"), QStringLiteral("GPT-6.1 Sol"), {}, {}},
                           {QStringLiteral("gpt-6-luna"), QStringLiteral("GPT-6 Luna"), 5, {}}}));
}

TEST_F(ChatGptClientTest, R4_AListRejectedWith401IsAskedForOnceMore)
{
    api.on("/v1/models", [](const ReceivedRequest& received, const FakeAnswer& answer) {
        if (received.headers.value("authorization") == "Bearer access-1") {
            answer.send(200, R"({"models":[]})");
        } else {
            answer.send(401, R"({"detail":{"error_code":"invalid_token"}})");
        }
    });
    EXPECT_TRUE(resultOf(client->listModels()).ok());
    EXPECT_EQ(server.refreshes(), 1);
    EXPECT_EQ(api.count("/v1/models"), 2);
}
