// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Secret.h"
#include "src/base/StepJob.h"
#include "src/net/HttpJob.h"

#include <QUrl>

class QNetworkAccessManager;

namespace plantain::net {
class NetworkFactory;
}

namespace plantain::auth {

/// What is taken back at the server, and where.
struct Revocation {
    QUrl endpoint;
    QString clientId;
    base::Secret token;
    bool isRefreshToken = true;
};

/// Tells the server that a token is not used any more (RFC 7009). Success is any 2xx answer, also
/// for a token that is dead already. Asks a second time where that can help, and takes eight
/// seconds at most. Errors: Network, Timeout, Tls, Server, BadResponse.
class RevokeJob final : public base::StepJob<base::Done>
{
    Q_OBJECT

public:
    /// `network` is borrowed during construction.
    RevokeJob(const net::NetworkFactory& network, Revocation revocation);
    ~RevokeJob() override;

protected:
    void run() override;

private:
    void ask();
    void judge(const base::Result<net::HttpResponse>& answer);
    void retryOrFail(const base::Error& error, std::chrono::milliseconds pause);

    std::unique_ptr<QNetworkAccessManager> m_manager;
    Revocation m_revocation;
    int m_tries = 0;
};

} // namespace plantain::auth
