// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <memory>

namespace plantain::testing {

/// A signing key of a test's authorization server and the tokens it signs.
class TestIdentity
{
public:
    enum class KeyType { Rsa, EllipticCurve, WeakRsa };
    explicit TestIdentity(const QString& keyId = QStringLiteral("test-key"),
                          KeyType type = KeyType::Rsa);
    ~TestIdentity();

    /// The public half as a JWKS document.
    QByteArray jwks() const;
    /// A compact JWS over `claims`; `algorithm` defaults to what fits the key.
    QByteArray sign(const QJsonObject& claims, const QString& algorithm = {}) const;
    /// The same without a `kid`.
    QByteArray signWithoutKeyId(const QJsonObject& claims) const;
    /// With a critical header extension that nobody knows (RFC 7515 section 4.1.11).
    QByteArray signWithCriticalExtension(const QJsonObject& claims) const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace plantain::testing
