// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/auth/SessionTest.h"
#include "tests/support/LogCapture.h"

#include <QDir>
#include <QRandomGenerator>
#include <QSignalSpy>

using namespace plantain;
using namespace plantain::testing;
using namespace std::chrono_literals;
using auth::TokenRecord;
using base::ErrorKind;
using base::Secret;

namespace {

class TokenStoreTest : public SessionTest
{
protected:
    TokenStoreTest() { QDir().mkpath(folder()); }

    base::Result<TokenRecord> load() { return resultOf(m_tokens.load()); }

    QString otherFolder() const { return m_root.filePath("other"); }
    QString otherPath() const { return otherFolder() + "/openai-auth.json"; }

    secrets::FileSecretStore m_active{folder()};
    secrets::FileSecretStore m_inactive{otherFolder()};
    auth::TokenStore m_tokens{m_active, m_inactive, folder(), clock};
};

} // namespace

TEST_F(TokenStoreTest, T3_1_LoadsWhatItSaved)
{
    EXPECT_EQ(*load(), TokenRecord());
    ASSERT_TRUE(resultOf(m_tokens.save(session(3600s))).ok());
    const TokenRecord read = *load();
    EXPECT_EQ(read.accessToken, Secret("access-0"));
    EXPECT_EQ(read.createdAt, clock.now());
    EXPECT_EQ(read.updatedAt, clock.now());
    EXPECT_EQ(read.machine, auth::machineDigest(read.hostId));
    clock.advance(5s);
    ASSERT_TRUE(resultOf(m_tokens.save(read)).ok());
    EXPECT_EQ(load()->createdAt, clock.now() - 5s);
    EXPECT_EQ(load()->updatedAt, clock.now());
}

TEST_F(TokenStoreTest, S11_DoesNotMakeACopiedRecordItsOwn)
{
    TokenRecord copied = session(3600s);
    copied.machine = "elsewhere";
    ASSERT_TRUE(resultOf(m_tokens.save(copied)).ok());
    EXPECT_EQ(load()->machine, "elsewhere");
}

