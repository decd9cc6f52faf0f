// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSize>

namespace plantain::llm {

enum class ImageType { Unknown, Png, Jpeg, WebP };

/// From the first bytes; a file's name or a claimed type is not asked.
ImageType sniffImageType(const QByteArray& bytes);

/// True when the picture's data go up to the marker that ends a JPEG. Decoders fill what is missing
/// with grey instead of failing. What follows the marker is not looked at.
bool isWholeJpeg(const QByteArray& bytes);

/// The size that a whole WebP file states (VP8, VP8L, VP8X; the WebP container specification);
/// invalid when the file is cut or is none.
QSize webPSize(const QByteArray& bytes);

} // namespace plantain::llm
