// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/secrets/SecretStore.h"

#include <QHash>
#include <QObject>
#include <QProcessEnvironment>
#include <QStringList>

#include <memory>

namespace plantain::secrets {

/// Where a provider's API key comes from. A stored key beats the environment.
enum class KeySource { None, Stored, Environment, StorageUnavailable };

using ReadKeyJob = base::ResultJob<base::Secret>;

/// API keys of the providers "google", "openai" and "openai-compatible": the secret store, else the
/// environment (OPENAI_API_KEY; GEMINI_API_KEY, then GOOGLE_API_KEY).
class ApiKeys : public QObject
{
    Q_OBJECT

public:
    /// `store` is borrowed. The environment is injected.
    ApiKeys(SecretStore& store, const QProcessEnvironment& environment, QObject* parent = nullptr);
    ~ApiKeys() override;

    /// The key itself. Errors: KeyMissing with a hint; StorageUnavailable.
    base::JobPtr<ReadKeyJob> read(const QString& provider);
    /// Trims; an empty key or one with white space or control characters inside is InvalidInput.
    base::JobPtr<WriteSecretJob> set(const QString& provider, const base::Secret& key);
    base::JobPtr<WriteSecretJob> clear(const QString& provider);

    /// What `refresh()` last found; None before. Never touches the store.
    KeySource source(const QString& provider) const;
    /// At most the last four characters of the stored key, for display; empty when not stored.
    QString storedEnding(const QString& provider) const;
    /// The environment variable that holds a key for this provider; empty when none does.
    QString environmentVariable(const QString& provider) const;
    /// Reads all providers' keys anew; `changed()` follows for those that differ.
    void refresh();

    /// From now on keys are kept there (after a migration); borrowed.
    void useStore(SecretStore& store);

    static const QStringList& providers();
    /// The name of a provider's key in every secret store.
    static QString secretName(const QString& provider);

signals:
    void changed(const QString& provider);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace plantain::secrets
