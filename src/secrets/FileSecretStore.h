// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/secrets/SecretStore.h"

namespace plantain::secrets {

/// One file a secret in the data folder: mode 0600 from its first moment, replaced atomically.
/// Refuses symbolic and hard links, anything that is no regular file and files of other users
/// (StorageFailed). A file that others may read is repaired, with a warning in the log.
class FileSecretStore final : public SecretStore
{
public:
    /// A larger file holds no secret of ours.
    static constexpr qint64 maxBytes = qint64{1024} * 1024;

    explicit FileSecretStore(QString folder);

    StorageKind kind() const override { return StorageKind::File; }
    /// A file larger than `maxBytes` is set aside as *.bad and answered with InvalidInput.
    base::JobPtr<ReadSecretJob> read(const QString& name) override;
    /// Also removes what a crash during a save has left, once it is a minute old.
    base::JobPtr<WriteSecretJob> write(const QString& name, const base::Secret& value) override;
    /// Overwrites before it removes, and removes what a crash during a save has left.
    base::JobPtr<WriteSecretJob> remove(const QString& name) override;

private:
    QString m_folder;
};

} // namespace plantain::secrets
