// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/auth/AuthProfile.h"
#include "src/auth/Discovery.h"
#include "src/auth/TokenAnswer.h"
#include "src/auth/TokenLife.h"
#include "src/auth/TokenRecord.h"
#include "src/auth/TokenStore.h"
#include "src/base/LockJob.h"
#include "src/base/StepJob.h"

namespace plantain::auth {

/// What refreshing works with; all borrowed.
struct RefreshMeans {
    const AuthProfile& profile;
    TokenStore& store;
    const net::NetworkFactory& network;
    const base::Clock& clock;
    DiscoveryCache& discoveries;
    TokenLife& life;
};

struct RefreshOrder {
    TokenRecord known;      ///< as the caller has it; the store may know better
    base::Secret rejected;  ///< the access token that the API refused; else empty
    bool mayRequest = true; ///< false: only find out what became of a refresh that was cut off
};

struct RefreshOutcome {
    TokenRecord record; ///< what is stored now, whoever wrote it
    /// Why there is no newer token. NotSignedIn: the session is over. Other kinds: the tokens are
    /// kept, and the old access token serves until it expires.
    std::optional<base::Error> error;
};

/// True when the record's session belongs to this profile's server, so that its tokens may be sent
/// there.
bool isSessionOf(const AuthProfile& profile, const TokenRecord& record);

/// The client id for the token endpoint and the revocation; empty when the app must be registered
/// first.
QString clientIdFor(const AuthProfile& profile, const TokenRecord& record);

/// The record after an answer; what the answer leaves out stays (R6), but for times.
TokenRecord renewed(const TokenRecord& old, const TokenAnswer& answer, base::UnixTime now);

/// One refresh with its whole ceremony (R3, R4): lock between processes; read the record again and
/// adopt what another process has got; note the attempt in the record; ask; save; let go of the
/// lock. Failures are part of the outcome. A flight that is dropped saves nothing any more.
class RefreshFlight final : public base::StepJob<RefreshOutcome>
{
public:
    RefreshFlight(const RefreshMeans& means, RefreshOrder order);

protected:
    void run() override;
    void abort() override;

private:
    void readAgain();
    void decide();
    bool isSettled() const;
    void cannotRefresh(QLatin1String reason);
    void findEndpoint();
    void noteAttempt();
    void ask();
    void judge(const base::Result<TokenAnswer>& answer, GrantFailure failure,
               std::optional<std::chrono::seconds> retryAfter);
    bool retryLater(std::optional<std::chrono::seconds> retryAfter);
    void save(const TokenRecord& record, const std::optional<base::Error>& error);
    void write(const TokenRecord& record, const std::optional<base::Error>& error, int triesLeft);
    void end(QLatin1String reason, const std::optional<base::Error>& error = std::nullopt);
    void land(const std::optional<base::Error>& error);

    template <typename Work>
    void after(std::chrono::milliseconds delay, Work work);

    RefreshMeans m_means;
    RefreshOrder m_order;
    AuthProfile m_profile; ///< with its token endpoint
    TokenRecord m_record;
    base::HeldLock m_lock;
    int m_tries = 0;
};

} // namespace plantain::auth
