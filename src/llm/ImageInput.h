// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/LlmTypes.h"

namespace plantain::llm {

/// Longest side that is sent, px.
inline constexpr int maxImageSide = 2048;

/// Makes a picture ready to be sent (R10): the type is sniffed from the bytes (PNG, JPEG, WebP),
/// larger ones are scaled down, and only those are encoded anew. Errors: InvalidInput that names
/// `name`.
base::Result<Image> prepareImage(const QByteArray& bytes, const QString& name);
/// The same from a file. Errors: InvalidInput.
base::Result<Image> loadImage(const QString& path);

} // namespace plantain::llm
