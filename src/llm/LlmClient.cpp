// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/LlmClient.h"

namespace plantain::llm {

void LlmJob::recordError(const base::Error& error)
{
    m_answer.status =
        error.kind == base::ErrorKind::Cancelled ? LlmStatus::Cancelled : LlmStatus::Failed;
    m_answer.error = LlmError{error, std::nullopt, {}, {}, std::nullopt};
    setPhase(LlmPhase::Ended);
}

void LlmJob::setPhase(LlmPhase phase)
{
    if (m_phase != phase) {
        m_phase = phase;
        emit phaseChanged(phase);
    }
}

LlmClient& LlmClients::of(ProviderId provider) const
{
    switch (provider) {
    case ProviderId::Google:
        return *google;
    case ProviderId::OpenAi:
        return *openAi;
    case ProviderId::OpenAiAuth:
        return *openAiAuth;
    case ProviderId::OpenAiCompatible:
        return *openAiCompatible;
    }
    Q_UNREACHABLE();
}

} // namespace plantain::llm
