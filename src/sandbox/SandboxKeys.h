// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

#include <memory>
#include <optional>

namespace plantain::sandbox {

/// The practice provider's two keys, kept in a folder (0600) so that tokens outlive the process:
/// one seals its own tokens (HMAC-SHA256), the other signs ID tokens (RS256). Each is made when it
/// is first needed.
class SandboxKeys
{
public:
    explicit SandboxKeys(QString folder);
    ~SandboxKeys();
    Q_DISABLE_COPY_MOVE(SandboxKeys)

    /// A text that carries `claims` and proves that they are ours.
    QString sealed(const QJsonObject& claims);
    /// The claims of such a text; nothing when it is not ours or has been changed.
    std::optional<QJsonObject> opened(const QString& sealedText);

    /// A compact JWS; empty when no key could be made.
    QString signedIdToken(const QJsonObject& claims);
    /// The public key, as served at the JWKS address.
    QJsonObject publicKeySet();

private:
    class SigningKey;

    QByteArray sealOf(const QByteArray& body);
    SigningKey& signingKey();

    QString m_folder;
    QByteArray m_sealKey;
    std::unique_ptr<SigningKey> m_signingKey;
};

} // namespace plantain::sandbox
