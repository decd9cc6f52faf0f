// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Result.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace plantain::base {

/// Who may read a file that is written.
enum class FileAccess {
    OwnerOnly, ///< 0600 from the moment the file exists, whatever the umask
    Normal     ///< what the umask says
};

/// Replaces `path` as a whole: temporary file in the same folder, write, fsync, rename, fsync of
/// the folder. After a crash the file is the old or the new one, never in between. Refuses a
/// symbolic link, a hard-linked file, a folder, a FIFO and a file of another owner
/// (ErrorKind::StorageFailed).
Status writeFileAtomically(const QString& path, const QByteArray& bytes, FileAccess access);

/// Reads a regular file of ours; the same refusals as writing. A file larger than `maxBytes` is
/// ErrorKind::InvalidInput. An absent file is an empty optional, not an error.
Result<std::optional<QByteArray>> readOwnFile(const QString& path, qint64 maxBytes);

/// Makes a folder and its parents; the folder itself with mode 0700.
Status makePrivateFolder(const QString& path);

/// Moves a file that cannot be used to `<path>.bad`, readable by its owner only; an older one there
/// is replaced.
Status setFileAside(const QString& path);

/// Removes a file and makes the removal durable. An absent file is a success.
Status removeFileDurably(const QString& path);

} // namespace plantain::base
