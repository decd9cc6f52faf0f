// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/TokenRecord.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QJsonDocument>
#include <QSysInfo>

namespace plantain::auth {

namespace {

using base::JsonReader;
using base::Secret;
using base::UnixTime;

constexpr const char* knownFields[] = {
    "version",    "profile",      "issuer",          "client_id",
    "host_id",    "machine",      "access_token",    "refresh_token",
    "id_token",   "token_type",   "scope",           "account_id",
    "sub",        "email",        "expires_at",      "earliest_refresh_at",
    "created_at", "updated_at",   "pending_refresh", "needs_reauth",
    "state",      "code_verifier"};

Secret readSecret(JsonReader& reader, const char* key)
{
    return Secret(reader.string(key).toUtf8());
}

std::optional<UnixTime> readTime(JsonReader& reader, const char* key)
{
    const std::optional<qint64> seconds = reader.integer(key);
    return seconds ? std::optional(base::fromUnixSeconds(*seconds)) : std::nullopt;
}

/// OpenAI documents no type for it: seconds as a number or a text, or an ISO date are met.
std::optional<UnixTime> readLooseTime(const QJsonObject& object, JsonReader& reader,
                                      const char* key)
{
    const QJsonValue value = object.value(QLatin1String(key));
    if (!value.isString()) {
        return readTime(reader, key);
    }
    bool isNumber = false;
    const qint64 seconds = value.toString().toLongLong(&isNumber);
    if (isNumber) {
        return base::fromUnixSeconds(seconds);
    }
    const QDateTime date = QDateTime::fromString(value.toString(), Qt::ISODate);
    if (date.isValid()) {
        return base::fromUnixSeconds(date.toSecsSinceEpoch());
    }
    reader.fail(key, QCoreApplication::translate("TokenRecord", "must be a time"));
    return std::nullopt;
}

std::optional<UnixTime> readPendingSince(JsonReader& reader)
{
    if (!reader.has("pending_refresh")) {
        return std::nullopt;
    }
    JsonReader pending(reader.object("pending_refresh"));
    const std::optional<UnixTime> since = readTime(pending, "started_at");
    if (!since) {
        reader.fail("pending_refresh.started_at",
                    QCoreApplication::translate("TokenRecord", "must be a whole number"));
    }
    return since;
}

/// A newer version's number stays with its fields, so that it recognises its own record.
QJsonObject unknownOf(QJsonObject object, qint64 version)
{
    for (const char* key : knownFields) {
        if (version <= TokenRecord::currentVersion || qstrcmp(key, "version") != 0) {
            object.remove(QLatin1String(key));
        }
    }
    return object;
}

QJsonValue jsonOf(const QString& text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonValue jsonOf(const Secret& secret)
{
    return jsonOf(QString::fromUtf8(secret.reveal()));
}

QJsonValue jsonOf(const std::optional<UnixTime>& time)
{
    return time ? QJsonValue(base::toUnixSeconds(*time)) : QJsonValue();
}

} // namespace

bool hasScope(const QString& scopes, QLatin1String scope)
{
    return scopes.split(QLatin1Char(' '), Qt::SkipEmptyParts).contains(scope);
}

QString machineDigest(const QString& hostId)
{
    const QByteArray machine = QSysInfo::machineUniqueId();
    if (machine.isEmpty()) {
        return {};
    }
    const QByteArray digest =
        QCryptographicHash::hash(machine + '\n' + hostId.toUtf8(), QCryptographicHash::Sha256);
    return QString::fromLatin1(digest.toHex().left(32));
}

bool TokenRecord::planEnabled() const
{
    return hasTokens() && hasScope(scope, planScope);
}

TokenRecord TokenRecord::withoutTokens() const
{
    TokenRecord rest;
    rest.profile = profile;
    rest.issuer = issuer;
    rest.clientId = clientId;
    rest.hostId = hostId;
    rest.machine = machine;
    rest.unknown = unknown;
    return rest;
}

TokenRecord TokenRecord::endedBecause(const QString& code) const
{
    TokenRecord ended = *this;
    ended.accessToken.clear();
    ended.refreshToken.clear();
    ended.expiresAt.reset();
    ended.earliestRefreshAt.reset();
    ended.pendingRefreshSince.reset();
    ended.needsReauth = code;
    return ended;
}

bool TokenRecord::isFromAnotherMachine() const
{
    const QString here = machineDigest(hostId);
    return !machine.isEmpty() && !here.isEmpty() && machine != here;
}

base::Result<TokenRecord> TokenRecord::fromJson(const QByteArray& text)
{
    const auto object = base::parseJsonObject(text);
    if (!object) {
        return object.error();
    }
    JsonReader reader(*object);
    TokenRecord record;
    const qint64 version = reader.integer("version").value_or(currentVersion);
    record.profile = reader.string("profile");
    record.issuer = reader.string("issuer");
    record.clientId = reader.string("client_id");
    record.hostId = reader.string("host_id");
    record.machine = reader.string("machine");
    record.accessToken = readSecret(reader, "access_token");
    record.refreshToken = readSecret(reader, "refresh_token");
    record.idToken = readSecret(reader, "id_token");
    record.tokenType = reader.string("token_type");
    record.scope = reader.string("scope");
    record.accountId = reader.string("account_id");
    record.subject = reader.string("sub");
    record.email = reader.string("email");
    record.expiresAt = readTime(reader, "expires_at");
    record.earliestRefreshAt = readLooseTime(*object, reader, "earliest_refresh_at");
    record.createdAt = readTime(reader, "created_at");
    record.updatedAt = readTime(reader, "updated_at");
    record.pendingRefreshSince = readPendingSince(reader);
    record.needsReauth = reader.string("needs_reauth");
    // Only ever null in our own records: the secrets of an attempt live in memory (A6).
    reader.string("state");
    reader.string("code_verifier");
    if (reader.error()) {
        return *reader.error();
    }
    record.unknown = unknownOf(*object, version);
    return record;
}

base::Secret TokenRecord::toJson() const
{
    QJsonObject object = unknown;
    if (!object.contains(QLatin1String("version"))) {
        object.insert(QStringLiteral("version"), currentVersion);
    }
    const auto put = [&object](const char* key, const QJsonValue& value) {
        object.insert(QLatin1String(key), value);
    };
    put("profile", jsonOf(profile));
    put("issuer", jsonOf(issuer));
    put("client_id", jsonOf(clientId));
    put("host_id", jsonOf(hostId));
    put("machine", jsonOf(machine));
    put("access_token", jsonOf(accessToken));
    put("refresh_token", jsonOf(refreshToken));
    put("id_token", jsonOf(idToken));
    put("token_type", jsonOf(tokenType));
    put("scope", jsonOf(scope));
    put("account_id", jsonOf(accountId));
    put("sub", jsonOf(subject));
    put("email", jsonOf(email));
    put("expires_at", jsonOf(expiresAt));
    put("earliest_refresh_at", jsonOf(earliestRefreshAt));
    put("created_at", jsonOf(createdAt));
    put("updated_at", jsonOf(updatedAt));
    const QJsonObject pending{{QStringLiteral("started_at"), jsonOf(pendingRefreshSince)}};
    put("pending_refresh", pendingRefreshSince ? QJsonValue(pending) : QJsonValue());
    put("needs_reauth", jsonOf(needsReauth));
    put("state", QJsonValue());
    put("code_verifier", QJsonValue());
    return Secret(QJsonDocument(object).toJson());
}

} // namespace plantain::auth
