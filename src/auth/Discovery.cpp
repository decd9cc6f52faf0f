// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/Discovery.h"

#include "src/net/HttpJob.h"
#include "src/net/NetworkFactory.h"

#include <QCoreApplication>
#include <QNetworkAccessManager>

using namespace std::chrono_literals;

namespace plantain::auth {

using base::Error;

namespace {

constexpr auto lifetime = 24h;
constexpr qint64 maxDocumentBytes = qint64(1024) * 1024;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Discovery)
};

Error unusable(const QString& detail)
{
    return {base::ErrorKind::BadResponse,
            Text::tr("The sign-in server describes itself in a way that cannot be trusted."),
            Text::tr("Check the auth profile. If it is right, try again later."), detail};
}

bool sameOrigin(const QUrl& left, const QUrl& right)
{
    const auto portOf = [](const QUrl& url) {
        return url.port(url.scheme() == QLatin1String("https") ? 443 : 80);
    };
    return left.scheme() == right.scheme() && left.host() == right.host() &&
           portOf(left) == portOf(right);
}

/// Reads one endpoint after the other and remembers the first that cannot be trusted.
class EndpointReader
{
public:
    EndpointReader(const AuthProfile& profile, const QJsonObject& document)
        : m_issuer(profile.issuer)
        , m_document(document)
        , m_sameOriginOnly(profile.isChatGpt())
    {
    }

    QUrl read(const char* name)
    {
        const QString text = m_document.value(QLatin1String(name)).toString();
        if (text.isEmpty()) {
            return {};
        }
        const QUrl url(text, QUrl::StrictMode);
        if (!isHttpsOrLoopback(url) || (m_sameOriginOnly && !sameOrigin(url, m_issuer))) {
            m_bad = QLatin1String(name);
        }
        return url;
    }
    const QString& bad() const { return m_bad; }

private:
    QUrl m_issuer;
    const QJsonObject& m_document;
    bool m_sameOriginOnly;
    QString m_bad;
};

/// OpenID Connect Discovery appends to the issuer; RFC 8414 puts the word before the issuer's path.
QList<QUrl> documentUrls(const AuthProfile& profile)
{
    QUrl issuer = QUrl(profile.issuer).adjusted(QUrl::StripTrailingSlash);
    const QString path = issuer.path() == QLatin1String("/") ? QString() : issuer.path();
    QUrl openId = issuer;
    openId.setPath(path + QStringLiteral("/.well-known/openid-configuration"));
    QUrl oauth = issuer;
    oauth.setPath(QStringLiteral("/.well-known/oauth-authorization-server") + path);
    return profile.isChatGpt() ? QList<QUrl>{openId} : QList<QUrl>{openId, oauth};
}

/// `first` where it is known, else `second`.
QUrl firstKnown(const QUrl& first, const QUrl& second)
{
    return first.isEmpty() ? second : first;
}

bool isComplete(const AuthProfile& profile)
{
    return !profile.authorizationEndpoint.isEmpty() && !profile.tokenEndpoint.isEmpty() &&
           !profile.revocationEndpoint.isEmpty() && !profile.jwksUri.isEmpty();
}

ResolvedProfile merged(const AuthProfile& profile, const ServerMetadata& found)
{
    ResolvedProfile resolved{profile, found.announcesIssuer, std::nullopt};
    const auto merge = [&profile](QUrl& own, const QUrl& published) {
        own = profile.isChatGpt() ? firstKnown(published, own) : firstKnown(own, published);
    };
    merge(resolved.profile.authorizationEndpoint, found.authorizationEndpoint);
    merge(resolved.profile.tokenEndpoint, found.tokenEndpoint);
    merge(resolved.profile.revocationEndpoint, found.revocationEndpoint);
    merge(resolved.profile.jwksUri, found.jwksUri);
    merge(resolved.profile.deviceAuthorizationEndpoint, found.deviceAuthorizationEndpoint);
    return resolved;
}

} // namespace

