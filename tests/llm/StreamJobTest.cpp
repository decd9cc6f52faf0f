// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/OpenAiClient.h"

#include <gtest/gtest.h>

#include "tests/llm/ClientTesting.h"

using namespace plantain;
using namespace plantain::llm;
using namespace plantain::testing;
using base::ErrorKind;

namespace {

/// The whole way of an answer over the wire, by the OpenAI client.
class StreamJobTest : public ::testing::Test
{
protected:
    void SetUp() override { restart(quickTimeouts()); }

    void restart(const LlmTimeouts& timeouts, int maxParallel = 3)
    {
        OpenAiClientOptions options;
        options.baseUrl = server.url(QStringLiteral("/v1"));
        options.timeouts = timeouts;
        options.maxParallel = maxParallel;
        client = std::make_unique<OpenAiClient>(network, keys.keys, options);
    }
    /// One answer after the other; the last one stays.
    void answerWith(QList<FakeHttpServer::Handler> handlers)
    {
        server.on("/v1/responses",
                  [this, handlers](const ReceivedRequest& request, const FakeAnswer& answer) {
                      const auto index = std::min<qsizetype>(posts() - 1, handlers.size() - 1);
                      handlers.at(index)(request, answer);
                  });
    }
    int posts() const { return server.count("/v1/responses"); }

    static FakeHttpServer::Handler refuse(int status, const QByteArray& body = "{}",
                                          const QList<QByteArray>& headers = {})
    {
        return [=](const ReceivedRequest&, const FakeAnswer& answer) {
            answer.send(status, body, "application/json", headers);
        };
    }
    static void hello(const ReceivedRequest&, const FakeAnswer& answer) { answerHello(answer); }

    FakeHttpServer server;
    FakeHttpServer other;
    net::NetworkFactory network;
    TestKeys keys;
    std::unique_ptr<OpenAiClient> client;
};

} // namespace

TEST_F(StreamJobTest, R11_StreamsAndRecordsWhatIsNeededToReproduce)
{
    answerWith({hello});
    Heard heard(*client);
    const LlmResult& answer = heard.answer();
    EXPECT_EQ(answer.status, LlmStatus::Completed);
    EXPECT_EQ(answer.text, QStringLiteral("Hello"));
    EXPECT_EQ(heard.deltas.join(QString()), QStringLiteral("Hello"));
    EXPECT_EQ(answer.model, QStringLiteral("some-model-1"));
    EXPECT_EQ(answer.usage, (Usage{3, {}, 2, {}, 5, false}));
    EXPECT_EQ(answer.attempts, 1);
    EXPECT_EQ(answer.requestId, QStringLiteral("req_ok"));
    EXPECT_FALSE(answer.error.has_value());
    EXPECT_GE(answer.elapsed, answer.timeToFirstText);
    const ReceivedRequest& request = server.requests().first();
    EXPECT_EQ(request.headers.value("authorization"), "Bearer sk-test-openai");
    EXPECT_EQ(request.headers.value("content-type"), "application/json");
    EXPECT_EQ(request.json()[QStringLiteral("store")], false);
}

TEST_F(StreamJobTest, R1_PhasesTellWhatItIsDoing)
{
    std::optional<FakeAnswer> open;
    answerWith({[&](const ReceivedRequest&, const FakeAnswer& answer) { open = answer; }});
    Heard heard(*client);
    heard.job->start();
    ASSERT_TRUE(waitFor([&] { return heard.job->phase() == LlmPhase::WaitingForFirstByte; }));
    ASSERT_TRUE(waitFor([&] { return open.has_value(); }));
    open->beginChunked(200, {}); // the account's server sends no content type (T27)
    open->chunk(event("response.output_item.added", R"("item":{"type":"reasoning"})"));
    ASSERT_TRUE(waitFor([&] { return heard.job->phase() == LlmPhase::Thinking; }));
    open->chunk(textDelta("x"));
    ASSERT_TRUE(waitFor([&] { return heard.job->phase() == LlmPhase::Streaming; }));
    EXPECT_EQ(heard.job->text(), QStringLiteral("x"));
    open->chunk(completedEvent());
    ASSERT_TRUE(waitFor([&] { return heard.job->isFinished(); }));
    EXPECT_EQ(heard.phases,
              (QList<LlmPhase>{LlmPhase::Connecting, LlmPhase::WaitingForFirstByte,
                               LlmPhase::Thinking, LlmPhase::Streaming, LlmPhase::Ended}));
}

