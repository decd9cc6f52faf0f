// SPDX-License-Identifier: GPL-3.0-or-later
// The LLM Generate nodes of RunSession.h: from their turn to what they leave in the workflow.
#include "src/run/NodeRequest.h"
#include "src/run/NodeResult.h"
#include "src/run/RunErrors.h"
#include "src/run/RunSession.h"
#include "src/workflow/Edits.h"

namespace plantain::run {

void RunSession::beginLlm(int place)
{
    const int index = indexOf(place);
    const auto known = step(place).anew
                           ? std::nullopt
                           : knownResult(m_context.workflow, m_context.evaluation, index);
    if (known) {
        const auto& node = m_context.workflow.nodes()[at(index)];
        runOf(place).text = known->text;
        write(index, patchForKnown(node, known->text, m_context.evaluation.key(index)));
        settle(place, NodeState::Cached);
        return;
    }
    const auto request =
        requestOf(m_context.workflow, m_context.evaluation, m_context.services.catalog, index);
    if (request) {
        m_queue.push_back(place);
    } else {
        write(index, patchForFailure(request.error()));
        settle(place, NodeState::Failed, request.error());
    }
}

/// There is a place. What the node asks for is read now: it may have been edited while it waited.
void RunSession::launch(int place)
{
    if (m_progress[at(place)].isSettled) {
        return;
    }
    const int index = indexOf(place);
    const RunServices& services = m_context.services;
    const auto asked = requestOf(m_context.workflow, m_context.evaluation, services.catalog, index);
    if (!asked) {
        write(index, patchForFailure(asked.error()));
        settle(place, NodeState::Failed, asked.error());
        return;
    }
    const auto prepared = services.catalog.prepared(*asked);
    LlmTask task{prepared.request, prepared.notes + missingPictureNotes(m_context.workflow, index),
                 m_context.evaluation.inputs(index).images,
                 services.folder ? services.folder() : QString()};
    auto run = std::make_unique<LlmNodeRun>(std::move(task), services.clients, services.catalog,
                                            services.clock);
    LlmNodeRun& started = *run;
    m_active.insert_or_assign(place, Active{std::move(run), m_context.evaluation.key(index)});
    NodeRun& state = runOf(place);
    state.state = NodeState::Running;
    state.phase = started.phase();
    state.request = started.request();
    state.startedAt = services.clock.monotonic();
    if (!step(place).willCall) {
        ++m_totals.calls;
    }
    watch(place, started);
    started.start();
    emit nodeChanged(step(place).node);
}

void RunSession::watch(int place, LlmNodeRun& run)
{
    const QString id = step(place).node;
    connect(&run, &LlmNodeRun::textPending, this, [this] {
        if (!m_batchTimer.isActive()) {
            m_batchTimer.start();
        }
    });
    connect(&run, &LlmNodeRun::textAppended, this, [this, place, id](const QString& text) {
        runOf(place).text += text;
        emit textAppended(id, text);
    });
    connect(&run, &LlmNodeRun::textReplaced, this, [this, place, id](const QString& text) {
        runOf(place).text = text;
        emit nodeChanged(id);
    });
    connect(&run, &LlmNodeRun::changed, this, [this, place, id, &run] {
        runOf(place).phase = run.phase();
        runOf(place).retryWait = run.retryWait();
        emit nodeChanged(id);
    });
    connect(&run, &LlmNodeRun::ended, this,
            [this, place](const llm::LlmResult& answer) { handleAnswer(place, answer); });
}

void RunSession::handleAnswer(int place, const llm::LlmResult& answer)
{
    const QString key = m_active.at(place).key;
    release(place);
    llm::LlmResult result = answer;
    if (m_context.services.sandbox) {
        result.costUsd.reset();
        result.priceDate.clear();
    }
    NodeRun& run = runOf(place);
    for (const QString& parameter : result.refusedParameters) {
        m_context.services.catalog.learnUnsupported(run.request.provider, run.request.model,
                                                    parameter);
    }
    run.text = result.text;
    run.phase = llm::LlmPhase::Ended;
    run.retryWait.reset();
    run.elapsed = result.elapsed;
    run.result = result;
    countCall(result);
    const int index = indexOf(place);
    const auto& node = m_context.workflow.nodes()[at(index)];
    write(index, patchForAnswer(node, result, key, m_context.services.clock.now()));
    const NodeState state = stateAfter(result.status);
    settle(place, state,
           state == NodeState::Failed ? std::optional(failureOf(result)) : std::nullopt);
    work();
}

void RunSession::countCall(const llm::LlmResult& result)
{
    m_totals.inputTokens += result.usage.inputTokens.value_or(0);
    m_totals.outputTokens += result.usage.outputTokens.value_or(0);
    if (result.costUsd) {
        m_totals.usd = m_totals.usd.value_or(0) + *result.costUsd;
    }
}

void RunSession::write(int index, const workflow::DataPatch& patch)
{
    const QString id = m_context.workflow.nodes()[at(index)].id;
    m_context.workflow.apply(workflow::edits::setData(m_context.workflow, id, patch));
}

} // namespace plantain::run
