// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/auth/TokenReply.h"
#include "src/base/Secret.h"

#include <QUrl>

#include <chrono>

namespace plantain::auth {

/// What a person needs to sign in on any device (RFC 8628).
struct DeviceCode {
    QString userCode; ///< to be typed at the address; at most 64 letters, digits, '-' and spaces
    QUrl verificationUri;
    QUrl verificationUriComplete; ///< the same with the code in it; empty when there is none
    base::UnixTime expiresAt;     ///< when this attempt ends

    bool operator==(const DeviceCode&) const = default;
};

/// A device endpoint's whole answer.
struct DeviceGrant {
    DeviceCode code; ///< `expiresAt` unset
    base::Secret deviceCode;
    std::chrono::seconds lifetime{0};
    std::chrono::seconds interval{5}; ///< between two polls
};

/// Errors: BadResponse (also for an address that is neither https nor loopback), or what
/// `judgeTokenReply` makes of a refusal.
base::Result<DeviceGrant> readDeviceGrant(const net::HttpResponse& response);

/// What a refused poll means (RFC 8628 section 3.5).
enum class PollVerdict {
    Pending,
    SlowDown,
    Unreachable, ///< no verdict of the server's: ask again, later and later
    Declined,
    Expired,
    Failed
};
PollVerdict judgePoll(const TokenFailure& failure);

} // namespace plantain::auth
