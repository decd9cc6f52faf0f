// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/workflow/Connections.h"

#include "src/workflow/NodeData.h"

#include <QCoreApplication>

#include <algorithm>

namespace plantain::workflow {

using base::Error;
using base::Status;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Connections)
};

Error refusal(const QString& sentence)
{
    return {base::ErrorKind::InvalidInput, sentence, {}, {}};
}

const Node& nodeAt(const Workflow& workflow, int index)
{
    return workflow.nodes()[static_cast<std::size_t>(index)];
}

const Edge& edgeAt(const Workflow& workflow, int index)
{
    return workflow.edges()[static_cast<std::size_t>(index)];
}

/// Adds the ports that edges name and the kind does not have.
void addNamedPorts(QList<PortSpec>& ports, const Workflow& workflow, std::span<const int> edges,
                   PortRef Edge::*end)
{
    for (const int index : edges) {
        const QString& id = (edgeAt(workflow, index).*end).port;
        if (!findPort(ports, id)) {
            ports.append({id, guessPortType(id), true});
        }
    }
}

/// Where edges lead from a node, forwards or backwards; -1 for an end that does not exist.
int nextNode(const Workflow& workflow, int edge, bool forwards)
{
    const Edge& each = edgeAt(workflow, edge);
    return workflow.nodeIndex(forwards ? each.target.node : each.source.node);
}

std::vector<int> reachable(const Workflow& workflow, int start, bool forwards, int ignoredEdge)
{
    std::vector<bool> seen(workflow.nodes().size());
    seen[static_cast<std::size_t>(start)] = true;
    std::vector<int> found;
    std::vector<int> open{start};
    while (!open.empty()) {
        const int node = open.back();
        open.pop_back();
        for (const int edge : forwards ? workflow.outgoing(node) : workflow.incoming(node)) {
            const int next = edge == ignoredEdge ? -1 : nextNode(workflow, edge, forwards);
            if (next >= 0 && !seen[static_cast<std::size_t>(next)]) {
                seen[static_cast<std::size_t>(next)] = true;
                found.push_back(next);
                open.push_back(next);
            }
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

Status checkTypes(const PortSpec* output, const PortSpec* input)
{
    if (!output || !input) {
        return refusal(Text::tr("The node has no such port."));
    }
    if (output->type == PortType::Other || input->type == PortType::Other) {
        return refusal(Text::tr("Plantain does not know what this port takes."));
    }
    if (output->type != input->type) {
        return refusal(output->type == PortType::Image
                           ? Text::tr("An image cannot go into a text input.")
                           : Text::tr("Text cannot go into an image input."));
    }
    return base::Done{};
}

bool isConnected(const Workflow& workflow, int sourceNode, const PortRef& source,
                 const PortRef& target, int ignoredEdge)
{
    const auto edges = workflow.outgoing(sourceNode);
    return std::any_of(edges.begin(), edges.end(), [&](int index) {
        const Edge& edge = edgeAt(workflow, index);
        return index != ignoredEdge && edge.source == source && edge.target == target;
    });
}

} // namespace

QList<PortSpec> inputsOf(const Workflow& workflow, int nodeIndex)
{
    QList<PortSpec> ports = nodeType(nodeAt(workflow, nodeIndex).kind).inputs;
    addNamedPorts(ports, workflow, workflow.incoming(nodeIndex), &Edge::target);
    return ports;
}

QList<PortSpec> outputsOf(const Workflow& workflow, int nodeIndex)
{
    QList<PortSpec> ports = nodeType(nodeAt(workflow, nodeIndex).kind).outputs;
    addNamedPorts(ports, workflow, workflow.outgoing(nodeIndex), &Edge::source);
    return ports;
}

Status checkConnection(const Workflow& workflow, const PortRef& source, const PortRef& target,
                       const QString& replaced)
{
    const int from = workflow.nodeIndex(source.node);
    const int to = workflow.nodeIndex(target.node);
    if (from < 0 || to < 0) {
        return refusal(Text::tr("The node does not exist any more."));
    }
    if (from == to) {
        return refusal(Text::tr("A node cannot be connected to itself."));
    }
    const QList<PortSpec> outputs = outputsOf(workflow, from);
    const QList<PortSpec> inputs = inputsOf(workflow, to);
    Status types = checkTypes(findPort(outputs, source.port), findPort(inputs, target.port));
    if (!types) {
        return types;
    }
    const int ignoredEdge = workflow.edgeIndex(replaced);
    if (isConnected(workflow, from, source, target, ignoredEdge)) {
        return refusal(Text::tr("These two are connected already."));
    }
    const std::vector<int> after = reachable(workflow, to, true, ignoredEdge);
    if (std::binary_search(after.begin(), after.end(), from)) {
        return refusal(Text::tr("This would make a loop: “%1” depends on “%2” already.")
                           .arg(titleOf(nodeAt(workflow, from)), titleOf(nodeAt(workflow, to))));
    }
    return base::Done{};
}

std::vector<int> upstreamOf(const Workflow& workflow, int nodeIndex)
{
    return reachable(workflow, nodeIndex, false, -1);
}

std::vector<int> downstreamOf(const Workflow& workflow, int nodeIndex)
{
    return reachable(workflow, nodeIndex, true, -1);
}

} // namespace plantain::workflow
