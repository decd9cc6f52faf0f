// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/DeviceView.h"

#include <QImage>
#include <QRegion>

#include <chrono>
#include <functional>

namespace plantain::ui {

/// The picture of what lies still, kept between frames: a pan moves it and paints only the strips
/// that come into view; a change paints only its rectangle.
class CanvasLayer
{
public:
    /// Fills a picture with what is seen from there.
    using Paint = std::function<void(QImage& image, const DeviceView& view)>;

    void invalidate() { m_isValid = false; }
    /// Device px of the picture as it is.
    void invalidate(const QRect& device);

    /// Brings the picture up to date. `size` in device px.
    void update(const DeviceView& view, QSize size, const Paint& paint);

    bool isValid() const { return m_isValid; }
    const QImage& image() const { return m_image; }
    const DeviceView& view() const { return m_view; }
    /// How long the last painting of everything took.
    std::chrono::microseconds lastFullPaint() const { return m_lastFullPaint; }

private:
    bool scroll(const DeviceView& view);
    void paintPart(const QRect& part, const Paint& paint);

    QImage m_image;
    DeviceView m_view;
    QRegion m_dirty;
    bool m_isValid = false;
    std::chrono::microseconds m_lastFullPaint{0};
};

} // namespace plantain::ui
