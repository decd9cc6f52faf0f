// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/AppFixture.h"
#include "tests/support/Files.h"

#include <QDir>

namespace plantain::testing {

namespace {

/// The window as a process, without a display.
class WindowTest : public ::testing::Test
{
protected:
    WindowTest() { cli.environment().insert("XDG_RUNTIME_DIR", runtime.path()); }

    QString makeFile(const QString& name)
    {
        const QString path = files.filePath(name);
        putFile(path, "{\"nodes\": [], \"edges\": [], \"edgeStyle\": \"curved\", \"version\": 1}");
        return path;
    }
    /// The list of recent files says what the window has opened.
    QStringList opened() const
    {
        QFile file(cli.dataFolder() + "/settings.json");
        const bool open = file.open(QIODevice::ReadOnly);
        const QByteArray text = open ? file.readAll() : QByteArray();
        const auto recent = QJsonDocument::fromJson(text).object().value("recent_files").toArray();
        QStringList paths;
        for (const QJsonValue& path : recent) {
            paths << path.toString();
        }
        return paths;
    }
    ::testing::AssertionResult opens(const QStringList& paths)
    {
        const bool all = QTest::qWaitFor(
            [&] {
                const QStringList now = opened();
                return std::all_of(paths.begin(), paths.end(),
                                   [&now](const QString& path) { return now.contains(path); });
            },
            processPatienceMs);
        return all ? ::testing::AssertionSuccess()
                   : ::testing::AssertionFailure() << opened().join(' ').toStdString();
    }

    QTemporaryDir runtime;
    QTemporaryDir files;
    PlantainCli cli;
};

} // namespace

TEST_F(WindowTest, Check48_ALaterStartHandsItsFilesOverAndEnds)
{
    const QString one = makeFile("one.plantain");
    const QString two = makeFile("two.json");
    const QString three = makeFile("three.plantain");
    const auto first = cli.start({one, two});
    ASSERT_TRUE(opens({one, two})) << first->transcript();
    const CliRun later = cli.run({three});
    EXPECT_EQ(later.exitCode, 0) << later.transcript;
    EXPECT_TRUE(opens({three})) << first->transcript();
    EXPECT_TRUE(first->isRunning());
    EXPECT_EQ(cli.run({}).exitCode, 0);
    EXPECT_EQ(cli.run({"--new-window"}).exitCode, 0);
    EXPECT_TRUE(first->isRunning()) << first->transcript();
}

TEST_F(WindowTest, ALaterStartNeedsNoDisplay)
{
    const QString one = makeFile("one.plantain");
    const auto first = cli.start({one});
    ASSERT_TRUE(opens({one})) << first->transcript();
    cli.environment().insert("QT_QPA_PLATFORM", "there-is-none");
    EXPECT_EQ(cli.run({makeFile("two.plantain")}).exitCode, 0);
}

TEST_F(WindowTest, AfterACrashTheNextStartTakesOver)
{
    const QString one = makeFile("one.plantain");
    const auto first = cli.start({one});
    ASSERT_TRUE(opens({one})) << first->transcript();
    first->kill();
    ASSERT_TRUE(first->waitForEnd());
    const QString two = makeFile("two.plantain");
    const auto second = cli.start({two});
    EXPECT_TRUE(opens({two})) << second->transcript();
    const QString three = makeFile("three.plantain");
    EXPECT_EQ(cli.run({three}).exitCode, 0);
    EXPECT_TRUE(opens({three})) << second->transcript();
    EXPECT_TRUE(second->isRunning());
}

TEST_F(WindowTest, OfTwoStartsAtTheSameMomentOneWins)
{
    const QString one = makeFile("one.plantain");
    const QString two = makeFile("two.plantain");
    const auto first = cli.start({one});
    const auto second = cli.start({two});
    ASSERT_TRUE(opens({one, two})) << first->transcript() << second->transcript();
    EXPECT_TRUE(QTest::qWaitFor([&] { return first->isRunning() != second->isRunning(); },
                                processPatienceMs));
    EXPECT_EQ((first->isRunning() ? second : first)->exitCode(), 0);
}

TEST_F(WindowTest, TheSandboxIsAProgramOfItsOwn)
{
    const QString one = makeFile("one.plantain");
    const auto first = cli.start({one});
    ASSERT_TRUE(opens({one})) << first->transcript();
    const auto practice = cli.start({"--sandbox", makeFile("two.plantain")});
    const QString settings = cli.dataFolder() + "/sandbox/settings.json";
    EXPECT_TRUE(QTest::qWaitFor([&] { return QFileInfo::exists(settings); }, processPatienceMs))
        << practice->transcript();
    EXPECT_TRUE(practice->isRunning());
}

} // namespace plantain::testing
