// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/AppFixture.h"

#include <QImage>

namespace plantain::testing {

namespace {

QJsonObject node(const QString& id, const QString& type, const QJsonObject& data)
{
    return {
        {"id", id}, {"type", type}, {"position", QJsonObject{{"x", 0}, {"y", 0}}}, {"data", data}};
}

QJsonObject llm(const QString& id, const QString& prompt, QJsonObject data = {})
{
    data.insert("provider", "openai");
    data.insert("model", "gpt-6-luna");
    data.insert("inputPrompt", prompt);
    data.insert("customTitle", id.toUpper());
    return node(id, "llmGenerate", data);
}

QJsonObject edge(const QString& from, const QString& to, bool paused = false,
                 const QString& port = "text")
{
    return {{"id", from + '-' + to}, {"source", from},
            {"sourceHandle", port},  {"target", to},
            {"targetHandle", port},  {"data", QJsonObject{{"hasPause", paused}}}};
}

QJsonObject jsonOf(const QByteArray& line)
{
    return QJsonDocument::fromJson(line).object();
}

/// Runs workflows against an API that answers each prompt with itself in angle brackets.
class RunTest : public ScriptedApiTest
{
protected:
    RunTest()
    {
        server.on("/v1/responses", [this](const ReceivedRequest& request,
                                          const FakeAnswer& answer) {
            const QByteArray prompt = promptOf(request.json());
            prompts << prompt;
            if (prompt == "refuse me") {
                answer.send(400, R"({"error":{"message":"No.","type":"invalid_request_error"}})");
                return;
            }
            answer.beginChunked();
            answer.chunk(deltaRecord('<' + prompt));
            if (prompt == "never ends") {
                open = answer;
                return;
            }
            answer.chunk(deltaRecord(">") + completedRecord('<' + prompt + '>'));
            answer.endChunked();
        });
    }

    static QByteArray promptOf(const QJsonObject& body)
    {
        const QJsonArray content =
            body.value("input").toArray().last().toObject().value("content").toArray();
        for (const QJsonValue& part : content) {
            if (part.toObject().value("type").toString() == "input_text") {
                return part.toObject().value("text").toString().toUtf8();
            }
        }
        return body.value("input").toArray().last().toObject().value("content").toString().toUtf8();
    }

    QString file(const QString& name) const { return folder.filePath(name); }
    QString write(const QJsonArray& nodes, const QJsonArray& edges,
                  const QString& name = "flow.plantain") const
    {
        QFile out(file(name));
        EXPECT_TRUE(out.open(QIODevice::WriteOnly));
        out.write(QJsonDocument(QJsonObject{{"version", 1},
                                            {"name", "flow"},
                                            {"mine", "kept"},
                                            {"nodes", nodes},
                                            {"edges", edges}})
                      .toJson());
        return out.fileName();
    }
    /// prompt "p" → llm "a" → llm "b" → output "o"
    QString chain() const
    {
        return write({node("p", "prompt", {{"prompt", "Hi"}}), llm("a", {}), llm("b", {}),
                      node("o", "output", {})},
                     {edge("p", "a"), edge("a", "b"), edge("b", "o")});
    }
    QJsonObject saved(const QString& name, const QString& id) const
    {
        QFile in(file(name));
        EXPECT_TRUE(in.open(QIODevice::ReadOnly)) << name.toStdString();
        const QJsonArray nodes =
            QJsonDocument::fromJson(in.readAll()).object().value("nodes").toArray();
        for (const QJsonValue& each : nodes) {
            if (each.toObject().value("id").toString() == id) {
                return each.toObject().value("data").toObject();
            }
        }
        return {};
    }
    static QJsonObject nodeOf(const CliRun& run, const char* id)
    {
        return run.result().value("nodes").toObject().value(id).toObject();
    }
    /// The states that were told of a node, in order.
    static QStringList statesOf(const QByteArray& output, const QString& id)
    {
        QStringList states;
        for (const QByteArray& line : output.split('\n')) {
            const QJsonObject object = jsonOf(line);
            if (object.value("type").toString() == "node" && object.value("id").toString() == id) {
                states << object.value("state").toString();
            }
        }
        return states;
    }

