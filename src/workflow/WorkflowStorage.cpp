// SPDX-License-Identifier: GPL-3.0-or-later
// Reading and writing the files of WorkflowFile.h.
#include "src/base/AtomicFile.h"
#include "src/base/PoolJob.h"
#include "src/workflow/NodeData.h"
#include "src/workflow/PictureFiles.h"
#include "src/workflow/WorkflowFile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace plantain::workflow {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(WorkflowStorage)
};

base::Error storageError(const QString& sentence, const QString& path, const QString& detail = {})
{
    return {
        base::ErrorKind::StorageFailed, sentence.arg(QDir::toNativeSeparators(path)), {}, detail};
}

/// Where writing to `path` really goes: people keep links to their files.
QString realPath(const QString& path)
{
    const QFileInfo info(path);
    if (!info.isSymLink()) {
        return path;
    }
    const QString canonical = info.canonicalFilePath();
    return canonical.isEmpty() ? info.symLinkTarget() : canonical;
}

/// What a new file is called by other programs.
void nameAfterFile(WorkflowContent& content, const QString& path)
{
    if (content.head.name.isEmpty() && content.head.other.isEmpty()) {
        content.head.name = QFileInfo(path).completeBaseName();
    }
}

} // namespace

QString workflowFolder(const QString& path)
{
    return path.isEmpty() ? QString() : QFileInfo(realPath(path)).absolutePath();
}

base::Result<WorkflowContent> readWorkflow(const QString& path)
{
    const QFileInfo info(path);
    if (!info.exists()) {
        return storageError(Text::tr("“%1” does not exist."), path);
    }
    if (!info.isFile()) {
        return storageError(Text::tr("“%1” is not a file."), path);
    }
    if (info.size() > maxWorkflowBytes) {
        return storageError(Text::tr("“%1” is too large to be opened."), path);
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return storageError(Text::tr("“%1” cannot be read."), path, file.errorString());
    }
    const QByteArray bytes = file.readAll();
    if (file.error() != QFileDevice::NoError) {
        return storageError(Text::tr("“%1” cannot be read."), path, file.errorString());
    }
    return parseWorkflow(bytes);
}

base::Status writeWorkflow(WorkflowContent content, const QString& path, ImageStorage storage,
                           const QString& previousFolder)
{
    const QString real = realPath(path);
    const QString folder = QFileInfo(real).absolutePath();
    nameAfterFile(content, path);
    if (storage == ImageStorage::Embedded) {
        takePicturesIn(content, previousFolder.isEmpty() ? folder : previousFolder);
    }
    base::Status pictures = copyPictures(content, previousFolder, folder);
    if (pictures && storage == ImageStorage::BesideTheFile) {
        pictures = movePicturesOut(content, folder);
    }
    return pictures ? base::writeFileAtomically(real, serializeWorkflow(content),
                                                base::FileAccess::Normal)
                    : pictures;
}

base::JobPtr<LoadJob> loadWorkflow(const QString& path)
{
    return base::makePoolJob<WorkflowContent>([path] { return readWorkflow(path); });
}

base::JobPtr<SaveJob> saveWorkflow(const WorkflowContent& content, const QString& path,
                                   ImageStorage storage, const QString& previousFolder)
{
    return base::makePoolJob<base::Done>([content, path, storage, previousFolder] {
        return writeWorkflow(content, path, storage, previousFolder);
    });
}

} // namespace plantain::workflow
