// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/CanvasScene.h"
#include "ui/canvas/DeviceView.h"
#include "ui/canvas/NodeFace.h"
#include "ui/canvas/NodeLayout.h"
#include "ui/canvas/NodeSprites.h"
#include "ui/canvas/NodeText.h"
#include "ui/canvas/Thumbnails.h"

namespace plantain::ui {

/// One node as it is to be drawn.
struct NodeItem {
    const NodeFace& face;
    const std::vector<PortItem>& ports;
    QString id;
    QRectF rect; ///< world
    bool isSelected = false;
    bool hasFocus = false;
    bool isEdited = false; ///< the editor lies over its text
    bool isPale = false;   ///< a wire is drawn that it cannot take
};

/// Draws nodes into device px.
class NodePainter
{
public:
    explicit NodePainter(Thumbnails& thumbnails);

    /// Before each round of painting. `isQuick`: a zoom is under way; pictures may be rough.
    void begin(const DeviceView& view, bool isQuick);
    /// The same scale, seen from elsewhere.
    void useView(const DeviceView& view) { m_view = view; }
    void paint(QPainter& painter, const NodeItem& item);
    void paintPort(QPainter& painter, const PortItem& port, bool isPale, bool isHovered);
    /// A picture was drawn roughly since `begin`.
    bool usedRoughPictures() const { return m_usedRoughPictures; }

    /// After fonts or colours have changed.
    void clear();

private:
    struct Placed;

    void paintFull(QPainter& painter, const NodeItem& item);
    void paintTitleOnly(QPainter& painter, const NodeItem& item);
    void paintTextBars(QPainter& painter, const NodeItem& item, const QRect& pixels);
    void paintCard(QPainter& painter, const NodeItem& item, const QRect& pixels);
    void paintContent(const Placed& placed, const NodeItem& item);
    void paintHeader(const Placed& placed, const NodeFace& face, const NodeLayout& layout);
    void paintText(const Placed& placed, const NodeItem& item, const NodeLayout& layout);
    void paintFooter(const Placed& placed, const NodeFace& face, const NodeLayout& layout);
    void paintButtons(const Placed& placed, const NodeFace& face, const NodeLayout& layout);
    void paintBadge(const Placed& placed, const QRectF& rect, const Badge& badge);
    void paintImage(const Placed& placed, const NodeItem& item, const NodeLayout& layout);
    void paintLine(const Placed& placed, const QRectF& room, const QString& text, NodeFont font,
                   const QColor& color, Qt::Alignment alignment = Qt::AlignLeft);
    void paintIcon(const Placed& placed, const QRectF& rect, theme::Icon icon, const QColor& color);
    void paintGaps(QPainter& painter, const QRect& body) const;
    void paintPale(QPainter& painter, const QRect& pixels, double share) const;
    QColor color(theme::ColorRole role) const { return theme::color(role, m_scheme); }
    static NodeSprites::Frame frameOf(const NodeFace& face);

    Thumbnails& m_thumbnails;
    DeviceView m_view;
    theme::Scheme m_scheme = theme::Scheme::Dark;
    bool m_isQuick = false;
    bool m_usedRoughPictures = false;
    NodeText m_text;
    NodeSprites m_sprites;
};

} // namespace plantain::ui
