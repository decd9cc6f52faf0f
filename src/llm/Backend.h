// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Clock.h"
#include "src/base/Job.h"
#include "src/base/Secret.h"
#include "src/llm/AnswerReader.h"
#include "src/llm/ApiError.h"
#include "src/llm/LlmClient.h"
#include "src/llm/RequestQueue.h"
#include "src/net/HttpJob.h"

#include <QHash>

#include <functional>
#include <memory>

class QNetworkAccessManager;

namespace plantain::net {
class NetworkFactory;
}

namespace plantain::llm {

/// An API key or an access token under way.
using CredentialJob = base::ResultJob<base::Secret>;

/// A POST without its credentials.
struct Question {
    QUrl url;
    QJsonObject body;
    bool streamed = true; ///< the answer is expected as events
};

/// One page of a live model list.
struct ModelPage {
    QList<ListedModel> models;
    QString nextPage; ///< empty: the last one
};

/// What the jobs of one client share: its provider's addresses and dialect, where credentials come
/// from, the queue, and what was learned from refusals.
class Backend
{
public:
    Backend(ProviderId provider, const net::NetworkFactory& network, const LlmTimeouts& timeouts,
            int maxParallel, const base::Clock* clock);
    virtual ~Backend();
    Q_DISABLE_COPY_MOVE(Backend)

    virtual base::JobPtr<CredentialJob> credentials() = 0;
    /// After a 401 to `rejected`. Null: there is no other.
    virtual base::JobPtr<CredentialJob> replacementFor(const base::Secret& rejected);
    /// False: a missing key is no error.
    virtual bool needsCredentials() const { return true; }
    /// Headers that carry `credentials`; of an empty one none.
    virtual QList<net::HttpHeader> authorization(const base::Secret& credentials) const;
    /// Sent with every request, after all others.
    virtual QList<net::HttpHeader> extraHeaders() const { return {}; }

    virtual Question question(const LlmRequest& request) const = 0;
    virtual std::unique_ptr<AnswerReader> reader() const = 0;
    /// The server refused what was asked at `url`. `question` may give another address from now on;
    /// then it is asked there.
    virtual void noteRefusal(const ApiProblem&, const QUrl& url) { Q_UNUSED(url) }
    /// How a request ended, for what it teaches about the account.
    virtual void observe(const LlmResult&) {}

    virtual QUrl modelsUrl(const QString& page) const = 0;
    virtual ModelPage readModels(const QJsonObject& answer) const = 0;

    ProviderId provider() const { return m_provider; }
    QNetworkAccessManager& network() const { return *m_network; }
    RequestQueue& queue() { return m_queue; }
    const LlmTimeouts& timeouts() const { return m_timeouts; }
    const base::Clock& clock() const { return *m_clock; }
    ErrorSubject subject(const QString& model) const { return {m_provider, model, m_clock->now()}; }
    /// Parameters (as in the body) that the server refused for a model, while this client lives.
    QHash<QString, QStringList> refusedParameters;

private:
    ProviderId m_provider;
    std::unique_ptr<QNetworkAccessManager> m_network;
    RequestQueue m_queue;
    LlmTimeouts m_timeouts;
    const base::Clock* m_clock;
};

/// The credentials of one job: fetched once, replaced at most once (R4).
class JobCredentials
{
public:
    using Ready = std::function<void(const std::optional<base::Error>&)>;

    /// `ready` is called from the event loop after fetch() and after replace().
    JobCredentials(Backend& backend, Ready ready);

    void fetch();
    /// False: nothing to replace them with.
    bool replace();
    /// What a request carries: authorization and the backend's extra headers.
    QList<net::HttpHeader> headers() const;
    void cancel() { m_job.reset(); }

private:
    void start(base::JobPtr<CredentialJob> job);
    void take();

    Backend& m_backend;
    Ready m_ready;
    base::JobPtr<CredentialJob> m_job;
    base::Secret m_secret;
    bool m_replaced = false;
};

/// The user's or the profile's own headers, by name.
QList<net::HttpHeader> asHeaders(const QHash<QString, QString>& values);

/// `base` with `path` behind its own; a slash at the end of `base` does not matter.
QUrl under(const QUrl& base, const QString& path);

} // namespace plantain::llm
