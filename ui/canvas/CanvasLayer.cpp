// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/CanvasLayer.h"

#include <cstring>

namespace plantain::ui {

namespace {

constexpr int mostRectangles = 24;
/// A painter draws the ends of what it clips a shade differently: they fall outside of a part.
constexpr int partMargin = 4;

/// Moves the pixels; what comes from outside keeps what was there.
void shift(QImage& image, QPoint by)
{
    const int width = image.width() - std::abs(by.x());
    const int height = image.height() - std::abs(by.y());
    const int fromX = std::max(0, -by.x());
    const int toX = std::max(0, by.x());
    const int fromY = std::max(0, -by.y());
    const int toY = std::max(0, by.y());
    const qsizetype stride = image.bytesPerLine();
    uchar* bits = image.bits();
    const auto bytes = static_cast<std::size_t>(width) * 4;
    for (int i = 0; i < height; ++i) {
        // Downwards the last line goes first, else it would be overwritten before.
        const int row = by.y() > 0 ? height - 1 - i : i;
        std::memmove(bits + (toY + row) * stride + toX * 4,
                     bits + (fromY + row) * stride + fromX * 4, bytes);
    }
}

} // namespace

void CanvasLayer::invalidate(const QRect& device)
{
    m_dirty += device;
}

bool CanvasLayer::scroll(const DeviceView& view)
{
    const QPointF moved = m_view.offset() - view.offset();
    const QRect whole = m_image.rect();
    if (std::abs(moved.x()) >= whole.width() || std::abs(moved.y()) >= whole.height()) {
        return false;
    }
    const QPoint by = moved.toPoint();
    if (!by.isNull()) {
        shift(m_image, by);
        m_dirty.translate(by);
        m_dirty += QRegion(whole) - QRegion(whole.translated(by));
    }
    return true;
}

void CanvasLayer::paintPart(const QRect& part, const Paint& paint)
{
    const QRect outer = part.adjusted(-partMargin, -partMargin, partMargin, partMargin);
    QImage picture(outer.size(), m_image.format());
    paint(picture, m_view.shifted(outer.topLeft()));
    for (int y = 0; y < part.height(); ++y) {
        std::memcpy(m_image.scanLine(part.top() + y) + qsizetype{part.left()} * 4,
                    picture.constScanLine(partMargin + y) + qsizetype{partMargin} * 4,
                    static_cast<std::size_t>(part.width()) * 4);
    }
}

void CanvasLayer::update(const DeviceView& view, QSize size, const Paint& paint)
{
    if (m_image.size() != size) {
        m_image = QImage(size, QImage::Format_RGB32);
        m_isValid = false;
    }
    if (m_isValid && (view.scale() != m_view.scale() || !scroll(view))) {
        m_isValid = false;
    }
    m_view = view;
    const QRect whole = m_image.rect();
    if (!m_isValid) {
        const auto begin = std::chrono::steady_clock::now();
        paint(m_image, view);
        m_lastFullPaint = std::chrono::duration_cast<std::chrono::microseconds>(
            std::chrono::steady_clock::now() - begin);
        m_isValid = true;
    } else if (m_dirty.rectCount() > mostRectangles) {
        paintPart(m_dirty.boundingRect() & whole, paint);
    } else {
        for (const QRect& rect : m_dirty& whole) {
            paintPart(rect, paint);
        }
    }
    m_dirty = {};
}

} // namespace plantain::ui
