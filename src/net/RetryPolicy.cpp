// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/net/RetryPolicy.h"

#include "src/net/HttpDate.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace plantain::net {

namespace {

using std::chrono::milliseconds;

constexpr double longestMs = 366.0 * 24 * 3600 * 1000; // a wish beyond a year is noise

std::optional<milliseconds> fromMs(double ms)
{
    if (!std::isfinite(ms)) {
        return std::nullopt;
    }
    return milliseconds(std::llround(std::clamp(ms, 0.0, longestMs)));
}

std::optional<double> number(QByteArrayView text)
{
    bool ok = false;
    const double value = text.trimmed().toDouble(&ok);
    return ok && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

/// Milliseconds of a unit; 0 for an unknown one.
double unitMs(QStringView unit)
{
    if (unit.startsWith("ms"_L1) || unit.startsWith("milli"_L1)) {
        return 1;
    }
    switch (unit.front().unicode()) {
    case u's':
        return 1000;
    case u'm':
        return 60'000;
    case u'h':
        return 3'600'000;
    case u'd':
        return 86'400'000;
    default:
        return 0;
    }
}

const QString durationPart = QStringLiteral(
    "(\\d+(?:\\.\\d+)?)\\s*(milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|h|days?|d)");

std::optional<milliseconds> retryAfter(const QByteArray& value, base::UnixTime now)
{
    if (value.isEmpty()) {
        return std::nullopt;
    }
    if (const auto seconds = number(value)) {
        return fromMs(*seconds * 1000);
    }
    if (const auto date = parseHttpDate(value)) {
        return fromMs(static_cast<double>((*date - now).count()) * 1000);
    }
    return parseDuration(QString::fromLatin1(value));
}

} // namespace

std::optional<milliseconds> parseDuration(QStringView text)
{
    static const QRegularExpression whole(u"^\\s*(?:"_s + durationPart + u"\\s*)+$"_s);
    static const QRegularExpression part(durationPart);
    const QString lower = text.toString().toLower();
    if (!whole.match(lower).hasMatch()) {
        return std::nullopt;
    }
    double ms = 0;
    for (auto parts = part.globalMatch(lower); parts.hasNext();) {
        const auto match = parts.next();
        ms += match.capturedView(1).toDouble() * unitMs(match.capturedView(2));
    }
    return fromMs(ms);
}

std::optional<milliseconds> waitInSentence(const QString& sentence)
{
    static const QRegularExpression wish(u"\\b(?:try again|retry) (?:in|after) ((?:"_s +
                                             durationPart + u"\\s*)+)"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    const auto match = wish.match(sentence);
    return match.hasMatch() ? parseDuration(match.capturedView(1)) : std::nullopt;
}

std::optional<milliseconds> waitForUsedUpLimit(const HttpResponse& response)
{
    std::optional<milliseconds> longest;
    for (const char* what : {"requests", "tokens"}) {
        const auto remaining = number(response.header(QByteArray("x-ratelimit-remaining-") + what));
        const auto reset = parseDuration(
            QString::fromLatin1(response.header(QByteArray("x-ratelimit-reset-") + what)));
        if (remaining && *remaining <= 0 && reset) {
            longest = std::max(longest.value_or(*reset), *reset);
        }
    }
    return longest;
}

std::optional<milliseconds> waitInHeaders(const HttpResponse& response, base::UnixTime now)
{
    if (const auto ms = number(response.header("retry-after-ms"))) {
        return fromMs(*ms);
    }
    return retryAfter(response.header("Retry-After"), now);
}

bool isTransient(const HttpResponse& response)
{
    const QByteArray opinion = response.header("x-should-retry").trimmed().toLower();
    if (opinion == "false") {
        return false;
    }
    const int status = response.status;
    return status == 408 || status == 409 || status == 429 || status >= 500 ||
           (opinion == "true" && status >= 400);
}

RetryPolicy::Decision RetryPolicy::decide(int attempts, std::optional<milliseconds> serverWish,
                                          double random) const
{
    if (serverWish && *serverWish > longestSilentWait) {
        return {Verdict::WaitIsTooLong, *serverWish};
    }
    if (attempts >= maxAttempts) {
        return {Verdict::GiveUp, serverWish.value_or(milliseconds(0))};
    }
    if (serverWish) {
        return {Verdict::Retry, *serverWish};
    }
    const double doubled = static_cast<double>(step.count()) * std::pow(2.0, attempts - 1);
    const double own = std::min(doubled, static_cast<double>(longestStep.count()));
    return {Verdict::Retry, milliseconds(std::llround(own * (1 - 0.25 * random)))};
}

} // namespace plantain::net
