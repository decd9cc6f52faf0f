// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/ProviderTrial.h"

#include "src/secrets/ApiKeys.h"
#include "src/secrets/FileSecretStore.h"
#include "tests/support/FakeHttpServer.h"
#include "tests/support/JobTesting.h"

#include <gtest/gtest.h>

#include <QTemporaryDir>

using namespace plantain;
using namespace plantain::testing;
using base::Secret;
using llm::ProviderId;

namespace {

class ProviderTrialTest : public ::testing::Test
{
protected:
    void SetUp() override
    {
        server.onAny([](const ReceivedRequest& request, FakeAnswer answer) {
            answer.send(200, request.path().contains("v1beta")
                                 ? R"({"models":[{"name":"models/gemini-x",
                                     "supportedGenerationMethods":["generateContent"]}]})"
                                 : R"({"data":[{"id":"gpt-6-luna"},{"id":"gpt-6-sol"}]})");
        });
    }
    auto run(const llm::ProviderTrial& trial) { return resultOf(tryProvider(trial, keys)); }
    QByteArray sent(const QByteArray& header) const
    {
        return server.requests().isEmpty() ? QByteArray("nothing was sent")
                                           : server.requests().last().headers.value(header);
    }

    QTemporaryDir folder;
    FakeHttpServer server;
    secrets::FileSecretStore store{folder.path()};
    secrets::ApiKeys keys{store, QProcessEnvironment()};
};

} // namespace

TEST_F(ProviderTrialTest, SendsTheTypedKeyAndStoresNothing)
{
    ASSERT_TRUE(resultOf(keys.set(QStringLiteral("openai"), Secret("sk-stored"))).ok());
    const auto models = run(
        {ProviderId::OpenAi, server.url(QStringLiteral("/v1")), {}, Secret("sk-typed"), {}, {}});
    ASSERT_TRUE(models.ok());
    EXPECT_EQ(models->size(), 2);
    EXPECT_EQ(sent("authorization"), "Bearer sk-typed");
    EXPECT_EQ(resultOf(keys.read(QStringLiteral("openai")))->reveal(), "sk-stored");
}

TEST_F(ProviderTrialTest, WithoutATypedKeyTheOneInUseIsSent)
{
    ASSERT_TRUE(resultOf(keys.set(QStringLiteral("google"), Secret("AIza-stored"))).ok());
    const auto models = run({ProviderId::Google, server.url(), {}, std::nullopt, {}, {}});
    ASSERT_TRUE(models.ok());
    EXPECT_EQ(sent("x-goog-api-key"), "AIza-stored");
}

TEST_F(ProviderTrialTest, AServerOfOnesOwnGetsTheHeadersAndNeedsNoKey)
{
    const auto models = run({ProviderId::OpenAiCompatible,
                             server.url(QStringLiteral("/v1")),
                             {{QStringLiteral("X-Team"), QStringLiteral("blue")}},
                             std::nullopt,
                             {},
                             {}});
    ASSERT_TRUE(models.ok());
    EXPECT_EQ(sent("x-team"), "blue");
    EXPECT_FALSE(server.requests().last().headers.contains("authorization"));
}

TEST_F(ProviderTrialTest, AMissingKeyIsSaid)
{
    const auto models =
        run({ProviderId::OpenAi, server.url(QStringLiteral("/v1")), {}, std::nullopt, {}, {}});
    ASSERT_FALSE(models.ok());
    EXPECT_EQ(models.error().kind, base::ErrorKind::KeyMissing);
    EXPECT_TRUE(server.requests().isEmpty());
}
