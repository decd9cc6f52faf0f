// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project_setup/DirectoryCheck.h"

#include "ui/project_setup/ProjectPage.h"

#include <QFileInfo>
#include <QTemporaryFile>

namespace plantain::ui {

using base::Error;
using base::Status;

namespace {

Status refused(const QString& sentence)
{
    return Error{base::ErrorKind::InvalidInput, sentence, {}, {}};
}

} // namespace

Status tryDirectory(const QString& directory, const QString& newFile)
{
    const QFileInfo info(directory);
    if (!info.exists()) {
        return refused(ProjectPage::tr("This directory does not exist."));
    }
    if (!info.isDir()) {
        return refused(ProjectPage::tr("This is a file, not a directory."));
    }
    // Permission bits do not tell of read-only file systems, nor of what root may do.
    if (!QTemporaryFile(info.filePath() + QStringLiteral("/.plantain-XXXXXX")).open()) {
        return refused(ProjectPage::tr("You cannot write in this directory."));
    }
    if (!newFile.isEmpty() && QFileInfo::exists(newFile)) {
        return refused(ProjectPage::tr("There is a “%1” already. Choose another name.")
                           .arg(QFileInfo(newFile).fileName()));
    }
    return base::Done{};
}

} // namespace plantain::ui
