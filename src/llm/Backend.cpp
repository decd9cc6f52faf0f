// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/Backend.h"

#include "src/net/NetworkFactory.h"

#include <QNetworkAccessManager>

namespace plantain::llm {

namespace {

const base::Clock& systemClock()
{
    static const base::SystemClock clock;
    return clock;
}

} // namespace

Backend::Backend(ProviderId provider, const net::NetworkFactory& network,
                 const LlmTimeouts& timeouts, int maxParallel, const base::Clock* clock)
    : m_provider(provider)
    , m_network(network.createManager())
    , m_queue(maxParallel)
    , m_timeouts(timeouts)
    , m_clock(clock ? clock : &systemClock())
{
}

Backend::~Backend() = default;

base::JobPtr<CredentialJob> Backend::replacementFor(const base::Secret&)
{
    return {};
}

QList<net::HttpHeader> Backend::authorization(const base::Secret& credentials) const
{
    if (credentials.isEmpty()) {
        return {};
    }
    return {{"Authorization", "Bearer " + credentials.reveal()}};
}

JobCredentials::JobCredentials(Backend& backend, Ready ready)
    : m_backend(backend)
    , m_ready(std::move(ready))
{
}

void JobCredentials::fetch()
{
    start(m_backend.credentials());
}

bool JobCredentials::replace()
{
    auto job = m_replaced ? base::JobPtr<CredentialJob>() : m_backend.replacementFor(m_secret);
    if (!job) {
        return false;
    }
    m_replaced = true;
    start(std::move(job));
    return true;
}

void JobCredentials::start(base::JobPtr<CredentialJob> job)
{
    m_job = std::move(job);
    QObject::connect(m_job.get(), &base::Job::finished, m_job.get(), [this] { take(); });
    m_job->start();
}

void JobCredentials::take()
{
    const base::Result<base::Secret> result = m_job->result();
    m_job.reset();
    if (result.ok()) {
        m_secret = result.value();
        m_ready(std::nullopt);
    } else if (result.error().kind == base::ErrorKind::KeyMissing &&
               !m_backend.needsCredentials()) {
        m_ready(std::nullopt);
    } else {
        m_ready(result.error());
    }
}

QList<net::HttpHeader> JobCredentials::headers() const
{
    return m_backend.authorization(m_secret) + m_backend.extraHeaders();
}

QList<net::HttpHeader> asHeaders(const QHash<QString, QString>& values)
{
    QList<net::HttpHeader> headers;
    for (auto it = values.cbegin(); it != values.cend(); ++it) {
        headers.append({it.key().toLatin1(), it.value().toUtf8()});
    }
    return headers;
}

QUrl under(const QUrl& base, const QString& path)
{
    QUrl url(base);
    QString own = url.path(QUrl::FullyEncoded);
    while (own.endsWith(u'/')) {
        own.chop(1);
    }
    url.setPath(own + path, QUrl::TolerantMode);
    return url;
}

} // namespace plantain::llm
