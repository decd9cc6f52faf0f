// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/net/RetryPolicy.h"

#include <gtest/gtest.h>

using namespace plantain;
using namespace plantain::net;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

using Wait = std::optional<milliseconds>;

const base::UnixTime now = base::fromUnixSeconds(784'111'777); // Sun, 06 Nov 1994 08:49:37 GMT

HttpResponse answer(int status, QList<HttpHeader> headers = {})
{
    return HttpResponse{status, std::move(headers), {}};
}

Wait after(const QByteArray& value)
{
    return waitInHeaders(answer(429, {{"Retry-After", value}}), now);
}

} // namespace

TEST(RetryPolicy, R3_ReadsDurationsInEverySpelling)
{
    const QList<std::pair<const char*, Wait>> cases{{"46s", 46s},
                                                    {"1.898s", 1898ms},
                                                    {"20ms", 20ms},
                                                    {"6m0s", 6min},
                                                    {"10h17m5.7s", 37'025'700ms},
                                                    {"1m26.4s", 86'400ms},
                                                    {"0s", 0ms},
                                                    {"28 seconds", 28s},
                                                    {"1 minute 5 seconds", 65s},
                                                    {"2h", 2h},
                                                    {"1d", 24h},
                                                    {"46S", 46s},
                                                    {"", std::nullopt},
                                                    {"46", std::nullopt},
                                                    {"soon", std::nullopt},
                                                    {"-5s", std::nullopt},
                                                    {"1s later", std::nullopt},
                                                    {"999999999999999999999d", 366 * 24h}};
    for (const auto& [text, expected] : cases) {
        EXPECT_EQ(parseDuration(QString::fromLatin1(text)), expected) << text;
    }
}

TEST(RetryPolicy, R3_ReadsTheWaitInASentence)
{
    const QList<std::pair<const char*, Wait>> cases{
        {"Rate limit reached for gpt-6-luna: Limit 3. Please try again in 1.898s. Visit", 1898ms},
        {"Please try again in 20ms.", 20ms},
        {"try again in 6m0s", 6min},
        {"You exceeded your quota.\nPlease retry in 46.5s.", 46'500ms},
        {"Please Try Again In 12 seconds", 12s},
        {"Please try again later.", std::nullopt},
        {"Please try again in a while.", std::nullopt}};
    for (const auto& [text, expected] : cases) {
        EXPECT_EQ(waitInSentence(QString::fromLatin1(text)), expected) << text;
    }
}

TEST(RetryPolicy, R3_ReadsRetryAfterHeaders)
{
    EXPECT_EQ(after("7"), Wait(7s));
    EXPECT_EQ(after(" 0.25 "), Wait(250ms));
    EXPECT_EQ(after("0"), Wait(0ms));
    EXPECT_EQ(after("-3"), Wait(0ms));
    EXPECT_EQ(after("Sun, 06 Nov 1994 08:50:07 GMT"), Wait(30s));
    EXPECT_EQ(after("Sunday, 06-Nov-94 08:50:07 GMT"), Wait(30s));
    EXPECT_EQ(after("Sun Nov  6 08:50:07 1994"), Wait(30s));
    EXPECT_EQ(after("Sun, 06 Nov 1994 08:49:07 GMT"), Wait(0ms));
    EXPECT_EQ(after("inf"), std::nullopt);
    EXPECT_EQ(after("tomorrow"), std::nullopt);
    EXPECT_EQ(after(""), std::nullopt);
}

TEST(RetryPolicy, R3_MillisecondsBeatSeconds)
{
    EXPECT_EQ(waitInHeaders(answer(503, {{"Retry-After", "9"}, {"retry-after-ms", "12.5"}}), now),
              Wait(13ms));
    EXPECT_EQ(waitInHeaders(answer(503, {{"Retry-After", "9"}, {"retry-after-ms", "0"}}), now),
              Wait(0ms));
}

TEST(RetryPolicy, R3_ResetHeadersCountForTheLimitThatIsUsedUp)
{
    const QList<HttpHeader> headers{{"x-ratelimit-remaining-requests", "0"},
                                    {"x-ratelimit-reset-requests", "120ms"},
                                    {"x-ratelimit-remaining-tokens", "5000"},
                                    {"x-ratelimit-reset-tokens", "6m0s"}};
    EXPECT_EQ(waitForUsedUpLimit(answer(429, headers)), Wait(120ms));
    EXPECT_EQ(waitForUsedUpLimit(answer(200)), std::nullopt);
}

TEST(RetryPolicy, R3_R4_StatusesThatMayPass)
{
    for (const int status : {408, 409, 429, 500, 502, 503, 504, 529}) {
        EXPECT_TRUE(isTransient(answer(status))) << status;
        EXPECT_FALSE(isTransient(answer(status, {{"x-should-retry", "false"}}))) << status;
    }
    for (const int status : {200, 301, 307, 400, 401, 402, 403, 404, 405, 413, 422}) {
        EXPECT_FALSE(isTransient(answer(status))) << status;
    }
    EXPECT_TRUE(isTransient(answer(400, {{"X-Should-Retry", "true"}})));
}

TEST(RetryPolicy, R3_OwnWaitsDoubleUpToALimitAndSpread)
{
    using V = RetryPolicy::Verdict;
    RetryPolicy policy;
    EXPECT_EQ(policy.decide(1, {}, 0), (RetryPolicy::Decision{V::Retry, 500ms}));
    EXPECT_EQ(policy.decide(2, {}, 0), (RetryPolicy::Decision{V::Retry, 1000ms}));
    EXPECT_EQ(policy.decide(3, {}, 1), (RetryPolicy::Decision{V::Retry, 1500ms}));
    EXPECT_EQ(policy.decide(4, {}, 0).verdict, V::GiveUp);
    policy.maxAttempts = 100;
    EXPECT_EQ(policy.decide(60, {}, 0).wait, 8s);
}

TEST(RetryPolicy, R3_TheServersWishIsKeptOrToldButNeverCutShort)
{
    using V = RetryPolicy::Verdict;
    const RetryPolicy policy;
    EXPECT_EQ(policy.decide(1, 46s, 1), (RetryPolicy::Decision{V::Retry, 46s}));
    EXPECT_EQ(policy.decide(1, 0ms, 1), (RetryPolicy::Decision{V::Retry, 0ms}));
    EXPECT_EQ(policy.decide(1, 61s, 0), (RetryPolicy::Decision{V::WaitIsTooLong, 61s}));
    EXPECT_EQ(policy.decide(4, 61s, 0), (RetryPolicy::Decision{V::WaitIsTooLong, 61s}));
    EXPECT_EQ(policy.decide(4, 1s, 0).verdict, V::GiveUp);
}
