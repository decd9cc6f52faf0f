// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/auth/AuthProfile.h"
#include "src/auth/Pkce.h"
#include "src/auth/TokenReply.h"

#include <QAbstractOAuthReplyHandler>

#include <memory>

class QNetworkReply;

namespace plantain::net {
class NetworkFactory;
}

namespace plantain::auth {

/// Hands a token endpoint's reply on as it is. Qt's own handlers drop unusual content types and, in
/// Qt 6.4, report no error at all.
class TokenReplyHandler : public QAbstractOAuthReplyHandler
{
    Q_OBJECT

public:
    using QAbstractOAuthReplyHandler::QAbstractOAuthReplyHandler;
    /// The redirect URI; none is needed for a refresh.
    QString callback() const override { return {}; }

public slots:
    void networkReplyFinished(QNetworkReply* reply) override { emit replied(reply); }

signals:
    void replied(QNetworkReply* reply);
};

/// What one authorization request says beside the profile.
struct AuthorizationRequest {
    QString clientId;
    AttemptSecrets secrets;
    QList<std::pair<QString, QString>> extra; ///< ext_agent_host_id, id_token_hint …; undecoded
};

/// The one place that talks to the token endpoint, on Qt's QOAuth2AuthorizationCodeFlow. One
/// request at a time. Every parameter is set here, so that the request is the same with every
/// version of Qt.
class OAuthFlow : public QObject
{
    Q_OBJECT

public:
    /// `profile` must have its endpoints resolved. `handler` is borrowed and must outlive the flow;
    /// `network` is borrowed during construction.
    OAuthFlow(const AuthProfile& profile, const net::NetworkFactory& network,
              TokenReplyHandler& handler);
    ~OAuthFlow() override;

    /// Begins an attempt and gives the address to open. Empty when the profile's endpoint is not
    /// https or loopback.
    QUrl begin(const AuthorizationRequest& request);
    /// Exchanges the code of the attempt; may be repeated when it was certainly not processed.
    void exchange(const QString& code, const QString& clientId);
    void refresh(const base::Secret& refreshToken, const QString& clientId);
    /// Aborts a request under way, without a signal, and forgets the secrets.
    void stop();

    /// The Date header of the last answer.
    const QByteArray& serverDate() const;

signals:
    void finished(const plantain::auth::TokenOutcome& outcome);

private:
    class Private;
    std::unique_ptr<Private> d;
    friend class Private;
};

} // namespace plantain::auth
