// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Result.h"

#include <QByteArray>
#include <QList>
#include <QNetworkProxy>
#include <QSslCertificate>
#include <QUrl>

#include <memory>
#include <optional>

class QNetworkAccessManager;

namespace plantain::net {

/// How this process reaches the network. Valid by construction: see `parse`.
struct NetworkOptions {
    /// Overrides the system's proxy for every client: tokens, discovery and API calls alike.
    /// Empty: HTTPS_PROXY, HTTP_PROXY and NO_PROXY, then the system's setting. Loopback is never
    /// proxied unless `proxyLoopback` (for tests).
    std::optional<QNetworkProxy> proxy;
    bool proxyLoopback = false;
    /// Trusted beside the system's certificates (company TLS interception).
    QList<QSslCertificate> extraAuthorities;

    /// `proxyUrl`: http://[user:password@]host:port or socks5://host:port, or empty.
    /// `caFile`: PEM file, or empty; `SSL_CERT_FILE` is passed in by the caller.
    /// Errors: InvalidInput that names the exact file or address.
    static base::Result<NetworkOptions> parse(const QString& proxyUrl, const QString& caFile);
};

/// Makes network access managers that all obey the same rules, whoever uses them (our HttpJob or
/// Qt's OAuth flow): redirects are never followed, no cookies, no cache, HTTP/1.1, an honest
/// User-Agent "Plantain/<version>", and a POST is never sent twice (RFC-silent re-sends after a
/// closed connection are turned into an error).
class NetworkFactory
{
public:
    explicit NetworkFactory(NetworkOptions options = {});
    ~NetworkFactory();

    /// One manager per provider: Qt opens at most six connections a host for each. Owned by the
    /// caller.
    std::unique_ptr<QNetworkAccessManager> createManager() const;

    /// From now on, for the managers that there are too; requests under way end as they began.
    void setOptions(NetworkOptions options);

private:
    std::shared_ptr<NetworkOptions> m_options; ///< the managers' too
};

} // namespace plantain::net
