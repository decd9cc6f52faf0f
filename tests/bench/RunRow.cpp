// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/Measure.h"
#include "tests/bench/Rows.h"

#include "src/run/WorkflowRunner.h"
#include "src/workflow/NodeData.h"
#include "tests/support/ScriptedClient.h"

namespace plantain::bench {

namespace {

using namespace Qt::StringLiterals;

constexpr int rounds = 5;

/// LLM Generate nodes, each asking what the one before it answered.
workflow::WorkflowContent chain(qint64 nodes)
{
    workflow::WorkflowContent content;
    const auto& type = workflow::nodeType(workflow::NodeKind::LlmGenerate);
    for (qint64 i = 0; i < nodes; ++i) {
        workflow::Node node;
        node.id = u"llm-%1"_s.arg(i);
        node.type = type.id;
        node.kind = type.kind;
        node.size = type.defaultSize;
        node.data = {{workflow::keys::provider, u"openai"_s},
                     {workflow::keys::model, u"gpt-6-luna"_s},
                     {workflow::keys::inputPrompt, u"0"_s}};
        content.nodes.push_back(node);
        if (i > 0) {
            workflow::Edge edge;
            edge.id = u"edge-%1"_s.arg(i);
            edge.source = {content.nodes.at(static_cast<std::size_t>(i - 1)).id, u"text"_s};
            edge.target = {node.id, u"text"_s};
            content.edges.push_back(edge);
        }
    }
    return content;
}

/// A runner of the chain and a provider that answers at once.
class InstantRun
{
public:
    explicit InstantRun(const workflow::WorkflowContent& content)
        : m_runner(m_workflow, {m_client.asAll(), m_catalog, m_clock, {}, false})
    {
        m_client.answer = [](const llm::LlmRequest& request) {
            return QString::number(request.prompt.toInt() + 1);
        };
        m_workflow.reset(content);
        QObject::connect(&m_runner, &run::WorkflowRunner::finished, &m_runner,
                         [this](const run::RunOutcome& outcome) { m_outcome = outcome; });
    }

    void run()
    {
        m_outcome.reset();
        m_runner.start({});
        runEventsUntil([this] { return m_outcome.has_value(); });
    }
    /// Requests of the last run; -1 when it went wrong.
    int calls() const
    {
        const bool isGood = m_outcome && m_outcome->status == run::RunStatus::Completed;
        return isGood ? m_outcome->totals.calls : -1;
    }
    QString lastText() const
    {
        return m_workflow.nodes().back().data.value(workflow::keys::outputText).toString();
    }

private:
    workflow::Workflow m_workflow;
    base::SystemClock m_clock;
    testing::ScriptedClient m_client;
    llm::ModelCatalog m_catalog{{}, {}, m_clock, m_client.asAll()};
    run::WorkflowRunner m_runner;
    std::optional<run::RunOutcome> m_outcome;
};

Sample measured(InstantRun& run)
{
    const double cpu = processCpuMs();
    const double wall = monotonicMs();
    run.run();
    return {processCpuMs() - cpu, monotonicMs() - wall};
}

} // namespace

Lines measureRun(qint64 nodes)
{
    const workflow::WorkflowContent content = chain(nodes);
    std::vector<Sample> first;
    std::vector<Sample> again;
    for (int round = 0; round < rounds; ++round) {
        InstantRun run(content);
        first.push_back(measured(run));
        if (run.calls() != nodes || run.lastText() != QString::number(nodes)) {
            std::fputs("the chain did not run to its end\n", stderr);
            return std::nullopt;
        }
        again.push_back(measured(run));
        if (run.calls() != 0) {
            std::fputs("what was up to date was sent again\n", stderr);
            return std::nullopt;
        }
    }
    return QList<QJsonObject>{rowResult(u"run"_s, nodes, first,
                                        {{u"cached_cpu_med"_s, rounded(median(cpuOf(again)))},
                                         {u"cached_wall_med"_s, rounded(median(wallOf(again)))}})};
}

} // namespace plantain::bench