TEST_F(TokenStoreTest, S5_DamagedRecordsAreSetAsideAndAskForANewSignIn)
{
    const QByteArray good = session(3600s).toJson().reveal();
    QList<QByteArray> damaged{"",
                              " ",
                              "null",
                              "[]",
                              "{",
                              "\xff\xfe",
                              QByteArray(100, '\0'),
                              QByteArray(100'000, '['),
                              R"({"access_token": 1})",
                              "{\"x\":\"" + QByteArray(2'000'000, 'x') + "\"}"};
    for (qsizetype cut = 1; cut < good.size() - 2; cut += good.size() / 40) {
        damaged << good.left(cut);
    }
    const LogCapture log;
    for (const QByteArray& text : std::as_const(damaged)) {
        SCOPED_TRACE(text.left(30).toStdString());
        putFile(recordPath(), text);
        const auto record = load();
        ASSERT_TRUE(record.ok());
        EXPECT_EQ(record->needsReauth, "record_damaged");
        EXPECT_FALSE(record->hasTokens());
        EXPECT_EQ(fileContent(recordPath() + ".bad"), text);
        EXPECT_EQ(fileMode(recordPath() + ".bad"), 0600);
        EXPECT_EQ(*load(), TokenRecord()) << "the damage is reported once";
    }
    EXPECT_FALSE(LogCapture::text().contains("access-0"));
}

TEST_F(TokenStoreTest, S5_RandomBytesNeverCrashIt)
{
    const QByteArray good = session(3600s).toJson().reveal();
    QRandomGenerator random(20261122);
    const LogCapture log;
    for (int round = 0; round < 100; ++round) {
        QByteArray text = good;
        for (int change = 0; change < 8; ++change) {
            text[random.bounded(static_cast<int>(text.size()))] =
                static_cast<char>(random.bounded(256));
        }
        putFile(recordPath(), text);
        ASSERT_TRUE(load().ok());
        ASSERT_TRUE(load().ok());
    }
}

TEST_F(TokenStoreTest, S4_AnUnsafePathIsAnErrorAndNotASignOut)
{
    ASSERT_TRUE(QFile::link(otherPath(), recordPath()));
    EXPECT_EQ(load().error().kind, ErrorKind::StorageFailed);
    EXPECT_EQ(resultOf(m_tokens.save(session(3600s))).error().kind, ErrorKind::StorageFailed);
}

TEST_F(TokenStoreTest, D4_ClearsBothStoresAndWhatWasSetAside)
{
    ASSERT_TRUE(QDir().mkpath(otherFolder()));
    ASSERT_TRUE(resultOf(m_tokens.save(session(3600s))).ok());
    for (const QString& path :
         {recordPath() + ".bad", recordPath() + ".AbCdEf", otherPath(), otherPath() + ".bad"}) {
        putFile(path, "{\"refresh_token\": \"canary\"}");
    }
    ASSERT_TRUE(resultOf(m_tokens.clearTokens(session(3600s))).ok());
    const TokenRecord rest = *load();
    EXPECT_FALSE(rest.hasTokens());
    EXPECT_EQ(rest.clientId, "app_test");
    EXPECT_EQ(rest.hostId, "urn:uuid:host");
    EXPECT_TRUE(QDir(otherFolder()).isEmpty());
    EXPECT_EQ(QDir(folder()).entryList(QDir::Files), QStringList{"openai-auth.json"});
    EXPECT_FALSE(fileContent(recordPath()).contains("refresh-0"));
}

TEST_F(TokenStoreTest, D4_ClearingWithoutARegistrationLeavesNoRecord)
{
    ASSERT_TRUE(resultOf(m_tokens.save(session(3600s))).ok());
    ASSERT_TRUE(resultOf(m_tokens.clearTokens(TokenRecord())).ok());
    EXPECT_TRUE(QDir(folder()).isEmpty());
}

TEST_F(TokenStoreTest, D4_AStoreThatCannotBeClearedIsAnErrorAndTheOtherIsClearedAllTheSame)
{
    ASSERT_TRUE(QDir().mkpath(otherFolder()));
    putFile(otherPath(), "{\"refresh_token\": \"canary\"}");
    ASSERT_TRUE(QDir().mkpath(recordPath()));
    const auto cleared = resultOf(m_tokens.clearTokens(session(3600s)));
    EXPECT_EQ(cleared.error().kind, ErrorKind::StorageFailed);
    EXPECT_FALSE(QFile::exists(otherPath()));
}

TEST_F(TokenStoreTest, TellsWhenAnotherProcessChangedTheRecordAndOnlyThen)
{
    QSignalSpy changed(&m_tokens, &auth::TokenStore::changedOutside);
    const auto other = process();
    ASSERT_TRUE(resultOf(m_tokens.save(session(3600s))).ok());
    ASSERT_TRUE(load().ok());
    for (int life = 1; life <= 3; ++life) {
        ASSERT_TRUE(resultOf(other->store.save(session(std::chrono::seconds(life)))).ok());
        ASSERT_TRUE(waitFor([&] { return changed.count() == life; })) << life;
    }
    ASSERT_TRUE(resultOf(other->store.clearTokens(session(1s))).ok());
    ASSERT_TRUE(waitFor([&] { return changed.count() == 4; }));
    ASSERT_TRUE(QFile::remove(recordPath()));
    ASSERT_TRUE(waitFor([&] { return changed.count() == 5; }));
    ASSERT_TRUE(resultOf(m_tokens.save(session(3600s))).ok());
    EXPECT_FALSE(QTest::qWaitFor([&] { return changed.count() > 5; }, 300));
}

TEST_F(TokenStoreTest, S8_TellsWhenAnotherProcessChangedTheKeychain)
{
    secrets::KeychainSecretStore keychain(folder(), clock);
    auth::TokenStore tokens(keychain, m_inactive, folder(), clock);
    QSignalSpy changed(&tokens, &auth::TokenStore::changedOutside);
    const secrets::KeychainMarker ofTheOther(folder());
    ASSERT_TRUE(ofTheOther.setWritten(secrets::tokenRecordName, clock.now()).ok());
    EXPECT_TRUE(waitFor([&] { return changed.count() == 1; }));
    ASSERT_TRUE(ofTheOther.forget(secrets::tokenRecordName).ok());
    EXPECT_TRUE(waitFor([&] { return changed.count() == 2; }));
}

TEST_F(TokenStoreTest, S10_AfterAMoveItUsesTheOtherStore)
{
    m_tokens.useStores(m_inactive, m_active);
    ASSERT_TRUE(resultOf(m_tokens.save(session(3600s))).ok());
    EXPECT_TRUE(QFile::exists(otherPath()));
    EXPECT_FALSE(QFile::exists(recordPath()));
}
