// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/NodeFaces.h"

#include "ui/account/ProviderState.h"
#include "ui/canvas/FaceMaker.h"
#include "ui/document/WorkflowDocument.h"

#include <QCache>
#include <QHash>
#include <QSet>
#include <QTimer>

namespace plantain::ui {

namespace {

using run::NodeState;
using workflow::Node;
using workflow::WorkflowEdit;

constexpr int keptFaces = 4000;
/// Each node that streams has one of four turns, so that no single frame has to draw all of them.
constexpr int turns = 4;
constexpr int turnMs = 1000 / (NodeFaces::streamingUpdatesPerSecond * turns);

} // namespace

class NodeFaces::Private
{
public:
    Private(NodeFaces& faces, const EditorServices& given)
        : q(faces)
        , workflow(given.document.workflow())
        , runner(given.runner)
        , providers(given)
        , sources{workflow, runner, providers, given.catalog, given.clock}
        , kept(keptFaces)
    {
    }

    void listen(const EditorServices& services);
    void forgetAll();
    void forget(const QList<int>& nodes);
    void handleEdit(const WorkflowEdit& edit);
    void handleNode(const QString& id);
    void wait(const QString& id);
    void waitForRunning();
    void takeTurn();
    const Node& node(int place) const { return workflow.nodes()[static_cast<std::size_t>(place)]; }

    NodeFaces& q;
    const workflow::Workflow& workflow;
    const run::WorkflowRunner& runner;
    ProviderState providers;
    FaceSources sources;
    mutable QCache<int, NodeFace> kept;
    QSet<QString> failed;
    QHash<QString, int> active; ///< nodes that run, and which turn is theirs
    int nextTurn = 0;           ///< of the next node that begins
    QSet<QString> waiting;      ///< for their turn to change
    QTimer turn;
    int currentTurn = 0;
};

void NodeFaces::Private::listen(const EditorServices& services)
{
    const auto all = [this] { forgetAll(); };
    QObject::connect(&workflow, &workflow::Workflow::wasReset, &q, [this] {
        failed.clear();
        active.clear();
        forgetAll();
    });
    QObject::connect(&workflow, &workflow::Workflow::changed, &q,
                     [this](const WorkflowEdit& edit) { handleEdit(edit); });
    QObject::connect(
        &runner.evaluation(), &run::Evaluation::invalidated, &q,
        [this](const QList<int>& nodes) { nodes.isEmpty() ? forgetAll() : forget(nodes); });
    QObject::connect(&runner, &run::WorkflowRunner::nodeChanged, &q,
                     [this](const QString& id) { handleNode(id); });
    QObject::connect(&runner, &run::WorkflowRunner::textAppended, &q,
                     [this](const QString& id) { wait(id); });
    QObject::connect(&runner, &run::WorkflowRunner::ticked, &q, [this] { waitForRunning(); });
    QObject::connect(&providers, &ProviderState::changed, &q, all);
    QObject::connect(&services.catalog, &llm::ModelCatalog::changed, &q, all);
    turn.setInterval(turnMs);
    turn.setTimerType(Qt::PreciseTimer);
    QObject::connect(&turn, &QTimer::timeout, &q, [this] { takeTurn(); });
}

void NodeFaces::Private::forgetAll()
{
    kept.clear();
    emit q.changed({});
}

void NodeFaces::Private::forget(const QList<int>& nodes)
{
    for (const int node : nodes) {
        kept.remove(node);
    }
    if (!nodes.isEmpty()) {
        emit q.changed(nodes);
    }
}

void NodeFaces::Private::handleEdit(const WorkflowEdit& edit)
{
    if (edit.changesStructure() || !edit.groups.isEmpty()) {
        forgetAll();
        return;
    }
    QList<int> nodes;
    for (const auto& update : edit.updates) {
        const bool isOnlyMoved = update.after.data.isEmpty() && !update.after.groupId;
        if (!isOnlyMoved) {
            nodes << workflow.nodeIndex(update.id);
        }
    }
    nodes.removeAll(-1);
    forget(nodes);
}

void NodeFaces::Private::handleNode(const QString& id)
{
    const NodeState state = runner.run(id).state;
    state == NodeState::Failed ? void(failed.insert(id)) : void(failed.remove(id));
    if (state != NodeState::Running) {
        active.remove(id);
    } else if (!active.contains(id)) {
        active.insert(id, nextTurn++ % turns);
    }
    const int place = workflow.nodeIndex(id);
    if (place >= 0) {
        forget({place});
        emit q.wiresChanged(place);
    }
}

void NodeFaces::Private::wait(const QString& id)
{
    waiting.insert(id);
    if (!turn.isActive()) {
        turn.start();
    }
}

void NodeFaces::Private::waitForRunning()
{
    for (auto each = active.cbegin(); each != active.cend(); ++each) {
        wait(each.key());
    }
}

void NodeFaces::Private::takeTurn()
{
    if (waiting.isEmpty()) {
        turn.stop();
        return;
    }
    currentTurn = (currentTurn + 1) % turns;
    QList<int> nodes;
    waiting.removeIf([&](const QString& id) {
        if (active.value(id) != currentTurn) {
            return false;
        }
        if (const int place = workflow.nodeIndex(id); place >= 0) {
            nodes << place;
        }
        return true;
    });
    forget(nodes);
}

NodeFaces::NodeFaces(const EditorServices& services, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, services))
{
    d->listen(services);
}

NodeFaces::~NodeFaces() = default;

const NodeFace& NodeFaces::face(int nodeIndex) const
{
    if (const NodeFace* known = d->kept.object(nodeIndex)) {
        return *known;
    }
    auto* face = new NodeFace(makeFace(d->sources, nodeIndex));
    d->kept.insert(nodeIndex, face);
    return *face;
}

bool NodeFaces::hasFailed(int nodeIndex) const
{
    const Node& node = d->node(nodeIndex);
    if (node.kind != workflow::NodeKind::LlmGenerate) {
        return false;
    }
    const NodeState state = d->runner.run(node.id).state;
    return state == NodeState::Failed ||
           (state == NodeState::Idle &&
            node.data.value(workflow::keys::status).toString() == QLatin1String("error"));
}

theme::ColorRole NodeFaces::farColor(int nodeIndex) const
{
    const Node& node = d->node(nodeIndex);
    return !d->failed.isEmpty() && d->failed.contains(node.id) ? theme::ColorRole::Error
                                                               : kindColor(node.kind);
}

} // namespace plantain::ui
