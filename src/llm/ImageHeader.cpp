// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/ImageHeader.h"

#include <QtEndian>

namespace plantain::llm {

namespace {

constexpr uchar startOfImage = 0xD8;
constexpr uchar endOfImage = 0xD9;
constexpr uchar startOfScan = 0xDA;

uchar byteAt(const QByteArray& bytes, qsizetype at)
{
    return static_cast<uchar>(bytes.at(at));
}

quint32 littleEndian24(const QByteArray& bytes, qsizetype at)
{
    return byteAt(bytes, at) | quint32(byteAt(bytes, at + 1)) << 8 |
           quint32(byteAt(bytes, at + 2)) << 16;
}

template <typename T>
T littleEndian(const QByteArray& bytes, qsizetype at)
{
    return qFromLittleEndian<T>(bytes.constData() + at);
}

/// Markers without a length: stuffing, RST0–7, SOI, TEM.
bool standsAlone(uchar marker)
{
    return marker <= 0x01 || (marker >= 0xD0 && marker <= startOfImage);
}

/// Where the next marker's second byte is, skipping coded data and fill bytes; -1 at the end.
qsizetype nextMarker(const QByteArray& bytes, qsizetype from)
{
    for (qsizetype at = bytes.indexOf('\xFF', from); at >= 0 && at + 1 < bytes.size();
         at = bytes.indexOf('\xFF', at + 1)) {
        if (byteAt(bytes, at + 1) != 0x00 && byteAt(bytes, at + 1) != 0xFF) {
            return at + 1;
        }
    }
    return -1;
}

bool isWholeJpeg(const QByteArray& bytes)
{
    bool sawScan = false;
    qsizetype at = nextMarker(bytes, 0);
    while (at >= 0) {
        const uchar marker = byteAt(bytes, at);
        if (marker == endOfImage) {
            return sawScan;
        }
        sawScan = sawScan || marker == startOfScan;
        // A segment's content may look like a marker (the preview in EXIF): jump over it.
        const bool hasLength = !standsAlone(marker) && at + 2 < bytes.size();
        const qsizetype length =
            hasLength ? qFromBigEndian<quint16>(bytes.constData() + at + 1) : 0;
        at = nextMarker(bytes, at + 1 + length);
    }
    return false;
}

bool isWholePng(const QByteArray& bytes)
{
    constexpr qsizetype signature = 8;
    constexpr qsizetype frame = 12; // length, type and check sum of a chunk
    for (qsizetype at = signature; at + frame <= bytes.size();) {
        const qsizetype end = at + frame + qFromBigEndian<quint32>(bytes.constData() + at);
        if (bytes.mid(at + 4, 4) == "IEND") {
            return end <= bytes.size();
        }
        at = end;
    }
    return false;
}

bool isWholeWebP(const QByteArray& bytes)
{
    constexpr qsizetype smallest = 30;
    return bytes.size() >= smallest &&
           qsizetype(littleEndian<quint32>(bytes, 4)) + 8 <= bytes.size();
}

} // namespace

ImageType sniffImageType(const QByteArray& bytes)
{
    if (bytes.startsWith(QByteArrayLiteral("\x89PNG\r\n\x1A\n"))) {
        return ImageType::Png;
    }
    if (bytes.startsWith(QByteArrayLiteral("\xFF\xD8\xFF"))) {
        return ImageType::Jpeg;
    }
    if (bytes.startsWith(QByteArrayLiteral("RIFF")) && bytes.mid(8, 4) == "WEBP") {
        return ImageType::WebP;
    }
    return ImageType::Unknown;
}

bool isWholeImage(const QByteArray& bytes)
{
    switch (sniffImageType(bytes)) {
    case ImageType::Png:
        return isWholePng(bytes);
    case ImageType::Jpeg:
        return isWholeJpeg(bytes);
    case ImageType::WebP:
        return isWholeWebP(bytes);
    case ImageType::Unknown:
        break;
    }
    return false;
}

QSize webPSize(const QByteArray& bytes)
{
    if (sniffImageType(bytes) != ImageType::WebP || !isWholeWebP(bytes)) {
        return {};
    }
    const QByteArray chunk = bytes.mid(12, 4);
    if (chunk == "VP8 " && bytes.mid(23, 3) == QByteArrayLiteral("\x9D\x01\x2A")) {
        return {littleEndian<quint16>(bytes, 26) & 0x3FFF,
                littleEndian<quint16>(bytes, 28) & 0x3FFF};
    }
    if (chunk == "VP8L" && byteAt(bytes, 20) == 0x2F) {
        const quint32 packed = littleEndian<quint32>(bytes, 21);
        return {int(packed & 0x3FFF) + 1, int(packed >> 14 & 0x3FFF) + 1};
    }
    if (chunk == "VP8X") {
        return {int(littleEndian24(bytes, 24)) + 1, int(littleEndian24(bytes, 27)) + 1};
    }
    return {};
}

} // namespace plantain::llm
