// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/TokenReply.h"
#include "tests/support/Printers.h"

#include <gtest/gtest.h>

#include <QJsonDocument>
#include <QJsonObject>

using namespace plantain;
using namespace std::chrono_literals;
using auth::GrantFailure;
using auth::TokenAnswer;
using auth::TokenFailure;
using auth::TokenUse;
using base::ErrorKind;

namespace {

auth::TokenReply reply(int status, const QByteArray& body,
                       const QList<net::HttpHeader>& headers = {
                           {"Content-Type", "application/json"}})
{
    auth::TokenReply result;
    result.response = {status, headers, body};
    result.mayHaveBeenProcessed = true;
    return result;
}

auth::TokenReply noReply(ErrorKind kind, bool mayHaveBeenProcessed)
{
    auth::TokenReply result;
    result.mayHaveBeenProcessed = mayHaveBeenProcessed;
    result.transportError = base::Error{kind, "no connection", {}, {}};
    return result;
}

QJsonObject tokens()
{
    return {{"access_token", "at"},
            {"refresh_token", "rt"},
            {"id_token", "it"},
            {"token_type", "Bearer"},
            {"expires_in", 3600},
            {"scope", "openid"},
            {"earliest_refresh_at", 1795000100}};
}

auth::TokenOutcome judgeTokens(const QJsonObject& json)
{
    return auth::judgeTokenReply(reply(200, QJsonDocument(json).toJson()), TokenUse::Exchange);
}

auth::TokenOutcome judgeTokensWith(const char* name, const QJsonValue& value)
{
    QJsonObject changed = tokens();
    changed.insert(QLatin1String(name), value);
    return judgeTokens(changed);
}

} // namespace

TEST(TokenReply, R5_WhatAFailureMeansForTheSession)
{
    struct Case {
        const char* name;
        auth::TokenReply reply;
        GrantFailure failure;
        ErrorKind kind;
    };
    const QList<net::HttpHeader> html{{"Content-Type", "text/html; charset=utf-8"}};
    const Case cases[] = {
        {"invalid_grant", reply(400, R"({"error":"invalid_grant"})"), GrantFailure::Terminal,
         ErrorKind::NotSignedIn},
        {"reused", reply(401, R"({"error":{"code":"refresh_token_reused","message":"x"}})"),
         GrantFailure::Terminal, ErrorKind::NotSignedIn},
        {"expired", reply(401, R"({"error":{"code":"refresh_token_expired"}})"),
         GrantFailure::Terminal, ErrorKind::NotSignedIn},
        {"invalidated", reply(401, R"({"error":{"code":"refresh_token_invalidated"}})"),
         GrantFailure::Terminal, ErrorKind::NotSignedIn},
        {"token_expired", reply(400, R"({"error":"token_expired"})"), GrantFailure::Terminal,
         ErrorKind::NotSignedIn},
        {"invalid_refresh_token", reply(400, R"({"error":"invalid_refresh_token"})"),
         GrantFailure::Terminal, ErrorKind::NotSignedIn},
        {"error in 200", reply(200, R"({"error":"invalid_grant"})"), GrantFailure::Terminal,
         ErrorKind::NotSignedIn},
        {"client", reply(401, R"({"error":"invalid_client"})"), GrantFailure::Configuration,
         ErrorKind::BadRequest},
        {"scope", reply(400, R"({"error":"invalid_scope"})"), GrantFailure::Configuration,
         ErrorKind::BadRequest},
        {"unknown code", reply(400, R"({"error":"strange"})"), GrantFailure::Transient,
         ErrorKind::BadResponse},
        {"region", reply(403, R"({"error":{"code":"unsupported_country_region_territory"}})"),
         GrantFailure::Transient, ErrorKind::Forbidden},
        {"terminal word in a 403", reply(403, R"({"error":"invalid_grant"})"),
         GrantFailure::Transient, ErrorKind::Forbidden},
        {"challenge page", reply(403, "<!DOCTYPE html><title>Just a moment", html),
         GrantFailure::Transient, ErrorKind::Network},
        {"captive portal", reply(200, "<html>Welcome to the hotel", html), GrantFailure::Transient,
         ErrorKind::Network},
        {"portal redirect", reply(302, "", {{"Location", "http://portal.test/"}}),
         GrantFailure::Transient, ErrorKind::Network},
        {"server error", reply(500, R"({"error":"invalid_grant"})"), GrantFailure::Transient,
         ErrorKind::Server},
        {"gateway", reply(502, "<html>Bad gateway", html), GrantFailure::Transient,
         ErrorKind::Server},
        {"unavailable", reply(503, "<html>", html), GrantFailure::NotProcessed, ErrorKind::Server},
        {"too many", reply(429, "{}"), GrantFailure::NotProcessed, ErrorKind::RateLimited},
        {"never connected", noReply(ErrorKind::Network, false), GrantFailure::NotProcessed,
         ErrorKind::Network},
        {"certificate", noReply(ErrorKind::Tls, false), GrantFailure::NotProcessed, ErrorKind::Tls},
        {"dropped", noReply(ErrorKind::Network, true), GrantFailure::Uncertain, ErrorKind::Network},
        {"timeout", noReply(ErrorKind::Timeout, true), GrantFailure::Uncertain, ErrorKind::Timeout},
        {"cut answer", reply(200, R"({"access_token":"a)"), GrantFailure::Uncertain,
         ErrorKind::BadResponse},
        {"a list", reply(200, "[]"), GrantFailure::Uncertain, ErrorKind::BadResponse},
    };
    for (const Case& c : cases) {
        const auto outcome = auth::judgeTokenReply(c.reply, TokenUse::Refresh);
        const auto* failed = std::get_if<TokenFailure>(&outcome);
        ASSERT_TRUE(failed) << c.name;
        EXPECT_EQ(failed->failure, c.failure) << c.name;
        EXPECT_EQ(failed->error.kind, c.kind) << c.name;
        EXPECT_FALSE(failed->error.message.isEmpty()) << c.name;
    }
}

