// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/auth/AuthProfile.h"
#include "src/auth/TokenAnswer.h"
#include "src/base/Job.h"

namespace plantain::net {
class NetworkFactory;
}

namespace plantain::auth {

/// One refresh request at the token endpoint, through OAuthFlow (RFC 6749 section 6). Knows nothing
/// of stores, locks or repetition: that is TokenRefresher's.
class RefreshJob : public base::ResultJob<TokenAnswer>
{
    Q_OBJECT

public:
    /// `profile` must have its token endpoint resolved (see Discovery). `network` is borrowed.
    RefreshJob(const AuthProfile& profile, const net::NetworkFactory& network,
               const QString& clientId, const base::Secret& refreshToken);
    ~RefreshJob() override;

    /// Valid after finished().
    GrantFailure failure() const { return m_failure; }
    /// From Retry-After, where the server said so.
    std::optional<std::chrono::seconds> retryAfter() const { return m_retryAfter; }

protected:
    void run() override;
    void abort() override;

private:
    class Private;
    std::unique_ptr<Private> d;
    GrantFailure m_failure = GrantFailure::None;
    std::optional<std::chrono::seconds> m_retryAfter;
};

} // namespace plantain::auth
