// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/PeerProcess.h"
#include "tests/support/PlantainCli.h"
#include "tests/support/Printers.h"

#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace plantain::testing {

namespace {

QString string(const QJsonObject& json, const char* name)
{
    return json.value(QLatin1String(name)).toString();
}

QString error(const QJsonObject& result, const char* name)
{
    return string(result.value(QLatin1String("error")).toObject(), name);
}

/// A test's name takes letters only.
std::string nameOf(const ::testing::TestParamInfo<const char*>& test)
{
    return QByteArray(test.param).replace('-', "").toStdString();
}

} // namespace

/// T5.4, T7.3: the providers with a key, against an API that nobody here wrote. The parameter is
/// the provider.
class ApiKeyTest : public ::testing::TestWithParam<const char*>
{
protected:
    void SetUp() override
    {
        ASSERT_TRUE(peer.start()) << peer.transcript();
        peer.announceIn(cli.environment());
        ASSERT_TRUE(startCompatibleServer());
        storeKey(AiMockPeer::key());
    }

    void TearDown() override
    {
        EXPECT_FALSE(cli.printed().contains(AiMockPeer::key().toUtf8())) << "S6: the key is shown";
    }

    static QString provider() { return QLatin1String(GetParam()); }
    bool isOpenAi() const { return provider() == QLatin1String("openai"); }
    bool isGoogle() const { return provider() == QLatin1String("google"); }

    void storeKey(const QString& key)
    {
        const CliRun run = cli.run({QStringLiteral("key"), QStringLiteral("set"), provider()},
                                   key.toUtf8() + '\n');
        ASSERT_EQ(run.exitCode, 0) << run.transcript;
    }

    void clearKey() { cli.run({QStringLiteral("key"), QStringLiteral("clear"), provider()}); }

    QStringList command(const QString& prompt) const
    {
        QStringList arguments{QStringLiteral("generate"), QStringLiteral("--provider"), provider(),
                              QStringLiteral("--json"), prompt};
        if (provider() == QLatin1String("openai-compatible")) {
            arguments << QStringLiteral("--model") << QStringLiteral("some-model");
        }
        return arguments;
    }

    /// Times that the API was asked. A server of the user's own is first asked for the Responses
    /// API, and it is known to lack it from then on: that POST counts as an attempt, too.
    int attempts(const QJsonObject& result) const
    {
        const int all = result.value(QLatin1String("attempts")).toInt();
        return isOpenAi() || isGoogle() ? all : all - 1;
    }

    CliRun generate(const QString& prompt, const QStringList& more = {})
    {
        return cli.run(command(prompt) + more);
    }

    AiMockPeer peer;
    PlantainCli cli;

private:
    bool startCompatibleServer();

    std::unique_ptr<ChatOnlyPeer> m_chatOnly;
};

/// Providers that always need a key. A server of the user's own may need none, and never gets
/// another provider's.
class VendorKeyTest : public ApiKeyTest
{
};

bool ApiKeyTest::startCompatibleServer()
{
    if (provider() != QLatin1String("openai-compatible")) {
        return true;
    }
    m_chatOnly = std::make_unique<ChatOnlyPeer>(peer);
    QFile file(cli.dataFolder() + QStringLiteral("/settings.json"));
    // Any command makes the data folder.
    const bool folderMade =
        cli.run({QStringLiteral("auth"), QStringLiteral("status")}).exitCode == 3;
    if (!m_chatOnly->start() || !folderMade || !file.open(QIODevice::WriteOnly)) {
        return false;
    }
    const QJsonObject providers{
        {QStringLiteral("compatible_base_url"), m_chatOnly->baseUrl().toString()}};
    return file.write(QJsonDocument(QJsonObject{{QStringLiteral("version"), 1},
                                                {QStringLiteral("providers"), providers}})
                          .toJson()) > 0;
}

TEST_P(ApiKeyTest, EachProviderSpeaksItsOwnProtocol)
{
    const CliRun run = generate(QStringLiteral("Hi"));
    ASSERT_EQ(run.exitCode, 0) << run.transcript;
    const QString path = string(peer.journal().last(), "path");
    const QString expected = isOpenAi()   ? QStringLiteral("/v1/responses")
                             : isGoogle() ? QStringLiteral(":streamGenerateContent")
                                          : QStringLiteral("/v1/chat/completions");
    EXPECT_TRUE(path.contains(expected)) << path.toStdString();
    EXPECT_FALSE(path.contains(AiMockPeer::key())) << "the key is in the address";
}

