// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/TokenReply.h"

#include "src/base/Json.h"
#include "src/base/Logging.h"
#include "src/net/HttpDate.h"
#include "src/net/RetryPolicy.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonDocument>
#include <QSet>

namespace plantain::auth {

namespace {

using base::Error;
using base::ErrorKind;
using net::HttpResponse;

constexpr qsizetype maxDescription = 512;
constexpr std::chrono::hours longestWait{24}; // more is noise, or a date without a clock

struct Text {
    Q_DECLARE_TR_FUNCTIONS(TokenReply)
};

/// After these the grant is dead (OpenAI "Sign in with ChatGPT", RFC 6749 section 5.2).
bool isTerminal(const QString& code)
{
    static const QSet<QString> codes{
        QStringLiteral("invalid_grant"),        QStringLiteral("invalid_refresh_token"),
        QStringLiteral("token_expired"),        QStringLiteral("refresh_token_expired"),
        QStringLiteral("refresh_token_reused"), QStringLiteral("refresh_token_invalidated"),
    };
    return codes.contains(code);
}

/// After these the profile, not the session, is wrong.
bool isConfiguration(const QString& code)
{
    static const QSet<QString> codes{
        QStringLiteral("invalid_client"),         QStringLiteral("unauthorized_client"),
        QStringLiteral("unsupported_grant_type"), QStringLiteral("invalid_request"),
        QStringLiteral("invalid_scope"),          QStringLiteral("invalid_target"),
    };
    return codes.contains(code);
}

bool isPage(const HttpResponse& reply)
{
    return reply.header("Content-Type").toLower().startsWith("text/html") ||
           reply.body.trimmed().startsWith('<');
}

struct ServerError {
    QString code;
    QString description;
};

/// `{"error":"code","error_description":"…"}` (RFC 6749) or `{"error":{"code":"…","message":"…"}}`.
ServerError serverErrorOf(const QJsonObject& json)
{
    const QJsonValue error = json.value(QLatin1String("error"));
    if (!error.isObject()) {
        return {error.toString(), json.value(QLatin1String("error_description")).toString()};
    }
    const QJsonObject object = error.toObject();
    const QString code = object.value(QLatin1String("code")).toString();
    return {code.isEmpty() ? object.value(QLatin1String("type")).toString() : code,
            object.value(QLatin1String("message")).toString()};
}

QString detailOf(const HttpResponse& reply, const ServerError& error)
{
    return QStringLiteral("HTTP %1 %2 %3")
        .arg(reply.status)
        .arg(error.code.left(64), base::redacted(error.description).left(maxDescription))
        .simplified();
}

/// The wait that the server asks for; a date is measured by the server's own clock.
std::optional<std::chrono::seconds> retryAfter(const HttpResponse& reply)
{
    const auto serverNow = net::parseHttpDate(reply.header("Date"));
    const auto wait = net::waitInHeaders(reply, serverNow.value_or(base::UnixTime{}));
    if (!wait || *wait > longestWait) {
        return std::nullopt;
    }
    return std::chrono::ceil<std::chrono::seconds>(*wait);
}

TokenFailure failure(GrantFailure kind, ErrorKind errorKind, const QString& message,
                     const QString& hint, const QString& detail)
{
    return {kind, Error{errorKind, message, hint, detail}, {}, std::nullopt};
}

TokenFailure terminal(TokenUse use, const QString& detail)
{
    if (use == TokenUse::Refresh) {
        return failure(GrantFailure::Terminal, ErrorKind::NotSignedIn,
                       Text::tr("The session has ended."), Text::tr("Sign in again."), detail);
    }
    return failure(GrantFailure::Terminal, ErrorKind::BadResponse,
                   Text::tr("The sign-in server did not accept the answer of the browser."),
                   Text::tr("Start the sign-in again and finish it within a few minutes."), detail);
}

TokenFailure wrongConfiguration(const QString& detail)
{
    return failure(GrantFailure::Configuration, ErrorKind::BadRequest,
                   Text::tr("The sign-in server does not accept this app's registration."),
                   Text::tr("Check the auth profile: client id, scope and resource."), detail);
}

/// Something between us and the server answered in its place.
TokenFailure answeredByNetwork(const QString& detail)
{
    return failure(GrantFailure::Transient, ErrorKind::Network,
                   Text::tr("The network answered in place of the sign-in server."),
                   Text::tr("It may want a log-in page, a VPN or a proxy. Your account is not the "
                            "cause; try again from another network."),
                   detail);
}

TokenFailure forbidden(const QString& detail)
{
    return failure(GrantFailure::Transient, ErrorKind::Forbidden,
                   Text::tr("The sign-in server refuses requests from here."),
                   Text::tr("This can depend on the country or the network. If your browser uses a "
                            "proxy, set the same one in Plantain."),
                   detail);
}

TokenFailure busy(const HttpResponse& reply, const QString& detail)
{
    TokenFailure result = failure(GrantFailure::NotProcessed,
                                  reply.status == 429 ? ErrorKind::RateLimited : ErrorKind::Server,
                                  Text::tr("The sign-in server is busy."),
                                  Text::tr("Try again in a minute."), detail);
    result.retryAfter = retryAfter(reply);
    return result;
}

TokenFailure serverFailed(const QString& detail)
{
    return failure(GrantFailure::Transient, ErrorKind::Server,
                   Text::tr("The sign-in server has a problem."), Text::tr("Try again later."),
                   detail);
}

TokenFailure notUnderstood(GrantFailure kind, const QString& detail)
{
    return failure(kind, ErrorKind::BadResponse,
                   Text::tr("The sign-in server sent an answer that is not understood."),
                   Text::tr("Try again later."), detail);
}

TokenFailure refused(const HttpResponse& reply, TokenUse use, const ServerError& error)
{
    const QString detail = detailOf(reply, error);
    if (isTerminal(error.code)) {
        return terminal(use, detail);
    }
    if (isConfiguration(error.code)) {
        return wrongConfiguration(detail);
    }
    return notUnderstood(GrantFailure::Transient, detail);
}

TokenFailure judgeRefusal(const HttpResponse& reply, TokenUse use, const ServerError& error)
{
    const QString detail = detailOf(reply, error);
    if (reply.status == 429 || reply.status == 503) {
        return busy(reply, detail);
    }
    if (reply.status >= 500) {
        return serverFailed(detail);
    }
    if (isPage(reply) || (reply.status >= 300 && reply.status < 400)) {
        return answeredByNetwork(detail);
    }
    if (reply.status == 403) {
        return forbidden(detail);
    }
    if (reply.status == 400 || reply.status == 401) {
        return refused(reply, use, error);
    }
    return notUnderstood(GrantFailure::Transient, detail);
}

TokenFailure lost(const TokenReply& reply)
{
    TokenFailure result;
    result.failure =
        reply.mayHaveBeenProcessed ? GrantFailure::Uncertain : GrantFailure::NotProcessed;
    result.error = *reply.transportError;
    return result;
}

/// A whole number of seconds, written as a number or as a text.
std::optional<qint64> wholeNumber(const QJsonValue& value)
{
    bool ok = value.isDouble();
    const double number = value.isString() ? value.toString().toDouble(&ok) : value.toDouble();
    constexpr double limit = 4e11; // beyond any date that means something
    return ok && number > -limit && number < limit ? std::optional(static_cast<qint64>(number))
                                                   : std::nullopt;
}

/// OpenAI documents no type for its times: seconds as a number or a text, or an ISO date.
std::optional<base::UnixTime> timeOf(const QJsonValue& value)
{
    if (const auto seconds = wholeNumber(value)) {
        return base::fromUnixSeconds(*seconds);
    }
    const QDateTime date = QDateTime::fromString(value.toString(), Qt::ISODate);
    return date.isValid() ? std::optional(base::fromUnixSeconds(date.toSecsSinceEpoch()))
                          : std::nullopt;
}

/// The claims of a JWT access token, unverified: it is opaque to us but for this fall back.
QJsonObject claimsOf(const QByteArray& accessToken)
{
    const QByteArray payload = accessToken.split('.').value(1);
    return QJsonDocument::fromJson(QByteArray::fromBase64(payload, QByteArray::Base64UrlEncoding))
        .object();
}

/// The lifetime that a JWT access token gives itself; independent of our clock (X4).
std::optional<std::chrono::seconds> lifetimeOf(const QByteArray& accessToken)
{
    const QJsonObject claims = claimsOf(accessToken);
    const auto expires = wholeNumber(claims.value(QLatin1String("exp")));
    const auto issued = wholeNumber(claims.value(QLatin1String("iat")));
    if (!expires || !issued || *expires <= *issued) {
        return std::nullopt;
    }
    return std::chrono::seconds(*expires - *issued);
}

base::Secret secretOf(const QJsonObject& json, const char* name)
{
    return base::Secret(json.value(QLatin1String(name)).toString().toUtf8());
}

/// The name of the first field that breaks the protocol; empty when the answer is sound.
QString faultOf(const QJsonObject& json)
{
    const QJsonValue expiresIn = json.value(QLatin1String("expires_in"));
    const QString type = json.value(QLatin1String("token_type")).toString();
    if (json.value(QLatin1String("access_token")).toString().isEmpty()) {
        return QStringLiteral("access_token");
    }
    if (type.compare(QLatin1String("bearer"), Qt::CaseInsensitive) != 0) {
        return QStringLiteral("token_type");
    }
    if (!expiresIn.isUndefined() && !expiresIn.isNull() &&
        wholeNumber(expiresIn).value_or(0) <= 0) {
        return QStringLiteral("expires_in");
    }
    return {};
}

TokenAnswer readAnswer(const QJsonObject& json)
{
    TokenAnswer answer;
    answer.accessToken = secretOf(json, "access_token");
    answer.refreshToken = secretOf(json, "refresh_token");
    answer.idToken = secretOf(json, "id_token");
    answer.tokenType = json.value(QLatin1String("token_type")).toString();
    answer.scope = json.value(QLatin1String("scope")).toString();
    if (const auto seconds = wholeNumber(json.value(QLatin1String("expires_in")))) {
        answer.expiresIn = std::chrono::seconds(*seconds);
    } else {
        answer.expiresIn = lifetimeOf(answer.accessToken.reveal());
    }
    answer.earliestRefreshAt = timeOf(json.value(QLatin1String("earliest_refresh_at")));
    return answer;
}

TokenOutcome judgeSuccess(const HttpResponse& reply, TokenUse use)
{
    if (isPage(reply)) {
        return answeredByNetwork(detailOf(reply, {}));
    }
    const base::Result<QJsonObject> json = base::parseJsonObject(reply.body);
    if (!json) {
        // The server may have acted before its answer was spoilt.
        return notUnderstood(GrantFailure::Uncertain, QStringLiteral("not a JSON object"));
    }
    if (json->contains(QLatin1String("error"))) {
        const ServerError error = serverErrorOf(*json);
        TokenFailure result = refused(reply, use, error);
        result.code = error.code;
        return result;
    }
    const QString fault = faultOf(*json);
    if (!fault.isEmpty()) {
        return notUnderstood(GrantFailure::Uncertain, fault + QStringLiteral(" is wrong"));
    }
    return readAnswer(*json);
}

} // namespace

TokenOutcome judgeTokenReply(const TokenReply& reply, TokenUse use)
{
    if (reply.transportError) {
        return lost(reply);
    }
    const HttpResponse& response = reply.response;
    if (response.status >= 200 && response.status < 300) {
        return judgeSuccess(response, use);
    }
    const base::Result<QJsonObject> json = base::parseJsonObject(response.body);
    const ServerError error = json ? serverErrorOf(*json) : ServerError{};
    TokenFailure result = judgeRefusal(response, use, error);
    result.code = error.code;
    return result;
}

} // namespace plantain::auth
