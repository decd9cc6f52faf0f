// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/workflow/EditParts.h"
#include "src/workflow/Edits.h"
#include "src/workflow/Layers.h"

#include <algorithm>
#include <cmath>

namespace plantain::workflow::edits {

namespace {

constexpr double gap = 20;

/// What is moved as one.
struct Block {
    QString id;
    QRectF rect;
};
using Blocks = std::vector<Block>;

QRectF boundsOf(const Blocks& blocks)
{
    QRectF bounds;
    for (const Block& block : blocks) {
        bounds |= block.rect;
    }
    return bounds;
}

void align(Blocks& blocks, Arrangement how)
{
    const QRectF bounds = boundsOf(blocks);
    for (Block& block : blocks) {
        QRectF& rect = block.rect;
        switch (how) {
        case Arrangement::AlignLeft:
            rect.moveLeft(bounds.left());
            break;
        case Arrangement::AlignCenter:
            rect.moveLeft(std::round(bounds.center().x() - rect.width() / 2));
            break;
        case Arrangement::AlignRight:
            rect.moveLeft(bounds.right() - rect.width());
            break;
        case Arrangement::AlignTop:
            rect.moveTop(bounds.top());
            break;
        case Arrangement::AlignMiddle:
            rect.moveTop(std::round(bounds.center().y() - rect.height() / 2));
            break;
        default:
            rect.moveTop(bounds.bottom() - rect.height());
            break;
        }
    }
}

double begin(const QRectF& rect, bool horizontally)
{
    return horizontally ? rect.left() : rect.top();
}

double length(const QRectF& rect, bool horizontally)
{
    return horizontally ? rect.width() : rect.height();
}

void sortAlong(Blocks& blocks, bool horizontally)
{
    std::stable_sort(blocks.begin(), blocks.end(), [=](const Block& one, const Block& other) {
        return begin(one.rect, horizontally) < begin(other.rect, horizontally);
    });
}

/// One after the other with the same space between them.
void putInRow(Blocks& blocks, bool horizontally, double start, double space)
{
    for (Block& block : blocks) {
        if (horizontally) {
            block.rect.moveLeft(start);
        } else {
            block.rect.moveTop(start);
        }
        start += length(block.rect, horizontally) + space;
    }
}

/// The first and the last stay, the spaces between become equal.
void distribute(Blocks& blocks, bool horizontally)
{
    if (blocks.size() < 3) {
        return;
    }
    sortAlong(blocks, horizontally);
    const QRectF bounds = boundsOf(blocks);
    double filled = 0;
    for (const Block& block : blocks) {
        filled += length(block.rect, horizontally);
    }
    const double space =
        (length(bounds, horizontally) - filled) / static_cast<double>(blocks.size() - 1);
    putInRow(blocks, horizontally, begin(bounds, horizontally), space);
}

void stack(Blocks& blocks, bool horizontally)
{
    const QRectF bounds = boundsOf(blocks);
    sortAlong(blocks, horizontally);
    align(blocks, horizontally ? Arrangement::AlignTop : Arrangement::AlignLeft);
    putInRow(blocks, horizontally, begin(bounds, horizontally), gap);
}

void putInGrid(Blocks& blocks)
{
    const QRectF bounds = boundsOf(blocks);
    QSizeF cell;
    for (const Block& block : blocks) {
        cell = cell.expandedTo(block.rect.size());
    }
    // As people read: what overlaps in height is one line.
    std::stable_sort(blocks.begin(), blocks.end(), [&](const Block& one, const Block& other) {
        const double firstRow = std::floor((one.rect.top() - bounds.top()) / cell.height());
        const double secondRow = std::floor((other.rect.top() - bounds.top()) / cell.height());
        return firstRow != secondRow ? firstRow < secondRow : one.rect.left() < other.rect.left();
    });
    const auto columns =
        static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(blocks.size()))));
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const auto column = static_cast<double>(i % columns);
        const auto row = static_cast<double>(i / columns);
        blocks[i].rect.moveTopLeft(
            bounds.topLeft() + QPointF(column * (cell.width() + gap), row * (cell.height() + gap)));
    }
}

void arrangeBlocks(Blocks& blocks, Arrangement how)
{
    switch (how) {
    case Arrangement::AlignLeft:
    case Arrangement::AlignCenter:
    case Arrangement::AlignRight:
    case Arrangement::AlignTop:
    case Arrangement::AlignMiddle:
    case Arrangement::AlignBottom:
        return align(blocks, how);
    case Arrangement::DistributeHorizontally:
    case Arrangement::DistributeVertically:
        return distribute(blocks, how == Arrangement::DistributeHorizontally);
    case Arrangement::StackHorizontally:
    case Arrangement::StackVertically:
        return stack(blocks, how == Arrangement::StackHorizontally);
    case Arrangement::Grid:
        return putInGrid(blocks);
    case Arrangement::Layers:
        return;
    }
}

} // namespace

WorkflowEdit arrange(const Workflow& workflow, const QStringList& nodeIds, Arrangement how)
{
    if (how == Arrangement::Layers) {
        return layersEdit(workflow, nodeIds);
    }
    Blocks blocks;
    for (const int place : placesOf(workflow, nodeIds)) {
        const Node& node = workflow.nodes()[static_cast<std::size_t>(place)];
        blocks.push_back({node.id, rectOf(node)});
    }
    arrangeBlocks(blocks, how);
    QHash<QString, QPointF> positions;
    for (const Block& block : blocks) {
        positions.insert(block.id, block.rect.topLeft());
    }
    return placeNodes(workflow, positions);
}

} // namespace plantain::workflow::edits
