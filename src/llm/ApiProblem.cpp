// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/ApiProblem.h"

#include "src/base/Logging.h"
#include "src/net/RetryPolicy.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace plantain::llm {

namespace {

constexpr qsizetype longestRaw = 2000;

QString shortened(const QByteArray& bytes)
{
    // Cut before redacting would leave half a secret that no rule knows.
    return base::redacted(QString::fromUtf8(bytes.left(longestRaw * 8))).left(longestRaw);
}

QString text(const QJsonValue& value)
{
    return value.isDouble() ? QString::number(value.toInteger()) : value.toString();
}

void readQuota(const QJsonObject& detail, ApiProblem& problem)
{
    const QJsonArray violations = detail["violations"_L1].toArray();
    for (const QJsonValue& violation : violations) {
        problem.quotaIds << violation["quotaId"_L1].toString();
        problem.zeroQuota = problem.zeroQuota || text(violation["quotaValue"_L1]) == "0"_L1;
    }
}

/// google.rpc.ErrorInfo, RetryInfo and QuotaFailure.
void readDetails(const QJsonArray& details, ApiProblem& problem)
{
    for (const QJsonValue& value : details) {
        const QJsonObject detail = value.toObject();
        const QString reason = detail["reason"_L1].toString();
        if (!reason.isEmpty()) {
            problem.code = reason;
        }
        if (const auto wait = net::parseDuration(detail["retryDelay"_L1].toString())) {
            problem.retryAfter = wait;
        }
        readQuota(detail, problem);
    }
}

/// When the limit of a plan is free again: in seconds, or as a time where it is known what time it
/// is.
void readReset(const QJsonObject& error, std::optional<base::UnixTime> now, ApiProblem& problem)
{
    const QJsonValue in = error["resets_in_seconds"_L1];
    const QJsonValue at = error["resets_at"_L1];
    if (in.isDouble() && in.toDouble() > 0) {
        problem.retryAfter = std::chrono::seconds(in.toInteger());
    } else if (now && at.isDouble() && base::fromUnixSeconds(at.toInteger()) > *now) {
        problem.retryAfter = base::fromUnixSeconds(at.toInteger()) - *now;
    }
}

void readErrorObject(const QJsonObject& error, std::optional<base::UnixTime> now,
                     ApiProblem& problem)
{
    const QString status = error["status"_L1].toString(); // Google's; its code is the HTTP status
    problem.message = error["message"_L1].toString();
    problem.type = error["type"_L1].toString();
    problem.param = error["param"_L1].toString();
    problem.code = status.isEmpty() ? text(error["code"_L1]) : status;
    if (problem.code.isEmpty()) {
        problem.code = error["error_code"_L1].toString();
    }
    if (problem.httpStatus == 0 && !status.isEmpty()) {
        problem.httpStatus = error["code"_L1].toInt();
    }
    readDetails(error["details"_L1].toArray(), problem);
    readReset(error, now, problem);
}

/// Lists of findings as FastAPI writes them: [{"loc": […], "msg": "…"}].
QString joinedFindings(const QJsonArray& findings)
{
    QStringList messages;
    for (const QJsonValue& finding : findings) {
        messages << (finding.isString() ? finding.toString() : finding["msg"_L1].toString());
    }
    messages.removeAll(QString());
    return messages.join("; "_L1);
}

void readBody(const QJsonObject& body, std::optional<base::UnixTime> now, ApiProblem& problem)
{
    const QJsonValue error = body["error"_L1];
    const QJsonValue detail = body["detail"_L1];
    if (error.isObject()) {
        readErrorObject(error.toObject(), now, problem);
    } else if (detail.isObject()) {
        readErrorObject(detail.toObject(), now, problem);
    } else {
        readErrorObject(body, now, problem);
    }
    if (!problem.message.isEmpty()) {
        return;
    }
    if (error.isString()) {
        problem.message = error.toString();
    } else if (detail.isArray()) {
        problem.message = joinedFindings(detail.toArray());
    } else {
        problem.message = detail.toString();
    }
}

bool saysLimitZero(const QString& message)
{
    static const QRegularExpression limitZero(u"\\blimit: 0(?![\\d.]*[1-9])\\b"_s);
    return message.contains(limitZero);
}

void finish(ApiProblem& problem)
{
    problem.zeroQuota = problem.zeroQuota || saysLimitZero(problem.message);
    if (!problem.retryAfter) {
        problem.retryAfter = net::waitInSentence(problem.message);
    }
}

QJsonObject bodyObject(const QByteArray& body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    return document.isArray() ? document.array().at(0).toObject() : document.object();
}

bool isHtml(const net::HttpResponse& response)
{
    return response.header("Content-Type").toLower().startsWith("text/html") ||
           response.body.trimmed().left(200).toLower().startsWith("<!doctype html") ||
           response.body.trimmed().left(200).toLower().startsWith("<html");
}

} // namespace

ApiProblem readProblem(const net::HttpResponse& response, base::UnixTime now)
{
    ApiProblem problem;
    problem.httpStatus = response.status;
    problem.requestId = QString::fromLatin1(response.header("x-request-id"));
    problem.location = QString::fromLatin1(response.header("Location"));
    problem.html = isHtml(response);
    problem.networkFilter = !response.header("cf-mitigated").isEmpty();
    problem.raw = shortened(response.body);
    const QJsonObject body = bodyObject(response.body);
    if (!body.isEmpty()) {
        readBody(body, now, problem);
    } else if (!problem.html) {
        problem.message = QString::fromUtf8(response.body).trimmed();
    }
    if (const auto wait = net::waitInHeaders(response, now)) {
        problem.retryAfter = wait;
    }
    finish(problem);
    if (!problem.retryAfter) {
        problem.retryAfter = net::waitForUsedUpLimit(response);
    }
    return problem;
}

ApiProblem readProblem(const QJsonObject& object)
{
    ApiProblem problem;
    problem.raw = shortened(QJsonDocument(object).toJson(QJsonDocument::Compact));
    readBody(object, std::nullopt, problem);
    finish(problem);
    return problem;
}

} // namespace plantain::llm
