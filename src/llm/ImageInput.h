// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/LlmTypes.h"

namespace plantain::llm {

/// Longest side that is sent, px.
inline constexpr int maxImageSide = 2048;

/// More pixels than these are not decoded.
inline constexpr qint64 maxImagePixels = 200'000'000;

/// More bytes than these are not read, 100 MB.
inline constexpr qint64 maxImageFileBytes = 100'000'000;

/// Makes a picture ready to be sent (R10): the type is sniffed from the bytes (PNG, JPEG, WebP),
/// larger ones are scaled down, and only those are encoded anew. Errors: InvalidInput that names
/// `name`. Sets Qt's limit of memory for one picture (QImageReader::setAllocationLimit).
base::Result<Image> prepareImage(const QByteArray& bytes, const QString& name);
/// The same from a file. Errors: InvalidInput.
base::Result<Image> loadImage(const QString& path);
/// What `prepareImage` does with WebP where Qt has no decoder for it: sent as it is, or refused
/// when it is too large. Errors: InvalidInput.
base::Result<Image> passWebPThrough(const QByteArray& bytes, const QString& name);

} // namespace plantain::llm
