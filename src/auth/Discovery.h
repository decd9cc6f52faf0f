// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/auth/AuthProfile.h"
#include "src/base/Clock.h"
#include "src/base/StepJob.h"

#include <QHash>

#include <optional>

namespace plantain::net {
class NetworkFactory;
}

namespace plantain::auth {

/// What an authorization server publishes about itself, as far as it is used here (RFC 8414).
struct ServerMetadata {
    QUrl authorizationEndpoint;
    QUrl tokenEndpoint;
    QUrl revocationEndpoint;
    QUrl jwksUri;
    QUrl deviceAuthorizationEndpoint;
    bool announcesIssuer = false; ///< callbacks must carry `iss` (RFC 9207)

    bool operator==(const ServerMetadata&) const = default;
};

/// Checks and reads a metadata document. Errors: BadResponse when the issuer is not the profile's
/// very string, an endpoint is neither https nor loopback, or (ChatGPT) lies at another origin.
base::Result<ServerMetadata> readMetadata(const AuthProfile& profile, const QByteArray& document);

/// Metadata of this process, kept for 24 hours. In memory only.
class DiscoveryCache
{
public:
    explicit DiscoveryCache(const base::Clock& clock);

    std::optional<ServerMetadata> find(const QString& issuer) const;
    void store(const QString& issuer, const ServerMetadata& metadata);

private:
    struct Entry {
        ServerMetadata metadata;
        std::chrono::milliseconds storedAt;
    };
    const base::Clock& m_clock;
    QHash<QString, Entry> m_entries;
};

struct ResolvedProfile {
    AuthProfile profile; ///< with every endpoint that is known; some may still be empty
    bool announcesIssuer = false;
    /// Why the server's metadata could not be used; the endpoints are the profile's own then.
    std::optional<base::Error> problem;
};

/// Finds a profile's endpoints. For Sign in with ChatGPT the server's word comes first and the
/// documented endpoints are the fall back; elsewhere the profile's own endpoints come first and
/// nothing is asked when none is missing but perhaps the device endpoint, which a server need not
/// have. Errors: only when the token endpoint stays unknown
/// (Network, Timeout, Tls, BadResponse).
class Discovery : public base::StepJob<ResolvedProfile>
{
    Q_OBJECT

public:
    /// `network` is borrowed during construction; `cache` is borrowed and may be null.
    Discovery(const AuthProfile& profile, const net::NetworkFactory& network,
              DiscoveryCache* cache = nullptr);
    ~Discovery() override;

protected:
    void run() override;

private:
    class Private;
    std::unique_ptr<Private> d;
    friend class Private;
};

} // namespace plantain::auth
