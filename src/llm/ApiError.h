// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/ApiProblem.h"
#include "src/llm/LlmTypes.h"

namespace plantain::llm {

/// Whom an error is about.
struct ErrorSubject {
    ProviderId provider = ProviderId::Google;
    QString model;
    base::UnixTime now{};
};

/// Puts a provider's problem into words: a title, what to do, and the raw text as detail. The kind
/// tells whether waiting helps: RateLimited and Server may pass, QuotaExceeded does not.
LlmError explain(const ApiProblem& problem, const ErrorSubject& subject);

/// For a failure that came before or instead of an answer.
LlmError fromTransport(const base::Error& error);

/// "OpenAI", "Gemini", "The server": how sentences name a provider.
QString speakingName(ProviderId provider);

} // namespace plantain::llm
