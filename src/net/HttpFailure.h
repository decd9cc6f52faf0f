// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Result.h"

#include <QNetworkReply>
#include <QStringList>
#include <QUrl>

namespace plantain::net {

/// The limits of HttpTimeouts.
enum class TimeLimit { Connect, FirstByte, Idle, Total };

base::Error timeoutError(TimeLimit limit, const QUrl& url);
base::Error tooLongError(const QUrl& url, qint64 limitBytes);
base::Error badAddressError(const QUrl& url);

/// True when the answer is not complete, whatever its status says. Qt reports HTTP statuses from
/// 400 on as errors too; those are whole answers.
bool isTransportFailure(QNetworkReply::NetworkError error);

/// False for failures that come before a byte of the request can leave.
bool mayHaveLeft(QNetworkReply::NetworkError error);

/// `qtText` and `tlsProblems` go to the detail; the first of `tlsProblems`, else `qtText`, is the
/// reason shown for a TLS failure. Kinds: Network, Tls, Timeout, BadResponse.
base::Error transportError(QNetworkReply::NetworkError error, const QString& qtText,
                           const QStringList& tlsProblems, const QUrl& url);

} // namespace plantain::net