TEST_F(StreamJobTest, R2_R12_AStreamThatEndsWithoutItsTerminalEventIsCut)
{
    const QList<std::function<void(const FakeAnswer&)>> ends{
        [](const FakeAnswer& answer) { answer.endChunked(); },
        [](const FakeAnswer& answer) { answer.close(); },
        [](const FakeAnswer& answer) { answer.drop(); },
        [](const FakeAnswer& answer) {
            answer.raw("ffff\r\nhalf a chunk");
            answer.close();
        }};
    for (const auto& end : ends) {
        answerWith({[&](const ReceivedRequest&, const FakeAnswer& answer) {
            answer.beginChunked();
            answer.chunk(textDelta("half"));
            end(answer);
        }});
        const int before = posts();
        Heard heard(*client);
        const LlmResult& answer = heard.answer();
        EXPECT_EQ(answer.status, LlmStatus::Cut);
        EXPECT_EQ(answer.text, QStringLiteral("half"));
        EXPECT_TRUE(answer.error.has_value());
        EXPECT_TRUE(answer.usage.estimated);
        EXPECT_EQ(posts() - before, 1);
    }
}

TEST_F(StreamJobTest, R3_ACutBeforeTheFirstTextIsNotAskedAgain)
{
    answerWith({[](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.beginChunked();
        answer.chunk(event("response.created", R"("response":{})"));
        answer.close();
    }});
    Heard heard(*client);
    EXPECT_EQ(heard.answer().status, LlmStatus::Cut);
    EXPECT_EQ(posts(), 1);
}

TEST_F(StreamJobTest, T25_ALateDisconnectAfterTheEndDoesNotMatter)
{
    answerWith({[](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.beginChunked();
        answer.chunk(textDelta("x") + completedEvent());
        answer.drop();
    }});
    Heard heard(*client);
    EXPECT_EQ(heard.answer().status, LlmStatus::Completed);
}

TEST_F(StreamJobTest, T25_AServerThatKeepsTheStreamOpenAfterTheEndDoesNotHoldUsUp)
{
    answerWith({[](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.beginChunked();
        answer.chunk(textDelta("x") + completedEvent());
    }});
    Heard heard(*client);
    EXPECT_EQ(heard.answer().status, LlmStatus::Completed);
}

TEST_F(StreamJobTest, R6_ASilentCloseGivesExactlyOnePost)
{
    answerWith({[](const ReceivedRequest&, const FakeAnswer& answer) { answer.close(); }, hello});
    Heard heard(*client);
    const LlmResult& answer = heard.answer();
    EXPECT_EQ(answer.status, LlmStatus::Failed);
    EXPECT_EQ(heard.kind(), ErrorKind::Network);
    EXPECT_EQ(answer.attempts, 1);
    EXPECT_EQ(posts(), 1);
    EXPECT_FALSE(answer.notes.isEmpty()); // it may be billed
}

TEST_F(StreamJobTest, R6_ARedirectGetsNoCredentials)
{
    for (const int status : {301, 302, 307, 308}) {
        answerWith({refuse(
            status, "", {"Location: " + other.url(QStringLiteral("/v1/responses")).toEncoded()})});
        Heard heard(*client);
        EXPECT_EQ(heard.answer().status, LlmStatus::Failed);
        EXPECT_EQ(heard.kind(), ErrorKind::BadResponse)
            << status << heard.job->answer().error->error.detail.toStdString();
    }
    EXPECT_EQ(other.connections(), 0);
}

TEST_F(StreamJobTest, R3_AsksAgainAfterWhatMayPass)
{
    answerWith({refuse(500), refuse(503), refuse(429), hello});
    Heard heard(*client);
    const LlmResult& answer = heard.answer();
    EXPECT_EQ(answer.status, LlmStatus::Completed);
    EXPECT_EQ(answer.text, QStringLiteral("Hello"));
    EXPECT_EQ(answer.attempts, 4);
    EXPECT_EQ(heard.retries, (QList<int>{2, 3, 4}));
    EXPECT_TRUE(heard.phases.contains(LlmPhase::WaitingToRetry));
}

