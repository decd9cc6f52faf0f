// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/Thumbnails.h"

#include <QBuffer>
#include <QImageReader>

#include <algorithm>
#include <iterator>

namespace plantain::ui {

namespace {

constexpr int threads = 2;

int sizeFor(int longestSide)
{
    const auto* found =
        std::lower_bound(std::begin(Thumbnails::sizes), std::end(Thumbnails::sizes), longestSide);
    return found == std::end(Thumbnails::sizes) ? *std::prev(found) : *found;
}

} // namespace

Thumbnail readThumbnail(const workflow::ImageSource& source, const QString& folder, int size)
{
    Thumbnail result;
    const base::Result<QByteArray> bytes = workflow::readImage(source, folder);
    if (!bytes) {
        result.problem = bytes.error().message;
        return result;
    }
    QBuffer buffer;
    buffer.setData(*bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer);
    reader.setAutoTransform(true);
    const QSize full = reader.size();
    if (full.isValid() && std::max(full.width(), full.height()) > size) {
        reader.setScaledSize(full.scaled(size, size, Qt::KeepAspectRatio).expandedTo({1, 1}));
    }
    QImage image = reader.read();
    if (image.isNull()) {
        result.problem = Thumbnails::tr("This picture cannot be shown: its data is damaged.");
        return result;
    }
    const bool turned = reader.transformation().testFlag(QImageIOHandler::TransformationRotate90);
    result.fullSize = turned ? full.transposed() : full;
    if (std::max(image.width(), image.height()) > size) {
        image = image.scaled(size, size, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    }
    result.image = image.convertToFormat(QImage::Format_ARGB32_Premultiplied);
    return result;
}

Thumbnails::Thumbnails(std::function<QString()> folder, QObject* parent)
    : QObject(parent)
    , m_folder(std::move(folder))
    , m_entries(mostKibibytes)
{
    m_pool.setMaxThreadCount(threads);
}

Thumbnails::~Thumbnails()
{
    m_pool.clear();
    m_pool.waitForDone();
}

Thumbnail Thumbnails::thumbnail(const QString& nodeId, const workflow::ImageSource& source,
                                int longestSide)
{
    Entry& entry = entryFor(nodeId, source);
    const int size = sizeFor(longestSide);
    if (entry.loaded < size && entry.loading < size && entry.thumbnail.problem.isEmpty()) {
        load(nodeId, entry, size);
    }
    return entry.thumbnail;
}

/// Comparing large pictures takes time: it is done once after each `recheck`.
Thumbnails::Entry& Thumbnails::entryFor(const QString& nodeId, const workflow::ImageSource& source)
{
    Entry* known = m_entries.object(nodeId);
    if (known && known->generation != m_generation) {
        known->generation = m_generation;
        if (known->source != source) {
            known = nullptr;
        }
    }
    if (!known) {
        known = new Entry{source, m_generation, 0, 0, {}};
        m_entries.insert(nodeId, known, 1);
    }
    return *known;
}

void Thumbnails::load(const QString& nodeId, Entry& entry, int size)
{
    entry.loading = size;
    const workflow::ImageSource source = entry.source;
    const QString folder = m_folder();
    m_pool.start([this, nodeId, source, folder, size] {
        const Thumbnail result = readThumbnail(source, folder, size);
        QMetaObject::invokeMethod(
            this, [this, nodeId, source, size, result] { take(nodeId, source, size, result); },
            Qt::QueuedConnection);
    });
}

void Thumbnails::take(const QString& nodeId, const workflow::ImageSource& source, int size,
                      const Thumbnail& result)
{
    const Entry* known = m_entries.object(nodeId);
    // Another picture, or a larger copy of it, may have come meanwhile.
    if (!known || known->loading != size || known->source != source) {
        return;
    }
    auto* entry = new Entry(*known);
    entry->loaded = size;
    entry->thumbnail = result;
    m_entries.insert(nodeId, entry, 1 + result.image.sizeInBytes() / 1024);
    emit changed(nodeId);
}

} // namespace plantain::ui
