// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/JsonWebToken.h"

#include <QJsonDocument>

#include <cjose/cjose.h>

#include <cstdlib>
#include <memory>

namespace plantain::auth {

namespace {

constexpr size_t minRsaBits = 2048; // RFC 7518 section 3.3

struct JwsRelease {
    void operator()(cjose_jws_t* jws) const { cjose_jws_release(jws); }
};
struct JwkRelease {
    void operator()(cjose_jwk_t* jwk) const { cjose_jwk_release(jwk); }
};
using Jws = std::unique_ptr<cjose_jws_t, JwsRelease>;
using Jwk = std::unique_ptr<cjose_jwk_t, JwkRelease>;

QString headerField(const Jws& jws, const char* name)
{
    cjose_err error{};
    return QString::fromUtf8(cjose_header_get(cjose_jws_get_protected(jws.get()), name, &error));
}

/// The key type that an allowed algorithm needs; empty for every other algorithm. Choosing the key
/// by type keeps a public RSA key from being used as something else.
QString keyTypeFor(const QString& algorithm)
{
    if (algorithm == QLatin1String(CJOSE_HDR_ALG_RS256)) {
        return QStringLiteral("RSA");
    }
    if (algorithm == QLatin1String(CJOSE_HDR_ALG_ES256)) {
        return QStringLiteral("EC");
    }
    return {};
}

bool isForSignatures(const QJsonObject& key)
{
    const QString use = key.value(QLatin1String("use")).toString();
    return use.isEmpty() || use == QLatin1String("sig");
}

QJsonObject chooseKey(const QJsonArray& keys, const QString& keyType, const QString& keyId)
{
    QList<QJsonObject> suitable;
    for (const QJsonValue& value : keys) {
        const QJsonObject key = value.toObject();
        const bool rightId = keyId.isEmpty() || key.value(QLatin1String("kid")).toString() == keyId;
        if (rightId && key.value(QLatin1String("kty")).toString() == keyType &&
            isForSignatures(key)) {
            suitable << key;
        }
    }
    return suitable.size() == 1 ? suitable.first() : QJsonObject();
}

Jwk importKey(const QJsonObject& key)
{
    const QByteArray text = QJsonDocument(key).toJson(QJsonDocument::Compact);
    cjose_err error{};
    return Jwk(cjose_jwk_import(text.constData(), static_cast<size_t>(text.size()), &error));
}

bool isStrongEnough(const Jwk& key)
{
    cjose_err error{};
    return cjose_jwk_get_kty(key.get(), &error) != CJOSE_JWK_KTY_RSA ||
           cjose_jwk_get_keysize(key.get(), &error) >= minRsaBits;
}

/// A critical extension that is not understood must be refused (RFC 7515 section 4.1.11).
bool hasCriticalExtension(const Jws& jws)
{
    cjose_err error{};
    char* const value = cjose_header_get_raw(cjose_jws_get_protected(jws.get()), "crit", &error);
    const bool present = value != nullptr;
    std::free(value);
    return present;
}

QByteArray payloadOf(const Jws& jws)
{
    uint8_t* bytes = nullptr; // stays owned by the JWS
    size_t length = 0;
    cjose_err error{};
    if (!cjose_jws_get_plaintext(jws.get(), &bytes, &length, &error)) {
        return {};
    }
    return QByteArray(reinterpret_cast<const char*>(bytes), static_cast<qsizetype>(length));
}

} // namespace

base::Result<QJsonArray> parseKeySet(const QByteArray& jwks)
{
    base::Result<QJsonObject> document = base::parseJsonObject(jwks);
    if (!document) {
        return document.error();
    }
    base::JsonReader reader(document.value());
    const QJsonArray keys = reader.array("keys");
    if (keys.isEmpty()) {
        reader.fail("keys", QStringLiteral("is missing or empty"));
    }
    if (reader.error()) {
        return *reader.error();
    }
    return keys;
}

VerifiedToken verifiedClaims(const base::Secret& token, const QJsonArray& keys)
{
    const QByteArray& compact = token.reveal();
    cjose_err error{};
    const Jws jws(
        cjose_jws_import(compact.constData(), static_cast<size_t>(compact.size()), &error));
    if (!jws) {
        return {TokenVerdict::Malformed, {}};
    }
    const QString keyType = keyTypeFor(headerField(jws, CJOSE_HDR_ALG));
    if (keyType.isEmpty() || hasCriticalExtension(jws)) {
        return {TokenVerdict::WrongAlgorithm, {}};
    }
    const Jwk key = importKey(chooseKey(keys, keyType, headerField(jws, CJOSE_HDR_KID)));
    if (!key) {
        return {TokenVerdict::UnknownKey, {}};
    }
    if (!isStrongEnough(key) || !cjose_jws_verify(jws.get(), key.get(), &error)) {
        return {TokenVerdict::BadSignature, {}};
    }
    const base::Result<QJsonObject> claims = base::parseJsonObject(payloadOf(jws));
    if (!claims) {
        return {TokenVerdict::Malformed, {}};
    }
    return {TokenVerdict::Good, claims.value()};
}

} // namespace plantain::auth