TEST_F(StreamJobTest, R3_GivesUpAfterThreeRepetitions)
{
    answerWith({refuse(500)});
    Heard heard(*client);
    EXPECT_EQ(heard.answer().status, LlmStatus::Failed);
    EXPECT_EQ(heard.kind(), ErrorKind::Server);
    EXPECT_EQ(heard.job->answer().attempts, 4);
    EXPECT_EQ(posts(), 4);
}

TEST_F(StreamJobTest, R3_WaitsAsLongAsTheServerWishes)
{
    answerWith({refuse(429, "{}", {"retry-after-ms: 40"}), hello});
    Heard heard(*client);
    EXPECT_EQ(heard.answer().status, LlmStatus::Completed);
    EXPECT_EQ(heard.waits, (QList<std::chrono::milliseconds>{40ms}));
}

TEST_F(StreamJobTest, R3_ALongWaitIsToldAndNotWaited)
{
    answerWith({refuse(429, "{}", {"Retry-After: 3600"}), hello});
    Heard heard(*client);
    EXPECT_EQ(heard.answer().status, LlmStatus::Failed);
    EXPECT_EQ(heard.kind(), ErrorKind::RateLimited);
    EXPECT_EQ(heard.job->answer().error->retryAfter, 3600s);
    EXPECT_EQ(posts(), 1);
}

TEST_F(StreamJobTest, R4_NeverAsksAgainWhereItCannotHelp)
{
    const QList<std::pair<int, QByteArray>> refusals{
        {400, R"({"error":{"message":"m","code":"invalid_value"}})"},
        {400, R"({"error":{"message":"m","code":"context_length_exceeded"}})"},
        {401, R"({"error":{"message":"m","code":"invalid_api_key"}})"},
        {402, "{}"},
        {403, "{}"},
        {404, R"({"error":{"message":"m","code":"model_not_found"}})"},
        {429, R"({"error":{"message":"m","code":"insufficient_quota"}})"},
        {429, R"({"error":{"message":"m","code":"usage_limit_reached"}})"}};
    for (const auto& [status, body] : refusals) {
        answerWith({refuse(status, body)});
        const int before = posts();
        Heard heard(*client);
        EXPECT_EQ(heard.answer().status, LlmStatus::Failed) << status;
        EXPECT_EQ(heard.job->answer().error->httpStatus, status);
        EXPECT_EQ(posts() - before, 1) << status << body.toStdString();
    }
}

TEST_F(StreamJobTest, R3_AnErrorInsideTheStreamIsAskedAgainOnlyBeforeTheFirstText)
{
    const QByteArray failure =
        event("response.failed",
              R"("response":{"status":"failed","error":{"code":"server_error","message":"m"}})");
    const auto failing = [&](const QByteArray& before) {
        return [=](const ReceivedRequest&, const FakeAnswer& answer) {
            answer.beginChunked();
            answer.chunk(before + failure);
            answer.endChunked();
        };
    };
    answerWith({failing({}), hello});
    Heard early(*client);
    EXPECT_EQ(early.answer().status, LlmStatus::Completed);
    EXPECT_EQ(posts(), 2);
    answerWith({failing(textDelta("half"))});
    Heard late(*client);
    EXPECT_EQ(late.answer().status, LlmStatus::Failed);
    EXPECT_EQ(late.job->answer().text, QStringLiteral("half"));
    EXPECT_EQ(posts(), 3);
}

TEST_F(StreamJobTest, R3_ARefusedConnectionIsTriedAgain)
{
    const QUrl address = server.url(QStringLiteral("/v1"));
    server.shutDown();
    OpenAiClientOptions options;
    options.baseUrl = address;
    options.timeouts = quickTimeouts();
    client = std::make_unique<OpenAiClient>(network, keys.keys, options);
    Heard heard(*client);
    EXPECT_EQ(heard.answer().status, LlmStatus::Failed);
    EXPECT_EQ(heard.kind(), ErrorKind::Network);
    EXPECT_EQ(heard.retries, (QList<int>{2, 3, 4}));
}

