// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/auth/RefreshFlight.h"

#include <QObject>

namespace plantain::auth {

/// At most one refresh at a time in this process (R2), and none in quick succession after one that
/// failed while the old token still serves.
class TokenRefresher : public QObject
{
    Q_OBJECT

public:
    explicit TokenRefresher(const RefreshMeans& means, QObject* parent = nullptr);
    ~TokenRefresher() override;

    /// The record's token ought to be refreshed before it is used again.
    bool wants(const TokenRecord& record) const;
    bool isRunning() const { return m_flight != nullptr; }
    /// Begins; joins a flight under way, whatever that one was ordered for.
    void start(const RefreshOrder& order);
    /// Drops a flight under way without a signal: its answer is not stored any more (D3).
    void stop();

signals:
    /// Once for each flight that is not stopped.
    void landed(const plantain::auth::RefreshOutcome& outcome);

private:
    void land();

    RefreshMeans m_means;
    base::JobPtr<RefreshFlight> m_flight;
    std::chrono::milliseconds m_quietUntil{0};
};

} // namespace plantain::auth
