// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/LlmClient.h"

#include <QPointer>

#include <functional>

namespace plantain::testing {

class ScriptedClient;

/// An answer whose every step a test decides.
class ScriptedJob final : public llm::LlmJob
{
    Q_OBJECT

public:
    ScriptedJob(ScriptedClient& client, llm::LlmRequest request)
        : m_client(client)
        , m_request(std::move(request))
    {
    }

    const llm::LlmRequest& request() const { return m_request; }
    void say(const QString& text);
    void correct(const QString& text);
    void waitToRetry(std::chrono::milliseconds wait);
    void complete(const QString& text);
    void end(llm::LlmStatus status, const std::optional<base::Error>& error = {});

    /// More of the answer than its text; to be set before it ends.
    llm::LlmResult& prepared() { return m_answer; }

protected:
    void run() override;
    void abort() override;

private:
    ScriptedClient& m_client;
    llm::LlmRequest m_request;
};

/// A provider without a wire, for what only depends on who is asked when. Answers at once what
/// `answer` makes of a request; where that is not set, the test ends each job itself.
class ScriptedClient final : public llm::LlmClient
{
public:
    base::JobPtr<llm::LlmJob> generate(const llm::LlmRequest& request) override;
    base::JobPtr<llm::ModelListJob> listModels() override { return nullptr; }

    /// As all four providers.
    llm::LlmClients asAll() { return {this, this, this, this}; }

    std::function<QString(const llm::LlmRequest&)> answer;
    QStringList asked;  ///< prompts, in the order in which they were asked
    QStringList closed; ///< prompts whose jobs were ended from outside
    QList<llm::LlmRequest> requests;
    int running = 0;
    int mostRunning = 0;

    /// The job under way for this prompt; null when there is none.
    ScriptedJob* job(const QString& prompt) const;

private:
    friend class ScriptedJob;
    QList<QPointer<ScriptedJob>> m_jobs;
};

} // namespace plantain::testing
