// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/architecture/SourceTree.h"
#include "tests/support/Folders.h"

#include <gtest/gtest.h>

#include <QProcess>
#include <QRegularExpression>

using namespace plantain::testing;

namespace {

const QStringList sources{".cpp", ".h"};

bool isIgnored(const QString& path)
{
    QProcess git;
    git.setWorkingDirectory(plantain::testing::inSource({}));
    git.start("git", {"check-ignore", "--quiet", "--no-index", path});
    EXPECT_TRUE(git.waitForFinished(30'000));
    return git.exitCode() == 0;
}

/// Reports every line of the files that matches.
void expectNoLine(const QStringList& files, const QRegularExpression& forbidden, const char* why)
{
    for (const QString& file : files) {
        const QStringList lines = QString::fromUtf8(contentOf(file)).split('\n');
        for (qsizetype i = 0; i < lines.size(); ++i) {
            EXPECT_FALSE(forbidden.match(lines.at(i)).hasMatch())
                << why << ": " << file.toStdString() << ':' << i + 1 << ": "
                << lines.at(i).toStdString();
        }
    }
}

} // namespace

TEST(Repository, T1_4_SecretsInTheDataFolderStayOutOfGit)
{
    for (const char* name :
         {"openai-auth.json", "openai-auth.json.bad", "openai-auth.json.Xa12bC", "google.key",
          "openai.key", "api-key-openai-compatible", "settings.json", "models-cache.json",
          "keychain-marker.json", "auth-profile.json", "sandbox/openai-auth.json",
          "sandbox/keys/sandbox-seal.key", "sandbox/keys/sandbox-id-token.jwk",
          "recovery/a.plantain", "examples/openai.key"}) {
        EXPECT_TRUE(isIgnored(QStringLiteral("data/") + name)) << name;
    }
    EXPECT_FALSE(isIgnored("data/openai-auth.example.json"));
    EXPECT_FALSE(isIgnored("data/examples/three-voices.plantain"));
}

TEST(Repository, EverySourceNamesItsLicence)
{
    const QStringList files = sourceFiles(
        {"src", "ui", "app", "packaging", "tests", "scripts", ".ci"},
        {".cpp", ".h", ".mjs", ".sh", ".cmake", ".svg", ".yml", "CMakeLists.txt", "scripts/run",
         "scripts/test", "scripts/bootstrap", "scripts/package", "scripts/test-deb",
         "scripts/test-debian13", "scripts/update-translations", ".ci/run"});
    ASSERT_FALSE(files.isEmpty());
    for (const QString& file : files) {
        EXPECT_TRUE(contentOf(file).left(300).contains("SPDX-License-Identifier: GPL-3.0-or-later"))
            << file.toStdString();
    }
}

TEST(Repository, NoSourceOutgrowsItsRoom)
{
    for (const QString& file : sourceFiles({"src", "ui", "app"}, sources)) {
        EXPECT_LE(contentOf(file).count('\n'), 600) << file.toStdString();
    }
}

TEST(Repository, TestsWaitForSomethingAndCanFail)
{
    QStringList files = sourceFiles({"tests"}, sources);
    files.removeIf([](const QString& file) { return file.startsWith("tests/architecture/"); });
    static const QRegularExpression sleeping(
        R"(QTest::qWait\(|QTest::qSleep|QThread::(m|u)?sleep|sleep_for|\busleep\()");
    expectNoLine(files, sleeping, "a test that sleeps");
    static const QRegularExpression silent(R"(\b(QVERIFY2?|QCOMPARE|QTRY_[A-Z_]+)\()");
    expectNoLine(files, silent, "passes silently inside GoogleTest");
}

TEST(Repository, WaitingIsAJobAndNeverANestedLoop)
{
    static const QRegularExpression nested(R"(\bprocessEvents\(|\bQEventLoop\b|\bQFuture<)");
    expectNoLine(sourceFiles({"src", "ui", "app"}, sources), nested, "a nested event loop");
}

TEST(Repository, NamesNoMachine)
{
    static const QRegularExpression machine(R"((^|[^A-Za-z0-9_.])/(work|root|home/[a-z]+)/)");
    expectNoLine(sourceFiles({"."}, {".cpp", ".h", ".txt", ".json", ".md", ".mjs", ".sh", "run",
                                     "test", "bootstrap"}),
                 machine, "a path of one machine");
}