TEST_F(StreamJobTest, R5_FirstByteLimit)
{
    LlmTimeouts timeouts = quickTimeouts();
    timeouts.firstByte = 80ms;
    restart(timeouts);
    answerWith({[](const ReceivedRequest&, const FakeAnswer&) {}});
    Heard heard(*client);
    EXPECT_EQ(heard.answer().status, LlmStatus::Failed);
    EXPECT_EQ(heard.kind(), ErrorKind::Timeout);
    EXPECT_EQ(posts(), 1); // it may have been processed
}

TEST_F(StreamJobTest, R5_PicturesAndHighEffortGetMoreTime)
{
    LlmTimeouts timeouts = quickTimeouts();
    timeouts.firstByte = timeouts.idle = 50ms;
    restart(timeouts);
    QTimer later;
    later.setSingleShot(true);
    answerWith({[&](const ReceivedRequest&, const FakeAnswer& answer) {
        later.disconnect();
        QObject::connect(&later, &QTimer::timeout, [answer] { answerHello(answer); });
        later.start(200ms);
    }});
    LlmRequest high = request();
    high.effort = QStringLiteral("high");
    Heard thinking(*client, high);
    EXPECT_EQ(thinking.answer().status, LlmStatus::Completed);
    LlmRequest seeing = request();
    seeing.images = {{"x", "image/png", {}}};
    Heard pictures(*client, seeing);
    EXPECT_EQ(pictures.answer().status, LlmStatus::Completed);
    Heard plain(*client);
    EXPECT_EQ(plain.answer().status, LlmStatus::Failed);
}

TEST_F(StreamJobTest, R5_CommentsKeepASilentStreamAlive)
{
    LlmTimeouts timeouts = quickTimeouts();
    timeouts.idle = 250ms;
    restart(timeouts);
    QTimer pings;
    int left = 10;
    answerWith({[&](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.beginChunked();
        QObject::connect(&pings, &QTimer::timeout, [answer, &left, &pings] {
            answer.chunk(--left > 0 ? QByteArray(": ping\n\n") : textDelta("x") + completedEvent());
            if (left == 0) {
                pings.stop();
            }
        });
        pings.start(50ms);
    }});
    Heard heard(*client);
    EXPECT_EQ(heard.answer().status, LlmStatus::Completed);
}

TEST_F(StreamJobTest, R5_AStallInTheMiddleIsCut)
{
    LlmTimeouts timeouts = quickTimeouts();
    timeouts.idle = 80ms;
    restart(timeouts);
    answerWith({[](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.beginChunked();
        answer.chunk(textDelta("half"));
    }});
    Heard heard(*client);
    EXPECT_EQ(heard.answer().status, LlmStatus::Cut);
    EXPECT_EQ(heard.kind(), ErrorKind::Timeout);
    EXPECT_EQ(heard.job->answer().text, QStringLiteral("half"));
}

TEST_F(StreamJobTest, R1_CancelClosesTheConnectionAndKeepsTheText)
{
    std::optional<FakeAnswer> open;
    answerWith({[&](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.beginChunked();
        answer.chunk(textDelta("half"));
        open = answer;
    }});
    Heard heard(*client);
    heard.job->start();
    ASSERT_TRUE(waitFor([&] { return heard.job->text() == QStringLiteral("half"); }));
    heard.job->cancel();
    EXPECT_TRUE(heard.job->isFinished());
    EXPECT_EQ(heard.job->answer().status, LlmStatus::Cancelled);
    EXPECT_EQ(heard.job->answer().text, QStringLiteral("half"));
    EXPECT_TRUE(heard.job->answer().usage.estimated);
    EXPECT_FALSE(heard.job->answer().notes.isEmpty());
    EXPECT_TRUE(waitFor([&] { return !open->isOpen(); }));
}

TEST_F(StreamJobTest, CancelWhileWaitingToRetryStopsEverything)
{
    answerWith({refuse(429, "{}", {"Retry-After: 30"})});
    Heard heard(*client);
    heard.job->start();
    ASSERT_TRUE(waitFor([&] { return heard.job->phase() == LlmPhase::WaitingToRetry; }));
    heard.job->cancel();
    EXPECT_EQ(heard.job->answer().status, LlmStatus::Cancelled);
    EXPECT_EQ(posts(), 1);
}

