// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/base/AtomicFile.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <sys/stat.h>
#include <unistd.h>

using namespace plantain::base;

namespace {

class AtomicFile : public ::testing::Test
{
protected:
    QString path(const char* name) const { return m_folder.filePath(QString::fromUtf8(name)); }
    static void writePlain(const QString& path, const QByteArray& bytes)
    {
        QFile file(path);
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    static QByteArray contentOf(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("<unreadable>");
    }
    static int modeOf(const QString& path)
    {
        struct stat info {
        };
        EXPECT_EQ(::stat(QFile::encodeName(path).constData(), &info), 0);
        return info.st_mode & 0777;
    }

    QTemporaryDir m_folder;
};

} // namespace

TEST_F(AtomicFile, WritesAndReadsBack)
{
    ASSERT_TRUE(writeFileAtomically(path("a"), "one", FileAccess::Normal).ok());
    ASSERT_TRUE(writeFileAtomically(path("a"), "two", FileAccess::Normal).ok());
    EXPECT_EQ(readOwnFile(path("a"), 100).value(), QByteArray("two"));
    EXPECT_EQ(QDir(m_folder.path()).entryList(QDir::Files).size(), 1)
        << "no temporary file is left";
}

TEST_F(AtomicFile, S2_IsPrivateWhateverTheUmask)
{
    const mode_t before = ::umask(0);
    ASSERT_TRUE(writeFileAtomically(path("a"), "secret", FileAccess::OwnerOnly).ok());
    ::umask(before);
    EXPECT_EQ(modeOf(path("a")), 0600);
}

TEST_F(AtomicFile, S2_APrivateFolderIsForItsOwnerOnly)
{
    const mode_t before = ::umask(0);
    ASSERT_TRUE(makePrivateFolder(path("x/y")).ok());
    ::umask(before);
    EXPECT_EQ(modeOf(path("x/y")), 0700);
}

TEST_F(AtomicFile, AnAbsentFileIsNoError)
{
    const auto result = readOwnFile(path("absent"), 100);
    ASSERT_TRUE(result.ok());
    EXPECT_FALSE(result.value().has_value());
    EXPECT_TRUE(removeFileDurably(path("absent")).ok());
}

TEST_F(AtomicFile, S4_RefusesLinksFoldersAndPipes)
{
    writePlain(path("victim"), "untouched");
    ASSERT_EQ(::symlink(QFile::encodeName(path("victim")).constData(),
                        QFile::encodeName(path("symlink")).constData()),
              0);
    writePlain(path("first-name"), "untouched");
    ASSERT_EQ(::link(QFile::encodeName(path("first-name")).constData(),
                     QFile::encodeName(path("second-name")).constData()),
              0);
    ASSERT_EQ(::mkfifo(QFile::encodeName(path("fifo")).constData(), 0600), 0);
    ASSERT_TRUE(QDir().mkdir(path("folder")));
    for (const char* name : {"symlink", "second-name", "fifo", "folder"}) {
        const Status written =
            writeFileAtomically(path(name), "overwritten", FileAccess::OwnerOnly);
        ASSERT_FALSE(written.ok()) << name;
        EXPECT_EQ(written.error().kind, ErrorKind::StorageFailed) << name;
        EXPECT_TRUE(written.error().message.contains(QString::fromUtf8(name))) << name;
        EXPECT_FALSE(readOwnFile(path(name), 100).ok()) << name;
    }
    EXPECT_EQ(contentOf(path("victim")), "untouched");
    EXPECT_EQ(contentOf(path("first-name")), "untouched");
}

TEST_F(AtomicFile, RefusesToReadWhatIsTooLarge)
{
    writePlain(path("large"), QByteArray(101, 'x'));
    EXPECT_FALSE(readOwnFile(path("large"), 100).ok());
}

TEST_F(AtomicFile, AFailureKeepsTheOldContent)
{
    const Status status = writeFileAtomically(path("no/such/folder/a"), "x", FileAccess::Normal);
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().kind, ErrorKind::StorageFailed);
}
