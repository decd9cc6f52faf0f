// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/FunctionJob.h"
#include "src/secrets/SecretStore.h"

namespace plantain::testing {

/// Answers as a keyring does that nobody has unlocked; after `unlock` as an empty one.
class LockedStore final : public secrets::SecretStore
{
public:
    void unlock() { m_isLocked = false; }
    secrets::StorageKind kind() const override { return secrets::StorageKind::Keychain; }
    base::JobPtr<secrets::ReadSecretJob> read(const QString&) override
    {
        using Found = base::Result<std::optional<base::Secret>>;
        return base::makeFunctionJob<std::optional<base::Secret>>(
            [isLocked = m_isLocked] { return isLocked ? Found(locked()) : Found(std::nullopt); });
    }
    base::JobPtr<secrets::WriteSecretJob> write(const QString&, const base::Secret&) override
    {
        return base::makeFunctionJob<base::Done>([] { return locked(); });
    }
    base::JobPtr<secrets::WriteSecretJob> remove(const QString&) override
    {
        return base::makeFunctionJob<base::Done>([] { return locked(); });
    }

private:
    static base::Error locked()
    {
        return {base::ErrorKind::StorageUnavailable,
                QStringLiteral("The system keyring is locked."),
                QStringLiteral("Unlock it to use your session."),
                {}};
    }

    bool m_isLocked = true;
};

} // namespace plantain::testing
