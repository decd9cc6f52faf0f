// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ScriptedClient.h"

namespace plantain::testing {

void ScriptedJob::run()
{
    m_client.m_jobs << this;
    m_client.asked << m_request.prompt;
    m_client.requests << m_request;
    m_client.mostRunning = std::max(m_client.mostRunning, ++m_client.running);
    m_answer.model = m_request.model;
    m_answer.attempts = 1;
    if (m_client.answer) {
        complete(m_client.answer(m_request));
    }
}

void ScriptedJob::say(const QString& text)
{
    setPhase(llm::LlmPhase::Streaming);
    m_answer.text += text;
    emit delta(text);
}

void ScriptedJob::correct(const QString& text)
{
    m_answer.text = text;
    emit textReplaced();
}

void ScriptedJob::waitToRetry(std::chrono::milliseconds wait)
{
    setPhase(llm::LlmPhase::WaitingToRetry);
    const base::Error busy{base::ErrorKind::RateLimited, QStringLiteral("Too fast."), {}, {}};
    emit retryScheduled(2, wait, llm::LlmError{busy, 429, {}, {}, wait});
}

void ScriptedJob::complete(const QString& text)
{
    if (!text.isEmpty()) {
        say(text);
    }
    end(llm::LlmStatus::Completed);
}

void ScriptedJob::end(llm::LlmStatus status, const std::optional<base::Error>& error)
{
    m_answer.status = status;
    if (error) {
        m_answer.error = llm::LlmError{*error, std::nullopt, {}, {}, std::nullopt};
    }
    --m_client.running;
    m_client.m_jobs.removeOne(QPointer<ScriptedJob>(this));
    emitFinished();
}

void ScriptedJob::abort()
{
    m_client.closed << m_request.prompt;
    --m_client.running;
    m_client.m_jobs.removeOne(QPointer<ScriptedJob>(this));
}

base::JobPtr<llm::LlmJob> ScriptedClient::generate(const llm::LlmRequest& request)
{
    return base::makeJob<ScriptedJob>(*this, request);
}

ScriptedJob* ScriptedClient::job(const QString& prompt) const
{
    for (const auto& job : m_jobs) {
        if (job && job->request().prompt == prompt) {
            return job;
        }
    }
    return nullptr;
}

} // namespace plantain::testing
