// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>
#include <QRectF>
#include <QWidget>

namespace plantain::ui {

class CanvasWidget;

/// The whole workflow, small, with what of it is seen: press or drag to go there, turn the wheel to
/// zoom. Shown only when it is wanted and the workflow is large enough to get lost in.
class Minimap : public QWidget
{
    Q_OBJECT

public:
    static constexpr int leastNodes = 20;

    /// `canvas` is borrowed.
    explicit Minimap(CanvasWidget& canvas, QWidget* parent = nullptr);

    /// At first it is wanted.
    void setWanted(bool wanted);
    /// For pictures: shown with that many nodes.
    void setLeastNodes(int nodes);

    QSize sizeHint() const override { return {168, 104}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void showOrHide();
    void forgetPicture();
    void paintPicture();
    void goTo(QPointF point);
    /// The part of the world that fits into this.
    QRectF world() const;
    QRectF toMap(const QRectF& world) const;

    CanvasWidget& m_canvas;
    QPixmap m_picture;
    QRectF m_world; ///< shown by m_picture
    int m_leastNodes = leastNodes;
    bool m_isWanted = true;
};

} // namespace plantain::ui
