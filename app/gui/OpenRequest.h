// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Result.h"

#include <QByteArray>
#include <QStringList>

namespace plantain::app {

/// What a start of the program asks of the one that runs already.
struct OpenRequest {
    QStringList files; ///< absolute paths; none: the window shall come to the front
    bool newWindow = false;
    /// Of the desktop (XDG_ACTIVATION_TOKEN, DESKTOP_STARTUP_ID): who may come to the front. May be
    /// empty.
    QString activationToken;

    friend bool operator==(const OpenRequest&, const OpenRequest&) = default;
};

/// The longest request that is sent or read, bytes.
inline constexpr qsizetype maxRequestBytes = 1'000'000;

/// One line of JSON with its line feed.
QByteArray toLine(const OpenRequest& request);
/// Strict: whatever `toLine` does not write is InvalidInput.
base::Result<OpenRequest> requestFromLine(const QByteArray& line);

} // namespace plantain::app
