// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/auth/AuthService.h"
#include "src/auth/RefreshFlight.h"
#include "src/base/LockJob.h"
#include "src/base/StepJob.h"

#include <QTimer>

namespace plantain::auth {

/// Takes the tokens out of both stores and then tells the server (D2–D4). Clearing comes first:
/// from then on nothing can bring the session back, whatever the network does. Error: a store could
/// not be cleared (the server was told all the same).
class SignOutJob final : public base::StepJob<DisconnectOutcome>
{
    Q_OBJECT

public:
    /// `known`: the record in memory; what the store holds is newer and counts. `means` as for a
    /// refresh, borrowed.
    SignOutJob(const RefreshMeans& means, TokenRecord known);

signals:
    /// The stores are done with. `rest`: the registration that stays.
    void cleared(const plantain::auth::TokenRecord& rest);

protected:
    void run() override;
    void abort() override;

private:
    void readAgain();
    void clear();
    void findEndpoint();
    void revoke(const AuthProfile& profile);
    void end(const std::optional<base::Error>& revocationError);

    RefreshMeans m_means;
    TokenRecord m_record;
    base::HeldLock m_lock;
    base::Status m_clearing = base::Done{};
    QTimer m_limit;
};

} // namespace plantain::auth
