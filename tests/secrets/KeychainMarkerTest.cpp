// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/secrets/KeychainMarker.h"
#include "src/base/Json.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QLockFile>
#include <QTemporaryDir>

using namespace plantain;
using secrets::KeychainMarker;
using Entry = KeychainMarker::Entry;

namespace {

constexpr base::UnixTime someTime = base::UnixTime(std::chrono::seconds(1'795'000'000));

class KeychainMarkerTest : public ::testing::Test
{
protected:
    QByteArray fileContent() const
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void writeFile(const QByteArray& content) const
    {
        QFile file(path);
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

    QTemporaryDir folder;
    QString path = folder.filePath("keychain-marker.json");
    KeychainMarker marker{folder.path()};
};

} // namespace

TEST_F(KeychainMarkerTest, KnowsNothingAtFirstAndMakesNoFileByAsking)
{
    EXPECT_EQ(marker.entry("openai-auth.json").value(), Entry::None);
    EXPECT_FALSE(QFile::exists(path));
}

TEST_F(KeychainMarkerTest, S8_FollowsASecretThroughItsLife)
{
    ASSERT_TRUE(marker.begin("openai-auth.json").ok());
    EXPECT_EQ(marker.entry("openai-auth.json").value(), Entry::Begun);
    ASSERT_TRUE(marker.setWritten("openai-auth.json", someTime).ok());
    EXPECT_EQ(marker.entry("openai-auth.json").value(), Entry::Written);
    ASSERT_TRUE(marker.forget("openai-auth.json").ok());
    EXPECT_EQ(marker.entry("openai-auth.json").value(), Entry::None);
}

TEST_F(KeychainMarkerTest, BeginningAnewKeepsWhatWasWritten)
{
    ASSERT_TRUE(marker.setWritten("openai-auth.json", someTime).ok());
    ASSERT_TRUE(marker.begin("openai-auth.json").ok());
    EXPECT_EQ(marker.entry("openai-auth.json").value(), Entry::Written);
}

TEST_F(KeychainMarkerTest, KeepsNamesApart)
{
    ASSERT_TRUE(marker.setWritten("one", someTime).ok());
    ASSERT_TRUE(marker.setWritten("two", someTime).ok());
    ASSERT_TRUE(marker.forget("one").ok());
    EXPECT_EQ(marker.entry("one").value(), Entry::None);
    EXPECT_EQ(marker.entry("two").value(), Entry::Written);
}

TEST_F(KeychainMarkerTest, S8_TheFileHoldsNamesAndTimesOnly)
{
    ASSERT_TRUE(marker.setWritten("openai-auth.json", someTime).ok());
    const QJsonObject content = base::parseJsonObject(fileContent()).value();
    EXPECT_EQ(content.value("id").toString().size(), 8);
    const QJsonObject expected{
        {"version", 1},
        {"id", content.value("id")},
        {"names", QJsonObject{{"openai-auth.json", QJsonObject{{"updated_at", 1'795'000'000}}}}}};
    EXPECT_EQ(content, expected);
}

TEST_F(KeychainMarkerTest, MakesTheDataFolder)
{
    const KeychainMarker inNewFolder(folder.filePath("new/data"));
    EXPECT_TRUE(inNewFolder.begin("openai-auth.json").ok());
    EXPECT_TRUE(QFile::exists(folder.filePath("new/data/keychain-marker.json")));
}

TEST_F(KeychainMarkerTest, S8_AFileThatCannotBeUnderstoodIsNeverTakenForNothingThere)
{
    for (const char* broken : {"", "[]", "{\"names\":", "{\"version\":2,\"names\":{}}",
                               "{\"names\":{}}", "{\"version\":1,\"names\":[]}"}) {
        writeFile(broken);
        const auto entry = marker.entry("openai-auth.json");
        ASSERT_FALSE(entry.ok()) << broken;
        EXPECT_EQ(entry.error().kind, base::ErrorKind::StorageUnavailable) << broken;
        EXPECT_FALSE(entry.error().hint.isEmpty());
        EXPECT_FALSE(marker.begin("openai-auth.json").ok()) << broken;
        EXPECT_EQ(fileContent(), broken);
    }
}

TEST_F(KeychainMarkerTest, ChangesByTwoProgramsDoNotOverwriteEachOther)
{
    QLockFile other(path + ".lock");
    ASSERT_TRUE(other.tryLock());
    const auto changed = marker.begin("openai-auth.json");
    ASSERT_FALSE(changed.ok());
    EXPECT_EQ(changed.error().kind, base::ErrorKind::StorageFailed);
    other.unlock();
    EXPECT_TRUE(marker.begin("openai-auth.json").ok());
}
