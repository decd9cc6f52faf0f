// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/secrets/ApiKeys.h"
#include "src/secrets/FileSecretStore.h"

#include "tests/support/Files.h"
#include "tests/support/JobTesting.h"
#include "tests/support/Printers.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace plantain;
using namespace plantain::testing;
using base::ErrorKind;
using base::Secret;
using secrets::ApiKeys;
using secrets::KeySource;

namespace {

class ApiKeysTest : public ::testing::Test
{
protected:
    static QProcessEnvironment environment(const QHash<QString, QString>& values)
    {
        QProcessEnvironment result;
        for (auto it = values.begin(); it != values.end(); ++it) {
            result.insert(it.key(), it.value());
        }
        return result;
    }
    base::Result<Secret> read(ApiKeys& keys, const QString& provider = "google")
    {
        return resultOf(keys.read(provider));
    }
    void breakStore() { ASSERT_TRUE(QDir().mkpath(m_folder.filePath("data/api-key-google"))); }

    QTemporaryDir m_folder;
    secrets::FileSecretStore m_store{m_folder.filePath("data")};
};

} // namespace

TEST_F(ApiKeysTest, T5_4_AStoredKeyBeatsTheEnvironment)
{
    ApiKeys keys(m_store, environment({{"GEMINI_API_KEY", "AIza-environment"}}));
    EXPECT_EQ(read(keys).value(), Secret("AIza-environment"));
    ASSERT_TRUE(resultOf(keys.set("google", Secret("  AIza-stored-1234\n"))).ok());
    EXPECT_EQ(read(keys).value(), Secret("AIza-stored-1234"));
    ASSERT_TRUE(resultOf(keys.clear("google")).ok());
    EXPECT_EQ(read(keys).value(), Secret("AIza-environment"));
}

TEST_F(ApiKeysTest, KnowsTheEnvironmentVariableOfEachProvider)
{
    const ApiKeys both(m_store, environment({{"GEMINI_API_KEY", "a"}, {"GOOGLE_API_KEY", "b"}}));
    EXPECT_EQ(both.environmentVariable("google"), "GEMINI_API_KEY");
    EXPECT_EQ(both.environmentVariable("openai"), QString());
    const ApiKeys second(
        m_store,
        environment({{"GEMINI_API_KEY", " "}, {"GOOGLE_API_KEY", "b"}, {"OPENAI_API_KEY", "c"}}));
    EXPECT_EQ(second.environmentVariable("google"), "GOOGLE_API_KEY");
    EXPECT_EQ(second.environmentVariable("openai"), "OPENAI_API_KEY");
    EXPECT_EQ(second.environmentVariable("openai-compatible"), QString());
}

TEST_F(ApiKeysTest, WithoutAKeyTheHintSaysWhereToPutOne)
{
    ApiKeys keys(m_store, {});
    const auto missing = read(keys, "openai");
    EXPECT_EQ(missing.error().kind, ErrorKind::KeyMissing);
    EXPECT_TRUE(missing.error().hint.contains("OPENAI_API_KEY"));
}

TEST_F(ApiKeysTest, RefusesKeysThatNoProviderIssues)
{
    ApiKeys keys(m_store, {});
    for (const QByteArray& bad :
         {QByteArray(), QByteArray("  \n"), QByteArray("sk-a b"), QByteArray("sk-a\tb"),
          QByteArray("sk-\x01"), QByteArray("sk-\x7f"), QByteArray("sk-é")}) {
        EXPECT_EQ(resultOf(keys.set("openai", Secret(bad))).error().kind, ErrorKind::InvalidInput)
            << bad.constData();
    }
    EXPECT_FALSE(QFile::exists(m_folder.filePath("data/api-key-openai")));
}

TEST_F(ApiKeysTest, TellsWhoseKeyChangedAndOnlyThen)
{
    ApiKeys keys(m_store, environment({{"OPENAI_API_KEY", "sk-environment"}}));
    QSignalSpy changed(&keys, &ApiKeys::changed);
    EXPECT_EQ(keys.source("openai"), KeySource::None) << "nothing is known before refresh()";
    keys.refresh();
    ASSERT_TRUE(waitFor([&] { return keys.source("openai") == KeySource::Environment; }));
    EXPECT_EQ(changed.count(), 1);
    ASSERT_TRUE(resultOf(keys.set("openai", Secret("sk-stored-98765"))).ok());
    ASSERT_TRUE(waitFor([&] { return keys.source("openai") == KeySource::Stored; }));
    EXPECT_EQ(keys.storedEnding("openai"), "8765");
    EXPECT_EQ(changed.count(), 2);
    ASSERT_TRUE(resultOf(keys.clear("openai")).ok());
    ASSERT_TRUE(waitFor([&] { return keys.source("openai") == KeySource::Environment; }));
    EXPECT_EQ(keys.storedEnding("openai"), QString());
}

TEST_F(ApiKeysTest, AShortKeyShowsNoEnding)
{
    ApiKeys keys(m_store, {});
    ASSERT_TRUE(resultOf(keys.set("openai", Secret("sk-short"))).ok());
    ASSERT_TRUE(waitFor([&] { return keys.source("openai") == KeySource::Stored; }));
    EXPECT_EQ(keys.storedEnding("openai"), QString());
}

TEST_F(ApiKeysTest, S9_AStoreThatFailsIsNotReplacedByTheEnvironment)
{
    breakStore();
    ApiKeys keys(m_store, environment({{"GEMINI_API_KEY", "AIza-environment"}}));
    EXPECT_EQ(read(keys).error().kind, ErrorKind::StorageFailed);
    keys.refresh();
    EXPECT_TRUE(waitFor([&] { return keys.source("google") == KeySource::StorageUnavailable; }));
}

TEST_F(ApiKeysTest, ReadsFromTheNewStoreAfterAMove)
{
    secrets::FileSecretStore other(m_folder.filePath("other"));
    ASSERT_TRUE(resultOf(other.write("api-key-google", Secret("AIza-from-the-other"))).ok());
    ApiKeys keys(m_store, {});
    QSignalSpy changed(&keys, &ApiKeys::changed);
    keys.useStore(other);
    ASSERT_TRUE(waitFor([&] { return changed.count() == 1; }));
    EXPECT_EQ(read(keys).value(), Secret("AIza-from-the-other"));
}

TEST_F(ApiKeysTest, EachKeyIsAPrivateFileOfItsOwn)
{
    ApiKeys keys(m_store, {});
    ASSERT_TRUE(resultOf(keys.set("openai-compatible", Secret("local-key"))).ok());
    EXPECT_EQ(fileMode(m_folder.filePath("data/api-key-openai-compatible")), 0600);
}
