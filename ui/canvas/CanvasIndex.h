// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

#include <vector>

namespace plantain::ui {

/// Which of many rectangles touch a place: a uniform grid. Cells far apart share a bucket, so that
/// the world has no border and a stray item a million px away costs nothing.
class CanvasIndex
{
public:
    explicit CanvasIndex(double cellSize);

    /// Replaces everything. Items are the places in `rects`.
    void rebuild(std::vector<QRectF> rects);
    /// Its place is the number of items before.
    void append(const QRectF& rect);
    void move(int item, const QRectF& rect);

    const QRectF& rect(int item) const { return m_rects[static_cast<std::size_t>(item)]; }
    int size() const { return static_cast<int>(m_rects.size()); }
    /// Ascending. Touching borders count.
    std::vector<int> touching(const QRectF& area) const;

private:
    struct Cells {
        qint64 left, top, right, bottom;
        qint64 count() const { return (right - left + 1) * (bottom - top + 1); }
    };
    Cells cellsOf(const QRectF& rect) const;
    bool isHuge(const Cells& cells) const;
    std::vector<int>& bucket(qint64 x, qint64 y);
    const std::vector<int>& bucket(qint64 x, qint64 y) const;
    void insert(int item);
    void remove(int item);
    std::vector<int> touchingByScan(const QRectF& area) const;

    double m_cellSize;
    qint64 m_side = 1; ///< of the table of buckets, a power of two
    std::vector<QRectF> m_rects;
    std::vector<std::vector<int>> m_buckets;
    std::vector<int> m_huge; ///< items over so many cells that they are looked at every time
    mutable std::vector<unsigned> m_seen;
    mutable unsigned m_stamp = 0;
};

/// Also true when only borders touch, and for rectangles without area.
bool touches(const QRectF& one, const QRectF& other);

} // namespace plantain::ui