TEST(TokenReply, R5_TheServersWaitIsKept)
{
    const auto wait = [](const QList<net::HttpHeader>& headers) {
        const auto outcome = auth::judgeTokenReply(reply(503, {}, headers), TokenUse::Refresh);
        return std::get<TokenFailure>(outcome).retryAfter;
    };
    EXPECT_EQ(wait({{"Retry-After", "7"}}), std::optional(7s));
    EXPECT_EQ(wait({}), std::nullopt);
    EXPECT_EQ(wait({{"Date", "Sun, 22 Nov 2026 10:00:00 GMT"},
                    {"Retry-After", "Sun, 22 Nov 2026 10:00:30 GMT"}}),
              std::optional(30s));
    EXPECT_EQ(wait({{"Retry-After", "Sun, 22 Nov 2026 10:00:30 GMT"}}), std::nullopt);
}

TEST(TokenReply, X2_ReadsASoundAnswerWhateverItsContentType)
{
    for (const char* type : {"application/json", "text/plain", "application/vnd.x+json", ""}) {
        const auto outcome = auth::judgeTokenReply(
            reply(200, QJsonDocument(tokens()).toJson(), {{"Content-Type", type}}),
            TokenUse::Exchange);
        const auto* answer = std::get_if<TokenAnswer>(&outcome);
        ASSERT_TRUE(answer) << type;
        EXPECT_EQ(answer->accessToken.reveal(), QByteArray("at"));
        EXPECT_EQ(answer->refreshToken.reveal(), QByteArray("rt"));
        EXPECT_EQ(answer->idToken.reveal(), QByteArray("it"));
        EXPECT_EQ(answer->expiresIn, std::optional(3600s));
        EXPECT_EQ(answer->scope, QString("openid"));
        EXPECT_EQ(answer->earliestRefreshAt, base::fromUnixSeconds(1795000100));
    }
}

TEST(TokenReply, X2_AnUnsoundAnswerIsRefused)
{
    const std::pair<const char*, QJsonValue> cases[] = {
        {"access_token", QJsonValue()},
        {"access_token", ""},
        {"access_token", 7},
        {"token_type", "mac"},
        {"token_type", ""},
        {"token_type", QJsonValue()},
        {"expires_in", 0},
        {"expires_in", -5},
        {"expires_in", "soon"},
        {"expires_in", QJsonObject{}},
    };
    for (const auto& [name, value] : cases) {
        const auto outcome = judgeTokensWith(name, value);
        const auto* failed = std::get_if<TokenFailure>(&outcome);
        ASSERT_TRUE(failed) << name;
        EXPECT_EQ(failed->error.kind, ErrorKind::BadResponse) << name;
        EXPECT_TRUE(failed->error.detail.contains(QLatin1String(name)));
    }
    EXPECT_TRUE(std::holds_alternative<TokenAnswer>(judgeTokensWith("token_type", "bEARER")));
}

TEST(TokenReply, X2_TimesComeAsNumbersOrTexts)
{
    const auto lifetime = [](const QJsonValue& value) {
        return std::get<TokenAnswer>(judgeTokensWith("expires_in", value)).expiresIn;
    };
    EXPECT_EQ(lifetime("600"), std::optional(600s));
    EXPECT_EQ(lifetime(600.0), std::optional(600s));
    const auto earliest = [](const QJsonValue& value) {
        return std::get<TokenAnswer>(judgeTokensWith("earliest_refresh_at", value))
            .earliestRefreshAt;
    };
    EXPECT_EQ(earliest("1795000100"), base::fromUnixSeconds(1795000100));
    EXPECT_EQ(earliest("2026-11-18T11:08:20Z"), base::fromUnixSeconds(1795000100));
    EXPECT_EQ(earliest("later"), std::nullopt);
    EXPECT_EQ(earliest(QJsonValue()), std::nullopt);
}

TEST(TokenReply, X2_TheServersWordsAreCappedAndCarryNoSecret)
{
    const QJsonObject json{
        {"error", "invalid_grant"},
        {"error_description", "refresh_token=SECRETVALUE " + QString(5000, QLatin1Char('x'))}};
    const auto outcome =
        auth::judgeTokenReply(reply(400, QJsonDocument(json).toJson()), TokenUse::Refresh);
    const base::Error error = std::get<TokenFailure>(outcome).error;
    EXPECT_LT(error.detail.size(), 620);
    EXPECT_FALSE(error.detail.contains("SECRETVALUE"));
}

TEST(TokenReply, X4_WithoutALifetimeTheTokensOwnOneCounts)
{
    const auto jwt = [](const QJsonObject& claims) {
        return "e30." +
               QJsonDocument(claims).toJson().toBase64(QByteArray::Base64UrlEncoding |
                                                       QByteArray::OmitTrailingEquals) +
               ".sig";
    };
    const auto lifetime = [](const QByteArray& accessToken) {
        QJsonObject json = tokens();
        json.remove("expires_in");
        json.insert("access_token", QString::fromLatin1(accessToken));
        return std::get<TokenAnswer>(judgeTokens(json)).expiresIn;
    };
    EXPECT_EQ(lifetime(jwt({{"iat", 1000}, {"exp", 4600}})), std::optional(3600s));
    EXPECT_EQ(lifetime(jwt({{"exp", 4600}})), std::nullopt);
    EXPECT_EQ(lifetime(jwt({{"iat", 4600}, {"exp", 1000}})), std::nullopt);
    EXPECT_EQ(lifetime("opaque"), std::nullopt);
}
