// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Clock.h"
#include "src/net/HttpJob.h"

#include <QStringView>

#include <chrono>
#include <optional>

namespace plantain::net {

/// "46s", "1.898s", "20ms", "6m0s", "10h17m5.7s", "28 seconds": a Go duration or nearly one.
/// Empty for anything else.
std::optional<std::chrono::milliseconds> parseDuration(QStringView text);

/// The wait that a sentence asks for: "… Please try again in 1.898s.", "Please retry in 46.5s".
std::optional<std::chrono::milliseconds> waitInSentence(const QString& sentence);

/// The wait that the headers ask for: retry-after-ms, then Retry-After (seconds or an HTTP date).
/// `now` is for dates. Never negative.
std::optional<std::chrono::milliseconds> waitInHeaders(const HttpResponse& response,
                                                       base::UnixTime now);

/// How long until a limit of the x-ratelimit-… headers that is used up is free again.
std::optional<std::chrono::milliseconds> waitForUsedUpLimit(const HttpResponse& response);

/// True for an answer that may be different next time: 408, 409, 429 and 5xx, unless the server
/// says otherwise by x-should-retry. The caller leaves out limits that no wait helps against.
bool isTransient(const HttpResponse& response);

/// When to ask again after a failure that may pass (R3).
struct RetryPolicy {
    int maxAttempts = 4;                                 ///< the first one included
    std::chrono::milliseconds step{500};                 ///< before the second attempt, doubles
    std::chrono::milliseconds longestStep{8'000};        ///< of our own choice
    std::chrono::milliseconds longestSilentWait{60'000}; ///< of the server's choice

    enum class Verdict { Retry, GiveUp, WaitIsTooLong };
    struct Decision {
        Verdict verdict = Verdict::GiveUp;
        std::chrono::milliseconds wait{0};
        bool operator==(const Decision&) const = default;
    };

    /// `attempts`: requests sent so far, ≥ 1. `serverWish`: what the server asks for, used as it
    /// is. `random`: 0..1, takes up to a quarter off our own wait, so that many clients spread.
    Decision decide(int attempts, std::optional<std::chrono::milliseconds> serverWish,
                    double random) const;
};

} // namespace plantain::net
