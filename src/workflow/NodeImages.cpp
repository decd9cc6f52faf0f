// SPDX-License-Identifier: GPL-3.0-or-later
// The pictures of NodeData.h.
#include "src/workflow/NodeData.h"
#include "src/workflow/PictureFiles.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>

namespace plantain::workflow {

using namespace Qt::StringLiterals;
using base::Error;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(NodeImages)
};

Error unreadable(const QString& sentence, const ImageSource& source)
{
    const QString name = !source.name.isEmpty()        ? source.name
                         : !source.reference.isEmpty() ? source.reference
                                                       : Text::tr("without a name");
    return {base::ErrorKind::InvalidInput, sentence.arg(name), {}, {}};
}

QLatin1String mimeTypeOf(const QByteArray& bytes)
{
    if (bytes.startsWith("\xff\xd8")) {
        return "image/jpeg"_L1;
    }
    return bytes.startsWith("RIFF") && bytes.mid(8, 4) == "WEBP" ? "image/webp"_L1 : "image/png"_L1;
}

QSize sizeFrom(const QJsonValue& dimensions)
{
    const QSize size(dimensions["width"_L1].toInt(-1), dimensions["height"_L1].toInt(-1));
    return size.isEmpty() ? QSize() : size;
}

base::Result<QByteArray> decoded(const ImageSource& source)
{
    const QString url = source.dataUrl.toString();
    const qsizetype comma = url.indexOf(u',');
    if (!url.startsWith("data:"_L1) || comma < 0 ||
        !QStringView(url).left(comma).endsWith(u";base64")) {
        return unreadable(Text::tr("The picture “%1” is not embedded as base64."), source);
    }
    auto bytes = QByteArray::fromBase64Encoding(QStringView(url).mid(comma + 1).toLatin1(),
                                                QByteArray::AbortOnBase64DecodingErrors);
    if (!bytes || bytes.decoded.isEmpty()) {
        return unreadable(Text::tr("The picture “%1” is damaged: it is not valid base64."), source);
    }
    return std::move(bytes.decoded);
}

} // namespace

bool ImageSource::operator==(const ImageSource& other) const
{
    if (reference != other.reference || name != other.name || size != other.size) {
        return false;
    }
    return (!origin.isEmpty() && origin == other.origin) || dataUrl == other.dataUrl;
}

ImageSource imageOf(const Node& node)
{
    ImageSource source;
    const QJsonValue image = node.data.value(keys::image);
    if (image.isString()) {
        source.dataUrl = image;
        source.origin = node.data;
    }
    source.reference = node.data.value(keys::imageRef).toString();
    source.name = node.data.value(keys::filename).toString();
    source.size = sizeFrom(node.data.value(keys::dimensions));
    return source;
}

QString referenceFor(const QByteArray& bytes)
{
    constexpr int length = 16;
    const QByteArray hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    return "img-"_L1 + QString::fromLatin1(hash.toHex().left(length));
}

DataPatch patchForImage(const QByteArray& bytes, const QString& name, QSize size)
{
    DataPatch patch;
    patch.insert(keys::image, QString("data:"_L1 + mimeTypeOf(bytes) + ";base64,"_L1 +
                                      QLatin1String(bytes.toBase64())));
    patch.insert(keys::imageRef, QJsonValue::Undefined);
    patch.insert(keys::filename, name);
    patch.insert(keys::dimensions, size.isEmpty() ? QJsonValue()
                                                  : QJsonObject{{u"width"_s, size.width()},
                                                                {u"height"_s, size.height()}});
    return patch;
}

base::Result<QByteArray> readImage(const ImageSource& source, const QString& folder)
{
    if (source.dataUrl.isString()) {
        return decoded(source);
    }
    if (source.reference.isEmpty()) {
        return unreadable(Text::tr("The picture “%1” is empty."), source);
    }
    if (!staysInFolder(source.reference)) {
        return unreadable(Text::tr("The picture “%1” lies outside the workflow's folder."), source);
    }
    if (folder.isEmpty()) {
        return unreadable(
            Text::tr("The picture “%1” lies beside the workflow, which has no folder yet."),
            source);
    }
    QFile file(pictureFile(source.reference, folder));
    if (file.fileName().isEmpty()) {
        return unreadable(Text::tr("The picture “%1” is not in the workflow's folder."), source);
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return unreadable(Text::tr("The picture “%1” cannot be read."), source);
    }
    return file.readAll();
}

} // namespace plantain::workflow
