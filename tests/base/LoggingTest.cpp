// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/base/Logging.h"

#include <gtest/gtest.h>

#include <thread>

namespace plantain::testing {

namespace {

class LoggingTest : public ::testing::Test
{
protected:
    LoggingTest()
    {
        base::installLogging("error"); // nothing on stderr
        const QList<base::LogLine> before = base::logLinesAfter(0);
        m_before = before.isEmpty() ? 0 : before.last().number;
    }
    ~LoggingTest() override { qInstallMessageHandler(nullptr); }

    QList<base::LogLine> lines() const { return base::logLinesAfter(m_before); }

private:
    quint64 m_before = 0;
};

} // namespace

TEST_F(LoggingTest, LinesAreRememberedInOrderWhateverGoesToStderr)
{
    qCInfo(base::logNet) << "one";
    qCWarning(base::logAuth) << "two";
    ASSERT_EQ(lines().size(), 2);
    EXPECT_EQ(lines().first().text, QStringLiteral("one"));
    EXPECT_EQ(lines().first().category, QStringLiteral("plantain.net"));
    EXPECT_EQ(base::logLevelName(lines().first().type), QStringLiteral("info"));
    EXPECT_EQ(base::logLevelName(lines().last().type), QStringLiteral("warning"));
    EXPECT_LE(lines().first().time, lines().last().time);
    EXPECT_EQ(base::logLinesAfter(lines().first().number).size(), 1);
}

TEST_F(LoggingTest, NoSecretIsRemembered)
{
    qCWarning(base::logNet) << "Authorization: Bearer canary-token-0123456789";
    qCWarning(base::logLlm) << "key sk-canary-0123456789";
    ASSERT_EQ(lines().size(), 2);
    for (const base::LogLine& line : lines()) {
        EXPECT_FALSE(line.text.contains("canary")) << line.text.toStdString();
    }
}

TEST_F(LoggingTest, OnlyTheLastLinesAreRemembered)
{
    for (int i = 0; i < base::mostLogLines + 10; ++i) {
        qCInfo(base::logUi) << i;
    }
    ASSERT_EQ(lines().size(), base::mostLogLines);
    EXPECT_EQ(lines().first().text, QStringLiteral("10"));
}

TEST_F(LoggingTest, ThreadsMayLogSideBySide)
{
    const auto log = [] {
        for (int i = 0; i < 200; ++i) {
            qCInfo(base::logUi) << i;
        }
    };
    std::thread one(log);
    std::thread two(log);
    one.join();
    two.join();
    EXPECT_EQ(lines().size(), 400);
}

} // namespace plantain::testing
