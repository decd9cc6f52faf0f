// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/workflow/WorkflowContent.h"
#include "ui/canvas/DeviceView.h"
#include "ui/canvas/NodeText.h"
#include "ui/theme/Colors.h"

class QPainter;

namespace plantain::ui {

/// A group as it is to be drawn.
struct GroupItem {
    const workflow::Group& group;
    QRectF rect; ///< world
    int nodes = 0;
    bool isSelected = false;
};

/// The colour of a frame; foreign words give the first.
theme::ColorRole groupColor(const QString& color);

/// A tinted frame with name, lock and the number of its nodes. Device px.
void paintGroup(QPainter& painter, const DeviceView& view, NodeText& text, const GroupItem& item);

} // namespace plantain::ui
