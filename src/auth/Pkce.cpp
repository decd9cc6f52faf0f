// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/Pkce.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <array>

namespace plantain::auth {

namespace {

QByteArray base64Url(const QByteArray& bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

} // namespace

base::Secret randomToken()
{
    std::array<quint32, 8> words{};
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    base::Secret bytes(QByteArray(reinterpret_cast<const char*>(words.data()), sizeof words));
    return base::Secret(base64Url(bytes.reveal()));
}

QByteArray challengeOf(const base::Secret& verifier)
{
    return base64Url(QCryptographicHash::hash(verifier.reveal(), QCryptographicHash::Sha256));
}

AttemptSecrets AttemptSecrets::create()
{
    return {randomToken(), randomToken(), randomToken()};
}

} // namespace plantain::auth
