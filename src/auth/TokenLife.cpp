// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/TokenLife.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <algorithm>

namespace plantain::auth {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds longestMargin = std::chrono::minutes(5);
constexpr int marginShare = 5;  ///< of the lifetime
constexpr int jitterShare = 10; ///< of the margin

QByteArray digestOf(const TokenRecord& record)
{
    return QCryptographicHash::hash(record.accessToken.reveal(), QCryptographicHash::Sha256);
}

milliseconds withJitter(milliseconds margin)
{
    const auto most = static_cast<int>(margin.count() / jitterShare);
    return margin - milliseconds(QRandomGenerator::global()->bounded(most + 1));
}

} // namespace

TokenLife::TokenLife(const base::Clock& clock)
    : m_clock(clock)
    , m_margin(longestMargin)
{
}

void TokenLife::observe(const TokenRecord& record)
{
    if (!knows(record)) {
        start(record, longestMargin);
    }
}

void TokenLife::observeFresh(const TokenRecord& record)
{
    const milliseconds life = record.expiresAt.value_or(m_clock.now()) - m_clock.now();
    start(record, std::clamp(life / marginShare, milliseconds(0), longestMargin));
}

void TokenLife::start(const TokenRecord& record, milliseconds margin)
{
    m_digest = digestOf(record);
    m_margin = withJitter(margin);
    m_end.reset();
    if (record.expiresAt) {
        m_end = m_clock.monotonic() + (*record.expiresAt - m_clock.now());
    }
}

void TokenLife::forget()
{
    m_digest.clear();
    m_end.reset();
}

bool TokenLife::knows(const TokenRecord& record) const
{
    return m_digest == digestOf(record);
}

std::optional<milliseconds> TokenLife::left(const TokenRecord& record) const
{
    if (!record.expiresAt) {
        return std::nullopt;
    }
    const milliseconds byWall = *record.expiresAt - m_clock.now();
    return m_end && knows(record) ? std::min(byWall, *m_end - m_clock.monotonic()) : byWall;
}

bool TokenLife::isExpired(const TokenRecord& record) const
{
    return left(record).value_or(milliseconds(1)) <= milliseconds(0);
}

bool TokenLife::isDue(const TokenRecord& record) const
{
    if (isExpired(record)) {
        return true;
    }
    const bool tooEarly = record.earliestRefreshAt && m_clock.now() < *record.earliestRefreshAt;
    return !tooEarly && left(record).value_or(milliseconds::max()) <= m_margin;
}

} // namespace plantain::auth
