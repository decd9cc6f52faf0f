// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/PeerProcess.h"
#include "tests/support/PlantainCli.h"
#include "tests/support/Printers.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace plantain::testing {

namespace {

QJsonObject node(const char* id, const char* type, const QJsonObject& data)
{
    return {{QStringLiteral("id"), QLatin1String(id)},
            {QStringLiteral("type"), QLatin1String(type)},
            {QStringLiteral("position"),
             QJsonObject{{QStringLiteral("x"), 0}, {QStringLiteral("y"), 0}}},
            {QStringLiteral("data"), data}};
}

/// Provider-default model; asks its own prompt unless a text arrives.
QJsonObject llm(const char* id, const char* provider, const char* prompt)
{
    return node(id, "llmGenerate",
                {{QStringLiteral("provider"), QLatin1String(provider)},
                 {QStringLiteral("model"), QString()},
                 {QStringLiteral("inputPrompt"), QLatin1String(prompt)}});
}

QJsonObject edge(const char* from, const char* to)
{
    const QString source = QLatin1String(from);
    const QString target = QLatin1String(to);
    return {{QStringLiteral("id"), QString(source + QLatin1Char('-') + target)},
            {QStringLiteral("source"), source},
            {QStringLiteral("sourceHandle"), QStringLiteral("text")},
            {QStringLiteral("target"), target},
            {QStringLiteral("targetHandle"), QStringLiteral("text")}};
}

} // namespace

/// Whole workflows against an API that nobody here wrote.
class RunTest : public ::testing::Test
{
protected:
    void SetUp() override
    {
        ASSERT_TRUE(peer.start()) << peer.transcript();
        QProcessEnvironment& environment = cli.environment();
        peer.announceIn(environment);
        environment.insert(QStringLiteral("OPENAI_API_KEY"), AiMockPeer::key());
        environment.insert(QStringLiteral("GEMINI_API_KEY"), AiMockPeer::key());
    }

    CliRun run(const QJsonArray& nodes, const QJsonArray& edges)
    {
        const QString path = folder.filePath(QStringLiteral("flow.plantain"));
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(QJsonDocument(QJsonObject{{QStringLiteral("version"), 1},
                                             {QStringLiteral("nodes"), nodes},
                                             {QStringLiteral("edges"), edges}})
                       .toJson());
        file.close();
        return cli.run({QStringLiteral("run"), QStringLiteral("--json"), path});
    }
    static QString of(const CliRun& run, const char* id, const char* what)
    {
        return run.result()
            .value(QLatin1String("nodes"))
            .toObject()
            .value(QLatin1String(id))
            .toObject()
            .value(QLatin1String(what))
            .toString();
    }

    AiMockPeer peer;
    PlantainCli cli;
    QTemporaryDir folder;
};

TEST_F(RunTest, OneWorkflowAsksTwoProvidersEachInItsOwnProtocol)
{
    const CliRun run = this->run(
        {node("p", "prompt", {{QStringLiteral("prompt"), QStringLiteral("Hi")}}),
         llm("first", "openai", ""), llm("second", "google", ""),
         llm("beside", "google", "unicode"), node("o", "output", {})},
        {edge("p", "first"), edge("first", "second"), edge("second", "o"), edge("beside", "o")});
    EXPECT_EQ(run.exitCode, 0) << run.transcript;
    EXPECT_TRUE(of(run, "first", "text").startsWith(QStringLiteral("Hello from aimock.")));
    for (const char* id : {"first", "second", "beside", "o"}) {
        EXPECT_EQ(of(run, id, "state"), QStringLiteral("completed")) << run.transcript;
        EXPECT_FALSE(of(run, id, "text").isEmpty());
    }
    EXPECT_EQ(peer.generations(), 3);
    int openAi = 0;
    for (const QJsonObject& request : peer.journal()) {
        openAi += request.value(QLatin1String("path"))
                      .toString()
                      .contains(QStringLiteral("/v1/responses"));
    }
    EXPECT_EQ(openAi, 1);
    EXPECT_FALSE(cli.printed().contains(AiMockPeer::key().toUtf8())) << "S6: the key is shown";
}

TEST_F(RunTest, AFailureOfOneProviderLeavesTheOtherAlone)
{
    const CliRun run = this->run({llm("bad", "openai", "no quota"), llm("behind", "google", ""),
                                  llm("good", "google", "Hi")},
                                 {edge("bad", "behind")});
    EXPECT_EQ(run.exitCode, 1) << run.transcript;
    EXPECT_EQ(of(run, "bad", "state"), QStringLiteral("failed"));
    EXPECT_EQ(of(run, "behind", "state"), QStringLiteral("skipped"));
    EXPECT_EQ(of(run, "good", "state"), QStringLiteral("completed"));
    EXPECT_EQ(peer.generations(), 2);
}

} // namespace plantain::testing
