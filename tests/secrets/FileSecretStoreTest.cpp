// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/secrets/FileSecretStore.h"

#include "tests/support/Files.h"
#include "tests/support/JobTesting.h"
#include "tests/support/LogCapture.h"

#include <gtest/gtest.h>

#include <QDateTime>
#include <QDir>
#include <QTemporaryDir>

#include <sys/stat.h>
#include <unistd.h>

using namespace plantain;
using namespace plantain::testing;
using base::ErrorKind;
using base::Secret;
using secrets::FileSecretStore;

namespace {

class FileStore : public ::testing::Test
{
protected:
    QString folder() const { return m_root.filePath("data"); }
    QString path() const { return folder() + "/openai-auth.json"; }
    QString elsewhere() const { return m_root.filePath("elsewhere"); }

    base::Result<std::optional<Secret>> read() { return resultOf(m_store.read(name)); }
    base::Status write(const QByteArray& bytes)
    {
        return resultOf(m_store.write(name, Secret(bytes)));
    }
    base::Status remove() { return resultOf(m_store.remove(name)); }

    const QString name = secrets::tokenRecordName;
    QTemporaryDir m_root;
    FileSecretStore m_store{folder()};
};

/// What stands at the record's path instead of a plain file of ours.
struct Obstacle {
    const char* name;
    void (*make)(const QString& path, const QString& elsewhere);
};

QByteArray native(const QString& path)
{
    return QFile::encodeName(path);
}

const Obstacle obstacles[] = {
    {"symlink",
     [](const QString& path, const QString& elsewhere) {
         putFile(elsewhere, "precious");
         EXPECT_EQ(::symlink(native(elsewhere), native(path)), 0);
     }},
    {"dangling_symlink",
     [](const QString& path, const QString& elsewhere) {
         EXPECT_EQ(::symlink(native(elsewhere), native(path)), 0);
     }},
    {"hard_link",
     [](const QString& path, const QString& elsewhere) {
         putFile(elsewhere, "precious");
         EXPECT_EQ(::link(native(elsewhere), native(path)), 0);
     }},
    {"fifo",
     [](const QString& path, const QString&) { EXPECT_EQ(::mkfifo(native(path), 0600), 0); }},
    {"folder", [](const QString& path, const QString&) { EXPECT_TRUE(QDir().mkdir(path)); }},
    {"foreign_owner",
     [](const QString& path, const QString&) {
         putFile(path, "precious");
         EXPECT_EQ(::chown(native(path), 12345, 12345), 0) << "needs root";
     }},
};

class UnsafePath : public FileStore, public ::testing::WithParamInterface<Obstacle>
{
};

} // namespace

TEST_F(FileStore, T3_1_KeepsTheRecordInItsFileInTheDataFolder)
{
    EXPECT_EQ(read().value(), std::nullopt);
    ASSERT_TRUE(write("{\"a\": 1}").ok());
    EXPECT_EQ(fileContent(path()), "{\"a\": 1}");
    EXPECT_EQ(read().value(), Secret("{\"a\": 1}"));
    ASSERT_TRUE(remove().ok());
    EXPECT_EQ(read().value(), std::nullopt);
    EXPECT_TRUE(remove().ok()) << "removing what is absent is a success";
}

TEST_F(FileStore, S2_FileAndFolderArePrivateUnderAnOpenUmask)
{
    const mode_t before = ::umask(0);
    const base::Status written = write("secret");
    ::umask(before);
    ASSERT_TRUE(written.ok());
    EXPECT_EQ(fileMode(path()), 0600);
    EXPECT_EQ(fileMode(folder()), 0700);
}

TEST_F(FileStore, S2_RepairsAFileThatOthersMayReadAndSaysSo)
{
    ASSERT_TRUE(write("secret").ok());
    ASSERT_EQ(::chmod(native(path()), 0644), 0);
    const LogCapture log;
    EXPECT_EQ(read().value(), Secret("secret"));
    EXPECT_EQ(fileMode(path()), 0600);
    EXPECT_TRUE(LogCapture::text().contains("openai-auth.json")) << qPrintable(log.text());
}

