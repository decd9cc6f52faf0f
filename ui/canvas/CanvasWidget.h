// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/EditorServices.h"
#include "ui/canvas/CanvasScene.h"
#include "ui/canvas/CanvasState.h"
#include "ui/canvas/NodeFaces.h"
#include "ui/canvas/Viewport.h"

#include <QWidget>

#include <memory>

namespace plantain::ui {

class CanvasInput;

/// The workflow, painted: one widget, no widget a node. Draws the scene, the faces, the selection
/// and the overlay of a gesture; what mouse and keys do is decided by CanvasInput.
class CanvasWidget : public QWidget
{
    Q_OBJECT

public:
    /// Below these scales nodes are drawn as header and title, and as plain rectangles.
    static constexpr double fullDetailScale = 0.55;
    static constexpr double titleScale = 0.22;

    explicit CanvasWidget(const EditorServices& services, QWidget* parent = nullptr);
    ~CanvasWidget() override;

    const EditorServices& services() const;
    const CanvasScene& scene() const;
    Selection& selection() const;
    const NodeFaces& faces() const;
    /// What turns events into edits. Owned.
    CanvasInput& input() const;

    const Viewport& viewport() const;
    void setViewport(const Viewport& viewport);
    const CanvasOverlay& overlay() const;
    void setOverlay(const CanvasOverlay& overlay);
    /// What the pointer is over is drawn so.
    void setHovered(const CanvasHit& hit);

    /// Also tells the buttons of faces. View px.
    CanvasHit hitTest(QPointF view) const;
    /// Where a node's text is drawn, for the editor that is laid over it. View px.
    QRectF textRect(int nodeIndex) const;
    QRectF buttonRect(int nodeIndex, const QString& button) const;

    void showAll();
    /// Everything when nothing is selected.
    void showSelection();
    void showActualSize();
    void zoomBy(double factor);
    /// The least pan that brings the node into view.
    void reveal(const QString& nodeId);

    /// The text editor over a node is open: its own text is not painted. Empty: none.
    void setEditedNode(const QString& nodeId);

signals:
    void viewportChanged();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace plantain::ui
