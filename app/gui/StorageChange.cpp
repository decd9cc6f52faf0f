// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/StorageChange.h"

#include "src/auth/AuthService.h"
#include "src/auth/TokenStore.h"
#include "src/secrets/ApiKeys.h"
#include "src/settings/AppSettings.h"

namespace plantain::app {

using base::Error;
using base::ErrorKind;

StorageChange::StorageChange(Services& services)
    : m_services(services)
{
}

void StorageChange::changeTo(secrets::StorageKind kind)
{
    if (m_migration && m_migration->isRunning()) {
        return;
    }
    if (const auto error = obstacle()) {
        emit ended(*error);
        return;
    }
    m_migration = base::makeJob<secrets::SecretMigration>(
        m_services.activeStore(), m_services.store(kind), secrets::allSecretNames(),
        [this, kind] { return choose(kind); });
    connect(m_migration.get(), &base::Job::finished, this,
            [this] { finishUp(m_migration->result()); });
    m_migration->start();
}

std::optional<Error> StorageChange::obstacle()
{
    if (m_services.isSandbox()) {
        return Error{
            ErrorKind::InvalidInput, tr("In the Sandbox, secrets stay in its own folder."), {}, {}};
    }
    const auth::AuthState state = m_services.auth().status().state;
    m_lock = std::make_unique<QLockFile>(m_services.tokenStore().lockPath());
    if (state == auth::AuthState::WaitingForBrowser || state == auth::AuthState::Exchanging ||
        !m_lock->tryLock()) {
        m_lock.reset();
        return Error{ErrorKind::StorageUnavailable,
                     tr("A sign-in or a renewal of the session is under way."),
                     tr("Try again when it has ended."),
                     {}};
    }
    return std::nullopt;
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
    m_lock.reset();
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
