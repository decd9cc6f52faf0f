// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/run/Flow.h"

#include <algorithm>

namespace plantain::run {

using workflow::Edge;
using workflow::NodeKind;
using workflow::PortType;
using workflow::Workflow;

namespace {

/// Tarjan's strongly connected components, with a stack of its own instead of recursion: chains may
/// be 10,000 nodes long.
class LoopFinder
{
public:
    using Counts = std::function<bool(int, int)>;

    LoopFinder(const Workflow& workflow, const Counts& counts)
        : m_workflow(workflow)
        , m_counts(counts)
        , m_found(workflow.nodes().size(), false)
        , m_order(workflow.nodes().size(), unseen)
        , m_lowest(workflow.nodes().size(), 0)
        , m_isOpen(workflow.nodes().size(), false)
    {
    }

    std::vector<bool> find()
    {
        for (int node = 0; node < static_cast<int>(m_order.size()); ++node) {
            if (m_order[at(node)] == unseen) {
                visitFrom(node);
            }
        }
        return std::move(m_found);
    }

private:
    static constexpr int unseen = -1;
    struct Frame {
        int node;
        std::size_t next; ///< of its outgoing edges
    };
    static std::size_t at(int node) { return static_cast<std::size_t>(node); }

    void enter(int node)
    {
        m_order[at(node)] = m_lowest[at(node)] = m_counter++;
        m_open.push_back(node);
        m_isOpen[at(node)] = true;
        m_path.push_back({node, 0});
    }

    void visitFrom(int start)
    {
        enter(start);
        while (!m_path.empty()) {
            Frame& frame = m_path.back();
            const auto edges = m_workflow.outgoing(frame.node);
            if (frame.next < edges.size()) {
                follow(frame.node, edges[frame.next++]);
            } else {
                leave(frame.node);
            }
        }
    }

    void follow(int node, int edge)
    {
        const int target = m_workflow.nodeIndex(m_workflow.edges()[at(edge)].target.node);
        if (target < 0 || !m_counts(node, target)) {
            return;
        }
        if (target == node) {
            m_found[at(node)] = true;
        } else if (m_order[at(target)] == unseen) {
            enter(target);
        } else if (m_isOpen[at(target)]) {
            m_lowest[at(node)] = std::min(m_lowest[at(node)], m_order[at(target)]);
        }
    }

    void leave(int node)
    {
        m_path.pop_back();
        if (!m_path.empty()) {
            int& lowest = m_lowest[at(m_path.back().node)];
            lowest = std::min(lowest, m_lowest[at(node)]);
        }
        if (m_lowest[at(node)] == m_order[at(node)]) {
            closeComponent(node);
        }
    }

    void closeComponent(int first)
    {
        const bool isLoop = m_open.back() != first;
        int node = -1;
        while (node != first) {
            node = m_open.back();
            m_open.pop_back();
            m_isOpen[at(node)] = false;
            m_found[at(node)] = m_found[at(node)] || isLoop;
        }
    }

    const Workflow& m_workflow;
    const Counts& m_counts;
    std::vector<bool> m_found;
    std::vector<int> m_order;
    std::vector<int> m_lowest;
    std::vector<bool> m_isOpen;
    std::vector<int> m_open;
    std::vector<Frame> m_path;
    int m_counter = 0;
};

} // namespace

PortType carriedBy(const Edge& edge, NodeKind targetKind)
{
    const auto* port = workflow::findPort(workflow::nodeType(targetKind).inputs, edge.target.port);
    return port ? port->type : workflow::guessPortType(edge.target.port);
}

bool passesTextOn(NodeKind kind)
{
    return kind == NodeKind::Prompt || kind == NodeKind::PromptConstructor;
}

int textSource(const Workflow& workflow, int nodeIndex)
{
    const NodeKind kind = workflow.nodes()[static_cast<std::size_t>(nodeIndex)].kind;
    const auto edges = workflow.incoming(nodeIndex);
    for (auto place = edges.rbegin(); place != edges.rend(); ++place) {
        const Edge& edge = workflow.edges()[static_cast<std::size_t>(*place)];
        const int source = workflow.nodeIndex(edge.source.node);
        if (source >= 0 && carriedBy(edge, kind) == PortType::Text) {
            return source;
        }
    }
    return -1;
}

std::vector<bool> nodesInLoops(const Workflow& workflow,
                               const std::function<bool(int source, int target)>& counts)
{
    return LoopFinder(workflow, counts).find();
}

} // namespace plantain::run
