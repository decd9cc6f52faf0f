// SPDX-License-Identifier: GPL-3.0-or-later
// The runner with the real clients: what only bytes on a socket can show.
#include "src/llm/ChatGptClient.h"
#include "src/llm/GeminiClient.h"
#include "src/llm/OpenAiClient.h"
#include "src/sandbox/SandboxProvider.h"
#include "src/workflow/WorkflowFile.h"
#include "tests/llm/ClientTesting.h"
#include "tests/run/RunTesting.h"
#include "tests/support/Pictures.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>

using namespace plantain;
using namespace plantain::run;
using namespace plantain::testing;
using namespace Qt::StringLiterals;
using workflow::NodeKind;

namespace {

Drawing& realImage(Drawing& drawing, const QString& id, QSize size)
{
    return drawing.image(id, QString::fromLatin1(png(size).toBase64()));
}

/// A runner on the OpenAI client and a server that the test plays.
class RunOnTheWireTest : public ::testing::Test
{
protected:
    RunOnTheWireTest()
    {
        options.baseUrl = server.url(u"/v1"_s);
        options.timeouts = quickTimeouts();
        options.maxParallel = 10;
        client = std::make_unique<llm::OpenAiClient>(network, keys.keys, options);
        const llm::LlmClients clients{client.get(), client.get(), client.get(), client.get()};
        catalog = std::make_unique<llm::ModelCatalog>(QString(), QString(), clock, clients);
        runner = std::make_unique<WorkflowRunner>(
            workflow,
            RunServices{clients, *catalog, clock, [this] { return folder.path(); }, false});
        QObject::connect(runner.get(), &WorkflowRunner::finished, runner.get(),
                         [this](const RunOutcome& ended) { outcome = ended; });
    }

    void start(const Drawing& drawing)
    {
        workflow.reset(drawing.content);
        runner->start({});
    }
    bool run(const Drawing& drawing)
    {
        start(drawing);
        return waitFor([this] { return outcome.has_value(); });
    }
    QString output(const char* id) const
    {
        return workflow.node(QLatin1String(id))->data.value(workflow::keys::outputText).toString();
    }
    NodeState state(const char* id) const { return runner->run(QLatin1String(id)).state; }

    FakeHttpServer server;
    net::NetworkFactory network;
    TestKeys keys;
    QTemporaryDir folder;
    base::SystemClock clock;
    llm::OpenAiClientOptions options;
    workflow::Workflow workflow;
    std::unique_ptr<llm::OpenAiClient> client;
    std::unique_ptr<llm::ModelCatalog> catalog;
    std::unique_ptr<WorkflowRunner> runner;
    std::optional<RunOutcome> outcome;
};

void answerAndStayOpen(std::vector<FakeAnswer>& open, const FakeAnswer& answer)
{
    answer.beginChunked();
    answer.chunk(textDelta("partial"));
    open.push_back(answer);
}

} // namespace

TEST_F(RunOnTheWireTest, TextFlowsFromOneAnswerIntoTheNextRequest)
{
    server.on("/v1/responses",
              [](const ReceivedRequest&, const FakeAnswer& answer) { answerHello(answer); });
    ASSERT_TRUE(run(Drawing().llm(u"a"_s, u"first"_s).llm(u"b"_s).wire("a", "b")));
    EXPECT_EQ(outcome->status, RunStatus::Completed);
    ASSERT_EQ(server.requests().size(), 2);
    EXPECT_TRUE(server.requests().last().body.contains("Hello"));
    EXPECT_EQ(outcome->totals.inputTokens, 6);
    EXPECT_EQ(workflow::historyOf(*workflow.node(u"b"_s)).first().outputTokens, 2);
}

TEST_F(RunOnTheWireTest, TextIsSeenWhileTheAnswerIsUnderWay)
{
    std::vector<FakeAnswer> open;
    server.on("/v1/responses", [&open](const ReceivedRequest&, const FakeAnswer& answer) {
        answerAndStayOpen(open, answer);
    });
    start(Drawing().llm(u"a"_s, u"ask"_s));
    ASSERT_TRUE(waitFor([this] { return runner->run(u"a"_s).text == u"partial"_s; }));
    EXPECT_EQ(state("a"), NodeState::Running);
    open.front().chunk(textDelta(" and more") + completedEvent());
    open.front().endChunked();
    ASSERT_TRUE(waitFor([this] { return outcome.has_value(); }));
    EXPECT_EQ(output("a"), u"partial and more"_s);
}

