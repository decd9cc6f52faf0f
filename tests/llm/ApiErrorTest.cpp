// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/ApiError.h"

#include "src/llm/Trouble.h"

#include <gtest/gtest.h>

#include <QDateTime>
#include <QJsonDocument>
#include <QLocale>

using namespace plantain;
using namespace plantain::llm;
using namespace std::chrono_literals;
using base::ErrorKind;

namespace {

const base::UnixTime now = base::fromUnixSeconds(1'795'000'000);

net::HttpResponse answer(int status, const QByteArray& body, QList<net::HttpHeader> headers = {})
{
    return net::HttpResponse{status, std::move(headers), body};
}

LlmError explained(const net::HttpResponse& response, ProviderId provider = ProviderId::OpenAi)
{
    return explain(readProblem(response, now), {provider, QStringLiteral("some-model"), now});
}

QString messageOf(const QByteArray& body)
{
    return readProblem(answer(400, body), now).message;
}

QByteArray openAiError(const char* code, const char* type = "invalid_request_error",
                       const char* message = "Some words.")
{
    return QByteArray("{\"error\":{\"message\":\"") + message + "\",\"type\":\"" + type +
           "\",\"param\":null,\"code\":\"" + code + "\"}}";
}

const QByteArray webPage = "<!DOCTYPE html><html><body>Just a moment...</body></html>";

} // namespace

TEST(ApiProblem, R7_ReadsAllShapes)
{
    EXPECT_EQ(messageOf("{\"error\":{\"message\":\"m\"}}"), QStringLiteral("m"));
    EXPECT_EQ(messageOf("{\"error\":\"m\"}"), QStringLiteral("m"));
    EXPECT_EQ(messageOf("{\"detail\":\"m\"}"), QStringLiteral("m"));
    EXPECT_EQ(messageOf("{\"detail\":[{\"loc\":[\"a\"],\"msg\":\"m\"},{\"msg\":\"n\"}]}"),
              QStringLiteral("m; n"));
    EXPECT_EQ(messageOf("{\"message\":\"m\"}"), QStringLiteral("m"));
    EXPECT_EQ(messageOf("[{\"error\":{\"message\":\"m\",\"code\":429,\"status\":\"X\"}}]"),
              QStringLiteral("m"));
    EXPECT_EQ(messageOf("plain words"), QStringLiteral("plain words"));
    EXPECT_EQ(messageOf(webPage), QString());
    EXPECT_EQ(messageOf(""), QString());
    EXPECT_EQ(readProblem(answer(401, "{\"detail\":{\"error_code\":\"invalid_token\"}}"), now).code,
              QStringLiteral("invalid_token"));
    EXPECT_TRUE(readProblem(answer(500, webPage), now).html);
    EXPECT_TRUE(
        readProblem(answer(500, "x", {{"content-type", "text/html; charset=x"}}), now).html);
}

TEST(ApiProblem, R7_EveryShapeGivesATitleAndTheRawText)
{
    for (const QByteArray& body :
         {QByteArray("{\"error\":{\"message\":\"m\"}}"), QByteArray("{\"error\":\"m\"}"),
          QByteArray("{\"detail\":\"m\"}"), QByteArray("{\"detail\":[]}"), QByteArray("[]"),
          QByteArray("{\"message\":\"m\"}"), QByteArray("{\"error\":null}"), webPage, QByteArray(),
          QByteArray("\xff\xfe\x00 garbage", 12), QByteArray("{\"error\":{\"code\":[1]}}")}) {
        for (const int status : {301, 400, 401, 403, 404, 418, 429, 500, 503}) {
            const LlmError error = explained(answer(status, body));
            EXPECT_FALSE(error.error.message.isEmpty()) << status << body.toStdString();
            EXPECT_FALSE(error.error.hint.isEmpty()) << status;
            EXPECT_TRUE(error.error.detail.startsWith(QStringLiteral("HTTP %1").arg(status)));
            EXPECT_EQ(error.httpStatus, status);
        }
    }
}

TEST(ApiProblem, R6_DetailIsShortAndWithoutSecrets)
{
    const QByteArray key = "sk-proj-abcdefghijklmnop";
    const LlmError error =
        explained(answer(401, "{\"error\":{\"message\":\"Incorrect API key provided: " + key +
                                  "\",\"code\":"
                                  "\"invalid_api_key\",\"pad\":\"" +
                                  QByteArray(100'000, 'x') + "\"}}"));
    EXPECT_FALSE(error.error.detail.contains(QString::fromLatin1(key)));
    EXPECT_FALSE(error.error.message.contains(QString::fromLatin1(key)));
    EXPECT_LT(error.error.detail.size(), 2200);
    EXPECT_EQ(error.code, QStringLiteral("invalid_api_key"));
}

TEST(ApiProblem, KeepsTheRequestId)
{
    const LlmError error = explained(answer(500, "{}", {{"X-Request-Id", "req_1"}}));
    EXPECT_EQ(error.requestId, QStringLiteral("req_1"));
    EXPECT_TRUE(error.error.detail.contains(QStringLiteral("req_1")));
}

TEST(ApiError, R3_R4_TellsWhatMayPassFromWhatDoesNot)
{
    const QList<std::tuple<int, QByteArray, ErrorKind>> cases{
        {400, openAiError("unsupported_parameter"), ErrorKind::BadRequest},
        {400, openAiError("context_length_exceeded"), ErrorKind::ContextTooLong},
        {400, openAiError("invalid_image_format"), ErrorKind::BadRequest},
        {400, openAiError("content_policy_violation"), ErrorKind::Blocked},
        {401, openAiError("invalid_api_key"), ErrorKind::Unauthorized},
        {402, "{}", ErrorKind::QuotaExceeded},
        {403, openAiError("unsupported_country_region_territory"), ErrorKind::Forbidden},
        {403, openAiError("model_access"), ErrorKind::Forbidden},
        {404, openAiError("model_not_found"), ErrorKind::NotFound},
        {408, "", ErrorKind::Server},
        {409, "", ErrorKind::Server},
        {413, "", ErrorKind::BadRequest},
        {422, "{\"detail\":[{\"msg\":\"field required\"}]}", ErrorKind::BadRequest},
        {429, openAiError("rate_limit_exceeded", "requests"), ErrorKind::RateLimited},
        {429, openAiError("slow_down", "rate_limit_error"), ErrorKind::RateLimited},
        {429, openAiError("insufficient_quota", "insufficient_quota"), ErrorKind::QuotaExceeded},
        {429, openAiError("credit_balance_exhausted", "insufficient_quota"),
         ErrorKind::QuotaExceeded},
        {429, openAiError("organization_spend_limit_exceeded", "insufficient_quota"),
         ErrorKind::QuotaExceeded},
        {429, openAiError("project_spend_limit_exceeded", "insufficient_quota"),
         ErrorKind::QuotaExceeded},
        {429, openAiError("organization_usage_limit_exceeded", "insufficient_quota"),
         ErrorKind::QuotaExceeded},
        {429, openAiError("something_new", "insufficient_quota"), ErrorKind::QuotaExceeded},
        {429, "", ErrorKind::RateLimited},
        {500, openAiError("server_error"), ErrorKind::Server},
        {502, webPage, ErrorKind::Server},
        {503, openAiError("server_is_overloaded"), ErrorKind::Server},
        {529, "", ErrorKind::Server},
        {307, "", ErrorKind::BadResponse},
    };
    for (const auto& [status, body, kind] : cases) {
        EXPECT_EQ(explained(answer(status, body)).error.kind, kind)
            << status << ' ' << body.toStdString();
    }
}

TEST(ApiError, R3_TakesTheServersWishFromWhereverItStands)
{
    const QByteArray sentence =
        openAiError("rate_limit_exceeded", "requests", "Please try again in 1.898s. Visit");
    const QByteArray retryInfo = "{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\","
                                 "\"message\":\"Please retry in 3s.\","
                                 "\"details\":[{\"@type\":\"type.googleapis.com/"
                                 "google.rpc.RetryInfo\",\"retryDelay\":\"46s\"}]}}";
    EXPECT_EQ(explained(answer(429, sentence)).retryAfter, 1898ms);
    EXPECT_EQ(explained(answer(429, sentence, {{"Retry-After", "5"}})).retryAfter, 5s);
    EXPECT_EQ(explained(answer(429, sentence, {{"Retry-After", "5"}, {"retry-after-ms", "7"}}))
                  .retryAfter,
              7ms);
    EXPECT_EQ(explained(answer(429, retryInfo), ProviderId::Google).retryAfter, 46s);
    EXPECT_EQ(explained(answer(429, openAiError("rate_limit_exceeded"),
                               {{"x-ratelimit-remaining-tokens", "0"},
                                {"x-ratelimit-reset-tokens", "6m0s"}}))
                  .retryAfter,
              6min);
    EXPECT_EQ(explained(answer(429, "{}")).retryAfter, std::nullopt);
}

TEST(ApiError, GeminisQuotasAreThreeDifferentThings)
{
    const auto quota = [](const char* id, const char* value, const char* delay) {
        return QByteArray("{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\",\"message\":"
                          "\"You exceeded your current quota.\",\"details\":[{\"violations\":[{"
                          "\"quotaId\":\"") +
               id + "\",\"quotaValue\":\"" + value + "\"}]},{\"retryDelay\":\"" + delay + "\"}]}}";
    };
    const LlmError minute = explained(
        answer(429, quota("GenerateRequestsPerMinutePerProject", "5", "46s")), ProviderId::Google);
    EXPECT_EQ(minute.error.kind, ErrorKind::RateLimited);
    EXPECT_TRUE(minute.error.message.contains(QStringLiteral("46")));
    const LlmError day =
        explained(answer(429, quota("GenerateRequestsPerDayPerProject", "250", "10h17m5.7s")),
                  ProviderId::Google);
    EXPECT_EQ(day.error.kind, ErrorKind::QuotaExceeded);
    EXPECT_TRUE(day.error.message.startsWith(QStringLiteral("Gemini is out of its daily quota. "
                                                            "It is free again at ")));
    const LlmError none =
        explained(answer(429, quota("GenerateRequestsPerMinutePerProject-FreeTier", "0", "46s")),
                  ProviderId::Google);
    EXPECT_EQ(none.error.kind, ErrorKind::QuotaExceeded);
    EXPECT_TRUE(none.error.message.contains(QStringLiteral("some-model")));
    const QByteArray sentence = "{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\","
                                "\"message\":\"Quota exceeded, limit: 0, model: x\"}}";
    EXPECT_EQ(explained(answer(429, sentence), ProviderId::Google).error.kind,
              ErrorKind::QuotaExceeded);
    QByteArray positive = sentence;
    positive.replace("limit: 0,", "limit: 05,");
    EXPECT_EQ(explained(answer(429, positive), ProviderId::Google).error.kind,
              ErrorKind::RateLimited);
}

TEST(ApiError, SaysWhenItIsFreeAgainAsTimeOfDay)
{
    const auto wait = 3600s;
    const QDateTime free = QDateTime::fromSecsSinceEpoch(base::toUnixSeconds(now) + wait.count());
    const LlmError error =
        explained(answer(429, openAiError("rate_limit_exceeded"), {{"Retry-After", "3600"}}));
    EXPECT_TRUE(error.error.message.contains(QLocale().toString(free.time(), QLocale::ShortFormat)))
        << error.error.message.toStdString();
}

TEST(ApiError, GeminisRefusals)
{
    const auto google = [](int status, const QByteArray& body) {
        return explained(answer(status, body), ProviderId::Google).error;
    };
    EXPECT_EQ(google(400,
                     "{\"error\":{\"code\":400,\"status\":\"INVALID_ARGUMENT\",\"message\":\"API "
                     "key not valid.\",\"details\":[{\"reason\":\"API_KEY_INVALID\"}]}}")
                  .kind,
              ErrorKind::Unauthorized);
    EXPECT_EQ(google(400, "{\"error\":{\"code\":400,\"status\":\"FAILED_PRECONDITION\",\"message\":"
                          "\"User location is not supported for the API use.\"}}")
                  .kind,
              ErrorKind::Forbidden);
    EXPECT_TRUE(google(403, "{\"error\":{\"code\":403,\"status\":\"PERMISSION_DENIED\",\"message\":"
                            "\"Your API key was reported as leaked.\"}}")
                    .message.contains(QStringLiteral("public")));
    EXPECT_EQ(google(404,
                     "{\"error\":{\"code\":404,\"status\":\"NOT_FOUND\",\"message\":\"models/x "
                     "is not found\"}}")
                  .kind,
              ErrorKind::NotFound);
    EXPECT_EQ(google(400,
                     "{\"error\":{\"code\":400,\"status\":\"INVALID_ARGUMENT\",\"message\":\"The "
                     "input token count (2) exceeds the maximum (1).\"}}")
                  .kind,
              ErrorKind::ContextTooLong);
    EXPECT_EQ(google(504, "{\"error\":{\"code\":504,\"status\":\"DEADLINE_EXCEEDED\"}}").kind,
              ErrorKind::Server);
}

TEST(ApiError, AccountErrorsNeverSpeakOfApiKeys)
{
    const QByteArray misleading =
        "{\"error\":{\"message\":\"Incorrect API key provided. You can find "
        "your API key at https://platform.openai.com.\",\"code\":"
        "\"invalid_api_key\"}}";
    for (const QByteArray& body :
         {misleading, QByteArray("{\"detail\":{\"error_code\":\"invalid_token\"}}"),
          QByteArray()}) {
        const LlmError error = explained(answer(401, body), ProviderId::OpenAiAuth);
        EXPECT_EQ(error.error.kind, ErrorKind::Unauthorized);
        const QString all = error.error.message + error.error.hint + error.error.detail;
        EXPECT_FALSE(all.contains(QStringLiteral("API key"))) << all.toStdString();
        EXPECT_TRUE(error.error.hint.contains(QStringLiteral("Sign in")));
    }
}

TEST(ApiError, AccountLimitsAreKnown)
{
    const LlmError limit =
        explained(answer(429, openAiError("subscription_sharing_usage_limit_exceeded")),
                  ProviderId::OpenAiAuth);
    EXPECT_EQ(limit.error.kind, ErrorKind::QuotaExceeded);
    EXPECT_TRUE(isPlanLimitCode(limit.code));
    EXPECT_TRUE(limit.error.hint.contains(QStringLiteral("chatgpt.com/settings/usage")));
    const LlmError other = explained(
        answer(403, openAiError("subscription_sharing_user_not_eligible")), ProviderId::OpenAiAuth);
    EXPECT_TRUE(isNotEligibleCode(other.code));
    EXPECT_EQ(other.error.kind, ErrorKind::Forbidden);
    EXPECT_EQ(explained(answer(503, openAiError("subscription_sharing_usage_unavailable")),
                        ProviderId::OpenAiAuth)
                  .error.kind,
              ErrorKind::Server);
    const LlmError model = explained(
        answer(400, "{\"detail\":\"The 'gpt-5.2' model is not supported when using Codex with a "
                    "ChatGPT account.\"}"),
        ProviderId::OpenAiAuth);
    EXPECT_EQ(model.error.kind, ErrorKind::NotFound);
}

TEST(ApiError, TheProvidersWordsEndLikeASentence)
{
    const auto messageOf = [](const QByteArray& words) {
        return explained(answer(400, "{\"error\":{\"message\":\"" + words + "\"}}")).error.message;
    };
    EXPECT_TRUE(messageOf("top_k is odd").endsWith(QStringLiteral(": top_k is odd.")));
    EXPECT_TRUE(messageOf("Is top_k odd?").endsWith(QStringLiteral(": Is top_k odd?")));
}

TEST(ApiError, APlanSaysWhenItsLimitIsOver)
{
    const auto waitOf = [](const QByteArray& field) {
        return explained(answer(429, "{\"error\":{\"type\":\"usage_limit_reached\",\"message\":"
                                     "\"The usage limit has been reached\"," +
                                         field + "}}"),
                         ProviderId::OpenAiAuth)
            .retryAfter;
    };
    EXPECT_EQ(waitOf("\"resets_in_seconds\":7200"), std::chrono::hours(2));
    EXPECT_EQ(waitOf("\"resets_at\":" + QByteArray::number(base::toUnixSeconds(now) + 90)),
              std::chrono::seconds(90));
    EXPECT_FALSE(waitOf("\"resets_at\":" + QByteArray::number(base::toUnixSeconds(now) - 1)))
        << "it is over already";
    EXPECT_FALSE(waitOf("\"resets_at\":\"soon\""));
}

TEST(ApiError, ANetworkFilterIsNotTheAccountsFault)
{
    for (const net::HttpResponse& response : {answer(403, webPage, {{"Content-Type", "text/html"}}),
                                              answer(403, "", {{"cf-mitigated", "challenge"}}),
                                              answer(503, "x", {{"cf-mitigated", "challenge"}})}) {
        EXPECT_EQ(explained(response).error.message,
                  QStringLiteral("The request was blocked by the network, not by your account."));
    }
}

TEST(ApiError, AWebPageWithStatus200ComesFromTheNetwork)
{
    EXPECT_EQ(explained(answer(200, webPage)).error.kind, ErrorKind::BadResponse);
}

TEST(ApiError, InStreamErrorsWithoutStatusAreUnderstood)
{
    const auto inStream = [](const QByteArray& json) {
        return explain(readProblem(QJsonDocument::fromJson(json).object()),
                       {ProviderId::OpenAi, QStringLiteral("m"), now})
            .error.kind;
    };
    EXPECT_EQ(inStream("{\"type\":\"error\",\"code\":\"rate_limit_exceeded\",\"message\":\"m\"}"),
              ErrorKind::RateLimited);
    EXPECT_EQ(inStream("{\"error\":{\"code\":\"server_error\",\"message\":\"m\"}}"),
              ErrorKind::Server);
    EXPECT_EQ(inStream("{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"m\"}}"),
              ErrorKind::BadRequest);
    EXPECT_EQ(inStream("{\"error\":{\"code\":503,\"status\":\"UNAVAILABLE\",\"message\":\"m\"}}"),
              ErrorKind::Server);
    EXPECT_EQ(inStream("{\"error\":{\"code\":\"invalid_prompt\",\"message\":\"m\"}}"),
              ErrorKind::Blocked);
    EXPECT_EQ(inStream("{}"), ErrorKind::Server);
}
