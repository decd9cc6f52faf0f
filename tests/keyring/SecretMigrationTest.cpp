// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/secrets/SecretMigration.h"
#include "src/secrets/FileSecretStore.h"
#include "tests/keyring/KeyringTest.h"

using namespace plantain;
using namespace plantain::testing;
using secrets::SecretMigration;

namespace {

const QByteArray record = R"({"access_token":"canary","updated_at":1795000000})";

base::JobPtr<SecretMigration> migration(secrets::SecretStore& from, secrets::SecretStore& to)
{
    return base::makeJob<SecretMigration>(from, to, secrets::allSecretNames(),
                                          [] { return base::Done{}; });
}

} // namespace

TEST_F(UnlockedKeyring, S10_SecretsMoveFromFilesToTheKeyringAndBack)
{
    const QString keyName = secrets::allSecretNames().last();
    secrets::FileSecretStore files(folder.path());
    ASSERT_TRUE(resultOf(files.write(name, Secret(record))).ok());
    ASSERT_TRUE(resultOf(files.write(keyName, Secret("sk-canary"))).ok());

    const auto there = resultOf(migration(files, store));
    ASSERT_TRUE(there.ok());
    EXPECT_EQ(there->moved, (QStringList{name, keyName}));
    EXPECT_TRUE(there->leftBehind.isEmpty());
    EXPECT_FALSE(dataFolderContent().contains("canary"));
    EXPECT_EQ(read()->value().reveal(), record);

    const auto back = resultOf(migration(store, files));
    ASSERT_TRUE(back.ok());
    EXPECT_TRUE(back->leftBehind.isEmpty());
    EXPECT_EQ(resultOf(files.read(name))->value().reveal(), record);
    EXPECT_EQ(resultOf(files.read(keyName))->value().reveal(), "sk-canary");
    EXPECT_EQ(SecretService::count(marker.account(name)), 0);
    EXPECT_EQ(SecretService::count(marker.account(keyName)), 0);
}

TEST_F(LockedKeyring, S10_AMoveToALockedKeyringLeavesTheFilesInUse)
{
    secrets::FileSecretStore files(folder.path());
    ASSERT_TRUE(resultOf(files.write(name, Secret(record))).ok());
    ASSERT_TRUE(SecretService::lock());
    const auto moved = resultOf(migration(files, store));
    ASSERT_FALSE(moved.ok());
    expectUnavailable(moved.error(), "The keyring is locked");
    EXPECT_EQ(resultOf(files.read(name))->value().reveal(), record);
    EXPECT_EQ(marked(), Entry::None);
}

TEST_F(LockedKeyring, S10_AMoveFromALockedKeyringLosesNothing)
{
    secrets::FileSecretStore files(folder.path());
    ASSERT_TRUE(write(record).ok());
    ASSERT_TRUE(SecretService::lock());
    const auto moved = resultOf(migration(store, files));
    ASSERT_FALSE(moved.ok());
    expectUnavailable(moved.error(), "The keyring is locked");
    EXPECT_FALSE(QFile::exists(folder.filePath(name)));

    ASSERT_TRUE(SecretService::unlock());
    EXPECT_EQ(read()->value().reveal(), record);
}
