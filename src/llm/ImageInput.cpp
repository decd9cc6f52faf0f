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

/// What Qt may allocate for one picture: the largest one with 4 bytes for each pixel, and some
/// room.
constexpr int decodeLimitMb = 1024;
constexpr int jpegQuality = 90;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ImageInput)
};

/// `sentence` names the picture as %1.
Error unusable(const char* sentence, const QString& name, const QString& detail = {})
{
    return Error{ErrorKind::InvalidInput, Text::tr(sentence).arg(name), {}, detail};
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

Error tooManyPixels(const QString& name, QSize size)
{
    return Error{ErrorKind::InvalidInput,
                 Text::tr("The picture “%1” has too many pixels (%2 × %3).")
                     .arg(name, QString::number(size.width()), QString::number(size.height())),
                 {},
                 {}};
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

QSize fitting(QSize size)
{
    const QSize box(maxImageSide, maxImageSide);
    return size.scaled(box, Qt::KeepAspectRatio).expandedTo({1, 1});
}

Result<Image> scaledDown(const QImage& picture, const QString& name)
{
    const bool keepsAlpha = picture.hasAlphaChannel();
    // First to 8 bits a channel: Qt 6.4 mixes transparent colours wrongly when it scales pictures
    // with 16 bits or with a palette.
    QImage plain =
        picture.convertToFormat(keepsAlpha ? QImage::Format_ARGB32 : QImage::Format_RGB32);
    if (isTooLarge(plain.size())) {
        plain =
            plain.scaled(fitting(plain.size()), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    }
    Image image{{}, keepsAlpha ? "image/png" : "image/jpeg", name};
    QBuffer buffer(&image.bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!plain.save(&buffer, keepsAlpha ? "PNG" : "JPEG", keepsAlpha ? -1 : jpegQuality)) {
        return unusable(QT_TRANSLATE_NOOP("ImageInput", "The picture “%1” could not be scaled."),
                        name);
    }
    return image;
}

bool exceedsLimits(QImageReader& reader)
{
    const qint64 pixels = qint64(reader.size().width()) * reader.size().height();
    const int bits = QImage::toPixelFormat(reader.imageFormat()).bitsPerPixel();
    return pixels > maxImagePixels || pixels * bits / 8 > qint64(decodeLimitMb) * 1024 * 1024;
}

Result<Image> decoded(const QByteArray& bytes, ImageType type, const QString& name)
{
    QBuffer buffer;
    buffer.setData(bytes);
    QImageReader::setAllocationLimit(decodeLimitMb);
    QImageReader reader(&buffer, formatName(type));
    const QSize size = reader.size();
    if (size.isEmpty() || !isWholeImage(bytes)) {
        return damaged(name, reader.errorString());
    }
    if (exceedsLimits(reader)) {
        return tooManyPixels(name, size);
    }
    if (isTooLarge(size)) {
        reader.setAutoTransform(true);
        if (type == ImageType::Jpeg) {
            reader.setScaledSize(fitting(size)); // far cheaper than decoding all of it
        }
    }
    // Also when the bytes are sent as they are: only decoding shows whether they are sound.
    const QImage picture = reader.read();
    if (picture.isNull()) {
        return damaged(name, reader.errorString());
    }
    return isTooLarge(size) ? scaledDown(picture, name)
                            : Result<Image>(Image{bytes, "image/" + formatName(type), name});
}

} // namespace

Result<Image> prepareImage(const QByteArray& bytes, const QString& name)
{
    if (bytes.size() > maxImageFileBytes) {
        return tooManyBytes(name);
    }
    const ImageType type = sniffImageType(bytes);
    if (type == ImageType::Unknown) {
        return notAPicture(name);
    }
    const bool hasDecoder = QImageReader::supportedImageFormats().contains(formatName(type));
    return hasDecoder ? decoded(bytes, type, name) : passWebPThrough(bytes, name);
}

Result<Image> passWebPThrough(const QByteArray& bytes, const QString& name)
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
    return Image{bytes, "image/webp", name};
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
    return file.size() > maxImageFileBytes ? tooManyBytes(name)
                                           : prepareImage(file.readAll(), name);
}

} // namespace plantain::llm
