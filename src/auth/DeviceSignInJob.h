// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/auth/AuthProfile.h"
#include "src/auth/DeviceCode.h"
#include "src/auth/SignInAttempt.h"

namespace plantain::net {
class NetworkFactory;
}

namespace plantain::auth {

class DiscoveryCache;
class TokenStore;

/// A sign-in by a code that a person types at the server's page on any device (O4, RFC 8628). Only
/// where the server names a device endpoint. Network failures between two polls are waited out.
/// Errors: Cancelled, Timeout (nobody came, the code ran out), InvalidInput (declined, not offered,
/// wrong account), Network, BadResponse, StorageFailed …
class DeviceSignInJob : public SignInAttempt
{
    Q_OBJECT

public:
    /// As for SignInJob. `options.timeout` ends the attempt when it is shorter than the code's
    /// life.
    DeviceSignInJob(const AuthProfile& profile, const TokenRecord& known,
                    const net::NetworkFactory& network, TokenStore& store, const base::Clock& clock,
                    const SignInOptions& options, DiscoveryCache* cache = nullptr);
    ~DeviceSignInJob() override;

signals:
    void codeReady(const plantain::auth::DeviceCode& code);

protected:
    void run() override;
    void abort() override;

private:
    class Private;
    std::unique_ptr<Private> d;
    friend class Private;
};

} // namespace plantain::auth
