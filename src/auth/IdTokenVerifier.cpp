// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/IdTokenVerifier.h"

#include "src/auth/JsonWebToken.h"
#include "src/net/HttpDate.h"
#include "src/net/HttpJob.h"

#include <QJsonArray>

namespace plantain::auth {

using base::Error;

namespace {

constexpr std::chrono::seconds tolerance{300};
constexpr int maxKeyFetches = 2;
constexpr qint64 maxKeySetBytes = 1024 * 1024;

Error notTrusted(const QString& detail)
{
    return Error{base::ErrorKind::BadResponse,
                 IdTokenVerifier::tr("The sign-in could not be verified."),
                 IdTokenVerifier::tr("Try to connect again."), detail};
}

Error keysUnavailable(const Error& cause)
{
    return Error{cause.kind, IdTokenVerifier::tr("The sign-in could not be verified right now."),
                 IdTokenVerifier::tr("Try to connect again in a few minutes."),
                 cause.message + QLatin1Char(' ') + cause.detail};
}

std::optional<base::UnixTime> timeClaim(const QJsonObject& claims, const char* name)
{
    const QJsonValue value = claims.value(QLatin1String(name));
    if (!value.isDouble()) {
        return std::nullopt;
    }
    return base::fromUnixSeconds(static_cast<qint64>(value.toDouble()));
}

bool isFor(const QJsonValue& audience, const QString& clientId)
{
    return audience.isArray() ? audience.toArray().contains(clientId)
                              : audience.toString() == clientId;
}

/// The name of the first claim that is not as expected; empty when all are.
QString firstWrongClaim(const QJsonObject& claims, const IdTokenExpectations& expected)
{
    const auto text = [&claims](const char* name) {
        return claims.value(QLatin1String(name)).toString();
    };
    if (text("iss") != expected.issuer) {
        return QStringLiteral("iss");
    }
    const QJsonValue audience = claims.value(QLatin1String("aud"));
    if (!isFor(audience, expected.audience)) {
        return QStringLiteral("aud");
    }
    const bool severalAudiences = audience.isArray() && audience.toArray().size() > 1;
    const QString authorizedParty = text("azp");
    if (authorizedParty.isEmpty() ? severalAudiences : authorizedParty != expected.audience) {
        return QStringLiteral("azp");
    }
    if (text("sub").isEmpty()) {
        return QStringLiteral("sub");
    }
    const bool nonceIsRight =
        expected.nonce.isEmpty()
            ? !claims.contains(QLatin1String("nonce"))
            : base::constantTimeEquals(text("nonce").toUtf8(), expected.nonce.toUtf8());
    if (!nonceIsRight) {
        return QStringLiteral("nonce");
    }
    return {};
}

/// The name of the time claim that does not fit `now`; empty when all do.
QString firstWrongTime(const QJsonObject& claims, base::UnixTime now)
{
    const auto expires = timeClaim(claims, "exp");
    if (!expires || *expires + tolerance < now) {
        return QStringLiteral("exp");
    }
    const auto issued = timeClaim(claims, "iat");
    if (!issued || *issued - tolerance > now) {
        return QStringLiteral("iat");
    }
    const auto notBefore = timeClaim(claims, "nbf");
    if (notBefore && *notBefore - tolerance > now) {
        return QStringLiteral("nbf");
    }
    return {};
}

Error wrongTime(const QString& claim, base::UnixTime now,
                const std::optional<base::UnixTime>& serverTime)
{
    if (!serverTime || std::chrono::abs(now - *serverTime) <= tolerance) {
        return notTrusted(QStringLiteral("ID token: ") + claim);
    }
    const auto minutes =
        std::chrono::round<std::chrono::minutes>(std::chrono::abs(now - *serverTime)).count();
    const QString message =
        now > *serverTime ? IdTokenVerifier::tr("This computer's clock is %n minute(s) ahead.",
                                                nullptr, static_cast<int>(minutes))
                          : IdTokenVerifier::tr("This computer's clock is %n minute(s) behind.",
                                                nullptr, static_cast<int>(minutes));
    return Error{base::ErrorKind::BadResponse, message,
                 IdTokenVerifier::tr("Set the clock, then connect again."),
                 QStringLiteral("ID token: ") + claim};
}

QString describe(TokenVerdict verdict)
{
    switch (verdict) {
    case TokenVerdict::Good:
        return {};
    case TokenVerdict::Malformed:
        return QStringLiteral("ID token: malformed");
    case TokenVerdict::WrongAlgorithm:
        return QStringLiteral("ID token: algorithm not allowed");
    case TokenVerdict::UnknownKey:
        return QStringLiteral("ID token: signed with an unknown key");
    case TokenVerdict::BadSignature:
        return QStringLiteral("ID token: wrong signature");
    }
    return {};
}

} // namespace

class IdTokenVerifier::Private
{
public:
    Private(IdTokenVerifier* owner, QNetworkAccessManager& networkManager,
            const base::Clock& systemClock, IdTokenExpectations expectations,
            const base::Secret& idToken, const QByteArray& httpDate)
        : q(owner)
        , manager(networkManager)
        , clock(systemClock)
        , expected(std::move(expectations))
        , token(idToken)
        , serverTime(net::parseHttpDate(httpDate))
    {
    }

