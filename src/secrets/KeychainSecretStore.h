// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Clock.h"
#include "src/secrets/KeychainMarker.h"
#include "src/secrets/SecretStore.h"

#include <QCoreApplication>

#include <chrono>

namespace plantain::secrets {

/// The desktop's keyring (Secret Service, KWallet) through QtKeychain: one entry a secret, service
/// "Plantain", account = the secret's name and the data folder's id.
///
/// Whatever keeps the keyring from answering (locked, absent, no D-Bus, too slow) is
/// StorageUnavailable; a marker file in the data folder tells "locked" from "no such secret".
/// An empty value is the same as no secret. Needs a running event loop of GLib's dispatcher, which
/// is Qt's own choice on Linux desktops and servers.
///
/// Windows: its credential manager takes 2560 bytes an entry (QtKeychain before 0.15) and ignores
/// the service. A token record is larger, so the file store is the one to offer there.
class KeychainSecretStore final : public SecretStore
{
    Q_DECLARE_TR_FUNCTIONS(KeychainSecretStore)

public:
    /// `timeout` limits one call of the keyring. It may be asking the user for a password, so that
    /// the limit is long; a late answer changes the keyring but no job's outcome.
    KeychainSecretStore(const QString& dataFolder, const base::Clock& clock,
                        std::chrono::milliseconds timeout = std::chrono::seconds(20));

    StorageKind kind() const override { return StorageKind::Keychain; }
    base::JobPtr<ReadSecretJob> read(const QString& name) override;
    base::JobPtr<WriteSecretJob> write(const QString& name, const base::Secret& value) override;
    /// Overwrites first: a locked keyring says that it has deleted an entry and keeps it, while it
    /// refuses to overwrite one. A secret that was never stored from this data folder is absent;
    /// the keyring is not asked.
    base::JobPtr<WriteSecretJob> remove(const QString& name) override;

private:
    KeychainMarker m_marker;
    const base::Clock& m_clock;
    std::chrono::milliseconds m_timeout;
};

} // namespace plantain::secrets
