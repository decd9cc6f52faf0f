// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/workflow/NodeData.h"

#include <QByteArray>
#include <QList>

namespace plantain::run {

/// SHA-256 of a picture as the workflow keeps it: of its data URL, else of its reference.
QByteArray pictureHash(const workflow::ImageSource& picture);

/// What makes a result, as one word: SHA-256 (base64url) over the parameters, the prompt and the
/// pictures' hashes. Each part is written with its length before it, so that no two different
/// requests look the same.
QString resultKey(const workflow::LlmParameters& parameters, const QString& prompt,
                  const QList<QByteArray>& pictures);

} // namespace plantain::run