TEST_F(RunOnTheWireTest, StopClosesEverySocketAtOnce)
{
    std::vector<FakeAnswer> open;
    server.on("/v1/responses", [&open](const ReceivedRequest&, const FakeAnswer& answer) {
        answerAndStayOpen(open, answer);
    });
    Drawing drawing;
    for (int i = 0; i < 8; ++i) {
        drawing.llm(u"n%1"_s.arg(i), u"ask %1"_s.arg(i));
    }
    workflow.reset(drawing.content);
    RunRequest request;
    request.maxParallel = 5;
    runner->start(request);
    ASSERT_TRUE(
        waitFor([&] { return open.size() == 5 && runner->run(u"n4"_s).text == u"partial"_s; }));
    QElapsedTimer timer;
    timer.start();
    runner->stop();
    EXPECT_FALSE(runner->isRunning());
    EXPECT_LT(timer.elapsed(), 300);
    ASSERT_TRUE(waitFor([&open] {
        return std::none_of(open.begin(), open.end(),
                            [](const FakeAnswer& answer) { return answer.isOpen(); });
    }));
    EXPECT_EQ(state("n4"), NodeState::Stopped);
    EXPECT_EQ(output("n4"), u"partial"_s);
    EXPECT_EQ(state("n7"), NodeState::Skipped);
    EXPECT_EQ(server.requests().size(), 5);
}

TEST_F(RunOnTheWireTest, R3_ARateLimitIsToldAndWaitedOut)
{
    server.on("/v1/responses", [this](const ReceivedRequest&, const FakeAnswer& answer) {
        if (server.requests().size() == 1) {
            answer.send(429, R"({"error":{"message":"Slow down.","type":"rate_limit"}})",
                        "application/json", {"retry-after-ms: 20"});
        } else {
            answerHello(answer);
        }
    });
    bool waited = false;
    QObject::connect(runner.get(), &WorkflowRunner::nodeChanged, runner.get(),
                     [&] { waited = waited || runner->run(u"a"_s).retryWait.has_value(); });
    ASSERT_TRUE(run(Drawing().llm(u"a"_s, u"ask"_s)));
    EXPECT_TRUE(waited);
    EXPECT_EQ(outcome->status, RunStatus::Completed);
    EXPECT_EQ(runner->run(u"a"_s).result->attempts, 2);
}

TEST_F(RunOnTheWireTest, AFailureHasTheProvidersReasonAndStatus)
{
    server.on("/v1/responses", [](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.send(401, R"({"error":{"message":"Bad key.","type":"invalid_request_error"}})");
    });
    ASSERT_TRUE(run(Drawing().llm(u"a"_s, u"ask"_s)));
    ASSERT_TRUE(runner->run(u"a"_s).error);
    EXPECT_EQ(runner->run(u"a"_s).error->kind, base::ErrorKind::Unauthorized);
    EXPECT_EQ(runner->run(u"a"_s).result->error->httpStatus, 401);
}

TEST_F(RunOnTheWireTest, PicturesAreSentInTheOrderOfTheirEdgesAndScaledDown)
{
    server.on("/v1/responses",
              [](const ReceivedRequest&, const FakeAnswer& answer) { answerHello(answer); });
    ASSERT_TRUE(QDir(folder.path()).mkpath(u"inputs"_s));
    QFile beside(folder.filePath(u"inputs/img-1.png"_s));
    ASSERT_TRUE(beside.open(QIODevice::WriteOnly));
    beside.write(png({10, 10}));
    beside.close();
    Drawing drawing;
    realImage(drawing, u"large"_s, {3000, 20});
    drawing.node(u"beside"_s, NodeKind::Image, {{workflow::keys::imageRef, u"img-1"_s}})
        .node(u"empty"_s, NodeKind::Image, {{workflow::keys::customTitle, u"Empty one"_s}})
        .llm(u"a"_s, u"What is this?"_s)
        .edge(u"beside"_s, u"a"_s, u"image"_s)
        .edge(u"large"_s, u"a"_s, u"image"_s)
        .edge(u"empty"_s, u"a"_s, u"image"_s);
    ASSERT_TRUE(run(drawing));
    ASSERT_EQ(outcome->status, RunStatus::Completed);
    QList<QSize> sizes;
    const QJsonArray content =
        server.requests().first().json().value("input").toArray().last()["content"].toArray();
    for (const QJsonValue& part : content) {
        const QString url = part["image_url"].toString();
        if (!url.isEmpty()) {
            const QByteArray bytes =
                QByteArray::fromBase64(url.mid(url.indexOf(u',') + 1).toLatin1());
            sizes << QImage::fromData(bytes).size();
        }
    }
    ASSERT_EQ(sizes.size(), 2);
    EXPECT_EQ(sizes.first(), QSize(10, 10));
    EXPECT_EQ(sizes.last().width(), 2048);
    EXPECT_TRUE(runner->run(u"a"_s).result->notes.join(u' ').contains(u"Empty one"_s));
}

