// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/SessionFacts.h"
#include "src/auth/EndReason.h"

#include "tests/support/Printers.h"

#include <gtest/gtest.h>

using namespace plantain;
using namespace std::chrono_literals;
using auth::AuthState;
using auth::AuthStatus;
using auth::SessionFacts;
using auth::TokenRecord;
using base::Error;
using base::ErrorKind;

namespace {

auth::AuthProfile profile()
{
    auth::AuthProfile result;
    result.name = "custom";
    result.issuer = "https://issuer.example";
    result.scope = "openid offline_access chatgpt.tokens.use.direct";
    return result;
}

TokenRecord session()
{
    TokenRecord record;
    record.profile = "custom";
    record.issuer = "https://issuer.example";
    record.accessToken = base::Secret("at");
    record.refreshToken = base::Secret("rt");
    record.scope = "openid chatgpt.tokens.use.direct";
    record.email = "a@example.org";
    record.expiresAt = base::fromUnixSeconds(5);
    return record;
}

const Error offline{ErrorKind::Network, "offline", {}, {}};
const Error locked{ErrorKind::StorageUnavailable, "locked", {}, {}};

/// One row of the table: how the facts differ from a good session, and what follows.
struct Row {
    const char* name;
    void (*change)(SessionFacts& facts, TokenRecord& record);
    AuthState state;
    bool connected;
    const char* word;
};

const Row rows[] = {
    {"loading", [](auto& facts, auto&) { facts.loaded = false; }, AuthState::Loading, false,
     "signed_out"},
    {"connected", [](auto&, auto&) {}, AuthState::Connected, true, "connected"},
    {"signed_out", [](auto&, auto& record) { record = {}; }, AuthState::SignedOut, false,
     "signed_out"},
    {"registration_only", [](auto&, auto& record) { record = record.withoutTokens(); },
     AuthState::SignedOut, false, "signed_out"},
    {"preparing", [](auto& facts, auto&) { facts.signIn = auth::SignInJob::Phase::Preparing; },
     AuthState::WaitingForBrowser, true, "signed_out"},
    {"waiting",
     [](auto& facts, auto& record) {
         facts.signIn = auth::SignInJob::Phase::WaitingForBrowser;
         record = {};
     },
     AuthState::WaitingForBrowser, false, "signed_out"},
    {"exchanging",
     [](auto& facts, auto& record) {
         facts.signIn = auth::SignInJob::Phase::Exchanging;
         record = {};
     },
     AuthState::Exchanging, false, "signed_out"},
    {"plan_declined", [](auto&, auto& record) { record.scope = "openid"; }, AuthState::PlanDisabled,
     true, "connected"},
    {"refreshing", [](auto& facts, auto&) { facts.refreshing = true; }, AuthState::Refreshing, true,
     "refreshing"},
    {"expired", [](auto& facts, auto&) { facts.expired = true; }, AuthState::Expired, true,
     "expired"},
    {"expired_for_good",
     [](auto& facts, auto& record) {
         facts.expired = true;
         record.refreshToken.clear();
     },
     AuthState::NeedsReauth, false, "needs_reauth"},
    {"ended", [](auto&, auto& record) { record = record.endedBecause(auth::endReason::refused); },
     AuthState::NeedsReauth, false, "needs_reauth"},
    {"damaged",
     [](auto&, auto& record) {
         record = {};
         record.needsReauth = auth::endReason::damaged;
     },
     AuthState::NeedsReauth, false, "needs_reauth"},
    {"not_eligible", [](auto& facts, auto&) { facts.notEligible = true; }, AuthState::NotEligible,
     true, "connected"},
    {"usage_limited", [](auto& facts, auto&) { facts.usageLimited = true; },
     AuthState::UsageLimited, true, "connected"},
    {"limited_and_expired",
     [](auto& facts, auto&) {
         facts.usageLimited = true;
         facts.expired = true;
     },
     AuthState::Expired, true, "expired"},
    {"offline_but_valid", [](auto& facts, auto&) { facts.lastError = offline; },
     AuthState::Connected, true, "connected"},
    {"storage_locked",
     [](auto& facts, auto& record) {
         facts.storageError = locked;
         record = {};
     },
     AuthState::StorageUnavailable, false, "storage_unavailable"},
    {"storage_locked_session_in_memory", [](auto& facts, auto&) { facts.storageError = locked; },
     AuthState::Connected, true, "connected"},
    {"sign_in_failed",
     [](auto& facts, auto& record) {
         facts.lastError = offline;
         facts.signInFailed = true;
         record = {};
     },
     AuthState::Failed, false, "signed_out"},
    {"sign_in_failed_with_a_session",
     [](auto& facts, auto&) {
         facts.lastError = offline;
         facts.signInFailed = true;
     },
     AuthState::Connected, true, "connected"},
    {"session_of_another_server",
     [](auto&, auto& record) { record.issuer = "https://other.example"; }, AuthState::SignedOut,
     false, "signed_out"},
    {"another_profile", [](auto&, auto& record) { record.profile = "openai"; },
     AuthState::SignedOut, false, "signed_out"},
};

class AllStates : public ::testing::TestWithParam<Row>
{
};

AuthStatus judged(const Row& row)
{
    const auth::AuthProfile own = profile();
    TokenRecord record = session();
    SessionFacts facts{own, record};
    facts.loaded = true;
    row.change(facts, record);
    return judge(facts);
}

} // namespace

TEST_P(AllStates, D1_FollowFromTheFacts)
{
    const AuthStatus status = judged(GetParam());
    EXPECT_EQ(status.state, GetParam().state);
    EXPECT_EQ(status.connected, GetParam().connected);
    EXPECT_EQ(toString(status.state), GetParam().word);
    const bool needsError = status.state == AuthState::NeedsReauth ||
                            status.state == AuthState::StorageUnavailable ||
                            status.state == AuthState::Failed;
    EXPECT_TRUE(!needsError || status.error);
}

INSTANTIATE_TEST_SUITE_P(Table, AllStates, ::testing::ValuesIn(rows),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(SessionFactsTest, S11_ASessionOfAnotherMachineNeedsANewSignIn)
{
    const auth::AuthProfile own = profile();
    TokenRecord record = session();
    record.hostId = "urn:uuid:1";
    record.machine = "another machine";
    SessionFacts facts{own, record};
    facts.loaded = true;
    const AuthStatus status = judge(facts);
    if (auth::machineDigest("urn:uuid:1").isEmpty()) {
        EXPECT_EQ(status.state, AuthState::Connected) << "this system has no machine id";
        return;
    }
    EXPECT_EQ(status.state, AuthState::NeedsReauth);
    EXPECT_FALSE(status.connected);
    EXPECT_EQ(whyUnusable(own, record)->detail, QString(auth::endReason::otherMachine));
    record.machine = auth::machineDigest("urn:uuid:1");
    EXPECT_EQ(judge(facts).state, AuthState::Connected);
}

TEST(SessionFactsTest, ASessionOfAnotherServerShowsNothingOfItself)
{
    const AuthStatus status = judged(rows[std::size(rows) - 2]);
    EXPECT_EQ(status.email, QString());
    EXPECT_EQ(status.expiresAt, std::nullopt);
}

TEST(SessionFactsTest, AProfileThatNeverAsksForThePlanHasItEnabled)
{
    auth::AuthProfile own = profile();
    own.scope = "openid";
    TokenRecord record = session();
    record.scope = "openid";
    SessionFacts facts{own, record};
    facts.loaded = true;
    EXPECT_EQ(judge(facts).state, AuthState::Connected);
    EXPECT_TRUE(judge(facts).planEnabled);
}
