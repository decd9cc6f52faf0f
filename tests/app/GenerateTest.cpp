// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/AppFixture.h"

#include <QImage>

namespace plantain::testing {

namespace {

using GenerateTest = ScriptedApiTest;

const QStringList openAi{"generate", "--provider", "openai", "--model", "gpt-6-luna"};

TEST_F(GenerateTest, T1_1_TextGoesToStdoutAndNothingElse)
{
    answerWith({"Hello ", "wörld", "."});
    const CliRun run = cli.run(openAi + QStringList{"Say hello"});
    EXPECT_EQ(run.exitCode, 0) << run.transcript;
    EXPECT_EQ(run.output, QByteArray("Hello wörld.\n"));
    EXPECT_TRUE(run.errorOutput.isEmpty()) << run.transcript;
}

TEST_F(GenerateTest, T1_1_TextArrivesWhileTheAnswerIsUnderWay)
{
    std::optional<FakeAnswer> open;
    server.on("/v1/responses", [&open](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.beginChunked();
        answer.chunk(deltaRecord("first line\n"));
        open = answer;
    });
    const auto process = cli.start(openAi + QStringList{"x"});
    EXPECT_EQ(process->waitForLine([](const QByteArray&) { return true; }), "first line");
    ASSERT_TRUE(open.has_value());
    open->chunk(deltaRecord("second"));
    open->chunk(completedRecord("first line\nsecond"));
    open->endChunked();
    ASSERT_TRUE(process->waitForEnd()) << process->transcript();
    EXPECT_EQ(process->output(), "first line\nsecond\n");
}

TEST_F(GenerateTest, JsonHasDeltasAndThenExactlyOneResult)
{
    answerWith({"Hello ", "there"});
    const CliRun run = cli.run(openAi + QStringList{"--json", "Say hello"});
    ASSERT_EQ(run.exitCode, 0) << run.transcript;
    EXPECT_EQ(deltasOf(run.output), "Hello there");
    EXPECT_EQ(run.output.count("\"type\":\"result\""), 1);
    const QJsonObject result = run.result();
    EXPECT_EQ(result.keys(), QStringList({"attempts", "cost_usd", "error", "model", "status",
                                          "text", "type", "usage"}));
    EXPECT_EQ(result.value("status").toString(), "completed");
    EXPECT_EQ(result.value("text").toString(), "Hello there");
    EXPECT_EQ(result.value("model").toString(), "gpt-6-luna");
    EXPECT_EQ(result.value("attempts").toInt(), 1);
    EXPECT_TRUE(result.value("error").isNull());
    EXPECT_GT(result.value("cost_usd").toDouble(), 0);
    const QJsonObject usage{{"input_tokens", 1000}, {"output_tokens", 200}, {"total_tokens", 1200}};
    EXPECT_EQ(result.value("usage").toObject(), usage);
}

TEST_F(GenerateTest, NoStreamWritesTheAnswerAtTheEnd)
{
    server.on("/v1/responses", [](const ReceivedRequest& request, const FakeAnswer& answer) {
        EXPECT_FALSE(request.json().value("stream").toBool());
        const QByteArray record = completedRecord("whole");
        const qsizetype from = record.indexOf("data: ") + 6;
        const QJsonObject event = QJsonDocument::fromJson(record.mid(from)).object();
        answer.send(200, QJsonDocument(event.value("response").toObject()).toJson());
    });
    const CliRun text = cli.run(openAi + QStringList{"--no-stream", "x"});
    EXPECT_EQ(text.output, QByteArray("whole\n")) << text.transcript;
    const CliRun json = cli.run(openAi + QStringList{"--no-stream", "--json", "x"});
    EXPECT_EQ(json.output.count('\n'), 1) << json.transcript;
    EXPECT_EQ(json.result().value("text").toString(), "whole");
}

TEST_F(GenerateTest, PromptComesFromStandardInputAndKeepsItsLines)
{
    answerWith({"ok"});
    const CliRun run = cli.run(openAi + QStringList{"--system", "Be kind.", "-"}, "two\nlines\n");
    ASSERT_EQ(run.exitCode, 0) << run.transcript;
    const QByteArray body = server.requests().first().body;
    EXPECT_TRUE(body.contains("two\\nlines\"")) << body.constData();
    EXPECT_TRUE(body.contains("Be kind."));
}

TEST_F(GenerateTest, PromptInAnyScriptArrivesAsItWasTyped)
{
    answerWith({"ok"});
    cli.run(openAi + QStringList{QString::fromUtf8("Ünïcödé 植物 🌱")});
    EXPECT_TRUE(server.requests().first().body.contains("Ünïcödé 植物 🌱"));
}

TEST_F(GenerateTest, ImagesAreSentAndAnUnreadableOneIsAFailure)
{
    answerWith({"ok"});
    QTemporaryDir folder;
    const QString path = folder.filePath("red.png");
    QImage image(4, 4, QImage::Format_RGB32);
    image.fill(Qt::red);
    ASSERT_TRUE(image.save(path));
    const CliRun run = cli.run(openAi + QStringList{"--image", path, "--image", path, "What?"});
    ASSERT_EQ(run.exitCode, 0) << run.transcript;
    EXPECT_EQ(server.requests().first().body.count("data:image/png;base64,"), 2);

    const CliRun bad = cli.run(openAi + QStringList{"--json", "--image", "absent.png", "What?"});
    EXPECT_EQ(bad.exitCode, 1) << bad.transcript;
    EXPECT_EQ(bad.result().value("status").toString(), "failed");
    EXPECT_EQ(bad.result().value("error").toObject().value("kind").toString(), "invalid_input");
    EXPECT_TRUE(bad.errorOutput.contains("absent.png")) << bad.transcript;
    EXPECT_EQ(server.requests().size(), 1);
}

TEST_F(GenerateTest, FailureKeepsTheTextAndNamesTheError)
{
    server.on("/v1/responses", [](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.beginChunked();
        answer.chunk(deltaRecord("half of it"));
        answer.endChunked();
    });
    const CliRun run = cli.run(openAi + QStringList{"--json", "x"});
    EXPECT_EQ(run.exitCode, 1) << run.transcript;
    EXPECT_EQ(run.result().value("status").toString(), "cut");
    EXPECT_EQ(run.result().value("text").toString(), "half of it");
    EXPECT_TRUE(run.errorOutput.startsWith("plantain: ")) << run.transcript;
}

TEST_F(GenerateTest, ServersErrorIsTypedWithStatusCodeAndRequestId)
{
    server.on("/v1/responses", [](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.send(429,
                    R"({"error":{"message":"m","type":"insufficient_quota",)"
                    R"("code":"insufficient_quota","param":null}})",
                    "application/json", {"x-request-id: req_7"});
    });
    const CliRun run = cli.run(openAi + QStringList{"--json", "x"});
    EXPECT_EQ(run.exitCode, 1) << run.transcript;
    const QJsonObject error = run.result().value("error").toObject();
    EXPECT_EQ(error.keys(), QStringList({"code", "http_status", "kind", "message", "request_id",
                                         "retry_after_s"}));
    EXPECT_EQ(error.value("kind").toString(), "quota_exceeded");
    EXPECT_EQ(error.value("http_status").toInt(), 429);
    EXPECT_EQ(error.value("code").toString(), "insufficient_quota");
    EXPECT_EQ(error.value("request_id").toString(), "req_7");
    EXPECT_EQ(server.requests().size(), 1) << "a used-up quota is not tried again";
}

TEST_F(GenerateTest, ARefusedParameterIsLeftOutAndNotSentAgainNextTime)
{
    server.on("/v1/responses", [](const ReceivedRequest& request, const FakeAnswer& answer) {
        if (request.json().contains("temperature")) {
            answer.send(400, R"({"error":{"message":"m","type":"invalid_request_error",)"
                             R"("code":"unsupported_parameter","param":"temperature"}})");
            return;
        }
        answer.beginChunked();
        answer.chunk(completedRecord("ok"));
        answer.endChunked();
    });
    const QStringList warm = openAi + QStringList{"--effort", "none", "--temperature", "1", "x"};
    EXPECT_EQ(cli.run(warm).output, QByteArray("ok\n"));
    EXPECT_EQ(server.requests().size(), 2);
    EXPECT_EQ(cli.run(warm).output, QByteArray("ok\n"));
    EXPECT_EQ(server.requests().size(), 3);
}

TEST_F(GenerateTest, InterruptEndsWith130AndThePartialResult)
{
    server.on("/v1/responses", [](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.beginChunked();
        answer.chunk(deltaRecord("so far"));
    });
    const auto process = cli.start(openAi + QStringList{"--json", "x"});
    EXPECT_FALSE(
        process->waitForLine([](const QByteArray& line) { return line.contains("so far"); })
            .isNull());
    process->interrupt();
    ASSERT_TRUE(process->waitForEnd()) << process->transcript();
    const CliRun run = cli.outcome(*process);
    EXPECT_EQ(run.exitCode, 130) << run.transcript;
    EXPECT_EQ(run.result().value("status").toString(), "cancelled");
    EXPECT_EQ(run.result().value("text").toString(), "so far");
}

TEST_F(GenerateTest, InterruptWhileReadingThePromptEndsWith130)
{
    const auto process = cli.start(openAi + QStringList{"--json", "-"});
    process->write("unfinished");
    // The data folder is made after it has begun to listen for Ctrl+C.
    ASSERT_TRUE(waitFor([this] { return QFile::exists(cli.dataFolder()); }));
    process->interrupt();
    ASSERT_TRUE(process->waitForEnd()) << process->transcript();
    const CliRun run = cli.outcome(*process);
    EXPECT_EQ(run.exitCode, 130) << run.transcript;
    EXPECT_EQ(run.result().value("status").toString(), "cancelled");
    EXPECT_TRUE(server.requests().isEmpty());
}

TEST_F(GenerateTest, KeyMissingIsExitCode3)
{
    cli.environment().remove("OPENAI_API_KEY");
    cli.environment().remove("GEMINI_API_KEY");
    const CliRun named = cli.run(openAi + QStringList{"--json", "x"});
    EXPECT_EQ(named.exitCode, 3) << named.transcript;
    EXPECT_EQ(named.result().value("error").toObject().value("kind").toString(), "key_missing");
    const CliRun unnamed = cli.run({"generate", "x"});
    EXPECT_EQ(unnamed.exitCode, 3) << unnamed.transcript;
    EXPECT_TRUE(server.requests().isEmpty());
}

TEST_F(GenerateTest, NotSignedInIsExitCode3)
{
    const CliRun run = cli.run({"generate", "--provider", "openai-auth", "--json", "x"});
    EXPECT_EQ(run.exitCode, 3) << run.transcript;
    EXPECT_EQ(run.result().value("error").toObject().value("kind").toString(), "not_signed_in");
}

TEST_F(GenerateTest, T5_4_OpenAiKeyGoesInTheHeaderOnly)
{
    answerWith({"ok"});
    cli.run(openAi + QStringList{"x"});
    const ReceivedRequest request = server.requests().first();
    EXPECT_EQ(request.headers.value("authorization"), "Bearer sk-canary-openai-0123456789");
    EXPECT_FALSE(request.target.contains("canary"));
    EXPECT_FALSE(request.body.contains("canary"));
}

TEST_F(GenerateTest, T5_4_T7_3_GeminiByKeyStreamsText)
{
    server.onAny([](const ReceivedRequest& request, const FakeAnswer& answer) {
        EXPECT_EQ(request.target, "/v1beta/models/gemini-3.8-flash:streamGenerateContent?alt=sse");
        EXPECT_EQ(request.headers.value("x-goog-api-key"), "canary-gemini-0123456789");
        answer.beginChunked();
        answer.chunk(R"(data: {"candidates":[{"content":{"parts":[{"text":"Guten "}]}}]})"
                     "\n\n");
        answer.chunk(R"(data: {"candidates":[{"content":{"parts":[{"text":"Tag"}]},)"
                     R"("finishReason":"STOP"}],"modelVersion":"gemini-3.8-flash"})"
                     "\n\n");
        answer.endChunked();
    });
    const CliRun run =
        cli.run({"generate", "--provider", "google", "--model", "gemini-3.8-flash", "Greet me"});
    EXPECT_EQ(run.exitCode, 0) << run.transcript;
    EXPECT_EQ(run.output, QByteArray("Guten Tag\n"));
}

TEST_F(GenerateTest, T7_3_StoredKeyBeatsTheEnvironment)
{
    answerWith({"ok"});
    ASSERT_EQ(cli.run({"key", "set", "openai"}, "sk-stored-0123456789\n").exitCode, 0);
    cli.run(openAi + QStringList{"x"});
    EXPECT_EQ(server.requests().first().headers.value("authorization"),
              "Bearer sk-stored-0123456789");
}

TEST_F(GenerateTest, ProviderWithoutAModelOrServerIsExplained)
{
    const CliRun run = cli.run({"generate", "--provider", "openai-compatible", "x"});
    EXPECT_EQ(run.exitCode, 1) << run.transcript;
    EXPECT_TRUE(run.errorOutput.contains("No OpenAI-compatible server")) << run.transcript;
}

TEST_F(GenerateTest, SandboxAnswersEveryProviderWithoutAnyAccountOrKey)
{
    cli.environment().remove("OPENAI_API_KEY");
    cli.environment().remove("GEMINI_API_KEY");
    for (const char* provider : {"google", "openai"}) {
        const CliRun run =
            cli.run({"generate", "--sandbox", "--provider", provider, "Describe a harbour."});
        EXPECT_EQ(run.exitCode, 0) << run.transcript;
        EXPECT_TRUE(run.output.contains("Describe a harbour.")) << run.transcript;
        EXPECT_TRUE(run.output.contains("Sandbox")) << run.transcript;
    }
    const CliRun compatible = cli.run({"generate", "--sandbox", "--provider", "openai-compatible",
                                       "--model", "sandbox-echo", "Describe a harbour."});
    EXPECT_EQ(compatible.exitCode, 0) << compatible.transcript;
    EXPECT_TRUE(server.requests().isEmpty()) << "practice stays on the practice provider";
}

} // namespace

} // namespace plantain::testing
