// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/AnswerDecoder.h"
#include "src/llm/Backend.h"
#include "src/llm/LlmClient.h"
#include "src/net/RetryPolicy.h"

#include <QTimer>

namespace plantain::llm {

/// One answer of any provider: waits for its turn, sends, reads, and asks again where that is safe.
/// Asked again is only before the first character of text, and never when the server may have acted
/// on a request that it did not answer (R3, R4, R6).
class StreamJob final : public LlmJob
{
    Q_OBJECT

public:
    /// `backend` is borrowed and must outlive the job.
    StreamJob(Backend& backend, LlmRequest request);
    ~StreamJob() override;

protected:
    void run() override;
    void abort() override;

private:
    void waitForTurn();
    void send();
    Question question() const;
    net::HttpRequest httpRequest(const Question& question) const;
    net::HttpTimeouts limits() const;
    void watch();
    void readHead(const net::HttpResponse& head);
    void readChunk(const QByteArray& chunk);
    void publish();
    void endAttempt();
    void endBody(const std::optional<base::Error>& transport);
    void endUnsaid(const std::optional<base::Error>& transport);
    void endCut(const std::optional<base::Error>& transport);
    void endAsSaid();
    void readRefusal(const net::HttpResponse& response);
    bool askElsewhere(const ApiProblem& problem);
    bool leaveOutRefused(const ApiProblem& problem);
    void retryOr(const LlmError& error, bool mayPass);
    void retryAfter(std::chrono::milliseconds wait, const LlmError& because);
    void finish(LlmStatus status, const std::optional<LlmError>& error = {});
    void conclude();
    void estimateUsage();

    Backend& m_backend;
    LlmRequest m_request;
    JobCredentials m_credentials;
    RequestQueue::Turn m_turn;
    base::JobPtr<net::HttpJob> m_http;
    std::unique_ptr<AnswerReader> m_reader;
    std::unique_ptr<AnswerDecoder> m_decoder;
    QTimer m_retryTimer;
    QTimer m_tailTimer;
    QStringList m_leftOut; ///< parameters of the body
    std::chrono::milliseconds m_started{0};
    QUrl m_askedUrl;
    bool m_bodyBegan = false;
    bool m_mayBeBilled = false;
    bool m_moved = false; ///< to another address, after a refusal
};

} // namespace plantain::llm
