// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ResultJson.h"

namespace plantain::app {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

template <typename T>
QJsonValue orNull(const std::optional<T>& value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

QJsonValue orNull(const QString& text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

} // namespace

QString toString(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Cancelled:
        return u"cancelled"_s;
    case ErrorKind::InvalidInput:
        return u"invalid_input"_s;
    case ErrorKind::NotSignedIn:
        return u"not_signed_in"_s;
    case ErrorKind::KeyMissing:
        return u"key_missing"_s;
    case ErrorKind::Network:
        return u"network"_s;
    case ErrorKind::Timeout:
        return u"timeout"_s;
    case ErrorKind::Tls:
        return u"tls"_s;
    case ErrorKind::Unauthorized:
        return u"unauthorized"_s;
    case ErrorKind::Forbidden:
        return u"forbidden"_s;
    case ErrorKind::NotFound:
        return u"not_found"_s;
    case ErrorKind::RateLimited:
        return u"rate_limited"_s;
    case ErrorKind::QuotaExceeded:
        return u"quota_exceeded"_s;
    case ErrorKind::ContextTooLong:
        return u"context_too_long"_s;
    case ErrorKind::Blocked:
        return u"blocked"_s;
    case ErrorKind::BadRequest:
        return u"bad_request"_s;
    case ErrorKind::Server:
        return u"server"_s;
    case ErrorKind::BadResponse:
        return u"bad_response"_s;
    case ErrorKind::StorageUnavailable:
        return u"storage_unavailable"_s;
    case ErrorKind::StorageFailed:
        return u"storage_failed"_s;
    case ErrorKind::Internal:
        return u"internal"_s;
    }
    Q_UNREACHABLE();
}

QJsonObject errorJson(const llm::LlmError& error)
{
    const QJsonValue wait =
        error.retryAfter ? QJsonValue(static_cast<double>(error.retryAfter->count()) / 1000.0)
                         : QJsonValue();
    return {{u"kind"_s, toString(error.error.kind)},      {u"message"_s, error.error.message},
            {u"http_status"_s, orNull(error.httpStatus)}, {u"code"_s, orNull(error.code)},
            {u"request_id"_s, orNull(error.requestId)},   {u"retry_after_s"_s, wait}};
}

QJsonObject deltaJson(const QString& text)
{
    return {{u"type"_s, u"delta"_s}, {u"text"_s, text}};
}

QJsonObject resultJson(const llm::LlmResult& result)
{
    const QJsonObject usage{{u"input_tokens"_s, orNull(result.usage.inputTokens)},
                            {u"output_tokens"_s, orNull(result.usage.outputTokens)},
                            {u"total_tokens"_s, orNull(result.usage.totalTokens)}};
    return {{u"type"_s, u"result"_s},
            {u"status"_s, toString(result.status)},
            {u"text"_s, result.text},
            {u"model"_s, result.model},
            {u"usage"_s, usage},
            {u"cost_usd"_s, orNull(result.costUsd)},
            {u"attempts"_s, result.attempts},
            {u"error"_s, result.error ? QJsonValue(errorJson(*result.error)) : QJsonValue()}};
}

} // namespace plantain::app
