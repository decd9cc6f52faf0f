// SPDX-License-Identifier: GPL-3.0-or-later
// The functions of Edits.h that make and change edges.
#include "src/workflow/Connections.h"
#include "src/workflow/EditParts.h"
#include "src/workflow/Edits.h"
#include "src/workflow/NewItems.h"
#include "src/workflow/NodeData.h"

#include <QCoreApplication>

#include <algorithm>

namespace plantain::workflow::edits {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ConnectionEdits)
};

base::Error refusal(const QString& sentence)
{
    return {base::ErrorKind::InvalidInput, sentence, {}, {}};
}

/// Edges that go and edges that come, gathered before their places are known.
class EdgeChanges
{
public:
    explicit EdgeChanges(const Workflow& workflow)
        : m_workflow(workflow)
    {
    }

    void remove(int place)
    {
        if (place >= 0 && std::find(m_removed.begin(), m_removed.end(), place) == m_removed.end()) {
            m_removed.push_back(place);
        }
    }
    /// What an input that takes one edge has to give up.
    void clearInput(const PortRef& target);
    /// `before`: the place of an edge that stood there until now; -1: at the end.
    void insert(Edge edge, int before = -1) { m_inserted.push_back({before, std::move(edge)}); }
    void addTo(WorkflowEdit& edit);

private:
    int placeAfterRemovals(int place) const
    {
        return place -
               static_cast<int>(std::count_if(m_removed.begin(), m_removed.end(),
                                              [place](int removed) { return removed < place; }));
    }

    const Workflow& m_workflow;
    std::vector<int> m_removed;
    std::vector<Placed<Edge>> m_inserted;
};

void EdgeChanges::clearInput(const PortRef& target)
{
    const int node = m_workflow.nodeIndex(target.node);
    const QList<PortSpec> inputs = inputsOf(m_workflow, node);
    const PortSpec* const port = findPort(inputs, target.port);
    if (!port || port->takesMany) {
        return;
    }
    for (const int place : m_workflow.incoming(node)) {
        if (m_workflow.edges()[static_cast<std::size_t>(place)].target == target) {
            remove(place);
        }
    }
}

void EdgeChanges::addTo(WorkflowEdit& edit)
{
    std::sort(m_removed.begin(), m_removed.end());
    edit.edges.removed = takenAt(m_workflow.edges(), m_removed);
    const int end = static_cast<int>(m_workflow.edges().size());
    for (Placed<Edge>& each : m_inserted) {
        each.index = placeAfterRemovals(each.index < 0 ? end : each.index);
    }
    std::stable_sort(m_inserted.begin(), m_inserted.end(),
                     [](const auto& one, const auto& other) { return one.index < other.index; });
    for (std::size_t i = 0; i < m_inserted.size(); ++i) {
        m_inserted[i].index += static_cast<int>(i);
    }
    edit.edges.inserted = std::move(m_inserted);
}

/// An edge pulled off an input and put back on it keeps its place among the input's edges.
int keptPlace(const Workflow& workflow, const QString& replaced, const PortRef& target)
{
    const Edge* const edge = workflow.edge(replaced);
    return edge && edge->target == target ? workflow.edgeIndex(replaced) : -1;
}

bool isPaused(const Workflow& workflow, const QString& edgeId)
{
    const Edge* const edge = workflow.edge(edgeId);
    return edge && edge->paused;
}

const PortSpec* firstOfType(const QList<PortSpec>& ports, PortType type)
{
    const auto found = std::find_if(ports.cbegin(), ports.cend(),
                                    [type](const PortSpec& port) { return port.type == type; });
    return found == ports.cend() || type == PortType::Other ? nullptr : &*found;
}

std::optional<PortSpec> portAt(const Workflow& workflow, const PortRef& ref, bool isOutput)
{
    const int node = workflow.nodeIndex(ref.node);
    if (node < 0) {
        return std::nullopt;
    }
    const QList<PortSpec> ports = isOutput ? outputsOf(workflow, node) : inputsOf(workflow, node);
    const PortSpec* const port = findPort(ports, ref.port);
    return port ? std::optional(*port) : std::nullopt;
}

PortType typeAt(const Workflow& workflow, const PortRef& ref, bool isOutput)
{
    const auto port = portAt(workflow, ref, isOutput);
    return port ? port->type : PortType::Other;
}

/// From the node's top left to a port of its kind.
QPointF portOffset(const NodeType& type, const PortSpec& port, bool isOutput)
{
    const QList<PortSpec>& side = isOutput ? type.outputs : type.inputs;
    return {isOutput ? type.defaultSize.width() : 0.0,
            firstPortOffset + portPitch * static_cast<double>(side.indexOf(port))};
}

