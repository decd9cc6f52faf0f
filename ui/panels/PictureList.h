// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/workflow/NodeData.h"
#include "src/workflow/Workflow.h"

#include <QWidget>

class QVBoxLayout;

namespace plantain::ui {

/// A picture that arrives at a node, and the node it comes from.
struct PictureLink {
    QString nodeId;
    workflow::ImageSource picture;
    bool operator==(const PictureLink&) const = default;
};

/// In edge order; Image nodes without a picture are left out.
QList<PictureLink> picturesOf(const workflow::Workflow& workflow, int nodeIndex);

/// Pictures from edges, a line each: a small view, the name, the size; a press leads to the node.
/// Hidden while there is none.
class PictureList : public QWidget
{
    Q_OBJECT

public:
    explicit PictureList(QWidget* parent = nullptr);

    /// With `savable` every line has a button that saves the picture.
    void showPictures(const QList<PictureLink>& pictures, const QString& folder,
                      bool savable = false);

signals:
    void pressed(const QString& nodeId);

private:
    QWidget* makeRow(const PictureLink& link, const QString& folder, bool savable);
    void save(const workflow::ImageSource& picture, const QString& folder);

    QList<PictureLink> m_pictures;
    QString m_folder;
    QVBoxLayout* m_rows;
};

} // namespace plantain::ui
