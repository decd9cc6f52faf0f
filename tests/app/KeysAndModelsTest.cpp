// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/AppFixture.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace plantain::testing {

namespace {

class KeyTest : public ::testing::Test
{
protected:
    PlantainCli cli;
};

TEST_F(KeyTest, SetReadsStandardInputAndStatusFindsIt)
{
    EXPECT_EQ(cli.run({"key", "status", "google"}).exitCode, 3);
    const CliRun set = cli.run({"key", "set", "google"}, "  canary-key-0123456789 \n");
    EXPECT_EQ(set.exitCode, 0) << set.transcript;
    const CliRun status = cli.run({"key", "status", "google"});
    EXPECT_EQ(status.exitCode, 0) << status.transcript;
    EXPECT_EQ(cli.run({"key", "status", "openai"}).exitCode, 3);
    EXPECT_FALSE(cli.printed().contains("canary-key"));
}

TEST_F(KeyTest, ClearRemovesIt)
{
    ASSERT_EQ(cli.run({"key", "set", "openai"}, "sk-0123456789\n").exitCode, 0);
    EXPECT_EQ(cli.run({"key", "clear", "openai"}).exitCode, 0);
    EXPECT_EQ(cli.run({"key", "status", "openai"}).exitCode, 3);
    EXPECT_EQ(cli.run({"key", "clear", "openai"}).exitCode, 0) << "nothing to remove is fine";
}

TEST_F(KeyTest, EmptyAndBrokenKeysAreRefused)
{
    EXPECT_EQ(cli.run({"key", "set", "openai"}, "\n").exitCode, 1);
    EXPECT_EQ(cli.run({"key", "set", "openai"}, "two words\n").exitCode, 1);
    EXPECT_EQ(cli.run({"key", "status", "openai"}).exitCode, 3);
}

TEST_F(KeyTest, EnvironmentIsNamedAsTheSource)
{
    cli.environment().insert("GOOGLE_API_KEY", "canary-environment-key");
    const CliRun status = cli.run({"key", "status", "google"});
    EXPECT_EQ(status.exitCode, 0) << status.transcript;
    EXPECT_TRUE(status.output.contains("GOOGLE_API_KEY")) << status.transcript;
    EXPECT_FALSE(status.output.contains("canary"));
}

using ModelsTest = PracticeTest;

QJsonArray arrayOf(const CliRun& run)
{
    return QJsonDocument::fromJson(run.output).array();
}

TEST_F(ModelsTest, T2_4_JsonListsEachProvidersModels)
{
    const CliRun run = cli.run({"models", "--json"});
    ASSERT_EQ(run.exitCode, 0) << run.transcript;
    QStringList providers;
    const QJsonArray models = arrayOf(run);
    for (const QJsonValue& value : models) {
        const QJsonObject model = value.toObject();
        EXPECT_EQ(model.keys(),
                  QStringList({"context", "id", "images", "label", "live", "provider", "retires"}));
        EXPECT_FALSE(model.value("id").toString().isEmpty());
        EXPECT_FALSE(model.value("live").toBool()) << "nothing was fetched";
        if (!providers.contains(model.value("provider").toString())) {
            providers << model.value("provider").toString();
        }
    }
    for (const char* expected : {"google", "openai", "openai-auth"}) {
        EXPECT_TRUE(providers.contains(expected)) << expected;
    }
}

TEST_F(ModelsTest, RefreshMergesTheLiveListAndKeepsIt)
{
    cli.environment().insert("GEMINI_API_KEY", "sandbox-key");
    const CliRun run = cli.run({"models", "--provider", "google", "--refresh", "--json"});
    ASSERT_EQ(run.exitCode, 0) << run.transcript;
    EXPECT_TRUE(run.output.contains("\"live\":true")) << run.transcript;
    const CliRun later = cli.run({"models", "--provider", "google", "--json"});
    EXPECT_EQ(arrayOf(later), arrayOf(run));
}

TEST_F(ModelsTest, RefreshForTheAccountListsWhatItMayUse)
{
    ASSERT_TRUE(signIn());
    const CliRun run = cli.run({"models", "--provider", "openai-auth", "--refresh", "--json"});
    ASSERT_EQ(run.exitCode, 0) << run.transcript;
    EXPECT_TRUE(run.output.contains("(Sandbox)")) << run.transcript;
}

TEST_F(ModelsTest, RefreshWithoutAKeyIsExitCode3AndStillLists)
{
    const CliRun run = cli.run({"models", "--provider", "openai", "--refresh"});
    EXPECT_EQ(run.exitCode, 3) << run.transcript;
    EXPECT_TRUE(run.output.contains("gpt-")) << run.transcript;
    EXPECT_TRUE(run.errorOutput.startsWith("plantain: ")) << run.transcript;
}

} // namespace

} // namespace plantain::testing
