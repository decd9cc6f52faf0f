// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/TokenStore.h"

#include "src/base/AtomicFile.h"
#include "src/base/Logging.h"
#include "src/base/StepJob.h"
#include "src/secrets/KeychainMarker.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileSystemWatcher>
#include <QPointer>
#include <QTimer>

namespace plantain::auth {

namespace {

using base::ErrorKind;
using secrets::SecretStore;
using secrets::StorageKind;

constexpr qint64 maxRecordBytes = qint64{1024} * 1024;
constexpr std::chrono::milliseconds settleTime{50};

QString recordName()
{
    return secrets::tokenRecordName;
}

QString damagedName()
{
    return recordName() + QStringLiteral(".bad");
}

/// Tells our own writes from those of others; empty when there is no record.
QByteArray digestOf(const QByteArray& text)
{
    return text.isEmpty() ? QByteArray()
                          : QCryptographicHash::hash(text, QCryptographicHash::Sha256);
}

/// Told what the store holds now, as far as this process knows. Jobs may outlive the store.
using Remember = std::function<void(const QByteArray& digest)>;

TokenRecord damagedRecord()
{
    TokenRecord record;
    record.needsReauth = QStringLiteral("record_damaged");
    return record;
}

class LoadJob final : public base::StepJob<TokenRecord>
{
public:
    LoadJob(SecretStore& store, Remember remember)
        : m_store(store)
        , m_remember(std::move(remember))
    {
    }

protected:
    void run() override
    {
        step(m_store.read(recordName()), [this](const auto& read) {
            if (read) {
                understand(read->value_or(base::Secret()), read->has_value());
            } else if (read.error().kind == ErrorKind::InvalidInput) {
                finish(damagedRecord());
            } else {
                finish(read.error());
            }
        });
    }

private:
    void understand(const base::Secret& text, bool present)
    {
        m_remember(digestOf(text.reveal()));
        if (!present) {
            finish(TokenRecord());
            return;
        }
        auto record = TokenRecord::fromJson(text.reveal());
        if (record) {
            finish(std::move(record));
            return;
        }
        qCWarning(base::logAuth).noquote()
            << "the token record is damaged and set aside:" << record.error().message;
        step(m_store.write(damagedName(), text), [this](const base::Status& kept) {
            if (!kept) {
                finish(kept.error());
                return;
            }
            step(m_store.remove(recordName()),
                 [this](const base::Status&) { finish(damagedRecord()); });
        });
    }

    SecretStore& m_store;
    Remember m_remember;
};

using Writes = std::vector<base::JobPtr<secrets::WriteSecretJob>>;

/// Changes the stores step by step. Goes on after a failure: what can be cleared is cleared.
class WriteJob final : public base::StepJob<base::Done>
{
public:
    WriteJob(Writes steps, std::function<void()> onWritten)
        : m_steps(std::move(steps))
        , m_onWritten(std::move(onWritten))
    {
    }

protected:
    void run() override { goOn(); }

private:
    void goOn()
    {
        if (m_next == m_steps.size()) {
            if (m_outcome) {
                m_onWritten();
            }
            finish(m_outcome);
            return;
        }
        step(std::move(m_steps[m_next++]), [this](const base::Status& status) {
            if (!status && m_outcome) {
                m_outcome = status;
            }
            goOn();
        });
    }

    Writes m_steps;
    std::size_t m_next = 0;
    std::function<void()> m_onWritten;
    base::Status m_outcome = base::Done{};
};

} // namespace

class TokenStore::Private
{
public:
    Private(TokenStore& owner, SecretStore& activeStore, SecretStore& inactiveStore, QString folder,
            const base::Clock& wallClock)
        : q(owner)
        , active(&activeStore)
        , inactive(&inactiveStore)
        , dataFolder(std::move(folder))
        , clock(wallClock)
    {
        settle.setSingleShot(true);
        settle.setInterval(settleTime);
        // Not fatal here: a save says why the folder cannot be made.
        (void)base::makePrivateFolder(dataFolder);
        const auto touched = [this] { settle.start(); };
        QObject::connect(&watcher, &QFileSystemWatcher::directoryChanged, &q, touched);
        QObject::connect(&watcher, &QFileSystemWatcher::fileChanged, &q, touched);
        QObject::connect(&settle, &QTimer::timeout, &q, [this] { compare(); });
        lastSeen = fileDigest();
        watch();
    }

