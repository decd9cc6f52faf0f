// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/FlowOrder.h"

#include <cmath>
#include <queue>
#include <tuple>

namespace plantain::ui {

namespace {

QPointF centerOf(const workflow::Node& node)
{
    return QRectF(node.position, node.size).center();
}

} // namespace

std::vector<int> flowOrder(const workflow::Workflow& workflow)
{
    const auto& nodes = workflow.nodes();
    using Key = std::tuple<double, double, int>;
    const auto keyOf = [&nodes](int index) {
        const QPointF place = nodes[static_cast<std::size_t>(index)].position;
        return Key{place.x(), place.y(), index};
    };
    std::vector<int> open(nodes.size());
    std::priority_queue<Key, std::vector<Key>, std::greater<>> ready;
    const auto count = static_cast<int>(nodes.size());
    for (int i = 0; i < count; ++i) {
        for (const int edge : workflow.incoming(i)) {
            const auto& source = workflow.edges()[static_cast<std::size_t>(edge)].source.node;
            open[static_cast<std::size_t>(i)] += workflow.nodeIndex(source) >= 0 ? 1 : 0;
        }
        if (open[static_cast<std::size_t>(i)] == 0) {
            ready.push(keyOf(i));
        }
    }
    std::vector<int> order;
    order.reserve(nodes.size());
    std::vector<bool> done(nodes.size());
    while (!ready.empty()) {
        const int index = std::get<2>(ready.top());
        ready.pop();
        order.push_back(index);
        done[static_cast<std::size_t>(index)] = true;
        for (const int edge : workflow.outgoing(index)) {
            const auto& target = workflow.edges()[static_cast<std::size_t>(edge)].target.node;
            const int next = workflow.nodeIndex(target);
            if (next >= 0 && --open[static_cast<std::size_t>(next)] == 0) {
                ready.push(keyOf(next));
            }
        }
    }
    for (int i = 0; i < count; ++i) {
        if (!done[static_cast<std::size_t>(i)]) {
            order.push_back(i);
        }
    }
    return order;
}

int nearestInDirection(const workflow::Workflow& workflow, int from, Direction direction)
{
    const auto& nodes = workflow.nodes();
    const QPointF start = centerOf(nodes[static_cast<std::size_t>(from)]);
    int nearest = -1;
    double best = 0;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const QPointF way = centerOf(nodes[i]) - start;
        const bool isSideways = direction == Direction::Left || direction == Direction::Right;
        const double sign = direction == Direction::Left || direction == Direction::Up ? -1 : 1;
        const double ahead = sign * (isSideways ? way.x() : way.y());
        const double aside = std::abs(isSideways ? way.y() : way.x());
        if (static_cast<int>(i) == from || ahead <= 0) {
            continue;
        }
        // What lies aside counts twice, so that a row is followed before it is left.
        const double cost = ahead + 2 * aside;
        if (nearest < 0 || cost < best) {
            nearest = static_cast<int>(i);
            best = cost;
        }
    }
    return nearest;
}

} // namespace plantain::ui
