// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Clock.h"
#include "src/base/Result.h"

#include <QCoreApplication>
#include <QString>

namespace plantain::secrets {

/// Remembers in `keychain-marker.json` of the data folder which secrets the keychain holds for us,
/// by name and never by value. Needed because a locked keyring answers "entry not found" for an
/// entry that exists, and because two data folders of one user must not share a rotating token: the
/// marker's id is part of the account's name in the keyring. Errors: StorageUnavailable for a
/// marker file that cannot be understood, StorageFailed for one that cannot be read or written.
class KeychainMarker
{
    Q_DECLARE_TR_FUNCTIONS(KeychainMarker)

public:
    enum class Entry {
        None,   ///< nothing of ours is there
        Begun,  ///< a first write was begun and its end never seen
        Written ///< a write has succeeded
    };

    explicit KeychainMarker(const QString& dataFolder);

    /// The file, which changes whenever this data folder's part of the keychain does.
    static QString pathIn(const QString& dataFolder);

    base::Result<Entry> entry(const QString& name) const;
    /// The name of this folder's entry in the keyring; one that nobody writes before `begin()`.
    QString account(const QString& name) const;
    /// To be called before a write; changes nothing when the name is known.
    base::Status begin(const QString& name) const;
    base::Status setWritten(const QString& name, base::UnixTime now) const;
    base::Status forget(const QString& name) const;

private:
    QString m_path;
};

} // namespace plantain::secrets
