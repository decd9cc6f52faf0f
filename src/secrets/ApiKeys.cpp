// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/secrets/ApiKeys.h"

#include "src/base/FunctionJob.h"
#include "src/base/StepJob.h"

#include <QPointer>

#include <algorithm>
#include <map>

namespace plantain::secrets {

namespace {

using base::Error;
using base::ErrorKind;
using base::Secret;

/// Shorter keys would give too much of themselves away.
constexpr qsizetype shortestKeyWithEnding = 12;
constexpr qsizetype endingLength = 4;

bool isAllowedInKey(char c)
{
    return c > ' ' && c < '\x7f';
}

base::Result<Secret> checkedKey(const Secret& key)
{
    const QByteArray trimmed = key.reveal().trimmed();
    if (trimmed.isEmpty()) {
        return Error{ErrorKind::InvalidInput, ApiKeys::tr("The API key is empty."), {}, {}};
    }
    if (!std::all_of(trimmed.cbegin(), trimmed.cend(), isAllowedInKey)) {
        return Error{ErrorKind::InvalidInput,
                     ApiKeys::tr("The API key holds white space or other characters that no key "
                                 "has."),
                     ApiKeys::tr("Copy the key again, without the text around it."),
                     {}};
    }
    return Secret(trimmed);
}

QString endingOf(const Secret& key)
{
    return key.reveal().size() < shortestKeyWithEnding
               ? QString()
               : QString::fromLatin1(key.reveal().last(endingLength));
}

QStringList variablesFor(const QString& provider)
{
    if (provider == QLatin1String("openai")) {
        return {QStringLiteral("OPENAI_API_KEY")};
    }
    if (provider == QLatin1String("google")) {
        return {QStringLiteral("GEMINI_API_KEY"), QStringLiteral("GOOGLE_API_KEY")};
    }
    return {};
}

QString variableIn(const QProcessEnvironment& environment, const QString& provider)
{
    for (const QString& name : variablesFor(provider)) {
        if (!environment.value(name).trimmed().isEmpty()) {
            return name;
        }
    }
    return {};
}

Error keyMissing(const QString& provider)
{
    const QStringList variables = variablesFor(provider);
    return Error{ErrorKind::KeyMissing,
                 ApiKeys::tr("No API key for %1.").arg(provider),
                 variables.isEmpty()
                     ? ApiKeys::tr("Enter one in Project setup, Providers.")
                     : ApiKeys::tr("Enter one in Project setup, Providers, or set %1.")
                           .arg(variables.first()),
                 {}};
}

class ReadJob final : public base::StepJob<Secret>
{
public:
    ReadJob(SecretStore& store, QString provider, Secret fromEnvironment)
        : m_store(store)
        , m_provider(std::move(provider))
        , m_fromEnvironment(std::move(fromEnvironment))
    {
    }

protected:
    void run() override
    {
        step(m_store.read(ApiKeys::secretName(m_provider)), [this](const auto& stored) {
            if (!stored) {
                // The store may hold a key of another account: the environment is no stand-in.
                finish(stored.error());
            } else if (*stored && !(*stored)->isEmpty()) {
                finish(**stored);
            } else if (!m_fromEnvironment.isEmpty()) {
                finish(m_fromEnvironment);
            } else {
                finish(keyMissing(m_provider));
            }
        });
    }

private:
    SecretStore& m_store;
    QString m_provider;
    Secret m_fromEnvironment;
};

/// Reports a successful change to its owner before it ends.
class ChangeJob final : public base::StepJob<base::Done>
{
public:
    ChangeJob(base::JobPtr<WriteSecretJob> change, std::function<void()> onSuccess)
        : m_change(std::move(change))
        , m_onSuccess(std::move(onSuccess))
    {
    }

protected:
    void run() override
    {
        step(std::move(m_change), [this](const base::Status& status) {
            if (status) {
                m_onSuccess();
            }
            finish(status);
        });
    }

private:
    base::JobPtr<WriteSecretJob> m_change;
    std::function<void()> m_onSuccess;
};

struct KnownKey {
    KeySource source = KeySource::None;
    QString ending;
    bool operator==(const KnownKey&) const = default;
};

} // namespace

class ApiKeys::Private
{
public:
    Private(ApiKeys& owner, SecretStore& secretStore, const QProcessEnvironment& processEnvironment)
        : q(owner)
        , store(&secretStore)
        , environment(processEnvironment)
    {
    }

