// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Clock.h"

namespace plantain::testing {

/// A clock that stands until it is told to go. The wall and the monotonic time can be moved apart.
class FakeClock final : public base::Clock
{
public:
    base::UnixTime now() const override { return m_now; }
    std::chrono::milliseconds monotonic() const override { return m_monotonic; }

    void advance(std::chrono::seconds by)
    {
        m_now += by;
        m_monotonic += by;
    }
    void setWallClock(base::UnixTime now) { m_now = now; }

private:
    base::UnixTime m_now = base::fromUnixSeconds(1'795'000'000);
    std::chrono::milliseconds m_monotonic{1'000'000};
};

} // namespace plantain::testing
