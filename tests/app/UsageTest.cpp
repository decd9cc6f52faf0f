// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/AppFixture.h"

namespace plantain::testing {

namespace {

class UsageTest : public ::testing::Test
{
protected:
    PlantainCli cli;
};

TEST_F(UsageTest, HelpAndVersionAreResultsAndNoErrors)
{
    const CliRun version = cli.run({"--version"});
    EXPECT_EQ(version.exitCode, 0) << version.transcript;
    EXPECT_EQ(version.output, QByteArray("plantain " PLANTAIN_VERSION "\n"));
    for (const QStringList& words :
         {QStringList{}, QStringList{"auth", "login"}, QStringList{"generate"}, QStringList{"run"},
          QStringList{"key", "set"}}) {
        const CliRun help = cli.run(words + QStringList{"--help"});
        EXPECT_EQ(help.exitCode, 0) << help.transcript;
        EXPECT_TRUE(help.output.startsWith("Usage: plantain " + words.join(' ').toUtf8()))
            << help.transcript;
        EXPECT_TRUE(help.errorOutput.isEmpty()) << help.transcript;
    }
}

TEST_F(UsageTest, WrongUsageIsExitCode2WithASentenceAndAHintOnStderr)
{
    const QList<QStringList> wrong{{"paint"},
                                   {"auth"},
                                   {"auth", "dance"},
                                   {"key", "set"},
                                   {"key", "set", "nobody"},
                                   {"key", "status", "openai-auth"},
                                   {"generate"},
                                   {"generate", "two", "words"},
                                   {"generate", "--temperature", "warm", "x"},
                                   {"generate", "--temperature", "2.5", "x"},
                                   {"generate", "--max-tokens", "0", "x"},
                                   {"generate", "--effort", "heroic", "x"},
                                   {"generate", "--provider", "nobody", "x"},
                                   {"generate", "--no-such-option", "x"},
                                   {"auth", "status", "--temperature", "1"},
                                   {"auth", "login", "--timeout", "0"},
                                   {"models", "extra"},
                                   {"sandbox", "--port", "70000"},
                                   {"models", "--log-level", "loud"},
                                   {"models", "--proxy", "nonsense"}};
    for (const QStringList& arguments : wrong) {
        const CliRun run = cli.run(arguments);
        EXPECT_EQ(run.exitCode, 2) << run.transcript;
        EXPECT_TRUE(run.output.isEmpty()) << run.transcript;
        EXPECT_TRUE(run.errorOutput.startsWith("plantain: ")) << run.transcript;
        EXPECT_EQ(run.errorOutput.count('\n'), 2) << run.transcript;
    }
}

TEST_F(UsageTest, AKeyOnTheCommandLineIsRefusedAndNotRepeated)
{
    const CliRun run = cli.run({"key", "set", "openai", "sk-canary-argv"});
    EXPECT_EQ(run.exitCode, 2);
    EXPECT_FALSE((run.output + run.errorOutput).contains("sk-canary-argv")) << run.transcript;
}

TEST_F(UsageTest, CommonOptionsMayStandBeforeTheCommand)
{
    EXPECT_EQ(cli.run({"--log-level", "error", "auth", "status"}).exitCode, 3);
}

TEST_F(UsageTest, BadProfileIsRefusedWithTheFieldsPath)
{
    cli.useProfile({{"name", "custom"}, {"issuer", "http://192.0.2.1"}, {"client_id", "x"}});
    const CliRun run = cli.run({"auth", "status"});
    EXPECT_EQ(run.exitCode, 1);
    EXPECT_TRUE(run.errorOutput.contains("issuer")) << run.transcript;
}

TEST_F(UsageTest, S2_DataFolderIsForTheOwnerOnly)
{
    ASSERT_EQ(cli.run({"models"}).exitCode, 0);
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther |
                        QFile::WriteOther | QFile::ExeOther;
    EXPECT_FALSE(QFile::permissions(cli.dataFolder()) & others);
}

} // namespace

} // namespace plantain::testing
