// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/ImageInput.h"
#include "src/llm/ImageHeader.h"

#include <gtest/gtest.h>

#include <QBuffer>
#include <QFile>
#include <QImage>
#include <QImageReader>
#include <QTemporaryDir>
#include <QtEndian>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

using namespace plantain::llm;
using plantain::base::ErrorKind;
using plantain::base::Result;

namespace {

QImage halves(int width, int height, QImage::Format format = QImage::Format_RGB32)
{
    QImage picture(width, height, format);
    picture.fill(Qt::blue);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width / 2; ++x) {
            picture.setPixelColor(x, y, Qt::red);
        }
    }
    return picture;
}

QByteArray encoded(const QImage& picture, const char* format)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    EXPECT_TRUE(picture.save(&buffer, format));
    return bytes;
}

QByteArray plainPicture(int width, int height, const char* format)
{
    QImage picture(width, height, QImage::Format_RGB32);
    picture.fill(Qt::darkGreen);
    return encoded(picture, format);
}

QImage decoded(const Image& image)
{
    const bool isPng = image.mimeType == "image/png";
    return QImage::fromData(image.bytes, isPng ? "PNG" : "JPEG");
}

/// The EXIF tag that says "turn by 90 degrees to the right to view", put behind the start marker.
QByteArray turnedByExif(const QByteArray& jpeg)
{
    const QByteArray tiff = QByteArray::fromHex("4d4d002a00000008" // big endian, directory at 8
                                                "0001"             // one entry
                                                "0112000300000001" // orientation, one short
                                                "00060000"         // 6
                                                "00000000");       // no next directory
    const QByteArray content = QByteArray("Exif\0\0", 6) + tiff;
    QByteArray segment("\xFF\xE1\0\0", 4);
    qToBigEndian<quint16>(quint16(content.size() + 2), segment.data() + 2);
    return jpeg.left(2) + segment + content + jpeg.mid(2);
}

quint32 crc32(const QByteArray& bytes)
{
    quint32 crc = 0xFFFFFFFF;
    for (const char byte : bytes) {
        crc ^= static_cast<uchar>(byte);
        for (int bit = 0; bit < 8; ++bit) {
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
        }
    }
    return ~crc;
}

/// A small PNG whose header claims another size.
QByteArray pngClaiming(quint32 width, quint32 height)
{
    QByteArray png = plainPicture(8, 8, "PNG");
    qToBigEndian(width, png.data() + 16);
    qToBigEndian(height, png.data() + 20);
    qToBigEndian(crc32(png.mid(12, 17)), png.data() + 29);
    return png;
}

// Not smaller than 40 bytes: Qt 6.8 takes nothing below for a WebP picture.
QByteArray lossyWebP()
{
    return QByteArray::fromBase64("UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA=");
}
QByteArray losslessWebP()
{
    return QByteArray::fromBase64(
        "UklGRjAAAABXRUJQVlA4TCMAAAAvA8AAABcwgAKCIv9HExAU+T/a/Ad3BggEKGMbCxNE9D/GDgA=");
}

/// Only the header of an extended WebP file, with the canvas size.
QByteArray extendedWebP(int width, int height)
{
    QByteArray bytes("RIFF\x16\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0", 24);
    for (const int side : {width - 1, height - 1}) {
        bytes.append(char(side & 0xFF)).append(char(side >> 8 & 0xFF)).append(char(side >> 16));
    }
    return bytes;
}

void expectRefused(const Result<Image>& result, const QString& name, const QString& because)
{
    ASSERT_FALSE(result.ok()) << because.toStdString();
    EXPECT_EQ(result.error().kind, ErrorKind::InvalidInput);
    EXPECT_TRUE(result.error().message.contains(name)) << result.error().message.toStdString();
    EXPECT_TRUE(result.error().message.contains(because)) << result.error().message.toStdString();
}

} // namespace

TEST(ImageInput, R10_APictureThatFitsIsSentByteForByte)
{
    const struct {
        QByteArray bytes;
        QByteArray mimeType;
    } cases[] = {
        {plainPicture(maxImageSide, 3, "PNG"), "image/png"},
        {plainPicture(3, maxImageSide, "JPEG"), "image/jpeg"},
        {encoded(halves(8, 8).convertToFormat(QImage::Format_Mono), "PNG"), "image/png"},
        {turnedByExif(encoded(halves(40, 20), "JPEG")), "image/jpeg"},
        {lossyWebP(), "image/webp"},
        {losslessWebP(), "image/webp"},
    };
    for (const auto& picture : cases) {
        const auto result = prepareImage(picture.bytes, "a.bin");
        ASSERT_TRUE(result.ok()) << result.error().message.toStdString();
        EXPECT_EQ(result->bytes, picture.bytes);
        EXPECT_EQ(result->mimeType, picture.mimeType);
        EXPECT_EQ(result->name, "a.bin");
    }
}

