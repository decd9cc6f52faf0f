// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/CommandTable.h"
#include "tests/packaging/Installed.h"
#include "tests/support/Files.h"
#include "tests/support/Folders.h"

#include <gtest/gtest.h>

#include <QDirIterator>
#include <QRegularExpression>
#include <QTemporaryDir>

namespace plantain::testing {

namespace {

QString manPage()
{
    return installed("share/man/man1/plantain.1");
}

/// As a person reads it, without line ends and repeated spaces.
QString rendered()
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("MANWIDTH", "2000"); // no word is hyphenated
    environment.insert("LC_ALL", "C.UTF-8");
    environment.insert("MANPAGER", "cat");
    const ToolRun run = runTool("man", {"--local-file", manPage()}, environment);
    EXPECT_EQ(run.exitCode, 0);
    return QString::fromUtf8(run.output).simplified();
}

void expectOptions(const QString& text, const QList<QCommandLineOption>& options)
{
    for (const QCommandLineOption& option : options) {
        EXPECT_TRUE(text.contains("--" + option.names().first()))
            << option.names().first().toStdString();
        EXPECT_TRUE(text.contains(option.description())) << option.description().toStdString();
    }
}

/// Presses Tab in bash after these words; the last may be half a word.
QStringList bashOffers(const QStringList& words, const QString& folder = {})
{
    const QString script = R"sh(
        shopt -u hostcomplete
        compopt() { :; }
        source "$1"; shift
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
        "$(complete -p plantain | sed -n 's/.*-F \([^ ]*\) .*/\1/p')" plantain "${COMP_WORDS[COMP_CWORD]}"
        printf '%s\n' "${COMPREPLY[@]}")sh";
    const QString completion = installed("share/bash-completion/completions/plantain");
    const QString go = folder.isEmpty() ? QString() : "cd '" + folder + "' || exit 1;";
    const ToolRun run = runTool(
        "bash", QStringList{"--norc", "-c", go + script, "bash", completion, "plantain"} + words);
    EXPECT_EQ(run.exitCode, 0) << run.output.constData();
    return QString::fromUtf8(run.output).split('\n', Qt::SkipEmptyParts);
}

QStringList fishOffers(const QString& line)
{
    QTemporaryDir home;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("HOME", home.path());
    const QString completion = installed("share/fish/vendor_completions.d/plantain.fish");
    const ToolRun run = runTool("fish",
                                {"--no-config", "--command",
                                 "source '" + completion + "'; complete --do-complete '" + line +
                                     "' | string replace --regex '\\t.*' ''; true"},
                                environment);
    EXPECT_EQ(run.exitCode, 0) << run.output.constData();
    return QString::fromUtf8(run.output).split('\n', Qt::SkipEmptyParts);
}

/// In a terminal of its own, as zsh completes nowhere else. Nothing is typed ahead: that would end
/// a list before it shows.
QString zshShows(const QString& line)
{
    const QString script = R"sh(
        zmodload zsh/zpty
        zpty shell 'zsh -f -i'
        zpty -w shell "PS1= ; fpath=(${(q)1:h} \$fpath); autoload -U compinit; compinit -D -u"
        zpty -w shell "show() { zle list-choices; zle -R; print -r -- 'do''ne' }"
        zpty -w shell "zle -N show; bindkey '^I' show; LISTMAX=1000"
        zpty -w shell "stty cols 2000 -echo; print rea''dy"
        zpty -r shell seen '*ready*'
        zpty -w -n shell "$2"$'\t'
        zpty -r shell seen '*done*'
        print -r -- "$seen")sh";
    const ToolRun run = runTool("timeout", {"60", "zsh", "-f", "-c", script, "zsh",
                                            installed("share/zsh/site-functions/_plantain"), line});
    EXPECT_EQ(run.exitCode, 0) << run.output.constData();
    return QString::fromUtf8(run.output);
}

} // namespace

TEST(ManPage, SatisfiesBothFormattersWithoutAWord)
{
    expectSilent(runTool("mandoc", {"-Tlint", manPage()}), "mandoc");
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("LC_ALL", "C.UTF-8");
    const ToolRun run = runTool(
        "sh", {"-c", "man --warnings -E UTF-8 -l -Tutf8 -Z \"$1\" >/dev/null", "sh", manPage()},
        environment);
    expectSilent(run, "man --warnings");
}

