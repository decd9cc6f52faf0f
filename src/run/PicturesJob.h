// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Job.h"
#include "src/llm/LlmTypes.h"
#include "src/workflow/NodeData.h"

namespace plantain::run {

/// Makes a node's pictures ready to be sent, in a worker thread. `folder` is the workflow's.
/// Errors: those of workflow::readImage and llm::prepareImage, which name the picture.
using PicturesJob = base::ResultJob<QList<llm::Image>>;
base::JobPtr<PicturesJob> preparePictures(const QList<workflow::ImageSource>& sources,
                                          const QString& folder);

} // namespace plantain::run