TEST(ImageInput, R10_TheTypeIsSniffedFromTheBytes)
{
    const auto result = prepareImage(plainPicture(4, 4, "PNG"), "holiday.jpg");
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(result->mimeType, "image/png");
    for (const QByteArray& other :
         {QByteArray(), QByteArray("x"), QByteArray("<svg/>"), QByteArray("GIF89a\1\0\1\0"),
          plainPicture(4, 4, "BMP"), QByteArray("RIFF\x16\0\0\0WAVEfmt ", 16),
          QByteArray("%PDF-1.7"), QByteArray("\x89PNG\n\n\n\n"), QByteArray("\xFF\xD8")}) {
        expectRefused(prepareImage(other, "holiday.png"), "“holiday.png”",
                      "is not a PNG, JPEG or WebP picture");
    }
}

TEST(ImageInput, R10_ALargePhotoIsScaledAndStaysAJpeg)
{
    const auto result = prepareImage(encoded(halves(4096, 1000), "JPEG"), "photo.jpg");
    ASSERT_TRUE(result.ok()) << result.error().message.toStdString();
    EXPECT_EQ(result->mimeType, "image/jpeg");
    const QImage picture = decoded(*result);
    EXPECT_EQ(picture.size(), QSize(2048, 500));
    EXPECT_GT(picture.pixelColor(100, 250).red(), 240);
    EXPECT_GT(picture.pixelColor(1900, 250).blue(), 240);
}

TEST(ImageInput, R10_APngWithoutAlphaBecomesAJpegWhenScaled)
{
    const auto result = prepareImage(plainPicture(1000, 2049, "PNG"), "tall.png");
    ASSERT_TRUE(result.ok()) << result.error().message.toStdString();
    EXPECT_EQ(result->mimeType, "image/jpeg");
    EXPECT_EQ(sniffImageType(result->bytes), ImageType::Jpeg);
    EXPECT_EQ(decoded(*result).height(), 2048);
}

TEST(ImageInput, R10_TransparencySurvivesScaling)
{
    QImage plain(3000, 1500, QImage::Format_ARGB32);
    plain.fill(QColor(200, 100, 0, 64));
    QImage palette(3000, 1500, QImage::Format_Indexed8);
    palette.setColorTable({qRgba(200, 100, 0, 64), qRgba(0, 0, 255, 255)});
    palette.fill(0);
    for (const QImage& picture : {plain, plain.convertToFormat(QImage::Format_RGBA64), palette}) {
        const auto result = prepareImage(encoded(picture, "PNG"), "glass.png");
        ASSERT_TRUE(result.ok()) << result.error().message.toStdString();
        EXPECT_EQ(result->mimeType, "image/png");
        const QImage scaled = decoded(*result);
        EXPECT_EQ(scaled.size(), QSize(2048, 1024));
        EXPECT_EQ(scaled.depth(), 32);
        const QColor middle = scaled.pixelColor(1000, 500);
        EXPECT_EQ(middle.alpha(), 64) << "format " << picture.format();
        EXPECT_NEAR(middle.red(), 200, 4) << "format " << picture.format();
        EXPECT_NEAR(middle.green(), 100, 4) << "format " << picture.format();
    }
}

TEST(ImageInput, R10_ScalingTurnsAPhotoAsItsExifSays)
{
    const auto result = prepareImage(turnedByExif(encoded(halves(3000, 1500), "JPEG")), "p.jpg");
    ASSERT_TRUE(result.ok()) << result.error().message.toStdString();
    const QImage picture = decoded(*result);
    EXPECT_EQ(picture.size(), QSize(1024, 2048));
    EXPECT_GT(picture.pixelColor(512, 100).red(), 240) << "what was left is on top now";
    EXPECT_GT(picture.pixelColor(512, 1950).blue(), 240);
}

