// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/StorageChange.h"

#include "src/auth/AuthService.h"
#include "src/auth/TokenStore.h"
#include "src/secrets/ApiKeys.h"
#include "src/settings/AppSettings.h"

namespace plantain::app {

using base::Error;
using base::ErrorKind;

namespace {

constexpr std::chrono::seconds lockPatience{20};

} // namespace

StorageChange::StorageChange(Services& services)
    : m_services(services)
{
}

bool StorageChange::isUnderWay() const
{
    return (m_locking && m_locking->isRunning()) || (m_migration && m_migration->isRunning());
}

void StorageChange::changeTo(secrets::StorageKind kind)
{
    if (isUnderWay()) {
        return;
    }
    if (const auto error = obstacle()) {
        emit ended(*error);
        return;
    }
    m_locking = base::makeJob<base::LockJob>(m_services.tokenStore().lockPath(), lockPatience);
    connect(m_locking.get(), &base::Job::finished, this, [this, kind] {
        if (!m_locking->result()) {
            emit ended(m_locking->result().error());
            return;
        }
        m_lock = *m_locking->result();
        migrateTo(kind);
    });
    m_locking->start();
}

std::optional<Error> StorageChange::obstacle() const
{
    if (m_services.isSandbox()) {
        return Error{
            ErrorKind::InvalidInput, tr("In the Sandbox, secrets stay in its own folder."), {}, {}};
    }
    const auth::AuthState state = m_services.auth().status().state;
    if (state == auth::AuthState::WaitingForBrowser || state == auth::AuthState::Exchanging) {
        return Error{ErrorKind::StorageUnavailable,
                     tr("A sign-in is under way."),
                     tr("Try again when it has ended."),
                     {}};
    }
    return std::nullopt;
}

void StorageChange::migrateTo(secrets::StorageKind kind)
{
    m_migration = base::makeJob<secrets::SecretMigration>(
        m_services.activeStore(), m_services.store(kind), secrets::allSecretNames(),
        [this, kind] { return choose(kind); });
    connect(m_migration.get(), &base::Job::finished, this,
            [this] { finishUp(m_migration->result()); });
    m_migration->start();
}

base::Status StorageChange::choose(secrets::StorageKind kind)
{
    settings::Settings values = m_services.settings().values();
    values.storage = toString(kind);
    const base::Status saved = m_services.settings().save(values);
    if (saved) {
        m_services.useStore(kind);
    }
    return saved;
}

void StorageChange::finishUp(const base::Result<secrets::MigrationReport>& report)
{
    base::release(m_lock);
    m_services.auth().load();
    m_services.keys().refresh();
    if (!report) {
        emit ended(report.error());
    } else if (!report->leftBehind.isEmpty()) {
        emit ended(Error{ErrorKind::StorageFailed,
                         tr("The secrets have been moved, but the old copies could not all be "
                            "removed."),
                         report->leftBehindWhy, report->leftBehind.join(u' ')});
    } else {
        emit ended(base::Done{});
    }
}

} // namespace plantain::app
