// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Clock.h"
#include "src/net/HttpJob.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace plantain::llm {

/// What a provider says went wrong, read from whichever of its shapes (R7), not yet put into words.
struct ApiProblem {
    int httpStatus = 0; ///< 0: reported inside a stream
    QString message;    ///< the provider's words, of any length
    QString type;
    QString code; ///< OpenAI's code, or Google's ErrorInfo.reason, else Google's status
    QString param;
    QString requestId;
    QStringList quotaIds; ///< Google's QuotaFailure
    bool zeroQuota = false;
    bool html = false;          ///< the answer is a web page
    bool networkFilter = false; ///< a filter in front of the provider answered
    QString location;           ///< where a redirect points
    std::optional<std::chrono::milliseconds> retryAfter;
    QString raw; ///< redacted and cut short
};

/// From an HTTP answer: {"error":{…}}, {"error":"…"}, {"detail":"…"}, {"detail":{…}},
/// {"detail":[…]}, {"message":"…"}, [{"error":…}], a web page, or nothing at all.
ApiProblem readProblem(const net::HttpResponse& response, base::UnixTime now);

/// From an object inside a stream or inside a response: the same shapes, and {"code", "message"}.
ApiProblem readProblem(const QJsonObject& object);

} // namespace plantain::llm
