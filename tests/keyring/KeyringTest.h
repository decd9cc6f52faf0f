// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/secrets/KeychainSecretStore.h"
#include "tests/keyring/SecretService.h"
#include "tests/support/FakeClock.h"
#include "tests/support/JobTesting.h"
#include "tests/support/Printers.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace plantain::testing {

inline void expectUnavailable(const base::Error& error, const QString& says)
{
    EXPECT_EQ(error.kind, base::ErrorKind::StorageUnavailable);
    EXPECT_TRUE(error.message.contains(says)) << error.message.toStdString();
    EXPECT_FALSE(error.hint.isEmpty());
}

/// A data folder and its store on the session's keyring. Each suite is named after the situation of
/// session.sh in which it runs.
class KeyringTest : public ::testing::Test
{
protected:
    using Entry = secrets::KeychainMarker::Entry;

    base::Status write(const QByteArray& value)
    {
        return resultOf(store.write(name, Secret(value)));
    }
    base::Result<std::optional<base::Secret>> read() { return resultOf(store.read(name)); }
    base::Status remove() { return resultOf(store.remove(name)); }
    Entry marked() const { return marker.entry(name).value(); }

    /// Bytes of all files of the data folder, one after the other.
    QByteArray dataFolderContent() const
    {
        QByteArray content;
        const QDir files(folder.path());
        for (const QString& file : files.entryList(QDir::Files | QDir::Hidden)) {
            QFile opened(files.filePath(file));
            EXPECT_TRUE(opened.open(QIODevice::ReadOnly));
            content += opened.readAll();
        }
        return content;
    }

    void expectNothingIsStored(const QString& says)
    {
        expectUnavailable(write("canary").error(), says);
        const auto found = read();
        ASSERT_FALSE(found.ok());
        expectUnavailable(found.error(), says);
        EXPECT_FALSE(found.error().detail.isEmpty());
        EXPECT_FALSE(dataFolderContent().contains("canary"));
    }

    using Secret = base::Secret;
    const QString name = secrets::tokenRecordName;
    QTemporaryDir folder;
    FakeClock clock;
    secrets::KeychainMarker marker{folder.path()};
    secrets::KeychainSecretStore store{folder.path(), clock};
};

/// The keyring is open and empty when a test begins.
class UnlockedKeyring : public KeyringTest
{
protected:
    void SetUp() override { SecretService::removeEntries(name); }
};

/// The keyring is locked when the program starts; a test that needs it open unlocks it.
class LockedKeyring : public KeyringTest
{
protected:
    void SetUp() override
    {
        ASSERT_TRUE(SecretService::unlock());
        SecretService::removeEntries(name);
    }
    void TearDown() override { EXPECT_TRUE(SecretService::lock()); }
};

} // namespace plantain::testing
