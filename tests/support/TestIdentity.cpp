// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestIdentity.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cjose/cjose.h>

#include <cstdlib>

namespace plantain::testing {

class TestIdentity::Private
{
public:
    QByteArray sign(const QJsonObject& claims, const QString& algorithm, const QString& id,
                    bool critical = false) const
    {
        cjose_err error{};
        cjose_header_t* header = cjose_header_new(&error);
        cjose_header_set(header, CJOSE_HDR_ALG, algorithm.toUtf8().constData(), &error);
        if (!id.isEmpty()) {
            cjose_header_set(header, CJOSE_HDR_KID, id.toUtf8().constData(), &error);
        }
        if (critical) {
            cjose_header_set_raw(header, "crit", R"(["x-unknown"])", &error);
        }
        const QByteArray payload = QJsonDocument(claims).toJson(QJsonDocument::Compact);
        cjose_jws_t* jws =
            cjose_jws_sign(key, header, reinterpret_cast<const uint8_t*>(payload.constData()),
                           static_cast<size_t>(payload.size()), &error);
        QByteArray result;
        const char* serialized = nullptr;
        if (jws && cjose_jws_export(jws, &serialized, &error)) {
            result = serialized;
        }
        cjose_jws_release(jws);
        cjose_header_release(header);
        return result;
    }

    cjose_jwk_t* key = nullptr;
    QString keyId;
    QString defaultAlgorithm;
};

TestIdentity::TestIdentity(const QString& keyId, KeyType type)
    : d(std::make_unique<Private>())
{
    cjose_err error{};
    const uint8_t exponent[] = {0x01, 0x00, 0x01};
    const bool rsa = type != KeyType::EllipticCurve;
    const size_t bits = type == KeyType::WeakRsa ? 1024 : 2048;
    d->key = rsa ? cjose_jwk_create_RSA_random(bits, exponent, sizeof exponent, &error)
                 : cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, &error);
    d->keyId = keyId;
    d->defaultAlgorithm = rsa ? QStringLiteral("RS256") : QStringLiteral("ES256");
    const QByteArray id = keyId.toUtf8();
    cjose_jwk_set_kid(d->key, id.constData(), static_cast<size_t>(id.size()), &error);
}

TestIdentity::~TestIdentity()
{
    cjose_jwk_release(d->key);
}

QByteArray TestIdentity::jwks() const
{
    cjose_err error{};
    char* json = cjose_jwk_to_json(d->key, false, &error);
    QJsonObject key = QJsonDocument::fromJson(QByteArray(json)).object();
    std::free(json);
    key.insert(QStringLiteral("use"), QStringLiteral("sig"));
    const QJsonObject set{{QStringLiteral("keys"), QJsonArray{key}}};
    return QJsonDocument(set).toJson(QJsonDocument::Compact);
}

QByteArray TestIdentity::sign(const QJsonObject& claims, const QString& algorithm) const
{
    return d->sign(claims, algorithm.isEmpty() ? d->defaultAlgorithm : algorithm, d->keyId);
}

QByteArray TestIdentity::signWithoutKeyId(const QJsonObject& claims) const
{
    return d->sign(claims, d->defaultAlgorithm, {});
}

QByteArray TestIdentity::signWithCriticalExtension(const QJsonObject& claims) const
{
    return d->sign(claims, d->defaultAlgorithm, d->keyId, true);
}

} // namespace plantain::testing
