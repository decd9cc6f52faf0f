// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/secrets/SecretStore.h"

namespace plantain::secrets {

QString toString(StorageKind kind)
{
    return kind == StorageKind::File ? QStringLiteral("file") : QStringLiteral("keychain");
}

std::optional<StorageKind> storageKindFromString(const QString& text)
{
    for (const StorageKind kind : {StorageKind::File, StorageKind::Keychain}) {
        if (text == toString(kind)) {
            return kind;
        }
    }
    return std::nullopt;
}

} // namespace plantain::secrets
