// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/auth/AuthProfile.h"
#include "src/auth/IdTokenVerifier.h"
#include "src/auth/SignInRules.h"
#include "src/auth/TokenAnswer.h"
#include "src/base/StepJob.h"

namespace plantain::auth {

class TokenStore;

/// What a sign-in has when the server has given tokens.
struct GrantedTokens {
    AuthProfile profile; ///< with its endpoints resolved
    TokenRecord record;  ///< what the attempt started from, with the client id in use
    TokenAnswer answer;
    QString nonce; ///< empty: none was sent, so the ID token must hold none
    QByteArray serverDate;
};

/// The last steps of every sign-in: the answer is complete, the ID token is verified, the account
/// is the known one, the session is saved. Errors: BadResponse, InvalidInput (wrong account),
/// StorageFailed …
class FinishSignInJob : public base::StepJob<TokenRecord>
{
    Q_OBJECT

public:
    /// All references are borrowed. The tokens' lifetime counts from now (X4).
    FinishSignInJob(QNetworkAccessManager& manager, TokenStore& store, const base::Clock& clock,
                    GrantedTokens granted);

    /// After a failure: the page for the browser's tab.
    PageKind page() const { return m_page; }

protected:
    void run() override;

private:
    void verify();
    void takeIdentity(const base::Result<IdentityClaims>& identity);
    void save(const IdentityClaims& identity);
    void fail(const base::Error& error, PageKind page);

    QNetworkAccessManager& m_manager;
    TokenStore& m_store;
    const base::Clock& m_clock;
    GrantedTokens m_granted;
    base::UnixTime m_receivedAt;
    PageKind m_page = PageKind::ExchangeFailed;
};

} // namespace plantain::auth