    /// The file that shows others' changes: a keychain cannot be watched, but its marker can.
    QString watchedPath() const
    {
        return active->kind() == StorageKind::File ? QDir(dataFolder).filePath(recordName())
                                                   : secrets::KeychainMarker::pathIn(dataFolder);
    }

    QByteArray fileDigest() const
    {
        const auto bytes = base::readOwnFile(watchedPath(), maxRecordBytes);
        return bytes && *bytes ? digestOf(**bytes) : QByteArray();
    }

    /// A replaced file is a new one for the watcher, so it is named anew after each change.
    void watch()
    {
        if (watcher.directories().isEmpty()) {
            watcher.addPath(dataFolder);
        }
        if (!watcher.files().contains(watchedPath()) && QFile::exists(watchedPath())) {
            watcher.addPath(watchedPath());
        }
    }

    void compare()
    {
        const QByteArray now = fileDigest();
        watch();
        if (now != lastSeen) {
            lastSeen = now;
            emit q.changedOutside();
        }
    }

    Remember remembering()
    {
        return [self = QPointer<TokenStore>(&q)](const QByteArray& digest) {
            if (self) {
                const bool inFile = self->kind() == StorageKind::File;
                self->d->lastSeen = inFile ? digest : self->d->fileDigest();
                self->d->watch();
            }
        };
    }

    base::JobPtr<SaveRecordJob> changing(const base::Secret& newText, Writes steps)
    {
        return base::makeJob<WriteJob>(
            std::move(steps),
            [remember = remembering(), digest = digestOf(newText.reveal())] { remember(digest); });
    }

    TokenStore& q;
    SecretStore* active;
    SecretStore* inactive;
    QString dataFolder;
    const base::Clock& clock;
    QFileSystemWatcher watcher;
    QTimer settle;
    QByteArray lastSeen;
};

TokenStore::TokenStore(secrets::SecretStore& active, secrets::SecretStore& inactive,
                       QString dataFolder, const base::Clock& clock, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, active, inactive, std::move(dataFolder), clock))
{
}

TokenStore::~TokenStore() = default;

base::JobPtr<LoadRecordJob> TokenStore::load()
{
    return base::makeJob<LoadJob>(*d->active, d->remembering());
}

base::JobPtr<SaveRecordJob> TokenStore::save(const TokenRecord& record)
{
    TokenRecord stamped = record;
    stamped.updatedAt = d->clock.now();
    stamped.createdAt = record.createdAt.value_or(*stamped.updatedAt);
    if (stamped.machine.isEmpty() && !stamped.hostId.isEmpty()) {
        stamped.machine = machineDigest(stamped.hostId);
    }
    const base::Secret text = stamped.toJson();
    Writes steps;
    steps.push_back(d->active->write(recordName(), text));
    return d->changing(text, std::move(steps));
}

base::JobPtr<SaveRecordJob> TokenStore::clearTokens(const TokenRecord& lastKnown)
{
    const TokenRecord rest = lastKnown.withoutTokens();
    const base::Secret text = rest == TokenRecord() ? base::Secret() : rest.toJson();
    Writes steps;
    // Removing also takes away what a crash during a save has left.
    steps.push_back(d->active->remove(recordName()));
    if (!text.isEmpty()) {
        steps.push_back(d->active->write(recordName(), text));
    }
    steps.push_back(d->active->remove(damagedName()));
    steps.push_back(d->inactive->remove(recordName()));
    steps.push_back(d->inactive->remove(damagedName()));
    return d->changing(text, std::move(steps));
}

secrets::StorageKind TokenStore::kind() const
{
    return d->active->kind();
}

QString TokenStore::lockPath() const
{
    return QDir(d->dataFolder).filePath(QStringLiteral("openai-auth.lock"));
}

void TokenStore::useStores(secrets::SecretStore& active, secrets::SecretStore& inactive)
{
    d->active = &active;
    d->inactive = &inactive;
    d->lastSeen = d->fileDigest();
}

} // namespace plantain::auth
