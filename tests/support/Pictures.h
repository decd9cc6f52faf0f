// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBuffer>
#include <QColor>
#include <QImage>

namespace plantain::testing {

/// The bytes of a file; empty when Qt cannot write that format.
inline QByteArray encoded(const QImage& picture, const char* format)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    return picture.save(&buffer, format) ? bytes : QByteArray();
}

/// A PNG of one colour.
inline QByteArray png(QSize size, const QColor& color = Qt::red)
{
    QImage picture(size, QImage::Format_RGB32);
    picture.fill(color);
    return encoded(picture, "PNG");
}

} // namespace plantain::testing
