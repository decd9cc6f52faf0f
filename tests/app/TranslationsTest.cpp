// SPDX-License-Identifier: GPL-3.0-or-later
// The command line speaks the person's language; what programs read is the same in all.
#include "tests/app/AppFixture.h"
#include "tests/support/Folders.h"

namespace plantain::testing {

namespace {

class TranslationsTest : public ::testing::Test
{
protected:
    void speak(const QString& language)
    {
        cli.environment().insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
        cli.environment().insert(QStringLiteral("LANGUAGE"), language);
    }

    PlantainCli cli;
};

} // namespace

TEST_F(TranslationsTest, HelpIsGermanForWhoSpeaksGerman)
{
    speak("de");
    const CliRun run = cli.run({"--help"});
    EXPECT_EQ(run.exitCode, 0) << run.transcript;
    EXPECT_TRUE(run.output.contains("Befehle:")) << run.transcript;
    EXPECT_FALSE(run.output.contains("Commands:")) << run.transcript;
    EXPECT_TRUE(run.output.contains("--auth-profile")) << run.transcript;
}

TEST_F(TranslationsTest, HelpIsEnglishForEverybodyElse)
{
    speak({});
    const CliRun plain = cli.run({"--help"});
    EXPECT_TRUE(plain.output.contains("Commands:")) << plain.transcript;
    speak("fr:en");
    EXPECT_EQ(cli.run({"--help"}).output, plain.output);
}

TEST_F(TranslationsTest, WhatPeopleReadIsTranslatedAndWhatProgramsReadIsNot)
{
    speak("de");
    const CliRun misuse = cli.run({"run"});
    EXPECT_EQ(misuse.exitCode, 2);
    EXPECT_TRUE(misuse.errorOutput.contains("Es gibt keinen Workflow")) << misuse.transcript;
    const CliRun german =
        cli.run({"run", "--sandbox", "--json",
                 plantain::testing::inSource(QStringLiteral("data/examples/template.plantain"))});
    ASSERT_EQ(german.exitCode, 0) << german.transcript;
    EXPECT_EQ(german.result().value("status").toString(), "completed");
    EXPECT_TRUE(german.output.contains("\"state\":\"running\"")) << german.transcript;
    EXPECT_EQ(cli.run({"auth", "status", "--json"}).json().value("state").toString(), "signed_out");
}

} // namespace plantain::testing
