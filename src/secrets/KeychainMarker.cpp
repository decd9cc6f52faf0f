// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/secrets/KeychainMarker.h"

#include "src/base/AtomicFile.h"
#include "src/base/Json.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLockFile>
#include <QUuid>

#include <functional>

namespace plantain::secrets {

using base::Error;
using base::Status;

namespace {

constexpr int currentVersion = 1;
constexpr qint64 maxBytes = 65'536;
constexpr std::chrono::milliseconds lockPatience{500};

constexpr QLatin1String idKey{"id"};
constexpr QLatin1String namesKey{"names"};
constexpr QLatin1String updatedAtKey{"updated_at"};

Error unusable(const QString& path, const QString& detail)
{
    return Error{
        base::ErrorKind::StorageUnavailable,
        KeychainMarker::tr("“%1” cannot be understood.").arg(QDir::toNativeSeparators(path)),
        KeychainMarker::tr(
            "It tells which secrets the keyring holds. Remove the file, then sign in or "
            "enter your keys again."),
        detail};
}

/// The whole file; an absent one is an empty object.
base::Result<QJsonObject> load(const QString& path)
{
    const auto bytes = base::readOwnFile(path, maxBytes);
    if (!bytes) {
        return bytes.error();
    }
    if (!*bytes) {
        return QJsonObject();
    }
    auto content = base::parseJsonObject(**bytes);
    if (!content) {
        return unusable(path, content.error().message);
    }
    base::JsonReader reader(*content);
    const auto version = reader.integer("version");
    reader.object("names");
    if (reader.error() || version != currentVersion) {
        return unusable(path, reader.error().value_or(Error{}).message);
    }
    return content;
}

Status save(const QString& path, QJsonObject content, const QJsonObject& names)
{
    content.insert(QLatin1String("version"), currentVersion);
    content.insert(namesKey, names);
    if (!content.contains(idKey)) {
        content.insert(idKey, QUuid::createUuid().toString(QUuid::Id128).left(8));
    }
    return base::writeFileAtomically(path, QJsonDocument(content).toJson(),
                                     base::FileAccess::Normal);
}

/// Reads, changes and writes; another process that does the same waits.
Status change(const QString& path, const std::function<void(QJsonObject& names)>& edit)
{
    if (auto made = base::makePrivateFolder(QFileInfo(path).path()); !made) {
        return made;
    }
    QLockFile lock(path + QStringLiteral(".lock"));
    if (!lock.tryLock(static_cast<int>(lockPatience.count()))) {
        return Error{base::ErrorKind::StorageFailed,
                     KeychainMarker::tr("“%1” is in use by another program.")
                         .arg(QDir::toNativeSeparators(path)),
                     {},
                     {}};
    }
    const auto content = load(path);
    if (!content) {
        return content.error();
    }
    const QJsonObject before = content->value(namesKey).toObject();
    QJsonObject names = before;
    edit(names);
    return names == before ? base::Done{} : save(path, *content, names);
}

} // namespace

KeychainMarker::KeychainMarker(const QString& dataFolder)
    : m_path(pathIn(dataFolder))
{
}

QString KeychainMarker::pathIn(const QString& dataFolder)
{
    return QDir(dataFolder).filePath(QStringLiteral("keychain-marker.json"));
}

base::Result<KeychainMarker::Entry> KeychainMarker::entry(const QString& name) const
{
    const auto content = load(m_path);
    if (!content) {
        return content.error();
    }
    const QJsonValue entry = content->value(namesKey).toObject().value(name);
    if (entry.isUndefined()) {
        return Entry::None;
    }
    return entry.toObject().contains(updatedAtKey) ? Entry::Written : Entry::Begun;
}

QString KeychainMarker::account(const QString& name) const
{
    const auto content = load(m_path);
    const QString id = content ? content->value(idKey).toString() : QString();
    return id.isEmpty() ? name : QStringLiteral("%1 (%2)").arg(name, id);
}

Status KeychainMarker::begin(const QString& name) const
{
    return change(m_path, [&name](QJsonObject& names) {
        if (!names.contains(name)) {
            names.insert(name, QJsonObject());
        }
    });
}

Status KeychainMarker::setWritten(const QString& name, base::UnixTime now) const
{
    return change(m_path, [&name, now](QJsonObject& names) {
        names.insert(name, QJsonObject{{updatedAtKey, base::toUnixSeconds(now)}});
    });
}

Status KeychainMarker::forget(const QString& name) const
{
    return change(m_path, [&name](QJsonObject& names) { names.remove(name); });
}

} // namespace plantain::secrets
