// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/EditorWorld.h"

#include "tests/support/JobTesting.h"

namespace plantain::testing {

EditorWorld::EditorWorld(const WorldOptions& options)
    : UiWorld(options)
    , selection(document.workflow())
    , runner(document.workflow(), {clients, catalog, clock, [this] { return document.folder(); }})
{
}

ui::EditorServices EditorWorld::editor(bool sandbox)
{
    return {document, runner, actions, keys, catalog, settings, clock, sandbox};
}

QString EditorWorld::add(workflow::NodeKind kind, const QJsonObject& data, QPointF position)
{
    const auto edit = workflow::edits::addNode(document.workflow(), kind, position, data);
    const QString id = edit.nodes.inserted.front().item.id;
    document.workflow().apply(edit);
    return id;
}

QString EditorWorld::wire(const QString& from, const QString& to, const QString& port)
{
    const auto edit = workflow::edits::connectPorts(document.workflow(), {from, port}, {to, port});
    EXPECT_TRUE(edit.ok());
    if (!edit) {
        return {};
    }
    document.workflow().apply(*edit);
    return edit->edges.inserted.front().item.id;
}

void EditorWorld::set(const QString& nodeId, QLatin1String key, const QJsonValue& value)
{
    document.workflow().apply(
        workflow::edits::setData(document.workflow(), nodeId, {{key, value}}));
}

QJsonValue EditorWorld::value(const QString& nodeId, QLatin1String key) const
{
    return node(nodeId).data.value(key);
}

const workflow::Node& EditorWorld::node(const QString& nodeId) const
{
    return *document.workflow().node(nodeId);
}

run::Freshness EditorWorld::freshness(const QString& nodeId) const
{
    return runner.evaluation().freshness(document.workflow().nodeIndex(nodeId));
}

bool EditorWorld::run(const QString& nodeId)
{
    run::RunRequest request;
    request.scope = run::RunScope::Node;
    request.node = nodeId;
    runner.start(request);
    return waitFor([this] { return !runner.isRunning(); });
}

} // namespace plantain::testing