    QTemporaryDir folder;
    QList<QByteArray> prompts;
    std::optional<FakeAnswer> open;
};

TEST_F(RunTest, TheTextOfTheOutputNodeGoesToStdoutAndNothingElse)
{
    const CliRun run = cli.run({"run", chain()});
    EXPECT_EQ(run.exitCode, 0) << run.transcript;
    EXPECT_EQ(run.output, QByteArray("<<Hi>>\n")) << run.transcript;
    EXPECT_EQ(prompts, (QList<QByteArray>{"Hi", "<Hi>"}));
    EXPECT_TRUE(run.errorOutput.contains("“A” is done")) << run.transcript;
}

TEST_F(RunTest, SeveralOutputsHaveTheirTitlesBeforeThem)
{
    const CliRun run = cli.run(
        {"run", write({llm("a", "one"), llm("b", "two"),
                       node("o", "output", {{"customTitle", "First"}}), node("q", "output", {})},
                      {edge("a", "o"), edge("b", "q")})});
    EXPECT_EQ(run.output, QByteArray("== First\n<one>\n== Output\n<two>\n")) << run.transcript;
}

TEST_F(RunTest, WithoutOutputsTheLastNodesSpeak)
{
    const CliRun run = cli.run({"run", write({node("p", "prompt", {{"prompt", "Hi"}}), llm("a", {}),
                                              node("n", "note", {{"text", "a note"}})},
                                             {edge("p", "a")})});
    EXPECT_EQ(run.output, QByteArray("<Hi>\n")) << run.transcript;
}

TEST_F(RunTest, JsonTellsNodesDeltasAndThenExactlyOneResult)
{
    const CliRun run = cli.run({"run", "--json", chain()});
    ASSERT_EQ(run.exitCode, 0) << run.transcript;
    EXPECT_EQ(statesOf(run.output, "p"), QStringList{"completed"});
    EXPECT_EQ(statesOf(run.output, "a"), (QStringList{"running", "completed"}));
    EXPECT_EQ(statesOf(run.output, "o"), QStringList{"completed"});
    QString told;
    for (const QByteArray& line : run.output.trimmed().split('\n')) {
        const QJsonObject object = jsonOf(line);
        const QString type = object.value("type").toString();
        if (type == "node") {
            EXPECT_EQ(object.keys(), (QStringList{"id", "state", "type"}));
        } else if (type == "delta") {
            EXPECT_EQ(object.keys(), (QStringList{"id", "text", "type"}));
            told += object.value("id").toString() == "a" ? object.value("text").toString() : "";
        } else {
            EXPECT_EQ(object.keys(), (QStringList{"nodes", "status", "type"}));
            EXPECT_EQ(type, "result");
        }
    }
    EXPECT_EQ(told, "<Hi>");
    EXPECT_EQ(run.output.count("\"type\":\"result\""), 1);
    EXPECT_EQ(run.result().value("status").toString(), "completed");
    EXPECT_EQ(run.result().value("nodes").toObject().keys(), (QStringList{"a", "b", "o", "p"}));
    EXPECT_EQ(nodeOf(run, "b"),
              (QJsonObject{{"state", "completed"}, {"text", "<<Hi>>"}, {"error", QJsonValue()}}));
    EXPECT_EQ(nodeOf(run, "o").value("text").toString(), "<<Hi>>");
    EXPECT_EQ(nodeOf(run, "p").value("text").toString(), "Hi");
}

TEST_F(RunTest, LinesArriveWhileTheRunIsUnderWay)
{
    const auto process = cli.start({"run", "--json", write({llm("a", "never ends")}, {})});
    const QByteArray line =
        process->waitForLine([](const QByteArray& each) { return each.contains("\"delta\""); });
    EXPECT_EQ(jsonOf(line).value("text").toString(), "<never ends") << process->transcript();
}

TEST_F(RunTest, SetChangesTheWorkflowByIdAndByTitle)
{
    const CliRun run =
        cli.run({"run", chain(), "--set", "p.prompt=Bye = now", "--set", "A.systemPrompt=Be kind.",
                 "--set", "b.maxTokens=77", "--set", "B.temperature=0.5", "--json"});
    EXPECT_EQ(run.exitCode, 0) << run.transcript;
    EXPECT_EQ(nodeOf(run, "o").value("text").toString(), "<<Bye = now>>");
    const QJsonObject first = server.requests().first().json();
    const QJsonObject second = server.requests().last().json();
    EXPECT_EQ(first.value("instructions").toString(), "Be kind.");
    EXPECT_EQ(second.value("max_output_tokens").toInt(), 77);
}

TEST_F(RunTest, SetPutsAPictureFromAFileIntoAnImageNode)
{
    QImage picture(8, 8, QImage::Format_RGB32);
    picture.fill(Qt::red);
    ASSERT_TRUE(picture.save(file("red.png")));
    const QString flow = write({node("i", "imageInput", {}), llm("a", "What is it?")},
                               {edge("i", "a", false, "image")});
    const CliRun run = cli.run({"run", flow, "--set", "i.image=" + file("red.png")});
    EXPECT_EQ(run.exitCode, 0) << run.transcript;
    EXPECT_TRUE(server.requests().last().body.contains("data:image/png;base64,"));
    const CliRun none = cli.run({"run", flow, "--set", "i.image=" + file("none.png")});
    EXPECT_EQ(none.exitCode, 2) << none.transcript;
    EXPECT_TRUE(none.errorOutput.contains("none.png")) << none.transcript;
}

TEST_F(RunTest, WhatDoesNotFitTheFileIsWrongUsage)
{
    const QString flow = write({llm("a", "x"), llm("b", "x", {{"customTitle", "A"}})}, {});
    const QList<QStringList> wrong{{"--set", "nothing"},
                                   {"--set", "a=1"},
                                   {"--set", "gone.prompt=x"},
                                   {"--set", "a.nofield=x"},
                                   {"--set", "a.temperature=hot"},
                                   {"--set", "a.temperature=3"},
                                   {"--set", "a.maxTokens=0"},
                                   {"--set", "a.maxTokens=1.5"},
                                   {"--set", "a.disabled=maybe"},
                                   {"--set", "a.provider=nobody"},
                                   {"--node", "gone"},
                                   {"--from", "gone"},
                                   {"--node", "a", "--from", "a"},
                                   {"--max-parallel", "11"},
                                   {"--max-parallel", "0"},
                                   {"another-file.plantain"}};
    for (const QStringList& arguments : wrong) {
        const CliRun run = cli.run(QStringList{"run", "--json", flow} + arguments);
        EXPECT_EQ(run.exitCode, 2) << run.transcript;
        EXPECT_TRUE(run.output.isEmpty()) << run.transcript;
        EXPECT_TRUE(run.errorOutput.startsWith("plantain: ")) << run.transcript;
    }
    EXPECT_EQ(cli.run({"run"}).exitCode, 2);
    EXPECT_TRUE(prompts.isEmpty());
}

TEST_F(RunTest, ATitleOfTwoNodesIsNoName)
{
    const QString flow = write({node("x", "prompt", {{"customTitle", "Same"}}),
                                node("y", "prompt", {{"customTitle", "Same"}})},
                               {});
    const CliRun run = cli.run({"run", flow, "--set", "Same.prompt=z"});
    EXPECT_EQ(run.exitCode, 2) << run.transcript;
    EXPECT_TRUE(run.errorOutput.contains("x, y")) << run.transcript;
}

TEST_F(RunTest, OutputSavesTheResultsAndTheSecondRunUsesThem)
{
    const CliRun first = cli.run({"run", chain(), "--output", file("done.plantain")});
    ASSERT_EQ(first.exitCode, 0) << first.transcript;
    EXPECT_EQ(saved("done.plantain", "b").value("outputText").toString(), "<<Hi>>");
    EXPECT_EQ(saved("done.plantain", "b").value("status").toString(), "complete");
    EXPECT_TRUE(saved("flow.plantain", "b").value("outputText").isUndefined());

    const CliRun second = cli.run({"run", file("done.plantain"), "--json"});
    ASSERT_EQ(second.exitCode, 0) << second.transcript;
    EXPECT_EQ(statesOf(second.output, "a"), QStringList{"cached"});
    EXPECT_EQ(statesOf(second.output, "b"), QStringList{"cached"});
    EXPECT_EQ(nodeOf(second, "b").value("text").toString(), "<<Hi>>");
    EXPECT_EQ(prompts.size(), 2);

    const CliRun changed =
        cli.run({"run", file("done.plantain"), "--json", "--set", "b.systemPrompt=Other."});
    EXPECT_EQ(statesOf(changed.output, "a"), QStringList{"cached"});
    EXPECT_EQ(statesOf(changed.output, "b"), (QStringList{"running", "completed"}));
}

TEST_F(RunTest, OneNodeOrAllFromOne)
{
    ASSERT_EQ(cli.run({"run", chain(), "--output", file("done.plantain")}).exitCode, 0);
    prompts.clear();
    const CliRun one = cli.run({"run", file("done.plantain"), "--node", "A", "--json"});
    EXPECT_EQ(one.exitCode, 0) << one.transcript;
    EXPECT_EQ(one.result().value("nodes").toObject().keys(), QStringList{"a"});
    EXPECT_EQ(prompts, QList<QByteArray>{"Hi"});
    const CliRun from = cli.run({"run", file("done.plantain"), "--from", "b", "--json"});
    EXPECT_EQ(from.result().value("nodes").toObject().keys(), (QStringList{"b", "o"}));
    EXPECT_EQ(prompts, (QList<QByteArray>{"Hi", "<Hi>"}));
    const CliRun missing = cli.run({"run", chain(), "--node", "b"});
    EXPECT_EQ(missing.exitCode, 1) << missing.transcript;
    EXPECT_TRUE(missing.errorOutput.contains("“A” has no text yet.")) << missing.transcript;
}

TEST_F(RunTest, AFailureStopsOnlyWhatDependsOnItAndTheRestIsSaved)
{
    const QString flow = write({llm("bad", "refuse me"), llm("after", {}), llm("good", "fine")},
                               {edge("bad", "after")});
    const CliRun run = cli.run({"run", flow, "--json", "--output", file("part.plantain")});
    EXPECT_EQ(run.exitCode, 1) << run.transcript;
    EXPECT_EQ(run.result().value("status").toString(), "failed");
    EXPECT_EQ(nodeOf(run, "bad").value("state").toString(), "failed");
    EXPECT_EQ(nodeOf(run, "bad").value("error").toObject().value("http_status").toInt(), 400);
    EXPECT_EQ(nodeOf(run, "after").value("state").toString(), "skipped");
    EXPECT_EQ(nodeOf(run, "good").value("state").toString(), "completed");
    EXPECT_EQ(saved("part.plantain", "good").value("outputText").toString(), "<fine>");
    EXPECT_EQ(saved("part.plantain", "bad").value("status").toString(), "error");
}

TEST_F(RunTest, AMissingKeyIsExitCode3)
{
    cli.environment().remove("OPENAI_API_KEY");
    const CliRun run = cli.run({"run", write({llm("a", "x")}, {}), "--json"});
    EXPECT_EQ(run.exitCode, 3) << run.transcript;
    EXPECT_EQ(nodeOf(run, "a").value("error").toObject().value("kind").toString(), "key_missing");
    const CliRun account =
        cli.run({"run", write({llm("a", "x")}, {}), "--set", "a.provider=openai-auth"});
    EXPECT_EQ(account.exitCode, 3) << account.transcript;
}

TEST_F(RunTest, AServerOfTheUsersOwnThatIsNotSetUpIsSaid)
{
    const CliRun run =
        cli.run({"run", write({llm("a", "x")}, {}), "--set", "a.provider=openai-compatible"});
    EXPECT_EQ(run.exitCode, 1) << run.transcript;
    EXPECT_TRUE(run.errorOutput.contains("No OpenAI-compatible server is set up."))
        << run.transcript;
}

TEST_F(RunTest, AFileThatCannotBeReadIsAResultToo)
{
    const CliRun none = cli.run({"run", file("none.plantain"), "--json"});
    EXPECT_EQ(none.exitCode, 1) << none.transcript;
    EXPECT_EQ(none.result().value("status").toString(), "failed");
    QFile broken(file("broken.plantain"));
    ASSERT_TRUE(broken.open(QIODevice::WriteOnly));
    broken.write(
        R"({"version":1,"nodes":[{"id":"a","type":"prompt","position":{"x":"left"}}],"edges":[]})");
    broken.close();
    const CliRun run = cli.run({"run", broken.fileName()});
    EXPECT_EQ(run.exitCode, 1) << run.transcript;
    EXPECT_TRUE(run.errorOutput.contains("nodes[0].position.x")) << run.transcript;
}

TEST_F(RunTest, CtrlCStopsAndKeepsWhatThereIs)
{
    const QString flow =
        write({llm("a", "never ends"), llm("b", {}), llm("c", "quick")}, {edge("a", "b")});
    const auto process = cli.start({"run", "--json", flow, "--output", file("part.plantain")});
    ASSERT_FALSE(process
                     ->waitForLine([](const QByteArray& line) {
                         return line.contains("\"delta\"") && line.contains("never ends");
                     })
                     .isNull())
        << process->transcript();
    ASSERT_TRUE(waitFor([&] { return process->output().contains("completed"); }));
    process->interrupt();
    ASSERT_TRUE(process->waitForEnd()) << process->transcript();
    const CliRun run = cli.outcome(*process);
    EXPECT_EQ(run.exitCode, 130) << run.transcript;
    EXPECT_EQ(run.result().value("status").toString(), "cancelled");
    EXPECT_EQ(
        nodeOf(run, "a"),
        (QJsonObject{{"state", "skipped"}, {"text", "<never ends"}, {"error", QJsonValue()}}));
    EXPECT_EQ(nodeOf(run, "b").value("state").toString(), "skipped");
    EXPECT_EQ(saved("part.plantain", "a").value("outputText").toString(), "<never ends");
    EXPECT_EQ(saved("part.plantain", "c").value("outputText").toString(), "<quick>");
    ASSERT_TRUE(waitFor([this] { return !open->isOpen(); })) << "the socket is closed";
}

TEST_F(RunTest, APausedEdgeEndsTheRunThere)
{
    const CliRun run =
        cli.run({"run", "--json", write({llm("a", "x"), llm("b", {})}, {edge("a", "b", true)})});
    EXPECT_EQ(run.exitCode, 0) << run.transcript;
    EXPECT_EQ(nodeOf(run, "a").value("state").toString(), "completed");
    EXPECT_EQ(nodeOf(run, "b").value("state").toString(), "skipped");
}

TEST_F(RunTest, WhatTheFileSaysBesideIsKept)
{
    ASSERT_EQ(cli.run({"run", chain(), "--output", file("done.json")}).exitCode, 0);
    QFile in(file("done.json"));
    ASSERT_TRUE(in.open(QIODevice::ReadOnly));
    EXPECT_EQ(QJsonDocument::fromJson(in.readAll()).object().value("mine").toString(), "kept");
}

TEST_F(RunTest, AnOutputThatCannotBeWrittenIsAFailure)
{
    const CliRun run = cli.run({"run", chain(), "--output", file("no/such/folder/x.plantain")});
    EXPECT_EQ(run.exitCode, 1) << run.transcript;
    EXPECT_EQ(run.output, QByteArray("<<Hi>>\n")) << "what was paid for is told all the same";
}

TEST_F(RunTest, RunsOnThePracticeProviderOutOfTheBox)
{
    QJsonArray nodes;
    for (const char* provider : {"google", "openai", "openai-compatible"}) {
        QJsonObject data = llm(provider, "Hi", {{"maxTokens", 3}}).value("data").toObject();
        data.insert("provider", provider);
        nodes << node(provider, "llmGenerate", data);
    }
    const CliRun run = cli.run({"run", "--sandbox", "--json", write(nodes, {})});
    EXPECT_EQ(run.exitCode, 0) << run.transcript;
    for (const char* provider : {"google", "openai", "openai-compatible"}) {
        EXPECT_EQ(nodeOf(run, provider).value("state").toString(), "completed") << run.transcript;
        EXPECT_FALSE(nodeOf(run, provider).value("text").toString().isEmpty());
    }
}

} // namespace

} // namespace plantain::testing