TEST(ManPage, TellsEveryCommandAndOptionThatHelpTells)
{
    const QString text = rendered();
    for (const app::CommandSpec& command : app::commandTable()) {
        EXPECT_TRUE(text.contains(("plantain " + command.words.join(' ')).trimmed()));
        if (!command.words.isEmpty()) {
            EXPECT_TRUE(text.contains(command.summary)) << command.summary.toStdString();
        }
        expectOptions(text, command.options);
    }
    expectOptions(text, app::commonOptions());
    EXPECT_TRUE(text.contains(app::exitCodesText()));
}

TEST(ManPage, NamesEveryVariableThatTheProgramReads)
{
    const QString text = rendered();
    const QRegularExpression variable(
        R"re((?:value|contains)\(u?"([A-Z][A-Z_]+)"|"((?:OPENAI|GEMINI|GOOGLE)_[A-Z_]*(?:KEY|URL|URI|ID))")re");
    int found = 0;
    for (const char* folder : {"src", "app"}) {
        QDirIterator files(inSource(folder), {"*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            auto matches = variable.globalMatch(QString::fromUtf8(fileContent(files.next())));
            while (matches.hasNext()) {
                const auto match = matches.next();
                const QString name = match.captured(1) + match.captured(2);
                ++found;
                EXPECT_TRUE(text.contains(name)) << name.toStdString();
            }
        }
    }
    EXPECT_GE(found, 8);
}

TEST(BashCompletion, OffersCommandsThenTheirOptionsAndValues)
{
    EXPECT_EQ(bashOffers({"a"}), QStringList{"auth"});
    EXPECT_EQ(bashOffers({"auth", ""}), (QStringList{"login", "status", "logout"}));
    EXPECT_EQ(bashOffers({"auth", "login", "--no"}), QStringList{"--no-browser"});
    EXPECT_EQ(bashOffers({"generate", "--provider", "openai-"}),
              (QStringList{"openai-auth", "openai-compatible"}));
    EXPECT_EQ(bashOffers({"generate", "--provider", "=", "g"}), QStringList{"google"});
    EXPECT_EQ(bashOffers({"key", "set", ""}), app::choicesFor("PROVIDER"));
    // Options before and inside a command do not hide it.
    EXPECT_EQ(bashOffers({"--data-dir", "auth", "--sandbox", "models", "--re"}),
              QStringList{"--refresh"});
    EXPECT_EQ(bashOffers({"models", "--image"}), QStringList{});
}

TEST(BashCompletion, OffersEveryOptionOfEveryCommand)
{
    for (const app::CommandSpec& command : app::commandTable()) {
        if (command.words.isEmpty()) {
            continue;
        }
        const QStringList offers = bashOffers(command.words + QStringList{"--"});
        for (const QCommandLineOption& option : command.options + app::commonOptions()) {
            EXPECT_TRUE(offers.contains("--" + option.names().first()))
                << command.words.join(' ').toStdString() << ' '
                << option.names().first().toStdString();
        }
    }
}

TEST(BashCompletion, OffersWorkflowsForTheWindow)
{
    QTemporaryDir folder;
    putFile(folder.filePath("my walk.plantain"), "{}");
    putFile(folder.filePath("my notes.txt"), "");
    EXPECT_EQ(bashOffers({"my"}, folder.path()), QStringList{"my walk.plantain"});
    EXPECT_EQ(bashOffers({"--ca-file", "my"}, folder.path()).size(), 2);
}

TEST(FishCompletion, OffersCommandsOptionsAndValues)
{
    EXPECT_EQ(fishOffers("plantain au"), QStringList{"auth"});
    EXPECT_EQ(fishOffers("plantain auth log"), (QStringList{"login", "logout"}));
    EXPECT_EQ(fishOffers("plantain --proxy x generate --max"), QStringList{"--max-tokens"});
    EXPECT_EQ(fishOffers("plantain models --storage "), (QStringList{"file", "keychain"}));
    EXPECT_EQ(fishOffers("plantain key clear "), app::choicesFor("PROVIDER"));
}

TEST(ZshCompletion, OffersCommandsOptionsAndValues)
{
    const QString commands = zshShows("plantain ");
    for (const char* word : {"auth", "models", "generate", "key", "sandbox"}) {
        EXPECT_TRUE(commands.contains(word)) << word << " in " << commands.toStdString();
    }
    const QString values = zshShows("plantain generate --effort ");
    for (const QString& word : app::choicesFor("effort")) {
        EXPECT_TRUE(values.contains(word)) << values.toStdString();
    }
    EXPECT_TRUE(zshShows("plantain auth login --no").contains("do not start a browser"));
    EXPECT_TRUE(zshShows("plantain key set ").contains("openai-compatible"));
}

} // namespace plantain::testing