base::Result<ServerMetadata> readMetadata(const AuthProfile& profile, const QByteArray& document)
{
    const base::Result<QJsonObject> json = base::parseJsonObject(document);
    if (!json) {
        return unusable(json.error().message);
    }
    if (json->value(QLatin1String("issuer")).toString() != profile.issuer) {
        return unusable(QStringLiteral("issuer differs"));
    }
    EndpointReader endpoints(profile, *json);
    ServerMetadata metadata;
    metadata.authorizationEndpoint = endpoints.read("authorization_endpoint");
    metadata.tokenEndpoint = endpoints.read("token_endpoint");
    metadata.revocationEndpoint = endpoints.read("revocation_endpoint");
    metadata.jwksUri = endpoints.read("jwks_uri");
    metadata.deviceAuthorizationEndpoint = endpoints.read("device_authorization_endpoint");
    metadata.announcesIssuer =
        json->value(QLatin1String("authorization_response_iss_parameter_supported")).toBool();
    if (!endpoints.bad().isEmpty()) {
        return unusable(endpoints.bad() + QStringLiteral(" is not acceptable"));
    }
    return metadata;
}

DiscoveryCache::DiscoveryCache(const base::Clock& clock)
    : m_clock(clock)
{
}

std::optional<ServerMetadata> DiscoveryCache::find(const QString& issuer) const
{
    const auto entry = m_entries.constFind(issuer);
    if (entry == m_entries.cend() || m_clock.monotonic() - entry->storedAt >= lifetime) {
        return std::nullopt;
    }
    return entry->metadata;
}

void DiscoveryCache::store(const QString& issuer, const ServerMetadata& metadata)
{
    m_entries.insert(issuer, Entry{metadata, m_clock.monotonic()});
}

class Discovery::Private
{
public:
    Private(Discovery* job, const AuthProfile& authProfile, const net::NetworkFactory& network,
            DiscoveryCache* sharedCache)
        : q(job)
        , profile(authProfile)
        , cache(sharedCache)
        , manager(network.createManager())
    {
    }

    void begin()
    {
        if (!profile.isChatGpt() && isComplete(profile)) {
            q->finish(merged(profile, {}));
            return;
        }
        if (const auto known = cache ? cache->find(profile.issuer) : std::nullopt) {
            q->finish(merged(profile, *known));
            return;
        }
        pending = documentUrls(profile);
        askNext();
    }

    void askNext()
    {
        net::HttpRequest request;
        request.url = pending.takeFirst();
        request.headers = {{"Accept", "application/json"}};
        request.timeouts = {10s, 10s, 10s};
        request.maxBodyBytes = maxDocumentBytes;
        q->step(base::makeJob<net::HttpJob>(*manager, request),
                [this](const base::Result<net::HttpResponse>& answer) { take(answer); });
    }

    void take(const base::Result<net::HttpResponse>& answer)
    {
        if (!answer) {
            giveUp(answer.error());
        } else if (answer->status == 200) {
            takeDocument(answer->body);
        } else if (!pending.isEmpty()) {
            askNext();
        } else {
            giveUp(unusable(QStringLiteral("HTTP status %1").arg(answer->status)));
        }
    }

    void takeDocument(const QByteArray& body)
    {
        const base::Result<ServerMetadata> metadata = readMetadata(profile, body);
        if (!metadata) {
            giveUp(metadata.error());
            return;
        }
        if (cache) {
            cache->store(profile.issuer, *metadata);
        }
        finish(merged(profile, *metadata), unusable(QStringLiteral("no token_endpoint")));
    }

    void giveUp(const Error& problem)
    {
        ResolvedProfile own = merged(profile, {});
        own.problem = problem;
        finish(own, problem);
    }

    void finish(const ResolvedProfile& resolved, const Error& otherwise)
    {
        if (resolved.profile.tokenEndpoint.isEmpty()) {
            q->finish(otherwise);
        } else {
            q->finish(resolved);
        }
    }

    Discovery* q;
    AuthProfile profile;
    DiscoveryCache* cache;
    QList<QUrl> pending;
    std::unique_ptr<QNetworkAccessManager> manager;
};

Discovery::Discovery(const AuthProfile& profile, const net::NetworkFactory& network,
                     DiscoveryCache* cache)
    : d(std::make_unique<Private>(this, profile, network, cache))
{
}

Discovery::~Discovery() = default;

void Discovery::run()
{
    d->begin();
}

} // namespace plantain::auth
