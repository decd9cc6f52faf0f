// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/base/AtomicFile.h"

#include "tests/support/Files.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <sys/stat.h>
#include <unistd.h>

using namespace plantain::base;
using namespace plantain::testing;

namespace {

class AtomicFile : public ::testing::Test
{
protected:
    QString path(const char* name) const { return m_folder.filePath(QString::fromUtf8(name)); }
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
    EXPECT_EQ(fileMode(path("a")), 0600);
}

TEST_F(AtomicFile, S2_APrivateFolderIsForItsOwnerOnly)
{
    const mode_t before = ::umask(0);
    ASSERT_TRUE(makePrivateFolder(path("x/y")).ok());
    ::umask(before);
    EXPECT_EQ(fileMode(path("x/y")), 0700);
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
    putFile(path("victim"), "untouched");
    ASSERT_EQ(::symlink(QFile::encodeName(path("victim")).constData(),
                        QFile::encodeName(path("symlink")).constData()),
              0);
    putFile(path("first-name"), "untouched");
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
    EXPECT_EQ(fileContent(path("victim")), "untouched");
    EXPECT_EQ(fileContent(path("first-name")), "untouched");
}

TEST_F(AtomicFile, RefusesToReadWhatIsTooLarge)
{
    putFile(path("large"), QByteArray(101, 'x'));
    EXPECT_EQ(readOwnFile(path("large"), 100).error().kind, ErrorKind::InvalidInput);
    EXPECT_TRUE(readOwnFile(path("large"), 101).ok());
}

TEST_F(AtomicFile, S5_WhatIsSetAsideIsKeptPrivatelyAndReplacesAnOlderOne)
{
    putFile(path("a"), "older");
    ASSERT_TRUE(setFileAside(path("a")).ok());
    putFile(path("a"), "newer");
    ASSERT_TRUE(setFileAside(path("a")).ok());
    EXPECT_FALSE(QFile::exists(path("a")));
    EXPECT_EQ(fileContent(path("a.bad")), "newer");
    EXPECT_EQ(fileMode(path("a.bad")), 0600);
    EXPECT_EQ(setFileAside(path("absent")).error().kind, ErrorKind::StorageFailed);
}

TEST_F(AtomicFile, AFailureKeepsTheOldContent)
{
    const Status status = writeFileAtomically(path("no/such/folder/a"), "x", FileAccess::Normal);
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().kind, ErrorKind::StorageFailed);
}
