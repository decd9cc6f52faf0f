// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/SignInRules.h"

#include "src/base/Logging.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUuid>

namespace plantain::auth {

namespace {

using base::Error;
using base::ErrorKind;

constexpr qsizetype maxDescription = 512;
const QLatin1String appName{"Plantain"};

struct Text {
    Q_DECLARE_TR_FUNCTIONS(SignIn)
};

QString startAgain()
{
    return Text::tr("Start the sign-in again.");
}

SignInFailure notAccepted(const QString& message, const QString& detail)
{
    return {
        Error{ErrorKind::BadResponse, message, startAgain(), detail}, PageKind::NotAccepted, {}};
}

bool isForThisProfile(const AuthProfile& profile, const TokenRecord& known)
{
    return known.issuer == profile.issuer && known.profile == profile.name &&
           !known.isFromAnotherMachine();
}

bool isClientId(const QString& text)
{
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9._~:-]{1,256}$"));
    return plain.match(text).hasMatch();
}

SignInFailure authorizationRefused(const Callback& callback)
{
    if (callback.error == QLatin1String("access_denied")) {
        return {declinedError(), PageKind::Declined, {}};
    }
    const bool busy = callback.error == QLatin1String("temporarily_unavailable") ||
                      callback.error == QLatin1String("server_error");
    return {
        Error{
            busy ? ErrorKind::Server : ErrorKind::BadResponse,
            Text::tr("The sign-in server refused the sign-in."),
            busy ? Text::tr("Try again later.") : startAgain(),
            base::redacted(callback.error + u' ' + callback.errorDescription).left(maxDescription)},
        PageKind::NotAccepted, callback.errorDescription};
}

std::variant<QString, SignInFailure>
judgeClientId(const AuthProfile& profile, const TokenRecord& record, const QString& received)
{
    if (!record.clientId.isEmpty()) {
        if (received.isEmpty() || received == record.clientId) {
            return record.clientId;
        }
        return notAccepted(
            Text::tr("The sign-in server answered for another registration of this app."),
            QStringLiteral("client_id differs"));
    }
    if (!isClientId(received) || received == profile.clientId) {
        return notAccepted(Text::tr("The registration of this app was not completed."),
                           QStringLiteral("client_id is missing"));
    }
    return received;
}

} // namespace

TokenRecord startingRecord(const AuthProfile& profile, const TokenRecord& known)
{
    TokenRecord record;
    if (isForThisProfile(profile, known)) {
        record = known;
    } else if (!known.isFromAnotherMachine()) {
        record.hostId = known.hostId;
    }
    record.unknown = known.unknown;
    record.profile = profile.name;
    record.issuer = profile.issuer;
    if (record.hostId.isEmpty()) {
        record.hostId =
            QStringLiteral("urn:uuid:") + QUuid::createUuid().toString(QUuid::WithoutBraces);
    }
    if (!profile.dynamicRegistration) {
        record.clientId = profile.clientId;
    } else if (record.clientId == profile.clientId) {
        record.clientId.clear(); // the entry point is nobody's registration
    }
    return record;
}

QList<std::pair<QString, QString>>
extraParameters(const AuthProfile& profile, const TokenRecord& record, const SignInOptions& options)
{
    QList<std::pair<QString, QString>> extra;
    if (profile.dynamicRegistration) {
        extra.append({QStringLiteral("ext_agent_host_id"), record.hostId});
        if (record.clientId.isEmpty()) {
            extra.append({QStringLiteral("agent_name_hint"), appName});
        }
    }
    const bool again = !record.needsReauth.isEmpty() || options.askForPlanAgain;
    if (again && !record.idToken.isEmpty()) {
        extra.append({QStringLiteral("id_token_hint"), QString::fromUtf8(record.idToken.reveal())});
    }
    if (options.askForPlanAgain) {
        extra.append({QStringLiteral("prompt"), QStringLiteral("consent")});
    }
    return extra;
}

std::variant<QString, SignInFailure> judgeCallback(const AuthProfile& profile, bool announcesIssuer,
                                                   const TokenRecord& record,
                                                   const Callback& callback)
{
    const bool issuerMatters = announcesIssuer || !callback.issuer.isEmpty();
    if (issuerMatters && callback.issuer != profile.issuer) {
        return notAccepted(Text::tr("The answer came from another sign-in server."),
                           QStringLiteral("iss differs"));
    }
    if (!callback.wellFormed) {
        return notAccepted(Text::tr("The sign-in server's answer is not valid."),
                           QStringLiteral("malformed callback"));
    }
    if (!callback.error.isEmpty()) {
        return authorizationRefused(callback);
    }
    return judgeClientId(profile, record, callback.clientId);
}

Error declinedError()
{
    return Error{ErrorKind::InvalidInput,
                 Text::tr("The sign-in was declined."),
                 Text::tr("Nothing was changed."),
                 {}};
}

Error nobodySignedInError()
{
    return Error{ErrorKind::Timeout,
                 Text::tr("Nobody signed in within the time."),
                 Text::tr("Start the sign-in again when you are ready."),
                 {}};
}

bool wantsIdentity(const AuthProfile& profile)
{
    return hasScope(profile.scope, QLatin1String("openid"));
}

std::optional<SignInFailure> faultOf(const AuthProfile& profile, const TokenAnswer& answer)
{
    const QString& granted = answer.scope.isEmpty() ? profile.scope : answer.scope;
    const auto incomplete = [](const char* missing) {
        return SignInFailure{
            Error{ErrorKind::BadResponse, Text::tr("The sign-in server's answer is not complete."),
                  startAgain(), QLatin1String(missing) + QStringLiteral(" is missing")},
            PageKind::ExchangeFailed,
            {}};
    };
    if (hasScope(granted, QLatin1String("offline_access")) && answer.refreshToken.isEmpty()) {
        return incomplete("refresh_token");
    }
    if (wantsIdentity(profile) && answer.idToken.isEmpty()) {
        return incomplete("id_token");
    }
    return std::nullopt;
}

std::optional<SignInFailure> accountConflict(const TokenRecord& record, const QString& subject)
{
    if (record.subject.isEmpty() || record.subject == subject) {
        return std::nullopt;
    }
    return SignInFailure{
        Error{ErrorKind::InvalidInput,
              Text::tr("You signed in with another account than the connected one."),
              Text::tr("Sign in with the same account, or disconnect first to change it."),
              {}},
        PageKind::WrongAccount,
        {}};
}

TokenRecord signedInRecord(const AuthProfile& profile, const TokenRecord& record,
                           const TokenAnswer& answer, const IdentityClaims& identity,
                           base::UnixTime receivedAt)
{
    TokenRecord session = record.withoutTokens();
    session.accessToken = answer.accessToken;
    session.refreshToken = answer.refreshToken;
    session.idToken = answer.idToken;
    session.tokenType = answer.tokenType;
    // RFC 6749 lets a server leave out an unchanged scope; plan use must be granted explicitly.
    session.scope = answer.scope.isEmpty() && !profile.isChatGpt() ? profile.scope : answer.scope;
    session.accountId = identity.accountId;
    session.subject = identity.subject;
    session.email = identity.email;
    if (answer.expiresIn) {
        session.expiresAt = receivedAt + *answer.expiresIn;
    }
    session.earliestRefreshAt = answer.earliestRefreshAt;
    session.createdAt = receivedAt;
    session.updatedAt = receivedAt;
    return session;
}

} // namespace plantain::auth
