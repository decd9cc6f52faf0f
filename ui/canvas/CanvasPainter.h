// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/CanvasState.h"
#include "ui/canvas/NodeFaces.h"
#include "ui/canvas/NodePainter.h"
#include "ui/canvas/WirePainter.h"

#include <unordered_map>
#include <unordered_set>

namespace plantain::ui {

/// What of a gesture changes the picture of what lies still.
struct CanvasHidden {
    QSet<int> nodes; ///< drawn by paintMoved, as the wires at them
    int group = -1;
    int edge = -1;
    std::optional<std::pair<int, int>> wireFrom; ///< node and port that a wire is drawn from
    bool operator==(const CanvasHidden&) const = default;

    static CanvasHidden of(const CanvasOverlay& overlay);
};

/// Draws the workflow into device px: what lies still, and what a gesture moves over it.
class CanvasPainter
{
public:
    /// All borrowed.
    CanvasPainter(const CanvasScene& scene, const NodeFaces& faces, const Selection& selection,
                  Thumbnails& thumbnails);

    /// Before each frame. `editedNode`: its text is left out. `hasFocus`: the focus node shows its
    /// ring. `isQuick`: a zoom is under way.
    void begin(const DeviceView& view, const CanvasHidden& hidden, const QString& editedNode,
               bool hasFocus, bool isQuick);
    /// Fills the picture with what is seen from there; the scale is that of `begin`.
    void paintStill(QImage& image, const DeviceView& view);
    /// `painter` works in device px.
    void paintMoved(QPainter& painter, const CanvasOverlay& overlay, const QRect& device);
    void paintWireUnderWay(QPainter& painter, const CanvasOverlay& overlay, const QRect& device);
    /// A wire again, stronger.
    void paintStrongWire(QPainter& painter, int edge, const QColor& color, const QRect& device);
    void paintHoveredPort(QPainter& painter, int node, int port);
    /// The dots on the ground.
    /// The focus is told from a selection even where one node has both.
    void setMarksFocus(bool marks) { m_marksFocus = marks; }
    void setShowsGrid(bool shown) { m_showsGrid = shown; }
    bool usedRoughPictures() const { return m_nodes.usedRoughPictures(); }
    /// After fonts or colours have changed.
    void clear() { m_nodes.clear(); }

    /// How far a node's picture reaches beyond its rectangle, world px.
    static constexpr double nodeMargin = 22;

private:
    struct Moved {
        QRectF rect;
        std::vector<PortItem> ports;
    };

    void paintLayers(QImage& image, const QRect& device);
    void paintGround(QImage& image, const QRect& device) const;
    void paintGroups(QPainter& painter, const QRectF& world);
    void paintWires(QPainter& painter, const QRectF& world, const QRect& device);
    void paintFarWires(WirePainter& wires, const std::vector<int>& edges) const;
    void paintNodes(QPainter& painter, const QRectF& world);
    void paintFarNodes(QImage& image, const QRectF& world, const QRect& device) const;
    void paintNode(QPainter& painter, int node, const QRectF& rect,
                   const std::vector<PortItem>& ports);
    void paintMovedWires(QPainter& painter, const QRect& device);
    bool isHidden(int edge) const;
    bool isStrong(int edge) const;
    bool isPale(int node, const std::vector<PortItem>& ports) const;
    bool takesWire(int node, const PortItem& port) const;
    WireLook lookOf(int edge) const;
    QColor wireColor(workflow::PortType type) const;
    QPointF movedEnd(int edge, bool isInput) const;

    bool m_showsGrid = true;
    bool m_marksFocus = false;
    const CanvasScene& m_scene;
    const NodeFaces& m_faces;
    const Selection& m_selection;
    NodePainter m_nodes;
    NodeText m_groupText;
    DeviceView m_view;
    CanvasHidden m_hidden;
    QString m_editedNode;
    bool m_hasFocus = false;
    std::unordered_set<int> m_selected;
    int m_focusNode = -1;
    std::optional<PortItem> m_wireFrom;
    std::unordered_map<int, Moved> m_moved;
};

} // namespace plantain::ui
