// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>

#include <sys/stat.h>

namespace plantain::testing {

inline void putFile(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly)) {
        file.write(bytes);
    }
}

inline QByteArray fileContent(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("<absent>");
}

/// Permission bits; -1 when there is nothing.
inline int fileMode(const QString& path)
{
    struct stat info {
    };
    const bool there = ::lstat(QFile::encodeName(path).constData(), &info) == 0;
    return there ? static_cast<int>(info.st_mode & 07777) : -1;
}

} // namespace plantain::testing
