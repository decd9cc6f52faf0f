// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/TokenRecord.h"

#include "tests/support/Printers.h"

#include <gtest/gtest.h>

#include <QJsonDocument>

using namespace plantain;
using auth::TokenRecord;
using base::ErrorKind;
using base::fromUnixSeconds;
using base::Secret;

namespace {

TokenRecord full()
{
    TokenRecord record;
    record.profile = "openai";
    record.issuer = "https://auth.openai.com";
    record.clientId = "oaiapp_1";
    record.hostId = "urn:uuid:1";
    record.machine = "digest";
    record.accessToken = Secret("at");
    record.refreshToken = Secret("rt");
    record.idToken = Secret("idt");
    record.tokenType = "Bearer";
    record.scope = "openid chatgpt.tokens.use.direct";
    record.accountId = "sub-1";
    record.subject = "sub-1";
    record.email = "a@example.org";
    record.expiresAt = fromUnixSeconds(1'795'003'600);
    record.earliestRefreshAt = fromUnixSeconds(1'795'003'240);
    record.createdAt = fromUnixSeconds(1'795'000'000);
    record.updatedAt = fromUnixSeconds(1'795'000'001);
    record.pendingRefreshSince = fromUnixSeconds(1'795'000'002);
    record.needsReauth = "grant_refused";
    record.unknown = {{"colour", "blue"}};
    return record;
}

QJsonObject written(const TokenRecord& record)
{
    return QJsonDocument::fromJson(record.toJson().reveal()).object();
}

} // namespace

TEST(TokenRecordTest, S1_EveryFieldSurvivesARoundTrip)
{
    const auto read = TokenRecord::fromJson(full().toJson().reveal());
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(*read, full());
    EXPECT_EQ(*TokenRecord::fromJson(TokenRecord().toJson().reveal()), TokenRecord());
}

TEST(TokenRecordTest, T3_2_FieldsHaveTheirNamesAndTimesAreSeconds)
{
    const QJsonObject json = written(full());
    EXPECT_EQ(json["access_token"].toString(), "at");
    EXPECT_EQ(json["refresh_token"].toString(), "rt");
    EXPECT_EQ(json["expires_at"].toInteger(), 1'795'003'600);
    EXPECT_EQ(json["scope"].toString(), "openid chatgpt.tokens.use.direct");
    EXPECT_EQ(json["account_id"].toString(), "sub-1");
    EXPECT_EQ(json["created_at"].toInteger(), 1'795'000'000);
    EXPECT_EQ(json["updated_at"].toInteger(), 1'795'000'001);
    EXPECT_TRUE(json.contains("state") && json["state"].isNull());
    EXPECT_TRUE(json.contains("code_verifier") && json["code_verifier"].isNull());
    EXPECT_EQ(json["version"].toInt(), 1);
    EXPECT_EQ(json["pending_refresh"]["started_at"].toInteger(), 1'795'000'002);
    QStringList names = json.keys();
    names.removeOne("colour");
    EXPECT_EQ(names, QStringList({"access_token",  "account_id",      "client_id",
                                  "code_verifier", "created_at",      "earliest_refresh_at",
                                  "email",         "expires_at",      "host_id",
                                  "id_token",      "issuer",          "machine",
                                  "needs_reauth",  "pending_refresh", "profile",
                                  "refresh_token", "scope",           "state",
                                  "sub",           "token_type",      "updated_at",
                                  "version"}));
}

TEST(TokenRecordTest, S1_FieldsAndVersionOfANewerProgramAreWrittenBack)
{
    const auto read = TokenRecord::fromJson(
        R"({"version": 7, "access_token": "at", "future": {"a": [1, 2]}, "state": null})");
    ASSERT_TRUE(read.ok());
    const QJsonObject json = written(*read);
    EXPECT_EQ(json["version"].toInt(), 7);
    EXPECT_EQ(json["future"]["a"].toArray().size(), 2);
}

TEST(TokenRecordTest, TheFieldsOfT3_2AloneAreARecord)
{
    const auto read = TokenRecord::fromJson(
        R"({"access_token": "at", "refresh_token": "rt", "expires_at": 5, "scope": "s",
            "account_id": "x", "created_at": 1, "updated_at": 2, "state": "", "code_verifier": ""})");
    ASSERT_TRUE(read.ok());
    EXPECT_TRUE(read->hasTokens());
    EXPECT_TRUE(read->unknown.isEmpty());
}

TEST(TokenRecordTest, EarliestRefreshMayBeANumberATextOrADate)
{
    for (const char* value : {"1795003240", "\"1795003240\"", "\"2026-11-18T12:00:40Z\""}) {
        const auto read =
            TokenRecord::fromJson(QByteArray("{\"earliest_refresh_at\": ") + value + "}");
        ASSERT_TRUE(read.ok()) << value;
        EXPECT_EQ(read->earliestRefreshAt, fromUnixSeconds(1'795'003'240)) << value;
    }
}

struct WrongField {
    const char* name;
    const char* json;
    const char* path;
};
class WrongRecord : public ::testing::TestWithParam<WrongField>
{
};

TEST_P(WrongRecord, IsRefusedWithThePathOfTheField)
{
    const auto read = TokenRecord::fromJson(GetParam().json);
    ASSERT_FALSE(read.ok());
    EXPECT_EQ(read.error().kind, ErrorKind::InvalidInput);
    EXPECT_TRUE(read.error().message.startsWith(GetParam().path))
        << qPrintable(read.error().message);
    EXPECT_FALSE(read.error().message.contains("canary"));
}

INSTANTIATE_TEST_SUITE_P(
    Table, WrongRecord,
    ::testing::Values(
        WrongField{"token", R"({"access_token": 5})", "access_token: "},
        WrongField{"refresh", R"({"refresh_token": ["canary"]})", "refresh_token: "},
        WrongField{"expiry", R"({"expires_at": "canary"})", "expires_at: "},
        WrongField{"fraction", R"({"expires_at": 1.5})", "expires_at: "},
        WrongField{"huge", R"({"expires_at": 1e300})", "expires_at: "},
        WrongField{"earliest", R"({"earliest_refresh_at": "soon"})", "earliest_refresh_at: "},
        WrongField{"earliest_type", R"({"earliest_refresh_at": true})", "earliest_refresh_at: "},
        WrongField{"pending", R"({"pending_refresh": 5})", "pending_refresh: "},
        WrongField{"pending_time", R"({"pending_refresh": {"started_at": "x"}})",
                   "pending_refresh.started_at: "},
        WrongField{"state", R"({"state": 3})", "state: "},
        WrongField{"version", R"({"version": "one"})", "version: "}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(TokenRecordTest, WithoutTokensTheRegistrationStays)
{
    const TokenRecord rest = full().withoutTokens();
    EXPECT_EQ(rest.clientId, full().clientId);
    EXPECT_EQ(rest.hostId, full().hostId);
    EXPECT_EQ(rest.unknown, full().unknown);
    EXPECT_FALSE(rest.hasTokens());
    const QByteArray text = rest.toJson().reveal();
    for (const char* gone : {"\"at\"", "\"rt\"", "\"idt\"", "sub-1", "a@example.org"}) {
        EXPECT_FALSE(text.contains(gone)) << gone;
    }
}

TEST(TokenRecordTest, R5_AnEndedSessionKeepsWhoItWasButNoToken)
{
    const TokenRecord ended = full().endedBecause("grant_refused");
    EXPECT_FALSE(ended.hasTokens());
    EXPECT_TRUE(ended.refreshToken.isEmpty());
    EXPECT_EQ(ended.needsReauth, "grant_refused");
    EXPECT_EQ(ended.subject, "sub-1");
    EXPECT_EQ(ended.clientId, "oaiapp_1");
}

TEST(TokenRecordTest, X5_ThePlanIsEnabledByItsGrantedScopeOnly)
{
    TokenRecord record = full();
    EXPECT_TRUE(record.planEnabled());
    record.scope = "openid chatgpt.tokens.use.directly";
    EXPECT_FALSE(record.planEnabled());
    record.scope.clear();
    EXPECT_FALSE(record.planEnabled());
}

TEST(TokenRecordTest, S6_DebugOutputShowsNoToken)
{
    QString text;
    QDebug(&text) << full().toJson() << full().accessToken << full().refreshToken;
    EXPECT_FALSE(text.contains("rt")) << qPrintable(text);
}
