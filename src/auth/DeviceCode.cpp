// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/DeviceCode.h"

#include "src/auth/AuthProfile.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace plantain::auth {

namespace {

using base::Error;
using base::ErrorKind;

constexpr qint64 longestLifetime = 24 * 60 * 60;
constexpr qint64 longestInterval = 10 * 60;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(DeviceCode)
};

Error notUnderstood(const QString& detail)
{
    return {ErrorKind::BadResponse,
            Text::tr("The sign-in server sent an answer that is not understood."),
            Text::tr("Try again later, or sign in with the browser."), detail};
}

/// It is shown to a person as it is.
bool isUserCode(const QString& text)
{
    static const QRegularExpression plain(QStringLiteral("^[\\p{L}\\p{N}][\\p{L}\\p{N} -]{0,63}$"),
                                          QRegularExpression::DontCaptureOption |
                                              QRegularExpression::UseUnicodePropertiesOption);
    return plain.match(text).hasMatch() && !text.endsWith(QLatin1Char('\n'));
}

base::Result<DeviceGrant> grantOf(const QJsonObject& json)
{
    base::JsonReader reader(json);
    DeviceGrant grant;
    grant.deviceCode = base::Secret(reader.requiredString("device_code").toUtf8());
    grant.code.userCode = reader.requiredString("user_code");
    grant.code.verificationUri = QUrl(reader.requiredString("verification_uri"), QUrl::StrictMode);
    grant.code.verificationUriComplete =
        QUrl(reader.string("verification_uri_complete"), QUrl::StrictMode);
    const qint64 lifetime = reader.integer("expires_in").value_or(0);
    const qint64 interval = reader.integer("interval").value_or(grant.interval.count());
    if (reader.error()) {
        return notUnderstood(reader.error()->message);
    }
    if (lifetime <= 0 || interval < 0) {
        return notUnderstood(QStringLiteral("expires_in or interval is wrong"));
    }
    grant.lifetime = std::chrono::seconds(std::min(lifetime, longestLifetime));
    grant.interval = std::chrono::seconds(std::clamp(interval, qint64(1), longestInterval));
    return grant;
}

} // namespace

base::Result<DeviceGrant> readDeviceGrant(const net::HttpResponse& response)
{
    const base::Result<QJsonObject> json = base::parseJsonObject(response.body);
    if (response.status != 200 || !json) {
        const TokenOutcome refusal = judgeTokenReply({response, true, {}}, TokenUse::Exchange);
        const auto* failure = std::get_if<TokenFailure>(&refusal);
        return failure ? failure->error : notUnderstood(QStringLiteral("unexpected status"));
    }
    base::Result<DeviceGrant> grant = grantOf(*json);
    if (!grant) {
        return grant;
    }
    DeviceCode& code = grant.value().code;
    if (!isUserCode(code.userCode) || !isHttpsOrLoopback(code.verificationUri)) {
        return notUnderstood(QStringLiteral("user_code or verification_uri is not acceptable"));
    }
    if (!isHttpsOrLoopback(code.verificationUriComplete)) {
        code.verificationUriComplete.clear(); // it is only a convenience
    }
    return grant;
}

PollVerdict judgePoll(const TokenFailure& failure)
{
    if (failure.code == QLatin1String("authorization_pending")) {
        return PollVerdict::Pending;
    }
    if (failure.code == QLatin1String("slow_down")) {
        return PollVerdict::SlowDown;
    }
    if (failure.code == QLatin1String("access_denied")) {
        return PollVerdict::Declined;
    }
    // Servers forget a code some time after it has run out, or after its answer got lost.
    if (failure.code == QLatin1String("expired_token") ||
        failure.code == QLatin1String("invalid_grant")) {
        return PollVerdict::Expired;
    }
    const ErrorKind kind = failure.error.kind;
    const bool reached = kind != ErrorKind::Network && kind != ErrorKind::Timeout &&
                         kind != ErrorKind::Server && kind != ErrorKind::RateLimited;
    return reached ? PollVerdict::Failed : PollVerdict::Unreachable;
}

} // namespace plantain::auth
