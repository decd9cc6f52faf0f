// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/workflow/NodeData.h"

#include <QByteArray>
#include <QList>

namespace plantain::run {

/// What a picture is told apart by: the name that it has, or would get, beside the workflow. So a
/// result stays good when a picture moves out of the file. Hashes the whole picture.
QByteArray pictureName(const workflow::ImageSource& picture);

/// What makes a result, as one word: SHA-256 (base64url) over the parameters, the prompt and the
/// pictures' names. Each part is written with its length before it, so that no two different
/// requests look the same.
QString resultKey(const workflow::LlmParameters& parameters, const QString& prompt,
                  const QList<QByteArray>& pictures);

} // namespace plantain::run
