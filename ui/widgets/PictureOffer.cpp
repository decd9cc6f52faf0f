// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/PictureOffer.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QImage>
#include <QMimeData>
#include <QUrl>

#include <algorithm>

namespace plantain::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(plantain::ui::PictureOffer)
};

bool isPictureFile(const QUrl& url)
{
    static const QStringList endings{QStringLiteral(".png"), QStringLiteral(".jpg"),
                                     QStringLiteral(".jpeg"), QStringLiteral(".webp")};
    return url.isLocalFile() &&
           std::any_of(endings.begin(), endings.end(), [&url](const QString& ending) {
               return url.path().endsWith(ending, Qt::CaseInsensitive);
           });
}

QByteArray pngOf(const QImage& image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

} // namespace

bool offersPictures(const QMimeData& data)
{
    const QList<QUrl> urls = data.urls();
    return data.hasImage() || std::any_of(urls.begin(), urls.end(), isPictureFile);
}

std::vector<OfferedPicture> picturesIn(const QMimeData& data)
{
    std::vector<OfferedPicture> pictures;
    const QList<QUrl> urls = data.urls();
    for (const QUrl& url : urls) {
        if (isPictureFile(url)) {
            pictures.push_back(pictureFile(url.toLocalFile()));
        }
    }
    if (pictures.empty() && data.hasImage()) {
        pictures.push_back(
            {{}, pngOf(qvariant_cast<QImage>(data.imageData())), Text::tr("Pasted image")});
    }
    return pictures;
}

OfferedPicture pictureFile(const QString& path)
{
    return {path, {}, QFileInfo(path).fileName()};
}

QString pictureFilter()
{
    return Text::tr("Images (*.png *.jpg *.jpeg *.webp)");
}

} // namespace plantain::ui
