// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/secrets/FileSecretStore.h"

#include "src/base/AtomicFile.h"
#include "src/base/FunctionJob.h"
#include "src/base/Logging.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <chrono>

namespace plantain::secrets {

namespace {

constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr auto groupOrOthers = QFileDevice::ReadGroup | QFileDevice::WriteGroup |
                               QFileDevice::ExeGroup | QFileDevice::ReadOther |
                               QFileDevice::WriteOther | QFileDevice::ExeOther;

void warnAboutFolder(const QString& folder)
{
    const auto wide = QFile::permissions(folder) & (QFile::WriteGroup | QFile::WriteOther);
    if (wide != 0) {
        qCWarning(base::logSecrets).noquote()
            << "other users may write to the data folder" << QDir::toNativeSeparators(folder);
    }
}

void repairMode(const QString& path)
{
    if ((QFile::permissions(path) & groupOrOthers) == 0) {
        return;
    }
    const bool repaired = QFile::setPermissions(path, ownerOnly);
    qCWarning(base::logSecrets).noquote()
        << QDir::toNativeSeparators(path)
        << (repaired ? "could be read by other users; now it is private"
                     : "can be read by other users, and that could not be changed");
}

base::Result<std::optional<base::Secret>> readSecret(const QString& folder, const QString& path)
{
    auto bytes = base::readOwnFile(path, FileSecretStore::maxBytes);
    if (!bytes) {
        const bool tooLarge = bytes.error().kind == base::ErrorKind::InvalidInput;
        const base::Status aside = tooLarge ? base::setFileAside(path) : base::Done{};
        return aside ? bytes.error() : aside.error();
    }
    if (!*bytes) {
        return std::optional<base::Secret>();
    }
    warnAboutFolder(folder);
    repairMode(path);
    return std::optional(base::Secret(**std::move(bytes)));
}

/// A save takes milliseconds: a temporary file of that age has nobody who still writes it.
constexpr std::chrono::minutes longestSave{1};

/// The save's own temporary files, where a crash has left one behind.
QFileInfoList leftoversOf(const QString& path)
{
    const QFileInfo file(path);
    const QRegularExpression made(QLatin1Char('^') + QRegularExpression::escape(file.fileName()) +
                                  QStringLiteral("\\.[A-Za-z]{6}$"));
    QFileInfoList leftovers =
        file.dir().entryInfoList(QDir::Files | QDir::Hidden | QDir::NoSymLinks);
    leftovers.removeIf(
        [&made](const QFileInfo& each) { return !made.match(each.fileName()).hasMatch(); });
    return leftovers;
}

void removeOldLeftoversOf(const QString& path)
{
    const QDateTime limit =
        QDateTime::currentDateTimeUtc().addMSecs(-std::chrono::milliseconds(longestSave).count());
    for (const QFileInfo& leftover : leftoversOf(path)) {
        if (leftover.lastModified() < limit) {
            QFile::remove(leftover.filePath());
        }
    }
}

base::Status writeSecret(const QString& folder, const QString& path, const base::Secret& value)
{
    if (auto made = base::makePrivateFolder(folder); !made) {
        return made;
    }
    warnAboutFolder(folder);
    removeOldLeftoversOf(path);
    return base::writeFileAtomically(path, value.reveal(), base::FileAccess::OwnerOnly);
}

void overwrite(const QString& path)
{
    QFile file(path);
    if (file.open(QIODevice::ReadWrite)) {
        file.write(QByteArray(file.size(), '\0'));
    }
}

base::Status removeSecret(const QString& path)
{
    const auto present = base::readOwnFile(path, FileSecretStore::maxBytes);
    if (!present && present.error().kind != base::ErrorKind::InvalidInput) {
        return present.error();
    }
    for (const QFileInfo& leftover : leftoversOf(path)) {
        QFile::remove(leftover.filePath());
    }
    if (present && *present) {
        overwrite(path);
    }
    return base::removeFileDurably(path);
}

} // namespace

FileSecretStore::FileSecretStore(QString folder)
    : m_folder(std::move(folder))
{
}

base::JobPtr<ReadSecretJob> FileSecretStore::read(const QString& name)
{
    return base::makeFunctionJob<std::optional<base::Secret>>(
        [folder = m_folder, path = QDir(m_folder).filePath(name)] {
            return readSecret(folder, path);
        });
}

base::JobPtr<WriteSecretJob> FileSecretStore::write(const QString& name, const base::Secret& value)
{
    return base::makeFunctionJob<base::Done>([folder = m_folder,
                                              path = QDir(m_folder).filePath(name),
                                              value] { return writeSecret(folder, path, value); });
}

base::JobPtr<WriteSecretJob> FileSecretStore::remove(const QString& name)
{
    return base::makeFunctionJob<base::Done>(
        [path = QDir(m_folder).filePath(name)] { return removeSecret(path); });
}

} // namespace plantain::secrets
