// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/ImageInput.h"

#include "src/llm/ImageHeader.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QImageReader>

namespace plantain::llm {

namespace {

using base::Error;
using base::ErrorKind;
using base::Result;

constexpr qint64 maxFileBytes = qint64(100) * 1000 * 1000;
constexpr qint64 maxPixels = qint64(200) * 1000 * 1000;
/// What Qt may allocate for one picture: maxPixels with 4 bytes each, and some room.
constexpr int decodeLimitMb = 1024;
constexpr int jpegQuality = 90;

QString translated(const char* text)
{
    return QCoreApplication::translate("ImageInput", text);
}

/// `sentence` names the picture as %1.
Error unusable(const char* sentence, const QString& name, const QString& detail = {})
{
    return Error{ErrorKind::InvalidInput, translated(sentence).arg(name), {}, detail};
}

Error notAPicture(const QString& name)
{
    return unusable(QT_TRANSLATE_NOOP("ImageInput", "“%1” is not a PNG, JPEG or WebP picture."),
                    name);
}

Error damaged(const QString& name, const QString& detail = {})
{
    return unusable(QT_TRANSLATE_NOOP("ImageInput", "The picture “%1” is damaged or not complete."),
                    name, detail);
}

Error tooManyBytes(const QString& name)
{
    return unusable(QT_TRANSLATE_NOOP("ImageInput", "The picture “%1” is larger than 100 MB."),
                    name);
}

QByteArray formatName(ImageType type)
{
    switch (type) {
    case ImageType::Png:
        return "png";
    case ImageType::Jpeg:
        return "jpeg";
    case ImageType::WebP:
        return "webp";
    case ImageType::Unknown:
        break;
    }
    return {};
}

bool isTooLarge(QSize size)
{
    return size.width() > maxImageSide || size.height() > maxImageSide;
}

Result<Image> encoded(const QImage& picture, const QString& name)
{
    const bool keepsAlpha = picture.hasAlphaChannel();
    // Nobody needs 16 bits a channel here, and they double the upload.
    const QImage plain =
        picture.convertToFormat(keepsAlpha ? QImage::Format_ARGB32 : QImage::Format_RGB32);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!plain.save(&buffer, keepsAlpha ? "PNG" : "JPEG", keepsAlpha ? -1 : jpegQuality)) {
        return unusable(QT_TRANSLATE_NOOP("ImageInput", "The picture “%1” could not be scaled."),
                        name);
    }
    return Image{
        bytes, keepsAlpha ? QByteArrayLiteral("image/png") : QByteArrayLiteral("image/jpeg"), name};
}

/// A picture without a decoder of Qt's (WebP without its plugin) is sent as it is, or not at all.
Result<Image> passedThrough(const QByteArray& bytes, const QString& name)
{
    const QSize size = webPSize(bytes);
    if (size.isEmpty()) {
        return damaged(name);
    }
    if (isTooLarge(size)) {
        return unusable(
            QT_TRANSLATE_NOOP("ImageInput",
                              "The WebP picture “%1” is larger than 2048 pixels and cannot be "
                              "scaled down here; convert it to PNG or JPEG."),
            name);
    }
    return Image{bytes, QByteArrayLiteral("image/webp"), name};
}

bool isCut(const QByteArray& bytes, ImageType type)
{
    return (type == ImageType::Jpeg && !isWholeJpeg(bytes)) ||
           (type == ImageType::WebP && webPSize(bytes).isEmpty());
}

Result<Image> decoded(const QByteArray& bytes, ImageType type, const QString& name)
{
    QBuffer buffer;
    buffer.setData(bytes);
    QImageReader::setAllocationLimit(decodeLimitMb);
    QImageReader reader(&buffer, formatName(type));
    const QSize size = reader.size();
    if (size.isEmpty() || isCut(bytes, type)) {
        return damaged(name, reader.errorString());
    }
    if (qint64(size.width()) * size.height() > maxPixels) {
        return unusable(
            QT_TRANSLATE_NOOP("ImageInput", "The picture “%1” has more than 200 million pixels."),
            name);
    }
    if (isTooLarge(size)) {
        const QSize box(maxImageSide, maxImageSide);
        reader.setScaledSize(size.scaled(box, Qt::KeepAspectRatio).expandedTo({1, 1}));
        reader.setAutoTransform(true);
    }
    // Also when the bytes are sent as they are: only decoding shows whether they are whole.
    const QImage picture = reader.read();
    if (picture.isNull()) {
        return damaged(name, reader.errorString());
    }
    return isTooLarge(size) ? encoded(picture, name)
                            : Result<Image>(Image{bytes, "image/" + formatName(type), name});
}

} // namespace

Result<Image> prepareImage(const QByteArray& bytes, const QString& name)
{
    if (bytes.size() > maxFileBytes) {
        return tooManyBytes(name);
    }
    const ImageType type = sniffImageType(bytes);
    if (type == ImageType::Unknown) {
        return notAPicture(name);
    }
    const bool hasDecoder = QImageReader::supportedImageFormats().contains(formatName(type));
    return hasDecoder ? decoded(bytes, type, name) : passedThrough(bytes, name);
}

Result<Image> loadImage(const QString& path)
{
    const QFileInfo info(path);
    const QString name = info.fileName().isEmpty() ? path : info.fileName();
    QFile file(path);
    // Not a pipe or a device: reading one may never end.
    if (!info.isFile() || !file.open(QIODevice::ReadOnly)) {
        return unusable(QT_TRANSLATE_NOOP("ImageInput", "The picture “%1” cannot be read."), name,
                        file.errorString());
    }
    return file.size() > maxFileBytes ? tooManyBytes(name) : prepareImage(file.readAll(), name);
}

} // namespace plantain::llm
