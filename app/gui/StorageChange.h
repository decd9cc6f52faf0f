// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Services.h"
#include "src/secrets/SecretMigration.h"

#include <QLockFile>
#include <QObject>

#include <memory>

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
    std::optional<base::Error> obstacle();
    base::Status choose(secrets::StorageKind kind);
    void finishUp(const base::Result<secrets::MigrationReport>& report);

    Services& m_services;
    std::unique_ptr<QLockFile> m_lock; ///< held so that no refresh comes in between
    base::JobPtr<secrets::SecretMigration> m_migration;
};

} // namespace plantain::app
