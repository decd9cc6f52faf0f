// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Services.h"
#include "src/base/LockJob.h"
#include "src/secrets/SecretMigration.h"

#include <QObject>

namespace plantain::app {

/// Moves the secrets to another store when the window asks for it, and makes that store the one in
/// use from then on, for this process and by the settings for the next.
class StorageChange final : public QObject
{
    Q_OBJECT

public:
    /// Borrowed.
    explicit StorageChange(Services& services);

    /// `ended` follows, unless a change is under way: that one goes on. An error may also say that
    /// the new store is in use, but old copies could not be removed.
    void changeTo(secrets::StorageKind kind);

signals:
    void ended(const plantain::base::Status& outcome);

private:
    /// Why it cannot begin now.
    std::optional<base::Error> obstacle() const;
    void migrateTo(secrets::StorageKind kind);
    bool isUnderWay() const;
    base::Status choose(secrets::StorageKind kind);
    void finishUp(const base::Result<secrets::MigrationReport>& report);

    Services& m_services;
    base::JobPtr<base::LockJob> m_locking;
    base::HeldLock m_lock; ///< no refresh of any process comes in between
    base::JobPtr<secrets::SecretMigration> m_migration;
};

} // namespace plantain::app
