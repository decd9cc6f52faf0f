// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/auth/AuthProfile.h"
#include "src/auth/TokenRecord.h"
#include "src/base/Clock.h"
#include "src/base/StepJob.h"

#include <chrono>

namespace plantain::net {
class NetworkFactory;
}

namespace plantain::auth {

class DiscoveryCache;
class TokenStore;

struct SignInOptions {
    std::chrono::seconds timeout{300}; ///< the whole time a person has in the browser
    bool askForPlanAgain = false; ///< prompt=consent: the person wants plan use after declining it
};

/// What an attempt works with. References and pointers are borrowed and must outlive it.
struct SignInContext {
    AuthProfile profile;
    /// The record before: client id and host id are re-used, a different account is refused (X6).
    TokenRecord known;
    const net::NetworkFactory& network;
    TokenStore& store;
    const base::Clock& clock;
    SignInOptions options = {};
    DiscoveryCache* cache = nullptr; ///< null: discovered anew
};

/// One attempt to sign in, whichever way the person proves who they are.
class SignInAttempt : public base::StepJob<TokenRecord>
{
    Q_OBJECT

public:
    enum class Phase { Preparing, WaitingForBrowser, Exchanging };
    Q_ENUM(Phase)

    Phase phase() const { return m_phase; }
    /// While WaitingForBrowser; else zero.
    std::chrono::seconds secondsLeft() const;

signals:
    /// Also for every second that goes by while WaitingForBrowser.
    void phaseChanged();

protected:
    explicit SignInAttempt(SignInContext context)
        : m_context(std::move(context))
    {
    }

    const SignInContext& context() const { return m_context; }

    /// The receivers may end the attempt.
    void setPhase(Phase next);
    /// WaitingForBrowser begins.
    void waitForPerson(std::chrono::seconds patience);
    /// The person's time, also when the computer slept over its end.
    bool isTimeOver() const { return m_context.clock.monotonic() >= m_deadline; }
    /// To be called several times a second.
    void noticeSeconds();

private:
    SignInContext m_context;
    Phase m_phase = Phase::Preparing;
    std::chrono::milliseconds m_deadline{0};
    std::chrono::seconds m_lastSecondsLeft{0};
};

} // namespace plantain::auth
