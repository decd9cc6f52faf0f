// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/SessionFacts.h"

#include "src/auth/EndReason.h"
#include "src/auth/RefreshFlight.h"

namespace plantain::auth {

namespace {

/// A profile that never asks for the plan's scope has nothing to be declined.
bool isPlanEnabled(const AuthProfile& profile, const TokenRecord& record)
{
    return record.hasTokens() && (record.planEnabled() || !hasScope(profile.scope, planScope));
}

std::optional<AuthState> stateOfAttempt(const SessionFacts& facts)
{
    if (!facts.signIn) {
        return std::nullopt;
    }
    return *facts.signIn == SignInAttempt::Phase::Exchanging ? AuthState::Exchanging
                                                             : AuthState::WaitingForBrowser;
}

AuthState stateWithoutSession(const SessionFacts& facts)
{
    const bool copied = facts.record.hasTokens() && facts.record.isFromAnotherMachine();
    const bool ended = copied || !facts.record.needsReauth.isEmpty();
    if (ended && isSessionOf(facts.profile, facts.record)) {
        return AuthState::NeedsReauth;
    }
    return facts.signInFailed ? AuthState::Failed : AuthState::SignedOut;
}

AuthState stateOfSession(const SessionFacts& facts)
{
    if (facts.refreshing) {
        return AuthState::Refreshing;
    }
    if (facts.expired) {
        return facts.record.refreshToken.isEmpty() ? AuthState::NeedsReauth : AuthState::Expired;
    }
    if (facts.notEligible) {
        return AuthState::NotEligible;
    }
    if (facts.usageLimited) {
        return AuthState::UsageLimited;
    }
    return isPlanEnabled(facts.profile, facts.record) ? AuthState::Connected
                                                      : AuthState::PlanDisabled;
}

AuthState stateOf(const SessionFacts& facts)
{
    if (const auto attempt = stateOfAttempt(facts)) {
        return *attempt;
    }
    if (!facts.loaded) {
        return AuthState::Loading;
    }
    if (!whyUnusable(facts.profile, facts.record)) {
        return stateOfSession(facts);
    }
    return facts.storageError ? AuthState::StorageUnavailable : stateWithoutSession(facts);
}

std::optional<base::Error> errorFor(const SessionFacts& facts, AuthState state)
{
    if (state == AuthState::StorageUnavailable) {
        return facts.storageError;
    }
    if (state != AuthState::NeedsReauth || facts.lastError) {
        return facts.lastError;
    }
    const auto reason = whyUnusable(facts.profile, facts.record);
    return reason ? reason : endedError(endReason::notRefreshable);
}

} // namespace

std::optional<base::Error> whyUnusable(const AuthProfile& profile, const TokenRecord& record)
{
    if (!isSessionOf(profile, record)) {
        return notSignedInError();
    }
    if (!record.needsReauth.isEmpty()) {
        return endedError(record.needsReauth);
    }
    if (record.hasTokens() && record.isFromAnotherMachine()) {
        return endedError(endReason::otherMachine);
    }
    return record.hasTokens() ? std::nullopt : std::optional(notSignedInError());
}

AuthStatus judge(const SessionFacts& facts)
{
    AuthStatus status;
    status.state = stateOf(facts);
    status.error = errorFor(facts, status.state);
    status.profile = facts.profile.name;
    status.storage = facts.storage;
    status.secondsLeft = static_cast<int>(facts.secondsLeft.count());
    if (!isSessionOf(facts.profile, facts.record)) {
        return status;
    }
    const bool usable = !whyUnusable(facts.profile, facts.record);
    const bool overForGood = facts.expired && facts.record.refreshToken.isEmpty();
    status.connected = facts.loaded && usable && !overForGood;
    status.expired = usable && facts.expired;
    status.planEnabled = status.connected && isPlanEnabled(facts.profile, facts.record);
    status.expiresAt = facts.record.expiresAt;
    status.updatedAt = facts.record.updatedAt;
    status.accountId = facts.record.accountId;
    status.email = facts.record.email;
    status.scope = facts.record.scope;
    return status;
}

QString toString(AuthState state)
{
    switch (state) {
    case AuthState::Connected:
    case AuthState::PlanDisabled:
    case AuthState::NotEligible:
    case AuthState::UsageLimited:
        return QStringLiteral("connected");
    case AuthState::Expired:
        return QStringLiteral("expired");
    case AuthState::Refreshing:
        return QStringLiteral("refreshing");
    case AuthState::NeedsReauth:
        return QStringLiteral("needs_reauth");
    case AuthState::StorageUnavailable:
        return QStringLiteral("storage_unavailable");
    case AuthState::Loading:
    case AuthState::SignedOut:
    case AuthState::WaitingForBrowser:
    case AuthState::Exchanging:
    case AuthState::Failed:
        break;
    }
    return QStringLiteral("signed_out");
}

} // namespace plantain::auth