TEST_F(StreamJobTest, MayBeDroppedInsideAnyOfItsSignals)
{
    for (const LlmPhase when : {LlmPhase::Connecting, LlmPhase::WaitingForFirstByte,
                                LlmPhase::WaitingToRetry, LlmPhase::Streaming, LlmPhase::Ended}) {
        answerWith({when == LlmPhase::WaitingToRetry ? refuse(500) : hello});
        auto job = client->generate(request());
        const QPointer<LlmJob> watched(job.get());
        QObject::connect(job.get(), &LlmJob::phaseChanged, [&](LlmPhase phase) {
            if (phase == when) {
                job.reset();
            }
        });
        job->start();
        EXPECT_TRUE(waitFor([&] { return watched.isNull(); })) << static_cast<int>(when);
    }
}

TEST_F(StreamJobTest, T27_AWebPageWithStatus200IsAnError)
{
    answerWith({[](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.send(200, "<html><title>Hotel</title></html>", "text/html");
    }});
    Heard heard(*client);
    EXPECT_EQ(heard.answer().status, LlmStatus::Failed);
    EXPECT_EQ(heard.kind(), ErrorKind::BadResponse);
    EXPECT_TRUE(heard.job->answer().error->error.detail.contains(QStringLiteral("Hotel")));
}

TEST_F(StreamJobTest, T27_AJsonErrorWithStatus200IsAnError)
{
    answerWith({[](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.send(200, R"({"error":{"message":"m","code":"invalid_api_key","type":"x"}})");
    }});
    Heard heard(*client);
    EXPECT_EQ(heard.answer().status, LlmStatus::Failed);
}

TEST_F(StreamJobTest, AWholeAnswerWorksWhetherAskedForOrNot)
{
    answerWith({[](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.send(200, R"({"status":"completed","output":[{"type":"message","content":
            [{"type":"output_text","text":"Whole"}]}],"usage":{"total_tokens":3}})");
    }});
    LlmRequest asked = request();
    for (const bool stream : {false, true}) {
        asked.stream = stream;
        Heard heard(*client, asked);
        EXPECT_EQ(heard.answer().status, LlmStatus::Completed);
        EXPECT_EQ(heard.job->answer().text, QStringLiteral("Whole"));
        EXPECT_EQ(server.requests().last().json()[QStringLiteral("stream")], stream);
    }
}

TEST_F(StreamJobTest, ABytewiseStreamIsReadRight)
{
    const QByteArray all = textDelta("Zażółć 🙂") + completedEvent();
    answerWith({[&](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.beginChunked();
        for (const char byte : all) {
            answer.chunk(QByteArray(1, byte));
        }
        answer.endChunked();
    }});
    Heard heard(*client);
    EXPECT_EQ(heard.answer().text, QStringLiteral("Zażółć 🙂"));
    EXPECT_EQ(heard.job->answer().status, LlmStatus::Completed);
}

TEST_F(StreamJobTest, ACorrectedTextIsTold)
{
    answerWith({[](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.beginChunked();
        answer.chunk(textDelta("Helo"));
        answer.chunk(event("response.output_text.done",
                           R"("output_index":0,"content_index":0,"text":"Hello")") +
                     completedEvent());
        answer.endChunked();
    }});
    Heard heard(*client);
    EXPECT_EQ(heard.answer().text, QStringLiteral("Hello"));
    EXPECT_EQ(heard.job->text(), QStringLiteral("Hello"));
}

TEST_F(StreamJobTest, R9_OnlySoManyAtATime)
{
    QList<FakeAnswer> open;
    answerWith({[&](const ReceivedRequest&, const FakeAnswer& answer) { open << answer; }});
    std::vector<std::unique_ptr<Heard>> all;
    for (int i = 0; i < 5; ++i) {
        all.push_back(std::make_unique<Heard>(*client));
        all.back()->job->start();
    }
    ASSERT_TRUE(waitFor([&] { return open.size() == 3; }));
    EXPECT_EQ(all.back()->job->phase(), LlmPhase::Queued);
    for (int i = 0; i < 5; ++i) {
        ASSERT_TRUE(waitFor([&] { return open.size() > i; }));
        EXPECT_LE(open.size(), i + 3);
        answerHello(open.at(i));
    }
    for (const auto& heard : all) {
        ASSERT_TRUE(waitFor([&] { return heard->job->isFinished(); }));
        EXPECT_EQ(heard->job->answer().status, LlmStatus::Completed);
    }
}

