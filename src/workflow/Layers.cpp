// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/workflow/Layers.h"

#include "src/workflow/EditParts.h"

#include <QHash>

#include <algorithm>
#include <cmath>

namespace plantain::workflow {

namespace {

constexpr double rowGap = 20;
constexpr double columnGap = 60;
constexpr int sweeps = 4; ///< more of them hardly change the order

/// A node, or a group with its nodes.
struct Block {
    std::vector<int> nodes;
    QString group;
    QRectF rect;
    std::vector<int> before; ///< blocks that feed this one
    std::vector<int> after;
    int layer = 0;
    double row = 0; ///< place in its column
};

class Layout
{
public:
    Layout(const Workflow& workflow, std::vector<int> places)
        : m_workflow(workflow)
        , m_places(std::move(places))
        , m_blockOf(workflow.nodes().size(), -1)
    {
    }

    WorkflowEdit edit()
    {
        makeBlocks();
        linkBlocks();
        chooseLayers();
        sortColumns();
        return moveBlocks();
    }

private:
    using Column = std::vector<int>;

    const Node& node(int place) const
    {
        return m_workflow.nodes()[static_cast<std::size_t>(place)];
    }
    Block& block(int index) { return m_blocks[static_cast<std::size_t>(index)]; }
    int& blockOf(int place) { return m_blockOf[static_cast<std::size_t>(place)]; }

    void makeBlocks();
    void linkBlocks();
    void chooseLayers();
    void settle(int index, std::vector<int>& missing, std::vector<int>& open);
    void sortColumns();
    void sortColumn(Column& column, bool byEarlier);
    WorkflowEdit moveBlocks();
    void moveBlock(WorkflowEdit& edit, const Block& block, QPointF offset) const;

