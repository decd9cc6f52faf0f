// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Job.h"
#include "src/llm/LlmTypes.h"

namespace plantain::llm {

/// One answer under way. `finished()` comes once; `answer()` always holds an LlmResult then: a
/// failure is a status of the result, not a missing one. `cancel()` closes the socket and keeps the
/// text (status Cancelled).
class LlmJob : public base::Job
{
    Q_OBJECT

public:
    using base::Job::Job;

    LlmPhase phase() const { return m_phase; }
    /// The text so far; grows while streaming.
    const QString& text() const { return m_answer.text; }
    /// Complete after finished().
    const LlmResult& answer() const { return m_answer; }

signals:
    /// New text at the end.
    void delta(const QString& text);
    /// A part of the text was corrected by the server: show `text()` anew.
    void textReplaced();
    void phaseChanged(plantain::llm::LlmPhase phase);
    /// The provider asks to wait before attempt `attempt` (2, 3 …).
    void retryScheduled(int attempt, std::chrono::milliseconds wait,
                        const plantain::llm::LlmError& because);

protected:
    void recordError(const base::Error& error) override;
    void setPhase(LlmPhase phase);

    LlmPhase m_phase = LlmPhase::Queued;
    LlmResult m_answer;
};

/// A model as a provider's live list names it.
struct ListedModel {
    QString id;
    QString label;
    std::optional<qint64> contextTokens;
    QString retires; ///< ISO date, empty when not announced
    bool operator==(const ListedModel&) const = default;
};
using ModelListJob = base::ResultJob<QList<ListedModel>>;

/// Limits of one answer (R3, R5). Zero means no limit.
struct LlmTimeouts {
    std::chrono::milliseconds connect{10'000};
    std::chrono::milliseconds firstByte{120'000};
    std::chrono::milliseconds firstByteSlow{600'000}; ///< effort high or more, or pictures
    std::chrono::milliseconds idle{60'000};
    std::chrono::milliseconds idleSlow{300'000}; ///< effort high or more: thinking is silent
    std::chrono::milliseconds total{0};
    std::chrono::milliseconds tail{2'000};    ///< after the end was said: usage may follow
    std::chrono::milliseconds retryStep{500}; ///< wait before the second attempt; doubles, 16-fold
                                              ///< at most
};

/// One provider. Implementations: OpenAiClient, ChatGptClient, GeminiClient.
class LlmClient
{
public:
    virtual ~LlmClient() = default;
    /// The request should have gone through `ModelCatalog::prepared` before.
    virtual base::JobPtr<LlmJob> generate(const LlmRequest& request) = 0;
    /// Needs network and credentials. Errors as LlmJob's.
    virtual base::JobPtr<ModelListJob> listModels() = 0;
};

/// Every provider's client, chosen in the composition root. Borrowed pointers, never null.
struct LlmClients {
    LlmClient* google = nullptr;
    LlmClient* openAi = nullptr;
    LlmClient* openAiAuth = nullptr;
    LlmClient* openAiCompatible = nullptr;

    LlmClient& of(ProviderId provider) const;
};

} // namespace plantain::llm
