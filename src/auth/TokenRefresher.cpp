// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/TokenRefresher.h"

namespace plantain::auth {

namespace {

constexpr std::chrono::seconds quietAfterFailure{30};

} // namespace

TokenRefresher::TokenRefresher(const RefreshMeans& means, QObject* parent)
    : QObject(parent)
    , m_means(means)
{
}

TokenRefresher::~TokenRefresher() = default;

bool TokenRefresher::wants(const TokenRecord& record) const
{
    if (m_means.life.isExpired(record)) {
        return true;
    }
    const bool quiet = m_means.clock.monotonic() < m_quietUntil;
    return !quiet && !record.pendingRefreshSince && !record.refreshToken.isEmpty() &&
           m_means.life.isDue(record);
}

void TokenRefresher::start(const RefreshOrder& order)
{
    if (isRunning()) {
        return;
    }
    m_flight = base::makeJob<RefreshFlight>(m_means, order);
    connect(m_flight.get(), &base::Job::finished, this, &TokenRefresher::land);
    m_flight->start();
}

void TokenRefresher::stop()
{
    m_flight.reset();
}

void TokenRefresher::land()
{
    const base::JobPtr<RefreshFlight> flight = std::move(m_flight);
    const RefreshOutcome outcome = flight->result().value();
    if (outcome.error) {
        m_quietUntil = m_means.clock.monotonic() + quietAfterFailure;
    }
    emit landed(outcome);
}

} // namespace plantain::auth
