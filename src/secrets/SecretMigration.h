// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/StepJob.h"
#include "src/secrets/SecretStore.h"

#include <QStringList>

#include <functional>
#include <vector>

namespace plantain::secrets {

/// Names of all secrets that move when the user chooses another storage: the token record and the
/// providers' API keys.
QStringList allSecretNames();

/// How a migration ended. The old store may have kept a secret that it could not remove.
struct MigrationReport {
    QStringList moved;      ///< names that the new store holds now
    QStringList leftBehind; ///< of these, names that the old store still holds
    QString leftBehindWhy;  ///< the first removal's error message; empty when nothing is left
};

/// Moves secrets from the store in use to another one: writes each to the new store, reads it back
/// and compares; then switches over; only then removes from the old store. At every moment the
/// store that is in use is whole.
///
/// Success: the new store is in use, even when `leftBehind` is not empty. Error: the old store is
/// in use and whole, and what was written to the new one has been taken back where that was
/// possible. cancel() before the switch leaves the old store whole and the copies made so far in
/// the new one; after it, some of the old store's secrets.
///
/// When both stores hold a record, the one with the newer `updated_at` wins; a secret without one
/// (an API key) wins from the store in use. What only the new store holds is left alone.
/// The caller keeps others from changing secrets meanwhile.
class SecretMigration final : public base::StepJob<MigrationReport>
{
    Q_OBJECT

public:
    /// Records durably that the new store is the one in use. Called once, when it is whole.
    using SwitchOver = std::function<base::Status()>;

    /// The stores are borrowed.
    SecretMigration(SecretStore& from, SecretStore& to, QStringList names, SwitchOver switchOver);

protected:
    void run() override;

private:
    struct Written {
        QString name;
        std::optional<base::Secret> before; ///< what the new store held
    };

    void copyNext();
    void compareStores(const QString& name, const base::Secret& value);
    void write(const QString& name, const base::Secret& value);
    void readBack(const QString& name, const base::Secret& value);
    void copied(const QString& name);
    void switchOver();
    void removeNext();
    void takeBack(const base::Error& why);

    SecretStore& m_from;
    SecretStore& m_to;
    QStringList m_waiting;
    SwitchOver m_switchOver;
    std::vector<Written> m_written;
    QStringList m_toRemove;
    MigrationReport m_report;
};

} // namespace plantain::secrets
