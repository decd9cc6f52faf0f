// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/run/NodeRequest.h"

#include "src/run/Flow.h"
#include "src/run/RunErrors.h"

#include <QSet>

namespace plantain::run {

using base::Error;
using base::Result;
using workflow::Node;
using workflow::NodeKind;
using workflow::Workflow;

namespace {

const Node& nodeAt(const Workflow& workflow, int index)
{
    return workflow.nodes()[static_cast<std::size_t>(index)];
}

/// Empty when no provider or no model is known.
QString modelOf(const workflow::LlmParameters& parameters, const llm::ModelCatalog& catalog)
{
    const auto provider = llm::providerFromString(parameters.provider);
    return parameters.model.isEmpty() && provider ? catalog.defaultModel(*provider)
                                                  : parameters.model;
}

bool takesTemperature(const llm::ModelInfo& model, const QString& wantedEffort)
{
    const QString effort =
        model.efforts.contains(wantedEffort) ? wantedEffort : model.defaultEffort;
    return model.temperature == llm::TemperatureRule::Allowed ||
           (model.temperature == llm::TemperatureRule::OnlyWithoutEffort &&
            effort == QLatin1String("none"));
}

} // namespace

std::optional<KnownResult> knownResult(const Workflow& workflow, const Evaluation& evaluation,
                                       int nodeIndex)
{
    const Node& node = nodeAt(workflow, nodeIndex);
    if (evaluation.freshness(nodeIndex) == Freshness::Fresh) {
        return KnownResult{evaluation.text(nodeIndex), true};
    }
    if (!node.data.contains(workflow::keys::outputHistory)) {
        return std::nullopt;
    }
    const QString key = evaluation.key(nodeIndex);
    const QList<workflow::HistoryEntry> history = workflow::historyOf(node);
    for (auto entry = history.crbegin(); entry != history.crend(); ++entry) {
        if (entry->key == key && !entry->text.isEmpty()) {
            return KnownResult{entry->text, false};
        }
    }
    return std::nullopt;
}

int emptyUpstream(const Workflow& workflow, const Evaluation& evaluation, int nodeIndex)
{
    const int first = textSource(workflow, nodeIndex);
    if (first < 0) {
        return -1;
    }
    std::vector<int> left{first};
    QSet<int> seen{first};
    while (!left.empty()) {
        const int index = left.back();
        left.pop_back();
        const NodeKind kind = nodeAt(workflow, index).kind;
        if (kind == NodeKind::LlmGenerate && evaluation.text(index).trimmed().isEmpty()) {
            return index;
        }
        if (!passesTextOn(kind)) {
            continue;
        }
        for (const int place : workflow.incoming(index)) {
            const auto& edge = workflow.edges()[static_cast<std::size_t>(place)];
            const int source = workflow.nodeIndex(edge.source.node);
            if (source >= 0 && !seen.contains(source)) {
                seen.insert(source);
                left.push_back(source);
            }
        }
    }
    return -1;
}

std::optional<Error> parameterProblem(const Workflow& workflow, const llm::ModelCatalog& catalog,
                                      int nodeIndex)
{
    const auto parameters = workflow::llmParameters(nodeAt(workflow, nodeIndex));
    if (!llm::providerFromString(parameters.provider)) {
        return unknownProviderError(parameters.provider);
    }
    return modelOf(parameters, catalog).isEmpty() ? std::optional(noModelError()) : std::nullopt;
}

std::optional<Error> promptProblem(const Workflow& workflow, const Evaluation& evaluation,
                                   int nodeIndex)
{
    if (const int upstream = emptyUpstream(workflow, evaluation, nodeIndex); upstream >= 0) {
        const Node& node = nodeAt(workflow, upstream);
        const QString title = workflow::titleOf(node);
        return isSwitchedOff(workflow, node) ? emptyDisabledError(title)
                                             : emptyUpstreamError(title);
    }
    const NodeInputs inputs = evaluation.inputs(nodeIndex);
    return inputs.hasText || !inputs.images.isEmpty() ? std::nullopt
                                                      : std::optional(blankPromptError());
}

Result<llm::LlmRequest> requestOf(const Workflow& workflow, const Evaluation& evaluation,
                                  const llm::ModelCatalog& catalog, int nodeIndex)
{
    if (const auto problem = parameterProblem(workflow, catalog, nodeIndex)) {
        return *problem;
    }
    if (const auto problem = promptProblem(workflow, evaluation, nodeIndex)) {
        return *problem;
    }
    const auto parameters = workflow::llmParameters(nodeAt(workflow, nodeIndex));
    llm::LlmRequest request;
    request.provider = *llm::providerFromString(parameters.provider);
    request.model = modelOf(parameters, catalog);
    request.system = parameters.system;
    request.prompt = evaluation.inputs(nodeIndex).text;
    request.effort = parameters.effort;
    // Files of other programs always name both: what a model never takes is no news to anybody.
    const llm::ModelInfo model =
        catalog.model(request.provider, catalog.prepared(request).request.model);
    if (takesTemperature(model, parameters.effort)) {
        request.temperature = parameters.temperature;
    }
    if (model.takesMaxTokens) {
        request.maxTokens = parameters.maxTokens;
    }
    return request;
}

QStringList missingPictureNotes(const Workflow& workflow, int nodeIndex)
{
    QStringList notes;
    for (const int place : workflow.incoming(nodeIndex)) {
        const auto& edge = workflow.edges()[static_cast<std::size_t>(place)];
        const Node* source = workflow.node(edge.source.node);
        if (source && carriedBy(edge, NodeKind::LlmGenerate) == workflow::PortType::Image &&
            workflow::imageOf(*source).isEmpty()) {
            notes << noPictureNote(workflow::titleOf(*source));
        }
    }
    return notes;
}

bool isSwitchedOff(const Workflow& workflow, const Node& node)
{
    const workflow::Group* group = node.groupId.isEmpty() ? nullptr : workflow.group(node.groupId);
    return workflow::isDisabled(node) || (group && group->locked);
}

} // namespace plantain::run
