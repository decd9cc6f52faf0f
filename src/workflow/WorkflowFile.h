// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Job.h"
#include "src/workflow/WorkflowContent.h"

#include <QStringList>

/// The reference's JSON, version 1, under the names `*.json` and `*.plantain`.
namespace plantain::workflow {

/// Larger files are not read, bytes.
inline constexpr qint64 maxWorkflowBytes = 1'500'000'000;

/// Pure. Unknown keys and types are kept; a file that says a node is loading gives an idle node; a
/// missing position or size gets a default. Errors: InvalidInput with the path inside the file
/// (`nodes[3].position.x`), for a broken file with line and column; nothing is half read.
base::Result<WorkflowContent> parseWorkflow(const QByteArray& json);
/// Pure. What was not changed since parsing is written as it was read: for every value that
/// parseWorkflow takes, parsing the result gives an equal value.
QByteArray serializeWorkflow(const WorkflowContent& content);

/// Where the pictures of a workflow are kept. A file's way is kept when it is saved again.
enum class ImageStorage { Embedded, BesideTheFile };
/// BesideTheFile when any picture has a reference and no data.
ImageStorage imageStorageOf(const WorkflowContent& content);

/// The folder in which the pictures of the workflow at `path` are looked for: that of the file
/// itself when `path` is a symbolic link. Empty for an empty path.
QString workflowFolder(const QString& path);

/// Any thread. Errors: those of parseWorkflow, StorageFailed with the path.
base::Result<WorkflowContent> readWorkflow(const QString& path);

/// The same in a worker thread.
using LoadJob = base::ResultJob<WorkflowContent>;
base::JobPtr<LoadJob> loadWorkflow(const QString& path);

/// Writes atomically, in any thread: after a failure the file is the old one. A symbolic link
/// is followed. With BesideTheFile embedded pictures of Image nodes go to `inputs/` first and the
/// file names them, with Embedded those that are beside it are taken in; the caller's content stays
/// as it is. `previousFolder`: where references point to
/// now; their pictures are copied when `path` is in another one. Errors: StorageFailed with the
/// path.
base::Status writeWorkflow(WorkflowContent content, const QString& path, ImageStorage storage,
                           const QString& previousFolder = {});
/// The same in a worker thread.
using SaveJob = base::ResultJob<base::Done>;
base::JobPtr<SaveJob> saveWorkflow(const WorkflowContent& content, const QString& path,
                                   ImageStorage storage, const QString& previousFolder = {});

} // namespace plantain::workflow