    void look(const QString& provider)
    {
        auto& job = looks[provider];
        job = store->read(secretName(provider));
        QObject::connect(job.get(), &base::Job::finished, &q,
                         [this, provider, running = job.get()] {
                             learn(provider, whatIs(provider, running->result()));
                         });
        job->start();
    }

    KnownKey whatIs(const QString& provider,
                    const base::Result<std::optional<Secret>>& stored) const
    {
        if (!stored) {
            return {KeySource::StorageUnavailable, {}};
        }
        if (*stored && !(*stored)->isEmpty()) {
            return {KeySource::Stored, endingOf(**stored)};
        }
        const bool inEnvironment = !variableIn(environment, provider).isEmpty();
        return {inEnvironment ? KeySource::Environment : KeySource::None, {}};
    }

    void learn(const QString& provider, const KnownKey& found)
    {
        if (known.value(provider) != found) {
            known.insert(provider, found);
            emit q.changed(provider);
        }
    }

    base::JobPtr<WriteSecretJob> changing(const QString& provider,
                                          base::JobPtr<WriteSecretJob> change)
    {
        return base::makeJob<ChangeJob>(std::move(change),
                                        [self = QPointer<ApiKeys>(&q), provider] {
                                            if (self) {
                                                self->d->look(provider);
                                            }
                                        });
    }

    ApiKeys& q;
    SecretStore* store;
    QProcessEnvironment environment;
    QHash<QString, KnownKey> known;
    std::map<QString, base::JobPtr<ReadSecretJob>> looks;
};

ApiKeys::ApiKeys(SecretStore& store, const QProcessEnvironment& environment, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, store, environment))
{
}

ApiKeys::~ApiKeys() = default;

base::JobPtr<ReadKeyJob> ApiKeys::read(const QString& provider)
{
    const QString variable = environmentVariable(provider);
    const QByteArray value = d->environment.value(variable).trimmed().toUtf8();
    return base::makeJob<ReadJob>(*d->store, provider, Secret(value));
}

base::JobPtr<WriteSecretJob> ApiKeys::set(const QString& provider, const base::Secret& key)
{
    const auto checked = checkedKey(key);
    if (!checked) {
        return base::makeFunctionJob<base::Done>([error = checked.error()] { return error; });
    }
    return d->changing(provider, d->store->write(secretName(provider), *checked));
}

base::JobPtr<WriteSecretJob> ApiKeys::clear(const QString& provider)
{
    return d->changing(provider, d->store->remove(secretName(provider)));
}

KeySource ApiKeys::source(const QString& provider) const
{
    return d->known.value(provider).source;
}

QString ApiKeys::storedEnding(const QString& provider) const
{
    return d->known.value(provider).ending;
}

QString ApiKeys::environmentVariable(const QString& provider) const
{
    return variableIn(d->environment, provider);
}

void ApiKeys::refresh()
{
    for (const QString& provider : providers()) {
        d->look(provider);
    }
}

void ApiKeys::useStore(SecretStore& store)
{
    d->store = &store;
    refresh();
}

const QStringList& ApiKeys::providers()
{
    static const QStringList ids{QStringLiteral("google"), QStringLiteral("openai"),
                                 QStringLiteral("openai-compatible")};
    return ids;
}

QString ApiKeys::secretName(const QString& provider)
{
    return QStringLiteral("api-key-") + provider;
}

} // namespace plantain::secrets
