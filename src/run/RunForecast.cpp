// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/run/RunForecast.h"

#include "src/run/NodeRequest.h"

namespace plantain::run {

namespace {

constexpr qint64 charactersPerToken = 4;
/// About what providers count for a picture of the size that is sent.
constexpr qint64 tokensPerPicture = 1'100;
/// An answer of which nothing is known: half a page.
constexpr qint64 usualAnswer = 400;

qint64 tokensOf(qsizetype characters)
{
    return (characters + charactersPerToken - 1) / charactersPerToken;
}

qint64 expectedAnswer(const workflow::Node& node, const workflow::LlmParameters& parameters)
{
    const auto history = workflow::historyOf(node);
    for (auto entry = history.crbegin(); entry != history.crend(); ++entry) {
        if (entry->outputTokens) {
            return *entry->outputTokens;
        }
    }
    const QString text = node.data.value(workflow::keys::outputText).toString();
    const qint64 expected = text.isEmpty() ? usualAnswer : tokensOf(text.size());
    return std::min<qint64>(expected, parameters.maxTokens.value_or(usualAnswer));
}

class Sum
{
public:
    void add(const llm::Usage& usage, llm::ProviderId provider, const QString& model,
             const llm::ModelCatalog& catalog)
    {
        ++m_forecast.calls;
        m_forecast.inputTokens += *usage.inputTokens;
        m_forecast.outputTokens += *usage.outputTokens;
        if (provider == llm::ProviderId::OpenAiAuth) {
            return;
        }
        const auto usd = catalog.costUsd(provider, model, usage);
        m_isPriced = m_isPriced && usd;
        m_forecast.usd = m_forecast.usd.value_or(0) + usd.value_or(0);
    }
    void addUnknown()
    {
        ++m_forecast.calls;
        m_isPriced = false;
    }
    Forecast result(bool sandbox) const
    {
        Forecast forecast = m_forecast;
        if (sandbox || !m_isPriced) {
            forecast.usd.reset();
        }
        return forecast;
    }

private:
    Forecast m_forecast;
    bool m_isPriced = true;
};

} // namespace

Forecast forecastOf(const RunPlan& plan, const workflow::Workflow& workflow,
                    const Evaluation& evaluation, const llm::ModelCatalog& catalog, bool sandbox)
{
    Sum sum;
    for (const RunStep& step : plan.steps) {
        if (!step.willCall) {
            continue;
        }
        const int index = workflow.nodeIndex(step.node);
        const workflow::Node& node = workflow.nodes()[static_cast<std::size_t>(index)];
        const auto parameters = workflow::llmParameters(node);
        const auto provider = llm::providerFromString(parameters.provider);
        if (!provider) {
            sum.addUnknown();
            continue;
        }
        llm::LlmRequest request;
        request.provider = *provider;
        request.model =
            parameters.model.isEmpty() ? catalog.defaultModel(*provider) : parameters.model;
        const NodeInputs inputs = evaluation.inputs(index);
        llm::Usage usage;
        usage.inputTokens = tokensOf(parameters.system.size() + inputs.text.size()) +
                            inputs.images.size() * tokensPerPicture;
        usage.outputTokens = expectedAnswer(node, parameters);
        sum.add(usage, *provider, catalog.prepared(request).request.model, catalog);
    }
    return sum.result(sandbox);
}

} // namespace plantain::run
