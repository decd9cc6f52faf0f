// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/auth/TokenRecord.h"
#include "src/base/Job.h"
#include "src/secrets/SecretStore.h"

#include <QObject>

namespace plantain::auth {

using LoadRecordJob = base::ResultJob<TokenRecord>;
using SaveRecordJob = base::ResultJob<base::Done>;

/// The token record in whichever secret store is chosen. Holds no copy: AuthService does.
class TokenStore : public QObject
{
    Q_OBJECT

public:
    /// `active` keeps the record; `inactive` is only ever cleared (D4). Both borrowed; `dataFolder`
    /// holds the non-secret marker for a keychain (S8) and the cross-process lock.
    TokenStore(secrets::SecretStore& active, secrets::SecretStore& inactive, QString dataFolder,
               const base::Clock& clock, QObject* parent = nullptr);
    ~TokenStore() override;

    /// An absent record is an empty one. A corrupt one is set aside as *.bad (S5) and read as empty
    /// with `needsReauth` set. Errors: StorageUnavailable (locked or absent keyring),
    /// StorageFailed.
    base::JobPtr<LoadRecordJob> load();
    /// Sets updated_at, and created_at when it is unset.
    base::JobPtr<SaveRecordJob> save(const TokenRecord& record);
    /// Takes the tokens out of both stores; client id and host id stay. Succeeds only when no token
    /// is left in either.
    base::JobPtr<SaveRecordJob> clearTokens(const TokenRecord& lastKnown);

    secrets::StorageKind kind() const;
    QString lockPath() const;
    /// After a migration.
    void useStores(secrets::SecretStore& active, secrets::SecretStore& inactive);

signals:
    /// Another process changed the record's file, or what the keychain holds for this data folder.
    void changedOutside();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace plantain::auth
