// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/architecture/SourceTree.h"
#include "tests/support/Folders.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QProcess>

#include <algorithm>

namespace plantain::testing {

QStringList gitLines(const QStringList& arguments)
{
    QProcess git;
    git.setWorkingDirectory(plantain::testing::inSource({}));
    git.start(QStringLiteral("git"), arguments);
    const bool ended = git.waitForFinished(30'000);
    EXPECT_TRUE(ended) << "git did not end";
    EXPECT_EQ(git.exitCode(), 0) << git.readAllStandardError().constData();
    return QString::fromUtf8(git.readAllStandardOutput()).split('\n', Qt::SkipEmptyParts);
}

QStringList sourceFiles(const QStringList& folders, const QStringList& endings)
{
    QStringList files = gitLines(
        QStringList{"ls-files", "--cached", "--others", "--exclude-standard", "--"} + folders);
    files.erase(std::remove_if(
                    files.begin(), files.end(),
                    [&](const QString& file) {
                        const bool wanted =
                            std::any_of(endings.cbegin(), endings.cend(),
                                        [&](const QString& end) { return file.endsWith(end); });
                        return !wanted ||
                               !QFile::exists(QDir(plantain::testing::inSource({})).filePath(file));
                    }),
                files.end());
    return files;
}

QByteArray contentOf(const QString& path)
{
    QFile file(QDir(plantain::testing::inSource({})).filePath(path));
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
    return file.readAll();
}

} // namespace plantain::testing