bool hasEdge(const Workflow& workflow, const PortRef& source, const PortRef& target)
{
    const auto& edges = workflow.edges();
    return std::any_of(edges.begin(), edges.end(), [&](const Edge& edge) {
        return edge.source == source && edge.target == target;
    });
}

} // namespace

base::Result<WorkflowEdit> connectPorts(const Workflow& workflow, const PortRef& source,
                                        const PortRef& target, const QString& replaced,
                                        qint64 createdAt)
{
    WorkflowEdit edit;
    const Edge* const old = workflow.edge(replaced);
    if (old && old->source == source && old->target == target) {
        return edit;
    }
    if (const auto allowed = checkConnection(workflow, source, target, replaced); !allowed) {
        return allowed.error();
    }
    EdgeChanges changes(workflow);
    changes.remove(workflow.edgeIndex(replaced));
    changes.clearInput(target);
    NewIds ids(workflow);
    Edge edge = makeEdge(ids.forEdge(source, target), source, target, createdAt);
    edge.paused = isPaused(workflow, replaced);
    changes.insert(std::move(edge), keptPlace(workflow, replaced, target));
    changes.addTo(edit);
    return edit;
}

WorkflowEdit setPaused(const Workflow& workflow, const QString& edgeId, bool paused)
{
    WorkflowEdit edit;
    const Edge* const edge = workflow.edge(edgeId);
    if (edge && edge->paused != paused) {
        Edge after = *edge;
        after.paused = paused;
        edit.edges.replaced.push_back({*edge, std::move(after)});
    }
    return edit;
}

base::Result<WorkflowEdit> addConnectedNode(const Workflow& workflow, NodeKind kind,
                                            QPointF position, const PortRef& from,
                                            bool fromIsOutput, const QString& replaced,
                                            const QJsonObject& data, qint64 createdAt)
{
    const NodeType& type = nodeType(kind);
    const PortType wanted = typeAt(workflow, from, fromIsOutput);
    const PortSpec* const port = firstOfType(fromIsOutput ? type.inputs : type.outputs, wanted);
    if (!port) {
        return refusal(Text::tr("“%1” has no port that fits.").arg(type.title));
    }
    WorkflowEdit edit =
        addNode(workflow, kind, position - portOffset(type, *port, !fromIsOutput), data);
    const PortRef added{edit.nodes.inserted.front().item.id, port->id};
    const PortRef& source = fromIsOutput ? from : added;
    const PortRef& target = fromIsOutput ? added : from;
    EdgeChanges changes(workflow);
    changes.remove(workflow.edgeIndex(replaced));
    if (!fromIsOutput) {
        changes.clearInput(target);
    }
    NewIds ids(workflow);
    changes.insert(makeEdge(ids.forEdge(source, target), source, target, createdAt),
                   keptPlace(workflow, replaced, target));
    changes.addTo(edit);
    return edit;
}

base::Result<WorkflowEdit> insertOnEdge(const Workflow& workflow, const QString& nodeId,
                                        QPointF position, const QString& edgeId, qint64 createdAt)
{
    const Edge* const edge = workflow.edge(edgeId);
    const int node = workflow.nodeIndex(nodeId);
    if (!edge || node < 0) {
        return refusal(Text::tr("The node does not exist any more."));
    }
    const QList<PortSpec> inputs = inputsOf(workflow, node);
    const QList<PortSpec> outputs = outputsOf(workflow, node);
    const PortSpec* const input = firstOfType(inputs, typeAt(workflow, edge->source, true));
    const PortSpec* const output = firstOfType(outputs, typeAt(workflow, edge->target, false));
    if (!input || !output) {
        return refusal(Text::tr("“%1” does not fit on this connection.")
                           .arg(titleOf(workflow.nodes()[static_cast<std::size_t>(node)])));
    }
    WorkflowEdit edit = placeNodes(workflow, {{nodeId, position}});
    EdgeChanges changes(workflow);
    changes.remove(workflow.edgeIndex(edgeId));
    NewIds ids(workflow);
    const auto connect = [&](const PortRef& source, const PortRef& target, bool paused,
                             int place) -> base::Status {
        if (hasEdge(workflow, source, target)) {
            return base::Done{};
        }
        auto allowed = checkConnection(workflow, source, target, edgeId);
        if (allowed) {
            changes.clearInput(target);
            Edge made = makeEdge(ids.forEdge(source, target), source, target, createdAt);
            made.paused = paused;
            changes.insert(std::move(made), place);
        }
        return allowed;
    };
    if (const auto first = connect(edge->source, {nodeId, input->id}, false, -1); !first) {
        return first.error();
    }
    const int place = workflow.edgeIndex(edgeId);
    if (const auto second = connect({nodeId, output->id}, edge->target, edge->paused, place);
        !second) {
        return second.error();
    }
    changes.addTo(edit);
    return edit;
}

} // namespace plantain::workflow::edits
