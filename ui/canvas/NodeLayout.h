// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/NodeFace.h"

#include <QRectF>
#include <QSizeF>

#include <vector>

namespace plantain::ui {

/// Where everything of a face stands on its node. World px from the node's top left; empty
/// rectangles for what is not there.
struct NodeLayout {
    QRectF mark;
    QRectF title;
    QRectF comment;
    QRectF note;
    QRectF headerBadge;
    QRectF bodyBadge;
    QRectF text;
    QRectF image;
    QRectF caption; ///< the picture's name
    std::vector<QRectF> buttons;
    QRectF footer;
};

/// `size` no higher than the header: a collapsed node.
NodeLayout layoutNode(const NodeFace& face, QSizeF size);

} // namespace plantain::ui
