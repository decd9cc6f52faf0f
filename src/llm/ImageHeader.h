// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSize>

namespace plantain::llm {

enum class ImageType { Unknown, Png, Jpeg, WebP };

/// From the first bytes; a file's name or a claimed type is not asked.
ImageType sniffImageType(const QByteArray& bytes);

/// True when the file goes up to the mark that ends it; what follows the mark is not looked at.
/// Decoders often fill what is missing with grey instead of failing.
bool isWholeImage(const QByteArray& bytes);

/// The size that a whole WebP file states (VP8, VP8L, VP8X; the WebP container specification);
/// invalid when the file is cut or is none.
QSize webPSize(const QByteArray& bytes);

} // namespace plantain::llm