TEST_F(StreamJobTest, R9_OneRateLimitPausesAll)
{
    restart(quickTimeouts(), 1);
    answerWith({refuse(429, "{}", {"retry-after-ms: 150"}), hello});
    Heard first(*client);
    Heard second(*client);
    first.job->start();
    second.job->start();
    ASSERT_TRUE(waitFor([&] { return first.job->phase() == LlmPhase::WaitingToRetry; }));
    EXPECT_EQ(second.job->phase(), LlmPhase::Queued);
    ASSERT_TRUE(waitFor([&] { return first.job->isFinished() && second.job->isFinished(); }));
    EXPECT_GE(second.job->answer().elapsed, 140ms);
    EXPECT_EQ(second.job->answer().attempts, 1);
    EXPECT_EQ(posts(), 3);
}

TEST_F(StreamJobTest, ARefusedParameterIsLeftOutOnceAndLearned)
{
    const auto refusal = refuse(
        400, R"({"error":{"message":"Unsupported value: 'temperature' does not support 0.5 with this
            model.","type":"invalid_request_error","param":"temperature","code":"unsupported_value"}})");
    const auto picky = [refusal](const ReceivedRequest& request, const FakeAnswer& answer) {
        if (request.json().contains(QStringLiteral("temperature"))) {
            refusal(request, answer);
        } else {
            answerHello(answer);
        }
    };
    answerWith({picky});
    LlmRequest asked = request();
    asked.temperature = 0.5;
    Heard heard(*client, asked);
    EXPECT_EQ(heard.answer().status, LlmStatus::Completed);
    EXPECT_EQ(heard.job->answer().attempts, 2);
    EXPECT_EQ(heard.job->answer().refusedParameters, QStringList{QStringLiteral("temperature")});
    ASSERT_EQ(heard.job->answer().notes.size(), 1);
    EXPECT_TRUE(heard.job->answer().notes.first().contains(QStringLiteral("temperature")));
    Heard again(*client, asked);
    EXPECT_EQ(again.answer().attempts, 1);
}

TEST_F(StreamJobTest, AParameterThatStaysRefusedEndsTheRequest)
{
    answerWith({refuse(
        400, R"({"error":{"message":"m","param":"temperature","code":"unsupported_value"}})")});
    LlmRequest asked = request();
    asked.temperature = 0.5;
    Heard heard(*client, asked);
    EXPECT_EQ(heard.answer().status, LlmStatus::Failed);
    EXPECT_EQ(posts(), 2);
}

TEST_F(StreamJobTest, WhatMattersIsNeverLeftOut)
{
    for (const char* parameter : {"store", "input", "model", "instructions", "stream"}) {
        answerWith({refuse(
            400, QByteArray(R"({"error":{"message":"m","code":"unsupported_parameter","param":")") +
                     parameter + "\"}}")});
        const int before = posts();
        Heard heard(*client);
        EXPECT_EQ(heard.answer().status, LlmStatus::Failed);
        EXPECT_EQ(posts() - before, 1) << parameter;
    }
}

TEST_F(StreamJobTest, R4_RefusalsAndBlocksAreAnswersAndNotAskedAgain)
{
    answerWith({[](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.beginChunked();
        answer.chunk(event("response.refusal.done", R"("refusal":"I cannot.")") + completedEvent());
        answer.endChunked();
    }});
    Heard heard(*client);
    EXPECT_EQ(heard.answer().status, LlmStatus::Refused);
    EXPECT_EQ(heard.job->answer().reason, QStringLiteral("I cannot."));
    EXPECT_EQ(heard.kind(), ErrorKind::Blocked);
    EXPECT_EQ(posts(), 1);
}
