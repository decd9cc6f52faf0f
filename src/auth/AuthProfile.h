// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Json.h"

#include <QHash>
#include <QList>
#include <QProcessEnvironment>
#include <QString>
#include <QUrl>

namespace plantain::auth {

/// Which authorization server signs people in, and the API its tokens open. Valid by construction:
/// every URL is https, or http on a loopback host. Source: RFC 8414, RFC 8252, OpenAI "Sign in with
/// ChatGPT" (2026-09-29).
struct AuthProfile {
    QString name; ///< "openai" for Sign in with ChatGPT
    QString issuer;
    QUrl authorizationEndpoint; ///< empty: from discovery at the issuer
    QUrl tokenEndpoint;
    QUrl revocationEndpoint;
    QUrl jwksUri;
    QUrl deviceAuthorizationEndpoint; ///< RFC 8628; empty: no sign-in by code
    QString
        clientId; ///< for dynamic registration the entry point, never used at the token endpoint
    bool dynamicRegistration = false;
    QString scope; ///< space separated
    QString resource;
    QString redirectHost = QStringLiteral("127.0.0.1"); ///< 127.0.0.1, [::1] or localhost
    QList<quint16> redirectPorts{1455, 0};              ///< tried in order; 0: any free port
    QString redirectPath = QStringLiteral("/auth/callback");
    QHash<QString, QString> authorizeParams; ///< added to the authorization request
    QUrl apiBaseUrl;                         ///< without a slash at the end
    QHash<QString, QString> apiHeaders;

    /// True for the built-in profile: endpoints must share the issuer's origin, the button says
    /// "Continue with ChatGPT".
    bool isChatGpt() const { return name == QLatin1String("openai"); }
    bool operator==(const AuthProfile&) const = default;

    /// Sign in with ChatGPT, as documented.
    static AuthProfile openAi();
    /// From auth-profile.json. Errors: InvalidInput whose message holds the field's path.
    static base::Result<AuthProfile> fromJson(const QJsonObject& json);
    /// OPENAI_OAUTH_CLIENT_ID and OPENAI_OAUTH_REDIRECT_URI override the client id and the redirect
    /// host, port and path.
    base::Result<AuthProfile> withEnvironment(const QProcessEnvironment& environment) const;
};

/// https, or http on a loopback host; absolute, without user name and fragment (RFC 8252
/// section 8.3).
bool isHttpsOrLoopback(const QUrl& url);

} // namespace plantain::auth
