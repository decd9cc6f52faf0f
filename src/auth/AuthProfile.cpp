// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/AuthProfile.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QRegularExpression>
#include <QSet>

namespace plantain::auth {

using base::Error;
using base::Status;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(AuthProfile)
};

const QLatin1String dynamicEntryPoint{"dynamic_agent_client"};

/// Parameters that the flow sets itself; a profile must not touch them.
const QSet<QString>& protocolParameters()
{
    static const QSet<QString> names{
        QStringLiteral("response_type"),  QStringLiteral("client_id"),
        QStringLiteral("redirect_uri"),   QStringLiteral("scope"),
        QStringLiteral("state"),          QStringLiteral("nonce"),
        QStringLiteral("code_challenge"), QStringLiteral("code_challenge_method"),
        QStringLiteral("resource"),       QStringLiteral("id_token_hint"),
    };
    return names;
}

bool isLoopbackHost(const QString& host)
{
    return host == QLatin1String("localhost") || host == QLatin1String("127.0.0.1") ||
           host == QLatin1String("::1");
}

/// The spelling that RFC 3986 wants in a URL.
QString redirectHostOf(const QString& host)
{
    return host == QLatin1String("::1") ? QStringLiteral("[::1]") : host;
}

bool isPlainPath(const QString& path)
{
    static const QRegularExpression plain(QStringLiteral("^(/[A-Za-z0-9._~-]+)+$"));
    return plain.match(path).hasMatch() && !path.contains(QLatin1String("/../")) &&
           !path.endsWith(QLatin1String("/..")) && !path.contains(QLatin1String("/./")) &&
           !path.endsWith(QLatin1String("/."));
}

QUrl readEndpoint(base::JsonReader& reader, const char* key)
{
    const QString text = reader.string(key);
    const QUrl url(text, QUrl::StrictMode);
    if (!text.isEmpty() && !isHttpsOrLoopback(url)) {
        reader.fail(key, Text::tr("must be an https address (http only on this computer)"));
    }
    return url;
}

QList<quint16> readPorts(base::JsonReader& reader, const QList<quint16>& fallback)
{
    if (!reader.has("redirect_ports")) {
        return fallback;
    }
    QList<quint16> ports;
    const QJsonArray values = reader.array("redirect_ports");
    for (const auto& value : values) {
        const int port = value.toInt(-1);
        if (port < 0 || port > 65535) {
            reader.fail("redirect_ports", Text::tr("must be a list of numbers from 0 to 65535"));
            return fallback;
        }
        ports << static_cast<quint16>(port);
    }
    if (ports.isEmpty()) {
        reader.fail("redirect_ports", Text::tr("must not be empty"));
    }
    return ports;
}

QHash<QString, QString> readTexts(base::JsonReader& reader, const char* key)
{
    QHash<QString, QString> texts;
    const QJsonObject object = reader.object(key);
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!it->isString()) {
            reader.fail(key, Text::tr("%1 must be a text").arg(it.key()));
        }
        texts.insert(it.key(), it->toString());
    }
    return texts;
}

void refuseProtocolParameters(base::JsonReader& reader, const QHash<QString, QString>& parameters)
{
    for (auto it = parameters.begin(); it != parameters.end(); ++it) {
        if (protocolParameters().contains(it.key())) {
            reader.fail("authorize_params", Text::tr("%1 is set by Plantain itself").arg(it.key()));
        }
    }
}

void refuseUnsafeHeaders(base::JsonReader& reader, const QHash<QString, QString>& headers)
{
    static const QRegularExpression name(QStringLiteral("^[A-Za-z0-9-]+$"));
    static const QRegularExpression value(QStringLiteral("^[\\x20-\\x7e]*$"));
    for (auto it = headers.begin(); it != headers.end(); ++it) {
        if (!name.match(it.key()).hasMatch() || !value.match(it.value()).hasMatch() ||
            it.key().compare(QLatin1String("authorization"), Qt::CaseInsensitive) == 0) {
            reader.fail("api_headers", Text::tr("%1 cannot be used as a header").arg(it.key()));
        }
    }
}

void readRedirect(base::JsonReader& reader, AuthProfile& profile)
{
    const QString host = reader.string("redirect_host", profile.redirectHost);
    profile.redirectHost = redirectHostOf(host);
    if (!isLoopbackHost(host) && host != QLatin1String("[::1]")) {
        reader.fail("redirect_host", Text::tr("must be 127.0.0.1, [::1] or localhost"));
    }
    profile.redirectPorts = readPorts(reader, profile.redirectPorts);
    profile.redirectPath = reader.string("redirect_path", profile.redirectPath);
    if (!isPlainPath(profile.redirectPath)) {
        reader.fail("redirect_path",
                    Text::tr("must be a path of letters and digits, like /auth/callback"));
    }
}

