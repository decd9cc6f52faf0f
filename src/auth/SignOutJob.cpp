// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/SignOutJob.h"

#include "src/auth/RevokeJob.h"

namespace plantain::auth {

namespace {

using base::Error;
using base::ErrorKind;
using std::chrono::seconds;

/// A refresh of another process notices by itself that the session is gone.
constexpr seconds lockPatience{2};
constexpr seconds revocationLimit{8};

Error notTold(ErrorKind kind, const QString& message)
{
    return Error{
        kind, message, SignOutJob::tr("Remove Plantain in the settings of your account."), {}};
}

} // namespace

SignOutJob::SignOutJob(const RefreshMeans& means, TokenRecord known)
    : m_means(means)
    , m_record(std::move(known))
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        StepJob::abort();
        end(notTold(ErrorKind::Timeout, tr("The server did not answer in time.")));
    });
}

void SignOutJob::run()
{
    step(base::makeJob<base::LockJob>(m_means.store.lockPath(), lockPatience),
         [this](const base::Result<base::HeldLock>& lock) {
             m_lock = lock ? *lock : nullptr;
             readAgain();
         });
}

void SignOutJob::abort()
{
    StepJob::abort();
    m_limit.stop();
    base::release(m_lock);
}

/// Another process may have got newer tokens, which must be revoked in place of ours.
void SignOutJob::readAgain()
{
    step(m_means.store.load(), [this](const base::Result<TokenRecord>& stored) {
        if (stored && *stored != TokenRecord()) {
            m_record = *stored;
        }
        clear();
    });
}

void SignOutJob::clear()
{
    step(m_means.store.clearTokens(m_record), [this](const base::Status& status) {
        m_clearing = status;
        base::release(m_lock);
        emit cleared(m_record.withoutTokens());
        if (isRunning()) {
            m_limit.start(revocationLimit);
            findEndpoint();
        }
    });
}

void SignOutJob::findEndpoint()
{
    const bool nothingToRevoke = m_record.refreshToken.isEmpty() && m_record.accessToken.isEmpty();
    if (nothingToRevoke || !isSessionOf(m_means.profile, m_record)) {
        end(std::nullopt);
    } else if (!m_means.profile.revocationEndpoint.isEmpty() && !m_means.profile.isChatGpt()) {
        revoke(m_means.profile);
    } else {
        step(base::makeJob<Discovery>(m_means.profile, m_means.network, &m_means.discoveries),
             [this](const base::Result<ResolvedProfile>& found) {
                 if (found) {
                     revoke(found->profile);
                 } else {
                     end(found.error());
                 }
             });
    }
}

void SignOutJob::revoke(const AuthProfile& profile)
{
    if (profile.revocationEndpoint.isEmpty()) {
        end(notTold(ErrorKind::NotFound, tr("The server has no address for revoking a session.")));
        return;
    }
    const bool refreshable = !m_record.refreshToken.isEmpty();
    const Revocation revocation{profile.revocationEndpoint, clientIdFor(profile, m_record),
                                refreshable ? m_record.refreshToken : m_record.accessToken,
                                refreshable};
    step(base::makeJob<RevokeJob>(m_means.network, revocation), [this](const base::Status& status) {
        end(status ? std::nullopt : std::optional(status.error()));
    });
}

void SignOutJob::end(const std::optional<Error>& revocationError)
{
    m_limit.stop();
    if (!m_clearing) {
        finish(m_clearing.error());
        return;
    }
    finish(DisconnectOutcome{!revocationError, revocationError});
}

} // namespace plantain::auth
