// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/NewNodes.h"

#include "src/llm/ModelCatalog.h"
#include "src/settings/AppSettings.h"
#include "src/workflow/Edits.h"
#include "src/workflow/NodeData.h"
#include "ui/account/AccountActions.h"
#include "ui/account/ProviderReadiness.h"
#include "ui/canvas/CanvasWidget.h"

#include <QCoreApplication>

#include <algorithm>

namespace plantain::ui {

using llm::ProviderId;
using workflow::NodeKind;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(plantain::ui::NewNodes)
};

/// The account first, then a key that is there, as the panel chooses. Practice begins with the
/// account: connecting it is what there is to learn.
ProviderId providerThatWorks(const EditorServices& services)
{
    ProviderId choice = ProviderId::OpenAiAuth;
    if (services.sandbox || services.account.service().status().connected) {
        return choice;
    }
    for (const ProviderId id : {ProviderId::Google, ProviderId::OpenAi}) {
        if (keyReadiness(services.keys.source(llm::toString(id))).canRun) {
            choice = id;
        }
    }
    return choice;
}

QString defaultModel(const EditorServices& services, const QString& providerId)
{
    const auto provider = llm::providerFromString(providerId);
    return provider ? services.catalog.defaultModel(*provider) : QString();
}

QJsonObject llmData(const EditorServices& services)
{
    const settings::NodeDefaults& defaults = services.settings.values().nodeDefaults;
    workflow::LlmParameters parameters;
    parameters.provider = defaults.provider.isEmpty() ? llm::toString(providerThatWorks(services))
                                                      : defaults.provider;
    parameters.model =
        defaults.model.isEmpty() ? defaultModel(services, parameters.provider) : defaults.model;
    parameters.system = defaults.system;
    parameters.temperature = defaults.temperature;
    parameters.maxTokens = defaults.maxTokens;
    parameters.effort = defaults.effort;
    workflow::Node node;
    node.kind = NodeKind::LlmGenerate;
    QJsonObject data;
    const workflow::DataPatch patch = workflow::patchFor(node, parameters);
    for (auto each = patch.begin(); each != patch.end(); ++each) {
        if (!each->isUndefined()) {
            data.insert(each.key(), *each);
        }
    }
    return data;
}

/// Nodes added one after the other without moving the pointer do not hide each other.
QPointF freePlace(const workflow::Workflow& workflow, QPointF place)
{
    const auto isTaken = [&workflow](QPointF point) {
        return std::any_of(
            workflow.nodes().begin(), workflow.nodes().end(), [point](const workflow::Node& node) {
                return QLineF(node.position, point).length() < CanvasContext::gridSize / 2;
            });
    };
    while (isTaken(place)) {
        place += QPointF(CanvasContext::gridSize, CanvasContext::gridSize);
    }
    return place;
}

} // namespace

QJsonObject newNodeData(const EditorServices& services, NodeKind kind)
{
    return kind == NodeKind::LlmGenerate ? llmData(services) : QJsonObject();
}

QString addNodeAt(const CanvasContext& context, NodeKind kind, QPointF view,
                  const QJsonObject& data)
{
    const QSizeF size = workflow::nodeType(kind).defaultSize;
    QPointF place = context.toWorld(view) - QPointF(size.width(), size.height()) / 2;
    place = context.snapsToGrid() ? onGrid(place) : QPointF(place.toPoint());
    QJsonObject all = newNodeData(context.canvas.services(), kind);
    for (auto each = data.begin(); each != data.end(); ++each) {
        all.insert(each.key(), each.value());
    }
    const auto edit = workflow::edits::addNode(context.workflow(), kind,
                                               freePlace(context.workflow(), place), all);
    if (!context.performInsertion(edit, addStepName(kind))) {
        return {};
    }
    return edit.nodes.inserted.front().item.id;
}

QString addStepName(NodeKind kind)
{
    return Text::tr("Add %1").arg(workflow::nodeType(kind).title);
}

} // namespace plantain::ui
