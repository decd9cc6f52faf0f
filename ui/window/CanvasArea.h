// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

namespace plantain::ui {

class CanvasWidget;

/// The middle of the window: banners, below them the canvas, and what floats over the canvas.
class CanvasArea : public QWidget
{
    Q_OBJECT

public:
    enum class Place { Center, TopRight, BottomLeft };

    /// Takes both as children.
    CanvasArea(QWidget& banners, CanvasWidget& canvas, QWidget* parent = nullptr);

    /// `widget` becomes a child of the canvas and stays at its place, as large as it wants to be.
    void addOverlay(QWidget& widget, Place place);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Overlay {
        QWidget* widget;
        Place place;
    };
    void arrange();
    void showBannerFrame();

    QWidget& m_banners;
    QWidget& m_canvas;
    QWidget* m_bannerFrame;
    QList<Overlay> m_overlays;
};

} // namespace plantain::ui
