// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Result.h"
#include "src/llm/LlmTypes.h"

#include <QHash>
#include <QString>

#include <chrono>
#include <optional>

namespace plantain::run {

/// Where a node stands in the last run that it was part of.
enum class NodeState {
    Idle,    ///< not run since the workflow was opened
    Waiting, ///< its inputs are not there yet, or all places are taken
    Running,
    Completed,
    Cached,  ///< its result was still good
    Skipped, ///< disabled, locked, or something it depends on failed; `error` says which
    Paused,  ///< the run stopped before it, at a paused edge
    Failed,
    Stopped ///< by the user; its partial text stays
};
/// `idle|waiting|running|completed|cached|skipped|paused|failed|stopped`.
QString toString(NodeState state);

/// A wait that the provider asked for.
struct RetryWait {
    int attempt = 0;                    ///< 2, 3 …
    std::chrono::milliseconds until{0}; ///< on the monotonic clock
    llm::LlmError because;
};

/// What a run knows of one node. A value; the text lives on until the next run of the node.
struct NodeRun {
    NodeState state = NodeState::Idle;
    QString text;                               ///< so far
    llm::LlmPhase phase = llm::LlmPhase::Ended; ///< of an LLM node that is running
    std::optional<RetryWait> retryWait;
    llm::LlmRequest request; ///< as it was sent, without its pictures; of an LLM node that started
    std::optional<llm::LlmResult> result;   ///< of an LLM node that ended
    std::optional<base::Error> error;       ///< why it failed, was skipped or is paused
    std::chrono::milliseconds startedAt{0}; ///< on the monotonic clock
    std::chrono::milliseconds elapsed{0};   ///< after it ended
    bool isActive() const { return state == NodeState::Waiting || state == NodeState::Running; }
};

/// Which part of the workflow a run is about.
enum class RunScope {
    All,
    Node, ///< this one only, always anew
    From, ///< this one anew and what depends on it
    To    ///< this one and what it depends on
};

struct RunRequest {
    RunScope scope = RunScope::All;
    QString node;        ///< for all scopes but All
    bool force = false;  ///< run also what is up to date
    int maxParallel = 3; ///< requests at a time, 1..10
};

/// A run in numbers. Only nodes that send a request count as calls.
struct RunTotals {
    int nodes = 0;
    int ended = 0;
    int failed = 0;
    int calls = 0; ///< sent or still to be sent
    qint64 inputTokens = 0;
    qint64 outputTokens = 0;
    std::optional<double> usd; ///< empty while nothing had a price
    bool operator==(const RunTotals&) const = default;
};

enum class RunStatus { Completed, Failed, Cancelled, Paused };

struct RunOutcome {
    RunStatus status = RunStatus::Completed;
    RunTotals totals;
    std::chrono::milliseconds elapsed{0};
};

/// What a run would take, before it.
struct Forecast {
    int calls = 0;
    qint64 inputTokens = 0;    ///< estimated
    qint64 outputTokens = 0;   ///< estimated from earlier results
    std::optional<double> usd; ///< empty when a price is not known
    bool operator==(const Forecast&) const = default;
};

} // namespace plantain::run
