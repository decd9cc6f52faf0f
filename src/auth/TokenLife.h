// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/auth/TokenRecord.h"

#include <QByteArray>

namespace plantain::auth {

/// How long the access token at hand is good. The wall clock can be wrong or jump, the monotonic
/// one stands still while the computer sleeps: whichever leaves less time counts (X4).
class TokenLife
{
public:
    /// `clock` is borrowed.
    explicit TokenLife(const base::Clock& clock);

    /// A record came from the store.
    void observe(const TokenRecord& record);
    /// A record came from the token endpoint just now: its whole lifetime is known.
    void observeFresh(const TokenRecord& record);
    void forget();

    /// Empty when the server named no end; negative after the end.
    std::optional<std::chrono::milliseconds> left(const TokenRecord& record) const;
    bool isExpired(const TokenRecord& record) const;
    /// In the refresh window (R1): within 5 minutes before expiry, but never before
    /// `earliestRefreshAt`, later by a random moment so that not all processes ask at once. A token
    /// that lives for a few minutes only is not due before four fifths of its life.
    bool isDue(const TokenRecord& record) const;

private:
    void start(const TokenRecord& record, std::chrono::milliseconds longestMargin);
    bool knows(const TokenRecord& record) const;

    const base::Clock& m_clock;
    QByteArray m_digest; ///< of the token whose end is known
    std::optional<std::chrono::milliseconds> m_end;
    std::chrono::milliseconds m_margin;
};

} // namespace plantain::auth