TEST_F(RunOnTheWireTest, APictureThatIsNotThereIsNamed)
{
    ASSERT_TRUE(run(Drawing()
                        .node(u"i"_s, NodeKind::Image, {{workflow::keys::imageRef, u"img-none"_s}})
                        .llm(u"a"_s, u"What is this?"_s)
                        .edge(u"i"_s, u"a"_s, u"image"_s)));
    EXPECT_EQ(state("a"), NodeState::Failed);
    EXPECT_TRUE(runner->run(u"a"_s).error->message.contains(u"img-none"_s));
    EXPECT_TRUE(server.requests().isEmpty());
}

TEST_F(RunOnTheWireTest, StopWhilePicturesArePrepared)
{
    Drawing drawing;
    realImage(drawing, u"i"_s, {3000, 3000});
    drawing.llm(u"a"_s, u"What is this?"_s).edge(u"i"_s, u"a"_s, u"image"_s);
    start(drawing);
    ASSERT_TRUE(waitFor([this] { return state("a") == NodeState::Running; }));
    runner->stop();
    EXPECT_EQ(state("a"), NodeState::Stopped);
    EXPECT_TRUE(outcome.has_value());
}

TEST_F(RunOnTheWireTest, AResultStaysGoodWhenThePictureMovesOutOfTheFile)
{
    server.on("/v1/responses",
              [](const ReceivedRequest&, const FakeAnswer& answer) { answerHello(answer); });
    Drawing drawing;
    realImage(drawing, u"i"_s, {12, 12});
    drawing.llm(u"a"_s, u"What is this?"_s).edge(u"i"_s, u"a"_s, u"image"_s);
    ASSERT_TRUE(run(drawing));
    const QString path = folder.filePath(u"flow.plantain"_s);
    ASSERT_TRUE(resultOf(workflow::saveWorkflow(workflow.content(), path,
                                                workflow::ImageStorage::BesideTheFile))
                    .ok());
    const auto read = resultOf(workflow::loadWorkflow(path));
    ASSERT_TRUE(read.ok());
    workflow.reset(*read);
    ASSERT_TRUE(workflow.node(u"i"_s)->data.value(workflow::keys::image).isNull());
    EXPECT_EQ(runner->evaluation().freshness(workflow.nodeIndex(u"a"_s)), Freshness::Fresh);
}

TEST(RunOnTheSandboxTest, AllKindsOfProvidersRunSideBySideAndCostNothing)
{
    QTemporaryDir folder;
    sandbox::SandboxProvider sandbox(folder.path());
    ASSERT_TRUE(sandbox.listen());
    sandbox.knobs().timePerToken = 1ms;
    sandbox.knobs().timeToFirstToken = 1ms;
    const net::NetworkFactory network;
    const QString key = sandbox::SandboxProvider::practiceKey();
    QProcessEnvironment environment;
    environment.insert(u"OPENAI_API_KEY"_s, key);
    environment.insert(u"GEMINI_API_KEY"_s, key);
    secrets::FileSecretStore store(folder.path());
    secrets::ApiKeys keys(store, environment);
    llm::OpenAiClientOptions openAiOptions;
    openAiOptions.baseUrl = sandbox.openAiBaseUrl();
    llm::GeminiClientOptions geminiOptions;
    geminiOptions.baseUrl = sandbox.googleBaseUrl();
    llm::OpenAiClient openAi(network, keys, openAiOptions);
    llm::GeminiClient gemini(network, keys, geminiOptions);
    const llm::LlmClients clients{&gemini, &openAi, &openAi, &openAi};
    const base::SystemClock clock;
    llm::ModelCatalog catalog({}, {}, clock, clients);
    workflow::Workflow workflow;
    WorkflowRunner runner(workflow, {clients, catalog, clock, {}, true});
    const QJsonObject google{{workflow::keys::provider, u"google"_s},
                             {workflow::keys::model, QString()}};
    workflow.reset(Drawing()
                       .prompt(u"p"_s, u"two words"_s)
                       .llm(u"a"_s)
                       .llm(u"b"_s, {}, google)
                       .llm(u"c"_s, {}, google)
                       .output(u"o"_s)
                       .wire("p", "a", "c", "o")
                       .wire("p", "b", "o")
                       .content);
    std::optional<RunOutcome> outcome;
    QObject::connect(&runner, &WorkflowRunner::finished, &runner,
                     [&outcome](const RunOutcome& ended) { outcome = ended; });
    runner.start({});
    ASSERT_TRUE(waitFor([&outcome] { return outcome.has_value(); }));
    EXPECT_EQ(outcome->status, RunStatus::Completed);
    EXPECT_EQ(outcome->totals.calls, 3);
    EXPECT_GT(outcome->totals.outputTokens, 0);
    EXPECT_FALSE(outcome->totals.usd);
    EXPECT_FALSE(runner.run(u"a"_s).result->costUsd);
    EXPECT_FALSE(runner.evaluation().inputs(workflow.nodeIndex(u"o"_s)).text.isEmpty());
}
