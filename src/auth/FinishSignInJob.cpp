// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/FinishSignInJob.h"

#include "src/auth/TokenStore.h"

namespace plantain::auth {

FinishSignInJob::FinishSignInJob(QNetworkAccessManager& manager, TokenStore& store,
                                 const base::Clock& clock, GrantedTokens granted)
    : m_manager(manager)
    , m_store(store)
    , m_clock(clock)
    , m_granted(std::move(granted))
    , m_receivedAt(clock.now())
{
}

void FinishSignInJob::run()
{
    if (const auto fault = faultOf(m_granted.profile, m_granted.answer)) {
        fail(fault->error, fault->page);
    } else if (wantsIdentity(m_granted.profile)) {
        verify();
    } else {
        save({});
    }
}

void FinishSignInJob::verify()
{
    const IdTokenExpectations expected{m_granted.profile.issuer, m_granted.record.clientId,
                                       m_granted.nonce, m_granted.profile.jwksUri};
    step(base::makeJob<IdTokenVerifier>(m_manager, m_clock, expected, m_granted.answer.idToken,
                                        m_granted.serverDate),
         [this](const base::Result<IdentityClaims>& identity) { takeIdentity(identity); });
}

void FinishSignInJob::takeIdentity(const base::Result<IdentityClaims>& identity)
{
    if (!identity) {
        fail(identity.error(), PageKind::NotVerified);
    } else if (const auto conflict = accountConflict(m_granted.record, identity->subject)) {
        fail(conflict->error, conflict->page);
    } else {
        save(*identity);
    }
}

void FinishSignInJob::save(const IdentityClaims& identity)
{
    const TokenRecord session = signedInRecord(m_granted.profile, m_granted.record,
                                               m_granted.answer, identity, m_receivedAt);
    step(m_store.save(session), [this, session](const base::Status& saved) {
        if (saved) {
            finish(session);
        } else {
            fail(saved.error(), PageKind::NotSaved);
        }
    });
}

void FinishSignInJob::fail(const base::Error& error, PageKind page)
{
    m_page = page;
    finish(error);
}

} // namespace plantain::auth
