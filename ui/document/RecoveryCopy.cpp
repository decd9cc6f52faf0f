// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/RecoveryCopy.h"

#include "src/base/AtomicFile.h"
#include "src/base/Json.h"
#include "src/base/LockFile.h"
#include "src/workflow/WorkflowFile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QUuid>

#include <algorithm>

namespace plantain::ui {

namespace {

using CopyResult = base::Result<std::shared_ptr<RecoveryCopy>>;

constexpr qint64 maxNoteBytes = 100'000;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(RecoveryCopy)
};

QString withEnding(const QString& file, const QString& ending)
{
    const QFileInfo info(file);
    return info.path() + QLatin1Char('/') + info.completeBaseName() + ending;
}

QString noteOf(const QString& file)
{
    return withEnding(file, QStringLiteral(".json"));
}

QString lockOf(const QString& file)
{
    return withEnding(file, QStringLiteral(".lock"));
}

/// Says whose work a copy is; a copy without it is still work.
RecoveredWork workIn(const QFileInfo& file)
{
    RecoveredWork work{file.filePath(), {}, Text::tr("Untitled"), file.lastModified()};
    const auto bytes = base::readOwnFile(noteOf(file.filePath()), maxNoteBytes);
    const auto note = bytes && *bytes ? base::parseJsonObject(**bytes) : QJsonObject();
    if (note) {
        work.path = note->value(QStringLiteral("path")).toString();
        work.name = note->value(QStringLiteral("name")).toString(work.name);
    }
    return work;
}

} // namespace

RecoveryCopy::RecoveryCopy(const QString& file)
    : m_file(file)
    , m_lock(lockOf(file))
{
}

CopyResult RecoveryCopy::locked(const QString& file)
{
    const std::shared_ptr<RecoveryCopy> copy(new RecoveryCopy(file));
    if (base::tryToLock(copy->m_lock, std::chrono::milliseconds(0))) {
        return copy;
    }
    return base::Error{base::ErrorKind::StorageFailed,
                       Text::tr("“%1” cannot be locked.").arg(lockOf(file)),
                       {},
                       {}};
}

CopyResult RecoveryCopy::make(const QString& folder)
{
    const auto made = base::makePrivateFolder(folder);
    if (!made) {
        return made.error();
    }
    const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    return locked(folder + QLatin1Char('/') + id + QStringLiteral(".plantain"));
}

CopyResult RecoveryCopy::takeOver(const QString& file)
{
    if (!QFileInfo(file).isFile()) {
        return base::Error{base::ErrorKind::StorageFailed,
                           Text::tr("“%1” does not exist any more.").arg(file),
                           {},
                           {}};
    }
    return locked(file);
}

QList<RecoveredWork> RecoveryCopy::listIn(const QString& folder)
{
    QList<RecoveredWork> found;
    const auto files = QDir(folder).entryInfoList({QStringLiteral("*.plantain")}, QDir::Files);
    for (const QFileInfo& file : files) {
        // A lock that can be taken belongs to nobody who lives; it is let go at once.
        if (file.isReadable() && file.size() > 0 && locked(file.filePath())) {
            found << workIn(file);
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& one, const auto& other) {
        return one.savedAt > other.savedAt;
    });
    return found;
}

base::Status RecoveryCopy::write(const workflow::WorkflowContent& content, const QString& path,
                                 const QString& name) const
{
    const QJsonObject note{{QStringLiteral("path"), path}, {QStringLiteral("name"), name}};
    base::Status written = base::writeFileAtomically(noteOf(m_file), QJsonDocument(note).toJson(),
                                                     base::FileAccess::OwnerOnly);
    if (!written) {
        return written;
    }
    return base::writeFileAtomically(m_file, workflow::serializeWorkflow(content),
                                     base::FileAccess::OwnerOnly);
}

void RecoveryCopy::remove() const
{
    // The work first: a note alone is nothing.
    for (const QString& file : {m_file, noteOf(m_file)}) {
        if (QFile::exists(file)) {
            (void)base::removeFileDurably(file);
        }
    }
}

} // namespace plantain::ui
