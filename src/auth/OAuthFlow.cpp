// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/OAuthFlow.h"

#include "src/base/QtCompat.h"
#include "src/net/HttpFailure.h"
#include "src/net/NetworkFactory.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QOAuth2AuthorizationCodeFlow>
#include <QPointer>
#include <QSslError>
#include <QTimer>
#include <QUrlQuery>

#include <algorithm>

using namespace std::chrono_literals;

namespace plantain::auth {

namespace {

constexpr auto timeLimit = 30s;
constexpr qint64 maxBodyBytes = qint64(1024) * 1024;

/// Qt resets the status itself only after a success.
class CodeFlow : public QOAuth2AuthorizationCodeFlow
{
public:
    using QOAuth2AuthorizationCodeFlow::QOAuth2AuthorizationCodeFlow;
    void reset() { setStatus(Status::NotAuthenticated); }
};

using Parameters = QMultiMap<QString, QVariant>;

/// Qt takes values as they are: a '+' in a token would arrive as a space.
void set(Parameters& parameters, const QString& name, const QString& value)
{
    parameters.replace(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
}

} // namespace

class OAuthFlow::Private
{
public:
    Private(OAuthFlow* owner, const AuthProfile& authProfile, const net::NetworkFactory& network,
            TokenReplyHandler& replyHandler)
        : q(owner)
        , profile(authProfile)
        , handler(replyHandler)
        , manager(network.createManager())
        , flow(manager.get())
    {
        flow.setReplyHandler(&handler);
        flow.setAuthorizationUrl(profile.authorizationEndpoint);
        base::qtcompat::setTokenUrl(flow, profile.tokenEndpoint);
        flow.setModifyParametersFunction(
            [this](QAbstractOAuth::Stage stage, Parameters* parameters) {
                fill(stage, *parameters);
            });
        limit.setSingleShot(true);
        QObject::connect(&limit, &QTimer::timeout, q, [this] {
            timedOut = true;
            abortReply();
        });
        QObject::connect(&handler, &TokenReplyHandler::replied, q,
                         [this](QNetworkReply* reply) { take(reply); });
    }

    void fill(QAbstractOAuth::Stage stage, Parameters& parameters)
    {
        parameters.clear();
        switch (stage) {
        case QAbstractOAuth::Stage::RequestingAuthorization:
            fillAuthorization(parameters);
            break;
        case QAbstractOAuth::Stage::RequestingAccessToken:
            fillExchange(parameters);
            break;
        default:
            fillRefresh(parameters);
            break;
        }
    }

    void setResource(Parameters& parameters)
    {
        if (!profile.resource.isEmpty()) {
            set(parameters, QStringLiteral("resource"), profile.resource);
        }
    }

    void fillAuthorization(Parameters& parameters)
    {
        // Qt drops a query that is part of the endpoint (RFC 6749 section 3.1: it must be kept).
        const auto own = QUrlQuery(profile.authorizationEndpoint).queryItems(QUrl::FullyDecoded);
        for (const auto& [name, value] : own) {
            set(parameters, name, value);
        }
        for (auto it = profile.authorizeParams.cbegin(); it != profile.authorizeParams.cend();
             ++it) {
            set(parameters, it.key(), it.value());
        }
        for (const auto& [name, value] : request.extra) {
            set(parameters, name, value);
        }
        set(parameters, QStringLiteral("response_type"), QStringLiteral("code"));
        set(parameters, QStringLiteral("client_id"), request.clientId);
        set(parameters, QStringLiteral("redirect_uri"), handler.callback());
        set(parameters, QStringLiteral("scope"), profile.scope);
        set(parameters, QStringLiteral("state"),
            QString::fromLatin1(request.secrets.state.reveal()));
        set(parameters, QStringLiteral("nonce"),
            QString::fromLatin1(request.secrets.nonce.reveal()));
        set(parameters, QStringLiteral("code_challenge"),
            QString::fromLatin1(challengeOf(request.secrets.verifier)));
        set(parameters, QStringLiteral("code_challenge_method"), QStringLiteral("S256"));
        setResource(parameters);
    }

    void fillExchange(Parameters& parameters)
    {
        set(parameters, QStringLiteral("grant_type"), QStringLiteral("authorization_code"));
        set(parameters, QStringLiteral("client_id"), tokenClientId);
        set(parameters, QStringLiteral("code"), grantText());
        set(parameters, QStringLiteral("code_verifier"),
            QString::fromLatin1(request.secrets.verifier.reveal()));
        set(parameters, QStringLiteral("redirect_uri"), handler.callback());
        setResource(parameters);
    }

    void fillRefresh(Parameters& parameters)
    {
        set(parameters, QStringLiteral("grant_type"), QStringLiteral("refresh_token"));
        set(parameters, QStringLiteral("client_id"), tokenClientId);
        set(parameters, QStringLiteral("refresh_token"), grantText());
        setResource(parameters);
    }

    QString grantText() const { return QString::fromUtf8(grant.reveal()); }

    bool prepare(TokenUse purpose, const base::Secret& newGrant, const QString& clientId)
    {
        use = purpose;
        grant = newGrant;
        tokenClientId = clientId;
        tlsProblems.clear();
        sent = timedOut = tooLarge = false;
        flow.reset();
        if (!isHttpsOrLoopback(profile.tokenEndpoint)) {
            reportUnsent();
            return false;
        }
        return true;
    }

    /// Qt's flow does not hand its reply out; it is the manager's child that still runs.
    QNetworkReply* runningReply() const
    {
        const auto replies =
            manager->findChildren<QNetworkReply*>(QString(), Qt::FindDirectChildrenOnly);
        const auto running = std::find_if(replies.begin(), replies.end(),
                                          [](QNetworkReply* reply) { return reply->isRunning(); });
        return running == replies.end() ? nullptr : *running;
    }

