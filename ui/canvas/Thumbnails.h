// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/workflow/NodeData.h"

#include <QCache>
#include <QImage>
#include <QObject>
#include <QThreadPool>

#include <functional>

namespace plantain::ui {

/// A picture as it can be shown now.
struct Thumbnail {
    QImage image;    ///< null while it is being read
    QString problem; ///< a sentence; the picture cannot be shown
    QSize fullSize;  ///< of the picture itself; invalid until it was read
};

/// Small copies of the workflow's pictures: read and scaled in threads of their own, kept as long
/// as there is room. The canvas never holds a picture in its full size.
class Thumbnails : public QObject
{
    Q_OBJECT

public:
    static constexpr int sizes[] = {64, 128, 256, 512}; ///< of the longer side, px
    static constexpr int mostKibibytes = 64 * 1024;

    /// `folder`: the workflow's, asked when a picture is read.
    explicit Thumbnails(std::function<QString()> folder, QObject* parent = nullptr);
    ~Thumbnails() override;

    /// What there is for a picture that is drawn `longestSide` px large; what is missing is fetched
    /// and told by `changed`.
    Thumbnail thumbnail(const QString& nodeId, const workflow::ImageSource& source,
                        int longestSide);
    /// A node's picture may be another one: they are compared when they are asked for next.
    void recheck() { ++m_generation; }

signals:
    void changed(const QString& nodeId);

private:
    struct Entry {
        workflow::ImageSource source;
        unsigned generation = 0;
        int loading = 0; ///< the size under way
        int loaded = 0;
        Thumbnail thumbnail;
    };

    Entry& entryFor(const QString& nodeId, const workflow::ImageSource& source);
    void load(const QString& nodeId, Entry& entry, int size);
    void take(const QString& nodeId, const workflow::ImageSource& source, int size,
              const Thumbnail& result);

    std::function<QString()> m_folder;
    QThreadPool m_pool;
    QCache<QString, Entry> m_entries; ///< cost in KiB
    unsigned m_generation = 0;
};

/// Any thread. Never larger than `size` on its longer side.
Thumbnail readThumbnail(const workflow::ImageSource& source, const QString& folder, int size);

} // namespace plantain::ui