TEST(ImageInput, R10_AVeryFlatPictureKeepsOnePixel)
{
    const auto result = prepareImage(plainPicture(9000, 1, "PNG"), "line.png");
    ASSERT_TRUE(result.ok()) << result.error().message.toStdString();
    EXPECT_EQ(decoded(*result).size(), QSize(2048, 1));
}

TEST(ImageInput, R10_ACutPictureIsRefused)
{
    const QImage picture = halves(300, 200);
    for (const QByteArray& whole :
         {encoded(picture, "PNG"), encoded(picture, "JPEG"), encoded(halves(2500, 20), "JPEG"),
          encoded(halves(2500, 20), "PNG"), extendedWebP(5, 5)}) {
        for (const qsizetype length : {whole.size() - 1, whole.size() / 2, qsizetype(20)}) {
            expectRefused(prepareImage(whole.left(length), "half.bin"), "“half.bin”",
                          "is damaged or not complete");
        }
    }
}

TEST(ImageInput, R10_ADamagedPngIsRefused)
{
    QByteArray bytes = encoded(halves(300, 200), "PNG");
    bytes[bytes.size() / 2] = char(bytes.at(bytes.size() / 2) ^ 0xFF);
    expectRefused(prepareImage(bytes, "a.png"), "“a.png”", "is damaged or not complete");
}

TEST(ImageInput, R10_NoCutPassesAsWhole)
{
    for (const QByteArray& whole : {turnedByExif(encoded(halves(60, 40), "JPEG")),
                                    encoded(halves(60, 40), "PNG"), lossyWebP(), losslessWebP()}) {
        EXPECT_TRUE(isWholeImage(whole));
        EXPECT_TRUE(isWholeImage(whole + "what a camera adds behind the end"));
        for (qsizetype length = 0; length < whole.size(); ++length) {
            EXPECT_FALSE(isWholeImage(whole.left(length))) << length;
        }
    }
}

TEST(ImageInput, R10_AnOddByteIsNoCrash)
{
    for (const QByteArray& whole : {turnedByExif(encoded(halves(60, 40), "JPEG")),
                                    encoded(halves(60, 40), "PNG"), lossyWebP(), losslessWebP()}) {
        for (qsizetype at = 0; at < whole.size(); ++at) {
            QByteArray odd = whole;
            odd[at] = char(odd.at(at) ^ 0xFF);
            const auto result = prepareImage(odd, "odd.bin");
            EXPECT_TRUE(result.ok() || result.error().kind == ErrorKind::InvalidInput) << at;
        }
    }
}

TEST(ImageInput, R10_ThePreviewInsideAPhotoIsNotItsEnd)
{
    const QByteArray preview = encoded(halves(16, 16), "JPEG");
    QByteArray segment("\xFF\xE1\0\0", 4);
    qToBigEndian<quint16>(quint16(preview.size() + 2), segment.data() + 2);
    const QByteArray photo = encoded(halves(300, 200), "JPEG");
    const QByteArray whole = photo.left(2) + segment + preview + photo.mid(2);
    EXPECT_TRUE(isWholeImage(whole));
    EXPECT_FALSE(isWholeImage(whole.left(whole.size() - 1)));
}

TEST(ImageInput, R10_ABombIsRefusedByItsHeader)
{
    expectRefused(prepareImage(pngClaiming(20'001, 10'000), "100%2.png"), "“100%2.png”",
                  "too many pixels (20001 × 10000)");
    expectRefused(prepareImage(pngClaiming(0x7FFFFFFF, 0x7FFFFFFF), "bomb.png"), "“bomb.png”", "");
    expectRefused(prepareImage(pngClaiming(0, 5), "none.png"), "“none.png”", "");
}

TEST(ImageInput, R10_AHugePhotoWithinTheLimitIsScaled)
{
    QImage picture(9000, 6000, QImage::Format_Grayscale8);
    picture.fill(128);
    const auto result = prepareImage(encoded(picture, "JPEG"), "huge.jpg");
    ASSERT_TRUE(result.ok()) << result.error().message.toStdString();
    EXPECT_EQ(decoded(*result).width(), 2048);
}

TEST(ImageInput, R10_MoreThan100MegabytesAreRefused)
{
    QByteArray bytes = plainPicture(4, 4, "PNG");
    bytes.resize(100'000'001);
    expectRefused(prepareImage(bytes, "big.png"), "“big.png”", "larger than 100 MB");
}

