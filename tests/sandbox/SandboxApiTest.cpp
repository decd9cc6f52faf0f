// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sandbox/SandboxClient.h"

#include <gtest/gtest.h>

#include <QJsonArray>

namespace plantain::testing {

namespace {

const QByteArray practiceKey = "sandbox-key-of-a-test";

class SandboxApiTest : public ::testing::Test
{
protected:
    QByteArray accessToken(bool plan = true)
    {
        return client.signIn(plan).value("access_token").toString().toLatin1();
    }
    QString errorCode(const WireAnswer& answer)
    {
        return answer.json().value("error").toObject().value("code").toString();
    }
    QString textOf(const WireAnswer& answer)
    {
        QString text;
        const QList<QJsonObject> records = recordsOf(answer.body);
        for (const QJsonObject& record : records) {
            text += record.value("delta").toString();
        }
        return text;
    }
    /// A chat or Gemini record's first choice or candidate.
    static QJsonObject first(const QJsonObject& record, const char* list)
    {
        return record.value(QLatin1String(list)).toArray().at(0).toObject();
    }

    /// One for all: making the signing key is the slow part.
    static const QString& keyFolder()
    {
        static const QTemporaryDir folder;
        static const QString path = folder.path();
        return path;
    }

    SandboxClient client{keyFolder()};
};

TEST_F(SandboxApiTest, ModelsComeInTheShapeOfTheCaller)
{
    const QJsonObject forKey = client.get("/v1/models", practiceKey).json();
    EXPECT_FALSE(forKey.value("data").toArray().isEmpty());
    const QJsonObject forAccount = client.get("/v1/models", accessToken()).json();
    const QJsonObject model = first(forAccount, "models");
    EXPECT_EQ(model.value("visibility").toString(), "list");
    EXPECT_TRUE(model.value("display_name").toString().contains("Sandbox"));
}

TEST_F(SandboxApiTest, StreamsAnAnswerMadeFromThePrompt)
{
    const WireAnswer answer =
        client.postJson("/v1/responses", accountBody("Describe a lighthouse."), accessToken());
    ASSERT_EQ(answer.status, 200);
    EXPECT_TRUE(textOf(answer).contains("Describe a lighthouse."));
    EXPECT_TRUE(textOf(answer).contains("- lighthouse"));
    EXPECT_TRUE(textOf(answer).contains("Sandbox"));
    const QJsonObject last = recordsOf(answer.body).last();
    EXPECT_EQ(last.value("type").toString(), "response.completed");
    EXPECT_GT(
        last.value("response").toObject().value("usage").toObject().value("output_tokens").toInt(),
        0);
}

TEST_F(SandboxApiTest, RefusesWhatTheAccountBackendRefuses)
{
    const QByteArray token = accessToken();
    const QList<std::pair<QString, QJsonValue>> refused{
        {"temperature", 1}, {"max_output_tokens", 10},
        {"top_p", 1},       {"metadata", QJsonObject{}},
        {"user", "me"},     {"truncation", "auto"},
        {"store", true},    {"stream", false},
        {"input", "text"},  {"previous_response_id", "resp_1"}};
    for (const auto& [name, value] : refused) {
        QJsonObject body = accountBody("x");
        body.insert(name, value);
        EXPECT_EQ(client.postJson("/v1/responses", body, token).status, 400) << name.toStdString();
    }
    QJsonObject body = accountBody("x");
    body.insert("input", QJsonArray{QJsonObject{{"role", "system"}, {"content", "s"}}});
    EXPECT_EQ(client.postJson("/v1/responses", body, token).status, 400);
}

TEST_F(SandboxApiTest, WithoutThePlanTheAccountMayNotGenerate)
{
    const WireAnswer answer =
        client.postJson("/v1/responses", accountBody("x"), accessToken(false));
    EXPECT_EQ(answer.status, 403);
    EXPECT_EQ(errorCode(answer), "subscription_sharing_not_granted");
}

TEST_F(SandboxApiTest, ExpiredTokenGetsTheAccountBackendsOwn401)
{
    client.provider().knobs().accessTokenLifetime = std::chrono::seconds(-1);
    const WireAnswer answer = client.get("/v1/models", accessToken());
    EXPECT_EQ(answer.status, 401);
    EXPECT_EQ(answer.json().value("detail").toObject().value("error_code").toString(),
              "invalid_token");
}

TEST_F(SandboxApiTest, UnknownKeysAreRefused)
{
    EXPECT_EQ(errorCode(client.get("/v1/models", "sk-other")), "invalid_api_key");
    EXPECT_EQ(client.get("/v1/models").status, 401);
    EXPECT_EQ(
        client.postGemini("/v1beta/models/gemini-3.8-flash:generateContent", {}, "AIza").status,
        400);
}

TEST_F(SandboxApiTest, KeyCallersMayAskForAWholeAnswerAndALimit)
{
    const QJsonObject body{
        {"model", "gpt-6-luna"}, {"input", "Hello there"}, {"max_output_tokens", 5}};
    const QJsonObject response = client.postJson("/v1/responses", body, practiceKey).json();
    EXPECT_EQ(response.value("status").toString(), "incomplete");
    EXPECT_EQ(response.value("incomplete_details").toObject().value("reason").toString(),
              "max_output_tokens");
    EXPECT_EQ(response.value("usage").toObject().value("output_tokens").toInt(), 5);
}

TEST_F(SandboxApiTest, TemperatureIsTakenOnlyWithoutReasoning)
{
    QJsonObject body{{"model", "gpt-6-luna"}, {"input", "x"}, {"temperature", 0.5}};
    EXPECT_EQ(errorCode(client.postJson("/v1/responses", body, practiceKey)), "unsupported_value");
    body.insert("reasoning", QJsonObject{{"effort", "none"}});
    EXPECT_EQ(client.postJson("/v1/responses", body, practiceKey).status, 200);
}

TEST_F(SandboxApiTest, UnknownModelIsNotFound)
{
    const QJsonObject body{{"model", "llama"}, {"input", "x"}};
    EXPECT_EQ(errorCode(client.postJson("/v1/responses", body, practiceKey)), "model_not_found");
}

TEST_F(SandboxApiTest, CountsImagesAndAcknowledgesTheSystemPrompt)
{
    const QJsonObject text{{"type", "input_text"}, {"text", "What is this?"}};
    const QJsonObject image{{"type", "input_image"},
                            {"image_url", "data:image/png;base64,iVBORw0K"}};
    const QJsonObject message{{"role", "user"}, {"content", QJsonArray{image, text}}};
    const QJsonObject body{{"model", "gpt-6-luna"},
                           {"instructions", "Be short."},
                           {"stream", true},
                           {"input", QJsonArray{message}}};
    const QString answer = textOf(client.postJson("/v1/responses", body, practiceKey));
    EXPECT_TRUE(answer.contains("Images received: 1"));
    EXPECT_TRUE(answer.contains("PNG, 6 bytes"));
    EXPECT_TRUE(answer.contains("Be short."));
}

TEST_F(SandboxApiTest, BrokenImageIsRefused)
{
    const QJsonObject image{{"type", "input_image"}, {"image_url", "data:image/png;base64,*"}};
    const QJsonObject message{{"role", "user"}, {"content", QJsonArray{image}}};
    const QJsonObject body{{"model", "gpt-6-luna"}, {"input", QJsonArray{message}}};
    EXPECT_EQ(errorCode(client.postJson("/v1/responses", body, practiceKey)),
              "invalid_base64_image");
}

TEST_F(SandboxApiTest, ChatCompletionsStreamEndsWithUsageAndDone)
{
    const QJsonObject message{{"role", "user"}, {"content", "Say hello."}};
    const QJsonObject body{{"model", "gpt-6-luna"},
                           {"stream", true},
                           {"stream_options", QJsonObject{{"include_usage", true}}},
                           {"messages", QJsonArray{message}}};
    const WireAnswer answer = client.postJson("/v1/chat/completions", body, practiceKey);
    EXPECT_TRUE(answer.body.endsWith("data: [DONE]\n\n"));
    const QList<QJsonObject> records = recordsOf(answer.body);
    EXPECT_GT(records.last().value("usage").toObject().value("total_tokens").toInt(), 0);
    EXPECT_EQ(first(records.at(records.size() - 2), "choices").value("finish_reason").toString(),
              "stop");
}

TEST_F(SandboxApiTest, GeminiStreamsRecordsAndEndsWithAFinishReason)
{
    const QJsonObject part{{"text", "A green field"}};
    const QJsonObject body{{"contents", QJsonArray{QJsonObject{{"parts", QJsonArray{part}}}}}};
    const WireAnswer answer = client.postGemini(
        "/v1beta/models/gemini-3.8-flash:streamGenerateContent?alt=sse", body, practiceKey);
    const QList<QJsonObject> records = recordsOf(answer.body);
    ASSERT_GT(records.size(), 2);
    EXPECT_EQ(first(records.last(), "candidates").value("finishReason").toString(), "STOP");
    EXPECT_TRUE(answer.body.contains("field"));
}

TEST_F(SandboxApiTest, GeminiWithoutSseIsOneArrayAndUnknownFieldsAreRefused)
{
    const QString path = "/v1beta/models/gemini-3.8-flash:streamGenerateContent";
    EXPECT_TRUE(QJsonDocument::fromJson(client.postGemini(path, {}, practiceKey).body).isArray());
    EXPECT_EQ(client.postGemini(path, {{"prompt", "x"}}, practiceKey).status, 400);
}

TEST_F(SandboxApiTest, FaultKnobFailsTheNextRequestsOnly)
{
    client.provider().knobs().failNextRequests = 2;
    client.provider().knobs().failStatus = 429;
    EXPECT_EQ(client.get("/v1/models", practiceKey).status, 429);
    EXPECT_EQ(client.get("/v1/models", practiceKey).status, 429);
    EXPECT_EQ(client.get("/v1/models", practiceKey).status, 200);
}

TEST_F(SandboxApiTest, CutKnobBreaksTheStreamOffBeforeItsEnd)
{
    client.provider().knobs().cutAfterTokens = 3;
    const WireAnswer answer =
        client.postJson("/v1/responses", accountBody("Tell me more of it."), accessToken());
    EXPECT_FALSE(answer.body.contains("response.completed"));
    int deltas = 0;
    const QList<QJsonObject> records = recordsOf(answer.body);
    for (const QJsonObject& record : records) {
        deltas += record.contains("delta") ? 1 : 0;
    }
    EXPECT_EQ(deltas, 3);
}

TEST_F(SandboxApiTest, KnobsAreTurnedOverHttp)
{
    const WireAnswer answer =
        client.postJson("/__knobs", {{"ms_per_token", 7}, {"grant_plan", false}});
    EXPECT_EQ(answer.json().value("ms_per_token").toInt(), 7);
    EXPECT_EQ(client.provider().knobs().timePerToken, std::chrono::milliseconds(7));
    EXPECT_FALSE(client.provider().knobs().grantPlan);
    EXPECT_EQ(client.provider().knobs().failStatus, 503) << "what is not named stays";
    EXPECT_EQ(client.postForm("/__knobs", {{"ms_per_token", "1"}}).status, 400)
        << "a web page's form must not turn them";
}

} // namespace

} // namespace plantain::testing