TEST_P(ApiKeyTest, T7_3_StreamsAnAnswer)
{
    const CliRun run = generate(QStringLiteral("slow"));
    EXPECT_EQ(run.exitCode, 0) << run.transcript;
    EXPECT_EQ(string(run.result(), "status"), QStringLiteral("completed"));
    EXPECT_TRUE(string(run.result(), "text").startsWith(QStringLiteral("One two three")));
    EXPECT_GT(run.output.count("\"delta\""), 1) << run.transcript;
    EXPECT_EQ(peer.generations(), 1);
}

TEST_P(ApiKeyTest, T7_3_AnswersInOnePiece)
{
    const CliRun run = generate(QStringLiteral("Hi"), {QStringLiteral("--no-stream")});
    EXPECT_EQ(run.exitCode, 0) << run.transcript;
    EXPECT_TRUE(string(run.result(), "text").startsWith(QStringLiteral("Hello from aimock.")));
    EXPECT_EQ(peer.generations(), 1);
}

TEST_P(VendorKeyTest, T5_4_TheKeyMayComeFromTheEnvironment)
{
    clearKey();
    cli.environment().insert(isGoogle() ? QStringLiteral("GEMINI_API_KEY")
                                        : QStringLiteral("OPENAI_API_KEY"),
                             AiMockPeer::key());
    const CliRun run = generate(QStringLiteral("Hi"));
    EXPECT_EQ(run.exitCode, 0) << run.transcript;
}

TEST_P(VendorKeyTest, AMissingKeyEndsWithCodeThreeAndNoRequest)
{
    clearKey();
    const CliRun run = generate(QStringLiteral("Hi"));
    EXPECT_EQ(run.exitCode, 3) << run.transcript;
    EXPECT_EQ(peer.generations(), 0);
}

TEST_P(ApiKeyTest, R4_AWrongKeyIsSaidAndNotTriedAgain)
{
    storeKey(QStringLiteral("sk-not-the-key"));
    const CliRun run = generate(QStringLiteral("Hi"));
    EXPECT_NE(run.exitCode, 0) << run.transcript;
    EXPECT_EQ(string(run.result(), "status"), QStringLiteral("failed"));
    EXPECT_EQ(attempts(run.result()), 1);
    EXPECT_EQ(error(run.result(), "kind"), QStringLiteral("unauthorized"));
}

TEST_P(ApiKeyTest, R3_ARateLimitIsWaitedOutAndTriedAgain)
{
    const CliRun run = generate(QStringLiteral("rate limit"));
    EXPECT_EQ(run.exitCode, 1) << run.transcript;
    EXPECT_EQ(string(run.result(), "status"), QStringLiteral("failed"));
    EXPECT_GT(attempts(run.result()), 1);
    EXPECT_LE(attempts(run.result()), 4);
    EXPECT_EQ(peer.generations(), attempts(run.result()));
}

TEST_P(ApiKeyTest, R4_AnExhaustedQuotaIsNotTriedAgain)
{
    const CliRun run = generate(QStringLiteral("no quota"));
    EXPECT_EQ(run.exitCode, 1) << run.transcript;
    EXPECT_EQ(string(run.result(), "status"), QStringLiteral("failed"));
    EXPECT_EQ(attempts(run.result()), 1);
    EXPECT_EQ(peer.generations(), 1);
}

TEST_P(ApiKeyTest, R3_AnOverloadedServerIsAskedAgain)
{
    const CliRun run = generate(QStringLiteral("server down"));
    EXPECT_EQ(run.exitCode, 1) << run.transcript;
    EXPECT_GT(peer.generations(), 1);
    EXPECT_LE(peer.generations(), 4);
}

TEST_P(ApiKeyTest, R3_ASecondTryThatWorksIsASuccess)
{
    const CliRun run = generate(QStringLiteral("flaky"));
    EXPECT_EQ(run.exitCode, 0) << run.transcript;
    EXPECT_EQ(string(run.result(), "text"), QStringLiteral("Second try worked."));
    EXPECT_EQ(attempts(run.result()), 2);
}

TEST_P(ApiKeyTest, R2_AnAnswerThatHitTheLimitIsTruncated)
{
    const CliRun run = generate(QStringLiteral("too long"));
    EXPECT_EQ(string(run.result(), "status"), QStringLiteral("truncated")) << run.transcript;
    EXPECT_EQ(string(run.result(), "text"), QStringLiteral("This answer stops in the mid"));
}

