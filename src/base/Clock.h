// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

namespace plantain::base {

/// Wall-clock time as tokens and files carry it: whole seconds since 1970, UTC.
using UnixTime = std::chrono::sys_seconds;

/// Time, injected so that expiry can be tested without sleeping.
class Clock
{
public:
    virtual ~Clock() = default;
    /// May jump when the user sets the clock.
    virtual UnixTime now() const = 0;
    /// Never runs backwards; only differences mean something.
    virtual std::chrono::milliseconds monotonic() const = 0;
};

class SystemClock final : public Clock
{
public:
    UnixTime now() const override
    {
        return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    }
    std::chrono::milliseconds monotonic() const override
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now().time_since_epoch());
    }
};

inline qint64 toUnixSeconds(UnixTime time)
{
    return time.time_since_epoch().count();
}
inline UnixTime fromUnixSeconds(qint64 seconds)
{
    return UnixTime(std::chrono::seconds(seconds));
}

} // namespace plantain::base