TEST_F(FileStore, S2_AWiderFileIsReplacedByAPrivateOne)
{
    ASSERT_TRUE(QDir().mkpath(folder()));
    putFile(path(), "old");
    ASSERT_EQ(::chmod(native(path()), 0666), 0);
    ASSERT_TRUE(write("new").ok());
    EXPECT_EQ(fileMode(path()), 0600);
}

TEST_F(FileStore, S4_WarnsAboutAFolderThatOthersMayWriteToAndLeavesItAsItIs)
{
    ASSERT_TRUE(QDir().mkpath(folder()));
    ASSERT_EQ(::chmod(native(folder()), 0770), 0);
    const LogCapture log;
    ASSERT_TRUE(write("canary").ok());
    EXPECT_TRUE(LogCapture::text().contains(folder()));
    EXPECT_EQ(fileMode(folder()), 0770);
    EXPECT_FALSE(LogCapture::text().contains("canary"));
}

TEST_P(UnsafePath, S4_IsNeitherReadNorWrittenNorRemoved)
{
    ASSERT_TRUE(QDir().mkpath(folder()));
    GetParam().make(path(), elsewhere());
    const int modeBefore = fileMode(path());
    for (const auto& error : {read().error(), write("mine").error(), remove().error()}) {
        EXPECT_EQ(error.kind, ErrorKind::StorageFailed);
        EXPECT_TRUE(error.message.contains("openai-auth.json")) << qPrintable(error.message);
    }
    EXPECT_EQ(fileMode(path()), modeBefore);
    EXPECT_TRUE(fileContent(elsewhere()) == "precious" || fileContent(elsewhere()) == "<absent>");
}

INSTANTIATE_TEST_SUITE_P(Table, UnsafePath, ::testing::ValuesIn(obstacles),
                         [](const auto& row) { return std::string(row.param.name); });

TEST_F(FileStore, S5_SetsAHugeFileAside)
{
    ASSERT_TRUE(QDir().mkpath(folder()));
    const QByteArray huge(FileSecretStore::maxBytes + 1, 'x');
    putFile(path(), huge);
    EXPECT_EQ(read().error().kind, ErrorKind::InvalidInput);
    EXPECT_EQ(fileContent(path() + ".bad"), huge);
    EXPECT_EQ(fileMode(path() + ".bad"), 0600);
    EXPECT_EQ(read().value(), std::nullopt);
}

TEST_F(FileStore, RemovingTakesTheLeftoversOfCutOffSavesWithIt)
{
    ASSERT_TRUE(write("secret").ok());
    putFile(path() + ".AbCdEf", "an older secret");
    putFile(folder() + "/other.AbCdEf", "not ours");
    ASSERT_TRUE(remove().ok());
    EXPECT_EQ(QDir(folder()).entryList(QDir::Files), QStringList{"other.AbCdEf"});
}

TEST_F(FileStore, S6_ASaveTakesTheOldLeftoversOfCutOffSavesWithIt)
{
    ASSERT_TRUE(write("secret").ok());
    putFile(path() + ".AbCdEf", "left by a crash");
    putFile(path() + ".GhIjKl", "a save of another process, under way");
    QFile crashed(path() + ".AbCdEf");
    ASSERT_TRUE(crashed.open(QIODevice::ReadWrite));
    ASSERT_TRUE(crashed.setFileTime(QDateTime::currentDateTime().addSecs(-61),
                                    QFileDevice::FileModificationTime));
    crashed.close();
    ASSERT_TRUE(write("newer").ok());
    EXPECT_EQ(QDir(folder()).entryList(QDir::Files, QDir::Name),
              (QStringList{"openai-auth.json", "openai-auth.json.GhIjKl"}));
}

TEST_F(FileStore, AFolderThatCannotBeMadeIsAnErrorWithItsName)
{
    putFile(m_root.filePath("data"), "a file where the folder should be");
    const auto status = write("secret");
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().kind, ErrorKind::StorageFailed);
}