void readClient(base::JsonReader& reader, AuthProfile& profile)
{
    profile.dynamicRegistration = reader.boolean("dynamic_registration");
    profile.clientId = reader.requiredString("client_id");
    profile.scope = reader.requiredString("scope").simplified();
    profile.resource = reader.string("resource");
    profile.authorizeParams = readTexts(reader, "authorize_params");
    refuseProtocolParameters(reader, profile.authorizeParams);
}

void readApi(base::JsonReader& reader, AuthProfile& profile)
{
    reader.requiredString("api_base_url");
    QUrl base = readEndpoint(reader, "api_base_url");
    profile.apiBaseUrl = base.adjusted(QUrl::StripTrailingSlash);
    profile.apiHeaders = readTexts(reader, "api_headers");
    refuseUnsafeHeaders(reader, profile.apiHeaders);
}

Status takeRedirectUri(AuthProfile& profile, const QString& text)
{
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != QLatin1String("http") || !isLoopbackHost(url.host()) ||
        !isPlainPath(url.path()) || url.hasQuery() || url.hasFragment() ||
        !url.userInfo().isEmpty()) {
        return Error{base::ErrorKind::InvalidInput,
                     Text::tr("OPENAI_OAUTH_REDIRECT_URI is not an address on this computer."),
                     Text::tr("Use an address like http://127.0.0.1:1455/auth/callback."),
                     {}};
    }
    profile.redirectHost = redirectHostOf(url.host());
    profile.redirectPorts = {static_cast<quint16>(url.port(0))};
    profile.redirectPath = url.path();
    return base::Done{};
}

} // namespace

bool isHttpsOrLoopback(const QUrl& url)
{
    const bool secure = url.scheme() == QLatin1String("https");
    const bool local = url.scheme() == QLatin1String("http") && isLoopbackHost(url.host());
    return url.isValid() && !url.host().isEmpty() && (secure || local) &&
           url.userInfo().isEmpty() && !url.hasFragment();
}

AuthProfile AuthProfile::openAi()
{
    AuthProfile profile;
    profile.name = QStringLiteral("openai");
    profile.issuer = QStringLiteral("https://auth.openai.com");
    profile.authorizationEndpoint =
        QUrl(QStringLiteral("https://auth.openai.com/api/accounts/authorize"));
    profile.tokenEndpoint =
        QUrl(QStringLiteral("https://auth.openai.com/api/accounts/oauth/token"));
    profile.jwksUri = QUrl(QStringLiteral("https://auth.openai.com/.well-known/jwks.json"));
    profile.clientId = dynamicEntryPoint;
    profile.dynamicRegistration = true;
    profile.scope = QStringLiteral("openid profile email offline_access resource.invoke "
                                   "chatgpt.tokens.use.direct");
    profile.resource = QStringLiteral("https://api.openai.com/v1");
    profile.apiBaseUrl = QUrl(profile.resource);
    return profile;
}

base::Result<AuthProfile> AuthProfile::fromJson(const QJsonObject& json)
{
    base::JsonReader reader(json);
    AuthProfile profile;
    profile.name = reader.requiredString("name");
    profile.issuer = reader.requiredString("issuer");
    readEndpoint(reader, "issuer");
    profile.authorizationEndpoint = readEndpoint(reader, "authorization_endpoint");
    profile.tokenEndpoint = readEndpoint(reader, "token_endpoint");
    profile.revocationEndpoint = readEndpoint(reader, "revocation_endpoint");
    profile.jwksUri = readEndpoint(reader, "jwks_uri");
    profile.deviceAuthorizationEndpoint = readEndpoint(reader, "device_authorization_endpoint");
    readClient(reader, profile);
    readRedirect(reader, profile);
    readApi(reader, profile);
    if (reader.error()) {
        return *reader.error();
    }
    return profile;
}

base::Result<AuthProfile> AuthProfile::withEnvironment(const QProcessEnvironment& environment) const
{
    AuthProfile profile = *this;
    const QString ownClient = environment.value(QStringLiteral("OPENAI_OAUTH_CLIENT_ID")).trimmed();
    if (!ownClient.isEmpty()) {
        profile.clientId = ownClient;
        profile.dynamicRegistration = ownClient == dynamicEntryPoint;
    }
    const QString ownRedirect =
        environment.value(QStringLiteral("OPENAI_OAUTH_REDIRECT_URI")).trimmed();
    if (!ownRedirect.isEmpty()) {
        const Status taken = takeRedirectUri(profile, ownRedirect);
        if (!taken) {
            return taken.error();
        }
    }
    return profile;
}

} // namespace plantain::auth
