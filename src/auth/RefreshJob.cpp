// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/RefreshJob.h"

#include "src/auth/OAuthFlow.h"

namespace plantain::auth {

class RefreshJob::Private
{
public:
    Private(const AuthProfile& profile, const net::NetworkFactory& network, QString client,
            base::Secret token)
        : flow(profile, network, handler)
        , clientId(std::move(client))
        , refreshToken(std::move(token))
    {
    }

    TokenReplyHandler handler;
    OAuthFlow flow;
    QString clientId;
    base::Secret refreshToken;
};

RefreshJob::RefreshJob(const AuthProfile& profile, const net::NetworkFactory& network,
                       const QString& clientId, const base::Secret& refreshToken)
    : d(std::make_unique<Private>(profile, network, clientId, refreshToken))
{
    connect(&d->flow, &OAuthFlow::finished, this, [this](const TokenOutcome& outcome) {
        if (const auto* failed = std::get_if<TokenFailure>(&outcome)) {
            m_failure = failed->failure;
            m_retryAfter = failed->retryAfter;
            finish(failed->error);
        } else {
            finish(std::get<TokenAnswer>(outcome));
        }
    });
}

RefreshJob::~RefreshJob() = default;

void RefreshJob::run()
{
    d->flow.refresh(d->refreshToken, d->clientId);
}

void RefreshJob::abort()
{
    d->flow.stop();
}

} // namespace plantain::auth