    void watch()
    {
        current = runningReply();
        QNetworkReply* reply = current;
        QObject::connect(reply, &QNetworkReply::requestSent, q, [this] { sent = true; });
        QObject::connect(reply, &QNetworkReply::sslErrors, q,
                         [this](const QList<QSslError>& errors) {
                             for (const QSslError& error : errors) {
                                 tlsProblems << error.errorString();
                             }
                         });
        QObject::connect(reply, &QNetworkReply::readyRead, q, [this, reply] {
            if (reply->bytesAvailable() > maxBodyBytes) {
                tooLarge = true;
                reply->abort();
            }
        });
        limit.start(timeLimit);
    }

    /// A wrong profile is no reason to try again.
    void reportUnsent()
    {
        const TokenFailure failure{GrantFailure::Configuration,
                                   net::badAddressError(profile.tokenEndpoint),
                                   {},
                                   std::nullopt};
        QMetaObject::invokeMethod(
            q, [this, failure] { emit q->finished(failure); }, Qt::QueuedConnection);
    }

    void abortReply()
    {
        if (current) {
            current->abort();
        }
    }

    void take(QNetworkReply* reply)
    {
        reply->deleteLater();
        if (reply != current) {
            return;
        }
        current.clear();
        limit.stop();
        flow.reset();
        const TokenReply read = readReply(*reply);
        date = read.response.header("Date");
        emit q->finished(judgeTokenReply(read, use));
    }

    TokenReply readReply(QNetworkReply& reply) const
    {
        TokenReply read;
        net::HttpResponse& response = read.response;
        response.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        const auto& pairs = reply.rawHeaderPairs();
        for (const auto& [name, value] : pairs) {
            response.headers.append({name, value});
        }
        response.body = reply.isOpen() ? reply.read(maxBodyBytes) : QByteArray();
        read.mayHaveBeenProcessed = sent && net::mayHaveLeft(reply.error());
        read.transportError = transportErrorOf(reply, response.status);
        return read;
    }

    std::optional<base::Error> transportErrorOf(const QNetworkReply& reply, int status) const
    {
        // The manager's own time limit ends a reply as if it had been cancelled.
        if (timedOut || (!tooLarge && reply.error() == QNetworkReply::OperationCanceledError)) {
            return net::timeoutError(net::TimeLimit::Total, reply.url());
        }
        if (tooLarge) {
            return net::tooLongError(reply.url(), maxBodyBytes);
        }
        // For a redirected POST Qt prepares a second one and fails; the redirect itself is an
        // answer.
        const bool redirect = status >= 300 && status < 400;
        if (status == 0 || (!redirect && net::isTransportFailure(reply.error()))) {
            return net::transportError(reply.error(), reply.errorString(), tlsProblems,
                                       reply.url());
        }
        return std::nullopt;
    }

    OAuthFlow* q;
    AuthProfile profile;
    TokenReplyHandler& handler;
    std::unique_ptr<QNetworkAccessManager> manager;
    CodeFlow flow; // before the manager and the handler in destruction: Qt 6.4 uses both late
    QTimer limit;
    QPointer<QNetworkReply> current;
    AuthorizationRequest request;
    TokenUse use = TokenUse::Exchange;
    base::Secret grant; ///< the code or the refresh token of the request under way
    QString tokenClientId;
    QByteArray date;
    QStringList tlsProblems;
    bool sent = false;
    bool timedOut = false;
    bool tooLarge = false;
};

OAuthFlow::OAuthFlow(const AuthProfile& profile, const net::NetworkFactory& network,
                     TokenReplyHandler& handler)
    : d(std::make_unique<Private>(this, profile, network, handler))
{
}

OAuthFlow::~OAuthFlow()
{
    stop();
}

QUrl OAuthFlow::begin(const AuthorizationRequest& request)
{
    if (!isHttpsOrLoopback(d->profile.authorizationEndpoint)) {
        return {};
    }
    d->request = request;
    // Qt 6.4 would make a state that can be guessed.
    d->flow.setState(QString::fromLatin1(request.secrets.state.reveal()));
    QUrl address;
    const auto once = connect(&d->flow, &QAbstractOAuth::authorizeWithBrowser, this,
                              [&address](const QUrl& url) { address = url; });
    d->flow.grant();
    disconnect(once);
    return address;
}

void OAuthFlow::exchange(const QString& code, const QString& clientId)
{
    if (!d->prepare(TokenUse::Exchange, base::Secret(code.toUtf8()), clientId)) {
        return;
    }
    emit d->handler.callbackReceived(
        {{QStringLiteral("code"), code},
         {QStringLiteral("state"), QString::fromLatin1(d->request.secrets.state.reveal())}});
    d->watch();
}

void OAuthFlow::refresh(const base::Secret& refreshToken, const QString& clientId)
{
    if (!d->prepare(TokenUse::Refresh, refreshToken, clientId)) {
        return;
    }
    // Only a flow that holds some refresh token sends a request; the real one is set by
    // fillRefresh.
    d->flow.setRefreshToken(QStringLiteral("-"));
    base::qtcompat::refresh(d->flow);
    d->watch();
}

void OAuthFlow::stop()
{
    d->limit.stop();
    if (QNetworkReply* reply = d->current) {
        d->current.clear();
        reply->abort();
    }
    d->grant.clear();
    d->request = {};
}

const QByteArray& OAuthFlow::serverDate() const
{
    return d->date;
}

} // namespace plantain::auth
