// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

class QMimeData;

namespace plantain::ui {

/// A picture that somebody pastes, drops or chooses; not read yet.
struct OfferedPicture {
    QString path;     ///< a file, else
    QByteArray bytes; ///< PNG
    QString name;     ///< for people
    bool operator==(const OfferedPicture&) const = default;
};

/// A picture, or files whose names look like pictures.
bool offersPictures(const QMimeData& data);
std::vector<OfferedPicture> picturesIn(const QMimeData& data);
OfferedPicture pictureFile(const QString& path);
/// For file dialogs.
QString pictureFilter();

} // namespace plantain::ui
