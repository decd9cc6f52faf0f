// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/sandbox/SandboxKeys.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>
#include <QTemporaryFile>

#include <functional>

extern "C" {
#include <cjose/cjose.h>
}

namespace plantain::sandbox {

namespace {

constexpr QByteArray::Base64Options urlSafe =
    QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// What the file holds; made anew when it is absent. Of two processes that make it at once, both
/// use the one that was there first.
QByteArray keptOrMade(const QString& folder, const QString& name,
                      const std::function<QByteArray()>& make)
{
    const QString path = folder + u'/' + name;
    if (const QByteArray kept = contentOf(path); !kept.isEmpty()) {
        return kept;
    }
    QDir().mkpath(folder);
    const QByteArray made = make();
    QTemporaryFile draft(path + QStringLiteral(".XXXXXX")); // made with mode 0600
    if (!draft.open() || draft.write(made) != made.size()) {
        return made;
    }
    draft.close();
    return QFile::rename(draft.fileName(), path) ? made : contentOf(path);
}

QByteArray takenFromCjose(char* text)
{
    const QByteArray copy(text);
    cjose_get_dealloc()(text);
    return copy;
}

} // namespace

/// An RSA key held by cjose.
class SandboxKeys::SigningKey
{
public:
    explicit SigningKey(const QString& folder)
    {
        cjose_err error;
        const QByteArray json =
            keptOrMade(folder, QStringLiteral("sandbox-id-token.jwk"), &SigningKey::generated);
        m_key = cjose_jwk_import(json.constData(), static_cast<size_t>(json.size()), &error);
    }
    ~SigningKey() { cjose_jwk_release(m_key); }
    Q_DISABLE_COPY_MOVE(SigningKey)

    QJsonObject publicPart() const
    {
        cjose_err error;
        char* json = m_key ? cjose_jwk_to_json(m_key, false, &error) : nullptr;
        return json ? QJsonDocument::fromJson(takenFromCjose(json)).object() : QJsonObject();
    }

    QString signedText(const QByteArray& payload) const
    {
        cjose_err error;
        cjose_header_t* header = cjose_header_new(&error);
        cjose_header_set(header, CJOSE_HDR_ALG, CJOSE_HDR_ALG_RS256, &error);
        cjose_header_set(header, CJOSE_HDR_KID, keyId, &error);
        cjose_jws_t* jws =
            m_key ? cjose_jws_sign(m_key, header,
                                   reinterpret_cast<const uint8_t*>(payload.constData()),
                                   static_cast<size_t>(payload.size()), &error)
                  : nullptr;
        const char* compact = nullptr; // stays the JWS's own
        QString text;
        if (jws && cjose_jws_export(jws, &compact, &error)) {
            text = QString::fromLatin1(compact);
        }
        cjose_jws_release(jws);
        cjose_header_release(header);
        return text;
    }

private:
    static constexpr const char* keyId = "sandbox-1";

    static QByteArray generated()
    {
        cjose_err error;
        cjose_jwk_t* key = cjose_jwk_create_RSA_random(2048, nullptr, 0, &error);
        if (!key) {
            return {};
        }
        cjose_jwk_set_kid(key, keyId, qstrlen(keyId), &error);
        char* json = cjose_jwk_to_json(key, true, &error);
        cjose_jwk_release(key);
        return json ? takenFromCjose(json) : QByteArray();
    }

    cjose_jwk_t* m_key = nullptr;
};

SandboxKeys::SandboxKeys(QString folder)
    : m_folder(std::move(folder))
{
}

SandboxKeys::~SandboxKeys() = default;

QByteArray SandboxKeys::sealOf(const QByteArray& body)
{
    if (m_sealKey.isEmpty()) {
        m_sealKey = keptOrMade(m_folder, QStringLiteral("sandbox-seal.key"), [] {
            QByteArray bytes(32, Qt::Uninitialized);
            QRandomGenerator::system()->generate(bytes.begin(), bytes.end());
            return bytes.toHex();
        });
    }
    return QMessageAuthenticationCode::hash(body, m_sealKey, QCryptographicHash::Sha256)
        .toBase64(urlSafe);
}

QString SandboxKeys::sealed(const QJsonObject& claims)
{
    const QByteArray body = QJsonDocument(claims).toJson(QJsonDocument::Compact).toBase64(urlSafe);
    return QString::fromLatin1(body + '.' + sealOf(body));
}

std::optional<QJsonObject> SandboxKeys::opened(const QString& sealedText)
{
    const QList<QByteArray> parts = sealedText.toLatin1().split('.');
    if (parts.size() != 2 || sealOf(parts.at(0)) != parts.at(1)) {
        return std::nullopt;
    }
    return QJsonDocument::fromJson(QByteArray::fromBase64(parts.at(0), urlSafe)).object();
}

QString SandboxKeys::signedIdToken(const QJsonObject& claims)
{
    return signingKey().signedText(QJsonDocument(claims).toJson(QJsonDocument::Compact));
}

QJsonObject SandboxKeys::publicKeySet()
{
    QJsonObject key = signingKey().publicPart();
    key.insert(QStringLiteral("use"), QStringLiteral("sig"));
    key.insert(QStringLiteral("alg"), QStringLiteral("RS256"));
    return {{QStringLiteral("keys"), QJsonArray{key}}};
}

SandboxKeys::SigningKey& SandboxKeys::signingKey()
{
    if (!m_signingKey) {
        m_signingKey = std::make_unique<SigningKey>(m_folder);
    }
    return *m_signingKey;
}

} // namespace plantain::sandbox
