// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Job.h"
#include "src/base/Secret.h"

#include <QString>

#include <optional>

namespace plantain::secrets {

/// Names a secret has in every store. In the file store it is the file's name inside the data
/// folder, in the keychain the account of the service "Plantain".
inline constexpr QLatin1String tokenRecordName{"openai-auth.json"};

/// Which store keeps the secrets; `file` and `keychain` are spelled so in settings and on the
/// command line.
enum class StorageKind { File, Keychain };
QString toString(StorageKind kind);
std::optional<StorageKind> storageKindFromString(const QString& text);

/// Empty optional: there is no such secret, known for certain. A locked or absent keyring is
/// ErrorKind::StorageUnavailable and never "no such secret".
using ReadSecretJob = base::ResultJob<std::optional<base::Secret>>;
using WriteSecretJob = base::ResultJob<base::Done>;

/// Keeps named secrets. No fall back to another store happens here, ever.
class SecretStore
{
public:
    virtual ~SecretStore() = default;
    virtual StorageKind kind() const = 0;
    virtual base::JobPtr<ReadSecretJob> read(const QString& name) = 0;
    virtual base::JobPtr<WriteSecretJob> write(const QString& name, const base::Secret& value) = 0;
    /// Removing an absent secret is a success.
    virtual base::JobPtr<WriteSecretJob> remove(const QString& name) = 0;
};

} // namespace plantain::secrets
