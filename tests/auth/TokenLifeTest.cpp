// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/TokenLife.h"

#include "tests/support/FakeClock.h"

#include <gtest/gtest.h>

using namespace plantain;
using namespace std::chrono_literals;
using auth::TokenLife;
using auth::TokenRecord;

namespace {

class Life : public ::testing::Test
{
protected:
    TokenRecord record(std::chrono::seconds length) const
    {
        TokenRecord result;
        result.accessToken = base::Secret("token");
        result.expiresAt = clock.now() + length;
        return result;
    }

    plantain::testing::FakeClock clock;
    TokenLife life{clock};
};

} // namespace

TEST_F(Life, R1_TheWindowOpensFiveMinutesBeforeTheEnd)
{
    for (int i = 0; i < 50; ++i) { // the random part must never open it early, nor past the end
        TokenLife each(clock);
        const TokenRecord token = record(3600s);
        each.observe(token);
        clock.advance(3299s);
        EXPECT_FALSE(each.isDue(token));
        clock.advance(32s);
        EXPECT_TRUE(each.isDue(token));
        EXPECT_FALSE(each.isExpired(token));
        clock.advance(269s);
        EXPECT_TRUE(each.isExpired(token));
    }
}

TEST_F(Life, R1_NotAllOpenItAtTheSameMoment)
{
    int due = 0;
    for (int i = 0; i < 200; ++i) {
        TokenLife each(clock);
        const TokenRecord token = record(285s);
        each.observe(token);
        due += each.isDue(token) ? 1 : 0;
    }
    EXPECT_GT(due, 20);
    EXPECT_LT(due, 180);
}

TEST_F(Life, R1_NeverBeforeTheServersEarliestMoment)
{
    TokenRecord token = record(3600s);
    token.earliestRefreshAt = clock.now() + 3590s;
    life.observe(token);
    clock.advance(3589s);
    EXPECT_FALSE(life.isDue(token));
    clock.advance(1s);
    EXPECT_TRUE(life.isDue(token));
}

TEST_F(Life, R1_AnEarliestMomentPastTheEndDoesNotLockTheSession)
{
    TokenRecord token = record(60s);
    token.earliestRefreshAt = clock.now() + 3600s;
    life.observe(token);
    clock.advance(61s);
    EXPECT_TRUE(life.isDue(token));
}

TEST_F(Life, R1_ATokenOfSecondsIsUsedBeforeItIsReplaced)
{
    const TokenRecord token = record(10s);
    life.observeFresh(token);
    EXPECT_FALSE(life.isDue(token));
    clock.advance(9s);
    EXPECT_TRUE(life.isDue(token));
    EXPECT_FALSE(life.isExpired(token));
}

TEST_F(Life, R1_WakingFromSleepCounts)
{
    const TokenRecord token = record(3600s);
    life.observe(token);
    clock.setWallClock(clock.now() + 2h); // the monotonic clock stood still
    EXPECT_TRUE(life.isExpired(token));
}

TEST_F(Life, X4_AClockThatIsSetBackDoesNotStretchTheLife)
{
    const TokenRecord token = record(3600s);
    life.observe(token);
    clock.setWallClock(clock.now() - 24h);
    clock.advance(3601s);
    EXPECT_TRUE(life.isExpired(token));
}

TEST_F(Life, WithoutAnEndATokenIsGoodUntilTheServerSaysOtherwise)
{
    TokenRecord token = record(1s);
    token.expiresAt.reset();
    life.observe(token);
    clock.advance(100h);
    EXPECT_FALSE(life.isExpired(token));
    EXPECT_FALSE(life.isDue(token));
}

TEST_F(Life, ANewTokenHasALifeOfItsOwn)
{
    life.observe(record(10s));
    clock.advance(11s);
    TokenRecord next = record(3600s);
    next.accessToken = base::Secret("next");
    EXPECT_FALSE(life.isExpired(next)) << "even before it is observed";
    life.observe(next);
    EXPECT_FALSE(life.isExpired(next));
}
