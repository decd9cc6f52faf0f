// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/RunReport.h"

#include "app/cli/ResultJson.h"
#include "src/workflow/NodeData.h"

#include <algorithm>

namespace plantain::app {

using namespace Qt::StringLiterals;
using run::NodeRun;
using run::NodeState;
using run::RunStatus;
using workflow::Node;
using workflow::NodeKind;

namespace {

/// The words of the contract; null for states that scripts are not told.
QString wordFor(NodeState state)
{
    switch (state) {
    case NodeState::Idle:
    case NodeState::Waiting:
        return {};
    case NodeState::Stopped:
    case NodeState::Paused:
    case NodeState::Skipped:
        return u"skipped"_s;
    default:
        return toString(state);
    }
}

QString wordFor(RunStatus status)
{
    switch (status) {
    case RunStatus::Completed:
    case RunStatus::Paused:
        return u"completed"_s;
    case RunStatus::Failed:
        return u"failed"_s;
    case RunStatus::Cancelled:
        return u"cancelled"_s;
    }
    Q_UNREACHABLE();
}

QJsonValue errorOf(const NodeRun& run)
{
    if (!run.error) {
        return {};
    }
    const bool isProviders = run.result && run.result->error;
    return errorJson(isProviders ? *run.result->error
                                 : llm::LlmError{*run.error, std::nullopt, {}, {}, std::nullopt});
}

QJsonObject endJson(RunStatus status, const QJsonObject& nodes)
{
    return {{u"type"_s, u"result"_s}, {u"status"_s, wordFor(status)}, {u"nodes"_s, nodes}};
}

} // namespace

QJsonObject emptyRunJson(RunStatus status)
{
    return endJson(status, {});
}

RunReport::RunReport(const workflow::Workflow& workflow, const run::WorkflowRunner& runner,
                     Console& console, bool json)
    : m_workflow(workflow)
    , m_runner(runner)
    , m_console(console)
    , m_json(json)
{
    connect(&runner, &run::WorkflowRunner::nodeChanged, this, &RunReport::tellNode);
    connect(&runner, &run::WorkflowRunner::textAppended, this, &RunReport::tellText);
}

void RunReport::tellNode(const QString& id)
{
    const NodeRun& run = m_runner.run(id);
    if (!m_json && run.retryWait) {
        remarkOnWait(*m_workflow.node(id), *run.retryWait);
    }
    const QString word = wordFor(run.state);
    if (word.isEmpty() || m_told.value(id) == word) {
        return;
    }
    m_told.insert(id, word);
    if (!m_json) {
        remarkOn(*m_workflow.node(id), run);
    } else if (!m_console.printJson({{u"type"_s, u"node"_s}, {u"id"_s, id}, {u"state"_s, word}})) {
        emit abandoned();
    }
}

void RunReport::tellText(const QString& id, const QString& text)
{
    if (m_json &&
        !m_console.printJson({{u"type"_s, u"delta"_s}, {u"id"_s, id}, {u"text"_s, text}})) {
        emit abandoned();
    }
}

void RunReport::remarkOn(const Node& node, const NodeRun& run)
{
    const QString title = workflow::titleOf(node);
    if (run.state == NodeState::Failed && run.error) {
        base::Error error = *run.error;
        error.message = tr("“%1” failed: %2").arg(title, error.message);
        m_console.complain(error);
    } else if (run.state == NodeState::Skipped && run.error) {
        m_console.remark(tr("“%1”: %2").arg(title, run.error->message));
    } else if (node.kind != NodeKind::LlmGenerate) {
        return;
    } else if (run.state == NodeState::Running) {
        m_console.remark(tr("“%1” is running.").arg(title));
    } else if (run.state == NodeState::Cached) {
        m_console.remark(tr("“%1” is up to date.").arg(title));
    } else if (run.state == NodeState::Paused) {
        m_console.remark(tr("“%1” is skipped: a paused edge lies before it.").arg(title));
    } else if (run.state == NodeState::Completed) {
        m_console.remark(tr("“%1” is done after %2 s.")
                             .arg(title)
                             .arg(static_cast<double>(run.elapsed.count()) / 1000.0, 0, 'f', 1));
    }
    const QStringList notes = run.result ? run.result->notes : QStringList();
    for (const QString& note : notes) {
        m_console.remark(tr("“%1”: %2").arg(title, note));
    }
}

void RunReport::remarkOnWait(const Node& node, const run::RetryWait& wait)
{
    if (m_toldAttempts.value(node.id) != wait.attempt) {
        m_toldAttempts.insert(node.id, wait.attempt);
        m_console.remark(tr("“%1”: %2 Attempt %3 follows.")
                             .arg(workflow::titleOf(node), wait.because.error.message)
                             .arg(wait.attempt));
    }
}

void RunReport::tellEnd(RunStatus status)
{
    if (m_json) {
        m_console.printJson(endJson(status, nodesJson()));
    } else {
        printTexts();
    }
}

QJsonObject RunReport::nodesJson() const
{
    QJsonObject nodes;
    for (int i = 0; i < static_cast<int>(m_workflow.nodes().size()); ++i) {
        const QString& id = m_workflow.nodes()[static_cast<std::size_t>(i)].id;
        if (isPart(id)) {
            const NodeRun& run = m_runner.run(id);
            nodes.insert(id, QJsonObject{{u"state"_s, wordFor(run.state)},
                                         {u"text"_s, textOf(i)},
                                         {u"error"_s, errorOf(run)}});
        }
    }
    return nodes;
}

bool RunReport::isPart(const QString& id) const
{
    return !wordFor(m_runner.run(id).state).isEmpty();
}

/// What flows out of a node; of one that shows texts, what it shows.
QString RunReport::textOf(int nodeIndex) const
{
    const Node& node = m_workflow.nodes()[static_cast<std::size_t>(nodeIndex)];
    if (node.kind == NodeKind::Output) {
        return m_runner.evaluation().inputs(nodeIndex).text;
    }
    const NodeRun& run = m_runner.run(node.id);
    const bool hasAnswer = node.kind == NodeKind::LlmGenerate && run.result.has_value();
    return hasAnswer ? run.text : m_runner.evaluation().text(nodeIndex);
}

QList<int> RunReport::lastNodes() const
{
    QList<int> outputs;
    QList<int> models;
    QList<int> others;
    for (int i = 0; i < static_cast<int>(m_workflow.nodes().size()); ++i) {
        const Node& node = m_workflow.nodes()[static_cast<std::size_t>(i)];
        const auto edges = m_workflow.outgoing(i);
        const bool isLast = std::none_of(edges.begin(), edges.end(), [this](int edge) {
            return isPart(m_workflow.edges()[static_cast<std::size_t>(edge)].target.node);
        });
        if (!isPart(node.id) || !isLast) {
            continue;
        }
        if (node.kind == NodeKind::Output) {
            outputs << i;
        } else if (node.kind == NodeKind::LlmGenerate) {
            models << i;
        } else if (!textOf(i).isEmpty()) {
            others << i;
        }
    }
    return !outputs.isEmpty() ? outputs : !models.isEmpty() ? models : others;
}

void RunReport::printTexts()
{
    const QList<int> nodes = lastNodes();
    for (const int index : nodes) {
        const Node& node = m_workflow.nodes()[static_cast<std::size_t>(index)];
        const QString text = textOf(index);
        if (nodes.size() > 1) {
            m_console.printLine("== "_L1 + workflow::titleOf(node));
        }
        if (!text.isEmpty()) {
            m_console.print(text.endsWith(u'\n') ? text : text + u'\n');
        }
    }
}

} // namespace plantain::app
