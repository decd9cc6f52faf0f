// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Clock.h"

#include <QByteArray>

#include <optional>

namespace plantain::net {

/// The three forms of RFC 9110 section 5.6.7; nothing for any other text.
std::optional<base::UnixTime> parseHttpDate(const QByteArray& text);

} // namespace plantain::net