TEST(ImageInput, R10_AWebPStatesItsSizeInThreeWays)
{
    EXPECT_EQ(webPSize(lossyWebP()), QSize(1, 1));
    EXPECT_EQ(webPSize(losslessWebP()), QSize(4, 4));
    EXPECT_EQ(webPSize(extendedWebP(2048, 70'000)), QSize(2048, 70'000));
    QByteArray wide = lossyWebP();
    qToLittleEndian<quint16>(0x4000 | 1234, wide.data() + 26); // the upper two bits scale
    EXPECT_EQ(webPSize(wide), QSize(1234, 1));
    QByteArray lossless = losslessWebP();
    qToLittleEndian<quint32>(quint32(640 - 1) | quint32(480 - 1) << 14, lossless.data() + 21);
    EXPECT_EQ(webPSize(lossless), QSize(640, 480));
    EXPECT_FALSE(webPSize(lossyWebP().replace("VP8 ", "VP9 ")).isValid());
    EXPECT_FALSE(webPSize({}).isValid());
    for (qsizetype length = 0; length < lossyWebP().size(); ++length) {
        EXPECT_FALSE(webPSize(lossyWebP().left(length)).isValid()) << length;
    }
}

TEST(ImageInput, R10_AWebPWithoutADecoderIsSentAsItIsOrRefused)
{
    const auto small = passWebPThrough(extendedWebP(2048, 2048), "a.webp");
    ASSERT_TRUE(small.ok()) << small.error().message.toStdString();
    EXPECT_EQ(*small, (Image{extendedWebP(2048, 2048), "image/webp", "a.webp"}));
    expectRefused(passWebPThrough(extendedWebP(2049, 5), "a.webp"), "“a.webp”", "convert it");
    expectRefused(passWebPThrough(extendedWebP(5, 2049), "a.webp"), "“a.webp”", "convert it");
    expectRefused(passWebPThrough(lossyWebP().chopped(1), "a.webp"), "“a.webp”", "is damaged");
}

TEST(ImageInput, R10_ALargeWebPIsScaledWhereThereIsADecoder)
{
    if (!QImageReader::supportedImageFormats().contains("webp")) {
        GTEST_SKIP() << "Qt's WebP plugin is not installed";
    }
    QImage glass(3000, 1500, QImage::Format_ARGB32);
    glass.fill(QColor(200, 100, 0, 64));
    const auto clear = prepareImage(encoded(glass, "WEBP"), "glass.webp");
    ASSERT_TRUE(clear.ok()) << clear.error().message.toStdString();
    EXPECT_EQ(clear->mimeType, "image/png");
    EXPECT_EQ(decoded(*clear).size(), QSize(2048, 1024));
    EXPECT_EQ(decoded(*clear).pixelColor(1000, 500).alpha(), 64);
    const auto opaque = prepareImage(encoded(halves(3000, 1500), "WEBP"), "photo.webp");
    ASSERT_TRUE(opaque.ok()) << opaque.error().message.toStdString();
    EXPECT_EQ(opaque->mimeType, "image/jpeg");
    EXPECT_EQ(decoded(*opaque).size(), QSize(2048, 1024));
    expectRefused(prepareImage(extendedWebP(5, 5), "empty.webp"), "“empty.webp”", "is damaged");
}

TEST(ImageInput, R10_APictureIsReadFromAFile)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath("a picture.png");
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    const QByteArray bytes = plainPicture(10, 10, "PNG");
    file.write(bytes);
    file.close();
    const auto result = loadImage(path);
    ASSERT_TRUE(result.ok()) << result.error().message.toStdString();
    EXPECT_EQ(*result, (Image{bytes, "image/png", "a picture.png"}));
}

TEST(ImageInput, R10_AFileThatCannotBeReadIsNamed)
{
    const QTemporaryDir folder;
    expectRefused(loadImage(folder.filePath("absent.png")), "“absent.png”", "cannot be read");
    expectRefused(loadImage(folder.path()), {}, "cannot be read");
    expectRefused(loadImage({}), {}, "cannot be read");
#ifdef Q_OS_UNIX
    const QString pipe = folder.filePath("pipe.png");
    ASSERT_EQ(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    expectRefused(loadImage(pipe), "“pipe.png”", "cannot be read");
#endif
}

TEST(ImageInput, R10_AFileOfMoreThan100MegabytesIsNotRead)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath("big.png");
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    ASSERT_TRUE(file.resize(100'000'001)); // a hole: takes no room on the disk
    file.close();
    expectRefused(loadImage(path), "“big.png”", "larger than 100 MB");
}