    const Workflow& m_workflow;
    std::vector<int> m_places;
    std::vector<int> m_blockOf;
    std::vector<Block> m_blocks;
    std::vector<Column> m_columns;
};

void Layout::makeBlocks()
{
    QHash<QString, int> members; // of each group, in the workflow and among those to be laid out
    for (const Node& each : m_workflow.nodes()) {
        ++members[each.groupId];
    }
    QHash<QString, int> chosen;
    for (const int place : m_places) {
        ++chosen[node(place).groupId];
    }
    QHash<QString, int> blockOfGroup;
    for (const int place : m_places) {
        const QString& groupId = node(place).groupId;
        const Group* const group = m_workflow.group(groupId);
        const int count = chosen.value(groupId);
        const bool isWhole =
            group && count == members.value(groupId) && count < static_cast<int>(m_places.size());
        int index = isWhole ? blockOfGroup.value(groupId, -1) : -1;
        if (index < 0) {
            index = static_cast<int>(m_blocks.size());
            m_blocks.push_back({{},
                                isWhole ? groupId : QString(),
                                isWhole ? group->rect : QRectF(),
                                {},
                                {},
                                0,
                                0});
            blockOfGroup.insert(groupId, index);
        }
        block(index).nodes.push_back(place);
        block(index).rect |= rectOf(node(place));
        blockOf(place) = index;
    }
}

void Layout::linkBlocks()
{
    for (const Edge& edge : m_workflow.edges()) {
        const int source = m_workflow.nodeIndex(edge.source.node);
        const int target = m_workflow.nodeIndex(edge.target.node);
        const int from = source < 0 ? -1 : blockOf(source);
        const int to = target < 0 ? -1 : blockOf(target);
        if (from >= 0 && to >= 0 && from != to) {
            block(from).after.push_back(to);
            block(to).before.push_back(from);
        }
    }
}

/// What comes after a block whose layer is known lies further right.
void Layout::settle(int index, std::vector<int>& missing, std::vector<int>& open)
{
    for (const int next : block(index).after) {
        int& left = missing[static_cast<std::size_t>(next)];
        if (left > 0) {
            block(next).layer = std::max(block(next).layer, block(index).layer + 1);
            if (--left == 0) {
                open.push_back(next);
            }
        }
    }
}

void Layout::chooseLayers()
{
    std::vector<int> missing;
    std::vector<int> open;
    for (std::size_t i = 0; i < m_blocks.size(); ++i) {
        missing.push_back(static_cast<int>(m_blocks[i].before.size()));
        if (missing.back() == 0) {
            open.push_back(static_cast<int>(i));
        }
    }
    std::size_t loopSearch = 0;
    std::size_t settled = 0;
    while (settled < m_blocks.size()) {
        if (open.empty()) {
            // Only loops are left: the first block of one counts as a beginning.
            while (missing[loopSearch] == 0) {
                ++loopSearch;
            }
            missing[loopSearch] = 0;
            open.push_back(static_cast<int>(loopSearch));
        }
        const int index = open.back();
        open.pop_back();
        ++settled;
        settle(index, missing, open);
    }
}

/// Puts each block near the middle of those that it is connected to.
void Layout::sortColumn(Column& column, bool byEarlier)
{
    std::vector<std::pair<double, int>> order;
    for (const int index : column) {
        const auto& others = byEarlier ? block(index).before : block(index).after;
        double sum = 0;
        for (const int other : others) {
            sum += block(other).row;
        }
        order.emplace_back(
            others.empty() ? block(index).row : sum / static_cast<double>(others.size()), index);
    }
    std::stable_sort(order.begin(), order.end(),
                     [](const auto& one, const auto& other) { return one.first < other.first; });
    for (std::size_t i = 0; i < order.size(); ++i) {
        column[i] = order[i].second;
        block(column[i]).row = static_cast<double>(i);
    }
}

void Layout::sortColumns()
{
    std::vector<int> byHeight(m_blocks.size());
    for (std::size_t i = 0; i < byHeight.size(); ++i) {
        byHeight[i] = static_cast<int>(i);
    }
    std::stable_sort(byHeight.begin(), byHeight.end(), [this](int one, int other) {
        return block(one).rect.top() < block(other).rect.top();
    });
    for (const int index : byHeight) {
        const auto layer = static_cast<std::size_t>(block(index).layer);
        if (m_columns.size() <= layer) {
            m_columns.resize(layer + 1);
        }
        block(index).row = static_cast<double>(m_columns[layer].size());
        m_columns[layer].push_back(index);
    }
    for (int sweep = 0; sweep < sweeps; ++sweep) {
        for (std::size_t i = 1; i < m_columns.size(); ++i) {
            sortColumn(m_columns[i], true);
        }
        for (std::size_t i = m_columns.size(); i-- > 1;) {
            sortColumn(m_columns[i - 1], false);
        }
    }
}

void Layout::moveBlock(WorkflowEdit& edit, const Block& block, QPointF offset) const
{
    if (const Group* const group = m_workflow.group(block.group); group && !offset.isNull()) {
        Group moved = *group;
        moved.rect.translate(offset);
        edit.groups.replaced.push_back({*group, std::move(moved)});
    }
    for (const int place : block.nodes) {
        const Node& each = node(place);
        NodePatch patch;
        patch.position = each.position + offset;
        const Group* const left = block.group.isEmpty() ? m_workflow.group(each.groupId) : nullptr;
        if (left && !left->rect.contains(QRectF(*patch.position, each.size).center())) {
            patch.groupId = QString();
        }
        addUpdate(edit, each, patch);
    }
}

WorkflowEdit Layout::moveBlocks()
{
    QRectF bounds;
    for (const Block& each : m_blocks) {
        bounds |= each.rect;
    }
    std::vector<double> heights;
    for (const Column& column : m_columns) {
        double height = -rowGap;
        for (const int index : column) {
            height += block(index).rect.height() + rowGap;
        }
        heights.push_back(height);
    }
    const double highest = heights.empty() ? 0 : *std::max_element(heights.begin(), heights.end());
    WorkflowEdit edit;
    double x = bounds.left();
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        double y = bounds.top() + std::floor((highest - heights[i]) / 2);
        double width = 0;
        for (const int index : m_columns[i]) {
            const QRectF& rect = block(index).rect;
            moveBlock(edit, block(index), QPointF(x, y) - rect.topLeft());
            y += rect.height() + rowGap;
            width = std::max(width, rect.width());
        }
        x += width + columnGap;
    }
    return edit;
}

} // namespace

WorkflowEdit layersEdit(const Workflow& workflow, const QStringList& nodeIds)
{
    std::vector<int> places = placesOf(workflow, nodeIds);
    if (nodeIds.isEmpty()) {
        for (std::size_t i = 0; i < workflow.nodes().size(); ++i) {
            places.push_back(static_cast<int>(i));
        }
    }
    return Layout(workflow, std::move(places)).edit();
}

} // namespace plantain::workflow
