// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/RefreshFlight.h"

#include "src/auth/EndReason.h"
#include "src/auth/RefreshJob.h"
#include "src/base/Logging.h"

#include <QTimer>

namespace plantain::auth {

namespace {

using base::Error;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// While the old token still serves, a caller need not wait long for another process.
constexpr milliseconds patienceWhileValid = seconds(2);
constexpr milliseconds patience = seconds(90);
constexpr int mostTries = 3;
constexpr milliseconds firstPause{400};
constexpr seconds longestPause{5};
constexpr milliseconds savePause{300};
constexpr int saveTries = 3;

template <typename T>
T orOld(const T& fresh, const T& old)
{
    return fresh.isEmpty() ? old : fresh;
}

} // namespace

bool isSessionOf(const AuthProfile& profile, const TokenRecord& record)
{
    return (record.issuer.isEmpty() || record.issuer == profile.issuer) &&
           (record.profile.isEmpty() || record.profile == profile.name);
}

QString clientIdFor(const AuthProfile& profile, const TokenRecord& record)
{
    const bool fixed = record.clientId.isEmpty() && !profile.dynamicRegistration;
    return fixed ? profile.clientId : record.clientId;
}

TokenRecord renewed(const TokenRecord& old, const TokenAnswer& answer, base::UnixTime now)
{
    TokenRecord record = old;
    record.accessToken = answer.accessToken;
    record.refreshToken = orOld(answer.refreshToken, old.refreshToken);
    record.idToken = orOld(answer.idToken, old.idToken);
    record.scope = orOld(answer.scope, old.scope);
    record.tokenType = orOld(answer.tokenType, old.tokenType);
    record.expiresAt.reset();
    if (answer.expiresIn) {
        record.expiresAt = now + *answer.expiresIn;
    }
    record.earliestRefreshAt = answer.earliestRefreshAt;
    record.pendingRefreshSince.reset();
    record.needsReauth.clear();
    return record;
}

RefreshFlight::RefreshFlight(const RefreshMeans& means, RefreshOrder order)
    : m_means(means)
    , m_order(std::move(order))
    , m_profile(means.profile)
    , m_record(m_order.known)
{
}

void RefreshFlight::run()
{
    const bool serves = m_order.rejected.isEmpty() && !m_means.life.isExpired(m_order.known);
    step(base::makeJob<base::LockJob>(m_means.store.lockPath(),
                                      serves ? patienceWhileValid : patience),
         [this](const base::Result<base::HeldLock>& lock) {
             if (!lock) {
                 land(lock.error());
                 return;
             }
             m_lock = *lock;
             readAgain();
         });
}

void RefreshFlight::abort()
{
    StepJob::abort();
    base::release(m_lock);
}

void RefreshFlight::readAgain()
{
    step(m_means.store.load(), [this](const base::Result<TokenRecord>& record) {
        if (!record) {
            land(record.error());
            return;
        }
        m_record = *record;
        m_means.life.observe(m_record);
        decide();
    });
}

void RefreshFlight::decide()
{
    if (isSettled()) {
        land(std::nullopt);
    } else if (m_record.pendingRefreshSince) {
        // Its writer is gone, for it would hold the lock, and nobody knows what the server did.
        cannotRefresh(endReason::uncertain);
    } else if (m_record.refreshToken.isEmpty() || clientIdFor(m_profile, m_record).isEmpty()) {
        cannotRefresh(endReason::notRefreshable);
    } else {
        findEndpoint();
    }
}

/// Nothing to do: no session of ours to refresh, or another process has already done it.
bool RefreshFlight::isSettled() const
{
    if (!m_record.hasTokens() || m_record.isFromAnotherMachine() ||
        !isSessionOf(m_profile, m_record)) {
        return true;
    }
    if (!m_order.mayRequest && !m_record.pendingRefreshSince) {
        return true;
    }
    if (m_order.rejected.isEmpty()) {
        return !m_means.life.isDue(m_record);
    }
    return !(m_record.accessToken == m_order.rejected) && !m_means.life.isExpired(m_record);
}

void RefreshFlight::cannotRefresh(QLatin1String reason)
{
    const bool serves = m_order.rejected.isEmpty() && !m_means.life.isExpired(m_record);
    if (serves) {
        land(std::nullopt);
    } else {
        end(reason);
    }
}

void RefreshFlight::findEndpoint()
{
    if (!m_profile.tokenEndpoint.isEmpty() && !m_profile.isChatGpt()) {
        noteAttempt();
        return;
    }
    step(base::makeJob<Discovery>(m_profile, m_means.network, &m_means.discoveries),
         [this](const base::Result<ResolvedProfile>& found) {
             if (!found) {
                 land(found.error());
                 return;
             }
             m_profile = found->profile;
             noteAttempt();
         });
}

/// Before the request leaves: whoever finds this mark without a holder of the lock knows that the
/// refresh token may be spent (R4).
void RefreshFlight::noteAttempt()
{
    TokenRecord marked = m_record;
    marked.pendingRefreshSince = m_means.clock.now();
    step(m_means.store.save(marked), [this, marked](const base::Status& saved) {
        if (!saved) {
            land(saved.error());
            return;
        }
        m_record = marked;
        ask();
    });
}

void RefreshFlight::ask()
{
    ++m_tries;
    auto job = base::makeJob<RefreshJob>(m_profile, m_means.network,
                                         clientIdFor(m_profile, m_record), m_record.refreshToken);
    const RefreshJob* const running = job.get();
    step(std::move(job), [this, running](const base::Result<TokenAnswer>& answer) {
        judge(answer, running->failure(), running->retryAfter());
    });
}

void RefreshFlight::judge(const base::Result<TokenAnswer>& answer, GrantFailure failure,
                          std::optional<seconds> retryAfter)
{
    if (answer) {
        save(renewed(m_record, *answer, m_means.clock.now()), std::nullopt);
        return;
    }
    qCInfo(base::logAuth).noquote() << "refresh failed:" << answer.error().detail;
    if (failure == GrantFailure::Terminal) {
        end(endReason::refused, answer.error());
    } else if (failure == GrantFailure::NotProcessed && retryLater(retryAfter)) {
        return;
    } else if (failure == GrantFailure::Uncertain && m_means.life.isExpired(m_record)) {
        end(endReason::uncertain);
    } else if (failure == GrantFailure::Uncertain) {
        land(answer.error());
    } else {
        TokenRecord unmarked = m_record;
        unmarked.pendingRefreshSince.reset();
        save(unmarked, answer.error());
    }
}

bool RefreshFlight::retryLater(std::optional<seconds> retryAfter)
{
    const milliseconds pause = retryAfter.value_or(seconds(0)) + firstPause * m_tries;
    if (m_tries >= mostTries || pause > longestPause) {
        return false;
    }
    after(pause, [this] { ask(); });
    return true;
}

template <typename Work>
void RefreshFlight::after(milliseconds delay, Work work)
{
    QTimer::singleShot(delay, this, [this, work] {
        if (isRunning()) {
            work();
        }
    });
}

/// Not over a session that came or went meanwhile: a sign-out does not wait for us (D3).
void RefreshFlight::save(const TokenRecord& record, const std::optional<Error>& error)
{
    step(m_means.store.load(), [this, record, error](const base::Result<TokenRecord>& stored) {
        if (stored && !(stored->refreshToken == m_record.refreshToken)) {
            m_record = *stored;
            land(std::nullopt);
            return;
        }
        write(record, error, saveTries);
    });
}

void RefreshFlight::write(const TokenRecord& record, const std::optional<Error>& error,
                          int triesLeft)
{
    step(m_means.store.save(record), [=, this](const base::Status& saved) {
        const bool gaveUp = !saved && triesLeft <= 1;
        if (!saved && !gaveUp) {
            after(savePause, [=, this] { write(record, error, triesLeft - 1); });
            return;
        }
        if (saved && !error) {
            m_means.life.observeFresh(record);
        }
        // New tokens that are not stored are not used; a dead grant is dead all the same.
        if (saved || !record.hasTokens()) {
            m_record = record;
        }
        land(gaveUp ? saved.error() : error);
    });
}

void RefreshFlight::end(QLatin1String reason, const std::optional<Error>& error)
{
    save(m_record.endedBecause(reason), error.value_or(endedError(reason)));
}

void RefreshFlight::land(const std::optional<Error>& error)
{
    base::release(m_lock);
    finish(RefreshOutcome{m_record, error});
}

} // namespace plantain::auth
