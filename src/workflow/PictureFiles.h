// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Result.h"
#include "src/workflow/WorkflowContent.h"

/// The pictures that a workflow keeps beside its file, in `inputs/` and `generations/`.
namespace plantain::workflow {

/// The file that a reference names, looked for with and without the usual endings; empty when
/// there is none, or when the reference leads out of the folder.
QString pictureFile(const QString& reference, const QString& folder);
/// Whether a reference names something in its folder and nothing else on this machine.
bool staysInFolder(const QString& reference);

/// Writes the embedded pictures of Image nodes to `inputs/` of `folder`, under names made of what
/// is in them, and leaves references in `content`. What cannot be decoded stays embedded.
base::Status movePicturesOut(WorkflowContent& content, const QString& folder);

/// The other way: what Image nodes refer to in `folder` goes into `content`. What cannot be read
/// stays a reference.
void takePicturesIn(WorkflowContent& content, const QString& folder);

/// Takes all pictures that `content` refers to along to another folder; those that are there
/// already, and those that cannot be found, are left alone.
base::Status copyPictures(const WorkflowContent& content, const QString& from, const QString& to);

} // namespace plantain::workflow
