// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/net/HttpFailure.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace plantain::net {

namespace {

using base::Error;
using base::ErrorKind;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(HttpJob)
};

Error tlsError(const QString& qtText, const QStringList& problems, const QUrl& url)
{
    const QString reason = problems.isEmpty() ? qtText : problems.first();
    return Error{
        ErrorKind::Tls,
        Text::tr("The secure connection to %1 could not be made: %2").arg(url.host(), reason),
        Text::tr("If your network inspects traffic, choose its certificate file in the "
                 "network settings."),
        (QStringList{qtText} + problems).join("; "_L1)};
}

QString proxySentence(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ProxyConnectionRefusedError:
        return Text::tr("The proxy refused the connection.");
    case QNetworkReply::ProxyNotFoundError:
        return Text::tr("The proxy's address could not be found.");
    case QNetworkReply::ProxyTimeoutError:
        return Text::tr("The proxy did not answer in time.");
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return Text::tr("The proxy wants a user name and a password.");
    default:
        return Text::tr("The proxy broke off the connection.");
    }
}

bool isProxyFailure(QNetworkReply::NetworkError error)
{
    return error >= QNetworkReply::ProxyConnectionRefusedError &&
           error <= QNetworkReply::UnknownProxyError;
}

QString connectionSentence(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
        return Text::tr("%1 refused the connection.");
    case QNetworkReply::HostNotFoundError:
        return Text::tr("%1 could not be found.");
    case QNetworkReply::ContentReSendError:
        return Text::tr("%1 closed the connection without an answer.");
    case QNetworkReply::RemoteHostClosedError:
        return Text::tr("%1 closed the connection before the answer was complete.");
    default:
        return Text::tr("The connection to %1 failed.");
    }
}

} // namespace

Error timeoutError(TimeLimit limit, const QUrl& url)
{
    const QString hint = Text::tr("Try again; the limits are in the network settings.");
    const auto error = [&](const char* text) {
        return Error{ErrorKind::Timeout, Text::tr(text).arg(url.host()), hint, {}};
    };
    switch (limit) {
    case TimeLimit::Connect:
        return error(QT_TRANSLATE_NOOP("HttpJob", "%1 could not be reached in time."));
    case TimeLimit::FirstByte:
        return error(QT_TRANSLATE_NOOP("HttpJob", "%1 did not answer in time."));
    case TimeLimit::Idle:
        return error(QT_TRANSLATE_NOOP("HttpJob", "%1 stopped sending in the middle."));
    case TimeLimit::Total:
        break;
    }
    return error(QT_TRANSLATE_NOOP("HttpJob", "The answer of %1 took too long."));
}

Error tooLongError(const QUrl& url, qint64 limitBytes)
{
    return Error{ErrorKind::BadResponse,
                 Text::tr("The answer of %1 is too large.").arg(url.host()),
                 {},
                 QStringLiteral("more than %1 bytes").arg(limitBytes)};
}

Error badAddressError(const QUrl& url)
{
    return Error{
        ErrorKind::InvalidInput,
        Text::tr("“%1” is not a web address.").arg(url.toDisplayString(QUrl::RemoveUserInfo)),
        Text::tr("It has to begin with https:// or http://."),
        {}};
}

bool isTransportFailure(QNetworkReply::NetworkError error)
{
    return (error > QNetworkReply::NoError && error <= QNetworkReply::UnknownNetworkError) ||
           error == QNetworkReply::ContentReSendError || error == QNetworkReply::ProtocolFailure ||
           error == QNetworkReply::ProtocolUnknownError;
}

bool mayHaveLeft(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::SslHandshakeFailedError:
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return false;
    default:
        return true;
    }
}

Error transportError(QNetworkReply::NetworkError error, const QString& qtText,
                     const QStringList& tlsProblems, const QUrl& url)
{
    if (error == QNetworkReply::SslHandshakeFailedError) {
        return tlsError(qtText, tlsProblems, url);
    }
    if (isProxyFailure(error)) {
        return Error{ErrorKind::Network, proxySentence(error),
                     Text::tr("Check the proxy in the network settings."), qtText};
    }
    if (error == QNetworkReply::ProtocolFailure || error == QNetworkReply::NoError) {
        return Error{ErrorKind::BadResponse,
                     Text::tr("%1 did not give an answer that can be read.").arg(url.host()),
                     {},
                     qtText};
    }
    const ErrorKind kind =
        error == QNetworkReply::TimeoutError ? ErrorKind::Timeout : ErrorKind::Network;
    return Error{kind, connectionSentence(error).arg(url.host()),
                 Text::tr("Check the internet connection and the address."), qtText};
}

} // namespace plantain::net
