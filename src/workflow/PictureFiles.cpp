// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/workflow/PictureFiles.h"

#include "src/base/AtomicFile.h"
#include "src/workflow/NodeData.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

#include <array>

namespace plantain::workflow {

using namespace Qt::StringLiterals;
using base::Error;
using base::Status;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(PictureFiles)
};

Error storageError(const QString& sentence, const QString& path)
{
    return {base::ErrorKind::StorageFailed, sentence.arg(QDir::toNativeSeparators(path)), {}, {}};
}

Status makeFolder(const QString& path)
{
    if (QDir().mkpath(path)) {
        return base::Done{};
    }
    return storageError(Text::tr("The folder “%1” cannot be created."), path);
}

QString endingFor(const QJsonValue& dataUrl)
{
    const QString begin = dataUrl.toString().left(16);
    return begin.startsWith("data:image/jpeg"_L1)   ? u".jpg"_s
           : begin.startsWith("data:image/webp"_L1) ? u".webp"_s
                                                    : u".png"_s;
}

/// References stand in keys of their own, also in nodes of other programs: `imageRef`,
/// `inputImageRefs`.
QStringList referencesIn(const QJsonObject& data)
{
    QStringList found;
    for (auto each = data.begin(); each != data.end(); ++each) {
        if (each.key().endsWith("Ref"_L1) && each->isString()) {
            found << each->toString();
        } else if (each.key().endsWith("Refs"_L1)) {
            const QJsonArray list = each->toArray();
            for (const QJsonValue& reference : list) {
                found << reference.toString();
            }
        }
    }
    found.removeIf([](const QString& reference) { return reference.isEmpty(); });
    return found;
}

Status copyPicture(const QString& reference, const QString& from, const QString& to)
{
    const QString source = pictureFile(reference, from);
    if (source.isEmpty() || !pictureFile(reference, to).isEmpty()) {
        return base::Done{};
    }
    const QFileInfo info(source);
    const QString folder = to + u'/' + info.dir().dirName();
    Status made = makeFolder(folder);
    if (!made) {
        return made;
    }
    const QString target = folder + u'/' + info.fileName();
    if (!QFile::copy(source, target)) {
        return storageError(Text::tr("The picture “%1” could not be copied."), target);
    }
    return base::Done{};
}

} // namespace

bool staysInFolder(const QString& reference)
{
    return !reference.contains(u'/') && !reference.contains(u'\\') && !reference.contains(u':') &&
           !reference.contains(QChar::Null) && !reference.contains(".."_L1);
}

QString pictureFile(const QString& reference, const QString& folder)
{
    static constexpr std::array folders{"inputs"_L1, "generations"_L1};
    static constexpr std::array endings{""_L1, ".png"_L1, ".jpg"_L1, ".jpeg"_L1, ".webp"_L1};
    if (reference.isEmpty() || folder.isEmpty() || !staysInFolder(reference)) {
        return {};
    }
    for (const QLatin1String subfolder : folders) {
        for (const QLatin1String ending : endings) {
            const QString path = folder + u'/' + subfolder + u'/' + reference + ending;
            if (QFileInfo(path).isFile()) {
                return path;
            }
        }
    }
    return {};
}

Status movePicturesOut(WorkflowContent& content, const QString& folder)
{
    for (Node& node : content.nodes) {
        const ImageSource image = imageOf(node);
        if (node.kind != NodeKind::Image || !image.dataUrl.isString()) {
            continue;
        }
        const auto bytes = readImage(image, folder);
        if (!bytes) {
            continue;
        }
        const QString reference = referenceFor(*bytes);
        if (pictureFile(reference, folder).isEmpty()) {
            const QString inputs = folder + "/inputs"_L1;
            Status written = makeFolder(inputs);
            if (written) {
                written =
                    base::writeFileAtomically(inputs + u'/' + reference + endingFor(image.dataUrl),
                                              *bytes, base::FileAccess::Normal);
            }
            if (!written) {
                return written;
            }
        }
        node.data.insert(keys::image, QJsonValue::Null);
        node.data.insert(keys::imageRef, reference);
    }
    return base::Done{};
}

void takePicturesIn(WorkflowContent& content, const QString& folder)
{
    for (Node& node : content.nodes) {
        const ImageSource image = imageOf(node);
        if (node.kind != NodeKind::Image || image.reference.isEmpty() || image.dataUrl.isString()) {
            continue;
        }
        if (const auto bytes = readImage(image, folder)) {
            const DataPatch patch = patchForImage(*bytes, image.name, image.size);
            node.data.insert(keys::image, patch.value(keys::image));
            node.data.remove(keys::imageRef);
        }
    }
}

Status copyPictures(const WorkflowContent& content, const QString& from, const QString& to)
{
    if (from.isEmpty() || QDir(from) == QDir(to)) {
        return base::Done{};
    }
    for (const Node& node : content.nodes) {
        const QStringList references = referencesIn(node.data);
        for (const QString& reference : references) {
            Status copied = copyPicture(reference, from, to);
            if (!copied) {
                return copied;
            }
        }
    }
    return base::Done{};
}

} // namespace plantain::workflow
