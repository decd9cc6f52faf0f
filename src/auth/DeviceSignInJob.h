// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/auth/DeviceCode.h"
#include "src/auth/SignInAttempt.h"

namespace plantain::auth {

/// A sign-in by a code that a person types at the server's page on any device (O4, RFC 8628). Only
/// where the server names a device endpoint. Network failures between two polls are waited out.
/// Errors: Cancelled, Timeout (nobody came, the code ran out), InvalidInput (declined, not offered,
/// wrong account), Network, BadResponse, StorageFailed …
class DeviceSignInJob : public SignInAttempt
{
    Q_OBJECT

public:
    /// The options' timeout ends the attempt when it is shorter than the code's life.
    explicit DeviceSignInJob(SignInContext context);
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