TEST_P(ApiKeyTest, R2_ABlockedAnswerIsNoSuccess)
{
    const CliRun run = generate(QStringLiteral("blocked"));
    EXPECT_NE(run.exitCode, 0) << run.transcript;
    // Where OpenAI says "incomplete" with a reason, this peer says "failed" without one.
    EXPECT_EQ(string(run.result(), "status"),
              isOpenAi() ? QStringLiteral("failed") : QStringLiteral("blocked"))
        << run.transcript;
}

TEST_P(ApiKeyTest, R2_AStreamWithoutItsEndIsCutAndItsTextKept)
{
    const CliRun run = generate(QStringLiteral("cut me"));
    EXPECT_NE(run.exitCode, 0) << run.transcript;
    const QString text = string(run.result(), "text");
    const QString whole =
        QStringLiteral("This text will be cut before it ends, so the client has to "
                       "notice that the stream never finished.");
    EXPECT_FALSE(text.isEmpty());
    EXPECT_LT(text.size(), whole.size());
    EXPECT_TRUE(whole.startsWith(text)) << text.toStdString();
    EXPECT_EQ(string(run.result(), "status"), QStringLiteral("cut")) << run.transcript;
    EXPECT_EQ(peer.generations(), 1) << "no second bill after the first text";
}

TEST_P(ApiKeyTest, R3_ADroppedConnectionAfterTextIsNotTriedAgain)
{
    const CliRun run = generate(QStringLiteral("drop me"));
    EXPECT_NE(run.exitCode, 0) << run.transcript;
    EXPECT_FALSE(string(run.result(), "text").isEmpty());
    EXPECT_EQ(peer.generations(), 1);
}

TEST_P(ApiKeyTest, R8_TextSplitInsideCharactersArrivesWhole)
{
    const CliRun run = generate(QStringLiteral("unicode"));
    EXPECT_EQ(string(run.result(), "text"), QStringLiteral("Zażółć gęślą jaźń — 日本語のテスト "
                                                           "🙂👩‍👩‍👧 العربية"))
        << run.transcript;
}

TEST_P(ApiKeyTest, UsageIsReported)
{
    const CliRun run = generate(QStringLiteral("usage"));
    const QJsonObject usage = run.result().value(QLatin1String("usage")).toObject();
    EXPECT_EQ(usage.value(QLatin1String("input_tokens")).toInt(), 1000) << run.transcript;
    EXPECT_EQ(usage.value(QLatin1String("output_tokens")).toInt(), 234);
    EXPECT_EQ(usage.value(QLatin1String("total_tokens")).toInt(), 1234);
}

TEST_P(ApiKeyTest, ThoughtsAreNotPartOfTheText)
{
    const CliRun run = generate(QStringLiteral("think"));
    EXPECT_EQ(string(run.result(), "text"), QStringLiteral("42")) << run.transcript;
}

TEST_P(ApiKeyTest, AnInterruptedAnswerIsCancelledWithItsText)
{
    const std::unique_ptr<ChildProcess> process = cli.start(command(QStringLiteral("slow")));
    ASSERT_FALSE(process->waitForLine([](const QByteArray& line) { return line.contains("delta"); })
                     .isNull())
        << process->transcript();
    process->interrupt();
    ASSERT_TRUE(process->waitForEnd());
    const CliRun run = cli.outcome(*process);
    EXPECT_EQ(run.exitCode, 130) << run.transcript;
    EXPECT_EQ(string(run.result(), "status"), QStringLiteral("cancelled"));
    EXPECT_TRUE(string(run.result(), "text").startsWith(QStringLiteral("One")));
}

TEST_P(ApiKeyTest, AnImageTravelsWithThePrompt)
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("noise.png"));
    QImage image(64, 64, QImage::Format_RGB32);
    QRandomGenerator(1).fillRange(reinterpret_cast<quint32*>(image.bits()), 64 * 64);
    ASSERT_TRUE(image.save(file));
    const CliRun run = generate(QStringLiteral("Hi"), {QStringLiteral("--image"), file});
    EXPECT_EQ(run.exitCode, 0) << run.transcript;
    // The journal keeps the text of a request only, and how long it was.
    const QJsonObject headers = peer.journal().last().value(QLatin1String("headers")).toObject();
    const qint64 base64 = QFileInfo(file).size() * 4 / 3;
    EXPECT_GT(string(headers, "content-length").toLongLong(), base64);
}

INSTANTIATE_TEST_SUITE_P(Providers, ApiKeyTest,
                         ::testing::Values("openai", "google", "openai-compatible"), nameOf);
INSTANTIATE_TEST_SUITE_P(Providers, VendorKeyTest, ::testing::Values("openai", "google"), nameOf);

} // namespace plantain::testing
