// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/ModelInfo.h"
#include "src/run/NodeRun.h"
#include "ui/widgets/Badge.h"

namespace plantain::ui {

/// What a node is doing or how its run ended, as a badge. Empty text: nothing to say yet.
Badge runBadge(const run::NodeRun& run);
Badge phaseBadge(llm::LlmPhase phase);
Badge statusBadge(llm::LlmStatus status);

/// A sentence about an ending that somebody has to know more of than the badge says.
struct EndingMessage {
    Tone tone = Tone::Neutral;
    theme::Icon icon = theme::Icon::Info;
    QString title;
    QString hint;
    bool canRetry = false;
    bool operator==(const EndingMessage&) const = default;
};
/// Empty title: the answer is complete, or was stopped before there was anything.
EndingMessage endingMessage(const llm::LlmResult& result);
/// Also of a node that was skipped or never got as far as a request.
EndingMessage endingMessage(const run::NodeRun& run);

/// "OpenAI asks to slow down. Next try in 12 s." `now`: on the clock of `wait`.
QString retryText(const run::RetryWait& wait, llm::ProviderId provider,
                  std::chrono::milliseconds now);
/// "412 in · 38 out"
QString tokenText(const llm::LlmResult& result);
/// "first text 0.31 s · 3.2 s · $0.0001"
QString timeAndCostText(const llm::LlmResult& result);
/// Everything for "Details": code, HTTP status, request id, the raw text.
QString detailsText(const llm::LlmResult& result);
QString detailsText(const run::NodeRun& run);

/// "922K · images"
QString modelFacts(const llm::ModelInfo& model);
/// The name of an effort for people; short where space is rare.
QString effortLabel(const QString& effort, bool isShort);

} // namespace plantain::ui