    void fetchKeys();
    void useKeys();
    base::Result<IdentityClaims> judge(const QJsonObject& claims) const;

    IdTokenVerifier* q;
    QNetworkAccessManager& manager;
    const base::Clock& clock;
    IdTokenExpectations expected;
    base::Secret token;
    std::optional<base::UnixTime> serverTime;
    base::JobPtr<net::HttpJob> request;
    int fetches = 0;
};

void IdTokenVerifier::Private::fetchKeys()
{
    ++fetches;
    net::HttpRequest get;
    get.url = expected.jwksUri;
    get.maxBodyBytes = maxKeySetBytes;
    request = base::makeJob<net::HttpJob>(manager, get);
    QObject::connect(request.get(), &base::Job::finished, q, [this] { useKeys(); });
    request->start();
}

void IdTokenVerifier::Private::useKeys()
{
    const base::Result<net::HttpResponse>& response = request->result();
    if (!response) {
        q->finish(keysUnavailable(response.error()));
        return;
    }
    const base::Result<QJsonArray> keys = response->status == 200
                                              ? parseKeySet(response->body)
                                              : Error{base::ErrorKind::Server, {}, {}, {}};
    if (!keys) {
        q->finish(keysUnavailable(Error{base::ErrorKind::Server,
                                        {},
                                        {},
                                        QStringLiteral("JWKS: HTTP %1").arg(response->status)}));
        return;
    }
    const VerifiedToken verified = verifiedClaims(token, keys.value());
    if (verified.verdict == TokenVerdict::UnknownKey && fetches < maxKeyFetches) {
        fetchKeys(); // the server may have rotated its keys between the two answers
        return;
    }
    if (verified.verdict != TokenVerdict::Good) {
        q->finish(notTrusted(describe(verified.verdict)));
        return;
    }
    q->finish(judge(verified.claims));
}

base::Result<IdentityClaims> IdTokenVerifier::Private::judge(const QJsonObject& claims) const
{
    if (const QString claim = firstWrongClaim(claims, expected); !claim.isEmpty()) {
        return notTrusted(QStringLiteral("ID token: ") + claim);
    }
    if (const QString claim = firstWrongTime(claims, clock.now()); !claim.isEmpty()) {
        return wrongTime(claim, clock.now(), serverTime);
    }
    const QString subject = claims.value(QLatin1String("sub")).toString();
    return IdentityClaims{subject, claims.value(QLatin1String("email")).toString(), subject,
                          claims};
}

IdTokenVerifier::IdTokenVerifier(QNetworkAccessManager& manager, const base::Clock& clock,
                                 IdTokenExpectations expectations, const base::Secret& idToken,
                                 const QByteArray& httpDate)
    : d(std::make_unique<Private>(this, manager, clock, std::move(expectations), idToken, httpDate))
{
}

IdTokenVerifier::~IdTokenVerifier() = default;

void IdTokenVerifier::run()
{
    d->fetchKeys();
}

void IdTokenVerifier::abort()
{
    d->request.reset();
}

} // namespace plantain::auth
