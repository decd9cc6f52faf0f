// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/CanvasIndex.h"

#include <algorithm>
#include <cmath>

namespace plantain::ui {

namespace {

constexpr qint64 largestSide = 256;
constexpr qint64 hugeFrom = 128;

template <typename List>
void eraseOne(List& list, int item)
{
    const auto found = std::find(list.begin(), list.end(), item);
    if (found != list.end()) {
        *found = list.back();
        list.pop_back();
    }
}

} // namespace

bool touches(const QRectF& one, const QRectF& other)
{
    return one.left() <= other.right() && other.left() <= one.right() &&
           one.top() <= other.bottom() && other.top() <= one.bottom();
}

CanvasIndex::CanvasIndex(double cellSize)
    : m_cellSize(cellSize)
{
    rebuild({});
}

void CanvasIndex::rebuild(std::vector<QRectF> rects)
{
    m_rects = std::move(rects);
    m_side = 16;
    while (m_side < largestSide && m_side * m_side < static_cast<qint64>(m_rects.size())) {
        m_side *= 2;
    }
    m_buckets.assign(static_cast<std::size_t>(m_side * m_side), {});
    m_huge.clear();
    m_seen.assign(m_rects.size(), 0);
    m_stamp = 0;
    for (int item = 0; item < size(); ++item) {
        insert(item);
    }
}

void CanvasIndex::append(const QRectF& rect)
{
    m_rects.push_back(rect);
    m_seen.push_back(0);
    insert(size() - 1);
}

void CanvasIndex::move(int item, const QRectF& rect)
{
    remove(item);
    m_rects[static_cast<std::size_t>(item)] = rect;
    insert(item);
}

CanvasIndex::Cells CanvasIndex::cellsOf(const QRectF& rect) const
{
    const auto cell = [this](double value) {
        return static_cast<qint64>(std::floor(value / m_cellSize));
    };
    return {cell(rect.left()), cell(rect.top()), cell(rect.right()), cell(rect.bottom())};
}

bool CanvasIndex::isHuge(const Cells& cells) const
{
    return cells.right - cells.left >= m_side || cells.bottom - cells.top >= m_side ||
           cells.count() > hugeFrom;
}

const std::vector<int>& CanvasIndex::bucket(qint64 x, qint64 y) const
{
    const qint64 mask = m_side - 1;
    return m_buckets[static_cast<std::size_t>((y & mask) * m_side + (x & mask))];
}

std::vector<int>& CanvasIndex::bucket(qint64 x, qint64 y)
{
    return const_cast<std::vector<int>&>(std::as_const(*this).bucket(x, y));
}

void CanvasIndex::insert(int item)
{
    const Cells cells = cellsOf(rect(item));
    if (isHuge(cells)) {
        m_huge.push_back(item);
        return;
    }
    for (qint64 y = cells.top; y <= cells.bottom; ++y) {
        for (qint64 x = cells.left; x <= cells.right; ++x) {
            bucket(x, y).push_back(item);
        }
    }
}

void CanvasIndex::remove(int item)
{
    const Cells cells = cellsOf(rect(item));
    if (isHuge(cells)) {
        eraseOne(m_huge, item);
        return;
    }
    for (qint64 y = cells.top; y <= cells.bottom; ++y) {
        for (qint64 x = cells.left; x <= cells.right; ++x) {
            eraseOne(bucket(x, y), item);
        }
    }
}

std::vector<int> CanvasIndex::touching(const QRectF& area) const
{
    const Cells cells = cellsOf(area);
    // A large area holds so much of everything that asking each item is faster than sorting.
    if (cells.right - cells.left >= m_side || cells.bottom - cells.top >= m_side ||
        cells.count() * 8 > m_side * m_side) {
        return touchingByScan(area);
    }
    ++m_stamp;
    std::vector<int> found;
    const auto take = [&](int item) {
        unsigned& seen = m_seen[static_cast<std::size_t>(item)];
        if (seen != m_stamp) {
            seen = m_stamp;
            if (touches(rect(item), area)) {
                found.push_back(item);
            }
        }
    };
    for (qint64 y = cells.top; y <= cells.bottom; ++y) {
        for (qint64 x = cells.left; x <= cells.right; ++x) {
            const std::vector<int>& items = bucket(x, y);
            std::for_each(items.begin(), items.end(), take);
        }
    }
    std::for_each(m_huge.begin(), m_huge.end(), take);
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<int> CanvasIndex::touchingByScan(const QRectF& area) const
{
    std::vector<int> found;
    for (int item = 0; item < size(); ++item) {
        if (touches(rect(item), area)) {
            found.push_back(item);
        }
    }
    return found;
}

} // namespace plantain::ui
