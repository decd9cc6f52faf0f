// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/base/AtomicFile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <optional>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace plantain::base {

namespace {

constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

Error storageError(const QString& message, const QString& path, const QString& detail = {})
{
    return Error{ErrorKind::StorageFailed, message.arg(QDir::toNativeSeparators(path)), {}, detail};
}

struct Text {
    Q_DECLARE_TR_FUNCTIONS(AtomicFile)
};

/// Says why the thing at `path` must not be read or replaced; nothing when it is absent or a plain
/// own file.
std::optional<Error> unsafeToTouch(const QString& path)
{
#ifdef Q_OS_UNIX
    struct stat info {
    };
    if (::lstat(QFile::encodeName(path).constData(), &info) != 0) {
        return std::nullopt;
    }
    if (S_ISLNK(info.st_mode)) {
        return storageError(Text::tr("“%1” is a symbolic link; Plantain does not follow it."),
                            path);
    }
    if (!S_ISREG(info.st_mode)) {
        return storageError(Text::tr("“%1” is not a regular file."), path);
    }
    if (info.st_uid != ::geteuid()) {
        return storageError(Text::tr("“%1” belongs to another user."), path);
    }
    if (info.st_nlink > 1) {
        return storageError(Text::tr("“%1” has a second name (hard link); remove the other one."),
                            path);
    }
#else
    if (QFileInfo(path).isSymLink()) {
        return storageError(Text::tr("“%1” is a symbolic link; Plantain does not follow it."),
                            path);
    }
#endif
    return std::nullopt;
}

/// A rename is durable only when the folder that holds the name is.
void syncFolderOf(const QString& path)
{
#ifdef Q_OS_UNIX
    const QByteArray folder = QFile::encodeName(QFileInfo(path).absolutePath());
    const int descriptor = ::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        ::fsync(descriptor);
        ::close(descriptor);
    }
#else
    Q_UNUSED(path)
#endif
}

} // namespace

Status writeFileAtomically(const QString& path, const QByteArray& bytes, FileAccess access)
{
    if (const auto unsafe = unsafeToTouch(path)) {
        return *unsafe;
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return storageError(Text::tr("“%1” cannot be written."), path, file.errorString());
    }
    // Before the first byte: the temporary file must never be wider than the file it becomes.
    if (access == FileAccess::OwnerOnly && !file.setPermissions(ownerOnly)) {
        file.cancelWriting();
        return storageError(Text::tr("“%1” cannot be made private."), path, file.errorString());
    }
    if (file.write(bytes) != bytes.size() || !file.commit()) {
        return storageError(Text::tr("“%1” could not be saved."), path, file.errorString());
    }
    syncFolderOf(path);
    return Done{};
}

Result<std::optional<QByteArray>> readOwnFile(const QString& path, qint64 maxBytes)
{
    if (const auto unsafe = unsafeToTouch(path)) {
        return *unsafe;
    }
    QFile file(path);
    if (!file.exists()) {
        return std::optional<QByteArray>();
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return storageError(Text::tr("“%1” cannot be read."), path, file.errorString());
    }
    if (file.size() > maxBytes) {
        Error tooLarge = storageError(Text::tr("“%1” is too large."), path);
        tooLarge.kind = ErrorKind::InvalidInput;
        return tooLarge;
    }
    return std::optional(file.readAll());
}

Status makePrivateFolder(const QString& path)
{
    if (QFileInfo(path).isDir()) {
        return Done{};
    }
    const QFileInfo folder(QDir::cleanPath(QDir(path).absolutePath()));
    QDir parent = folder.dir();
    const bool made = parent.mkpath(QStringLiteral(".")) &&
                      parent.mkdir(folder.fileName(), ownerOnly | QFileDevice::ExeOwner);
    // Another process may have been a moment faster.
    if (!made && !QFileInfo(path).isDir()) {
        return storageError(Text::tr("The folder “%1” cannot be created."), path);
    }
    return Done{};
}

Status setFileAside(const QString& path)
{
    const QString aside = path + QStringLiteral(".bad");
    QFile::setPermissions(path, ownerOnly);
    if (QFile::exists(aside)) {
        QFile::remove(aside);
    }
    QFile file(path);
    if (!file.rename(aside)) {
        return storageError(Text::tr("“%1” cannot be renamed."), path, file.errorString());
    }
    syncFolderOf(path);
    return Done{};
}

Status removeFileDurably(const QString& path)
{
    QFile file(path);
    if (file.exists() && !file.remove()) {
        return storageError(Text::tr("“%1” cannot be removed."), path, file.errorString());
    }
    syncFolderOf(path);
    return Done{};
}

} // namespace plantain::base
