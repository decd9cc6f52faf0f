// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/sandbox/SandboxOAuth.h"

#include "src/sandbox/SandboxPage.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>
#include <QUuid>

#include <algorithm>

namespace plantain::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QLatin1String account{"ada@sandbox.example"};
constexpr QLatin1String planScope{"chatgpt.tokens.use.direct"};
constexpr qint64 requestLifetime = 600;
constexpr qint64 codeLifetime = 60;
constexpr qint64 refreshTokenLifetime = qint64(30) * 24 * 3600;
constexpr qint64 refreshMargin = 360; ///< a refresh is accepted this long before expiry

using Fields = QHash<QString, QString>;

qint64 nowSeconds()
{
    return QDateTime::currentSecsSinceEpoch();
}

struct Text {
    Q_DECLARE_TR_FUNCTIONS(SandboxOAuth)
};

void sendJson(const PracticeReply& reply, int status, const QJsonObject& body)
{
    reply.send(status, "application/json", QJsonDocument(body).toJson(QJsonDocument::Compact));
}

void sendGrantError(const PracticeReply& reply, const QString& code, const QString& why)
{
    sendJson(reply, 400, {{u"error"_s, code}, {u"error_description"_s, "Sandbox: "_L1 + why}});
}

void sendPage(const PracticeReply& reply, int status, const QByteArray& html)
{
    // No form-action: browsers apply it to the redirect that follows, which goes to another port.
    reply.send(status, "text/html; charset=utf-8", html,
               {{"Content-Security-Policy",
                 "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; "
                 "base-uri 'none'"},
                {"Referrer-Policy", "no-referrer"},
                {"X-Content-Type-Options", "nosniff"}});
}

bool isLoopback(const QUrl& url)
{
    return url.scheme() == "http"_L1 && url.port() > 0 && !url.hasQuery() && !url.hasFragment() &&
           (url.host() == "127.0.0.1"_L1 || url.host() == "::1"_L1 || url.host() == "localhost"_L1);
}

/// RFC 9207: the issuer goes along with every answer.
void redirectBack(const PracticeReply& reply, const QString& redirectUri, const Fields& fields)
{
    QByteArray location =
        redirectUri.toUtf8() + "?iss=" + QUrl::toPercentEncoding(SandboxOAuth::issuer);
    for (auto field = fields.cbegin(); field != fields.cend(); ++field) {
        location += '&' + field.key().toUtf8() + '=' + QUrl::toPercentEncoding(field.value());
    }
    reply.send(303, {}, {}, {{"Location", location}, {"Referrer-Policy", "no-referrer"}});
}

QString challengeOf(const QString& verifier)
{
    return QString::fromLatin1(
        QCryptographicHash::hash(verifier.toUtf8(), QCryptographicHash::Sha256)
            .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

/// What is wrong with an authorization request, apart from where it wants its answer.
QString problemWith(const Fields& query)
{
    if (query.value(u"response_type"_s) != "code"_L1) {
        return u"response_type must be code"_s;
    }
    if (query.value(u"code_challenge_method"_s) != "S256"_L1 ||
        query.value(u"code_challenge"_s).size() != 43) {
        return u"PKCE with S256 is required"_s;
    }
    if (query.value(u"state"_s).isEmpty()) {
        return u"state is missing"_s;
    }
    return {};
}

QString grantedScope(const QString& asked, bool plan)
{
    QStringList words = asked.split(u' ', Qt::SkipEmptyParts);
    words.removeIf([plan](const QString& word) { return word == planScope && !plan; });
    return words.join(u' ');
}

QString familyOf(const QJsonObject& claims)
{
    return claims.value("family"_L1).toString();
}

} // namespace

SandboxOAuth::SandboxOAuth(SandboxKeys& keys, const SandboxKnobs& knobs)
    : m_keys(keys)
    , m_knobs(knobs)
{
}

bool SandboxOAuth::handle(const PracticeRequest& request, const PracticeReply& reply)
{
    const bool posted = request.method == "POST";
    if (request.path == "/authorize") {
        posted ? decide(request, reply) : showConsent(request, reply);
    } else if (request.path == "/token" && posted) {
        giveTokens(request, reply);
    } else if (request.path == "/revoke" && posted) {
        revoke(request, reply);
    } else if (request.path == "/jwks") {
        sendJson(reply, 200, m_keys.publicKeySet());
    } else {
        return false;
    }
    return true;
}

void SandboxOAuth::showConsent(const PracticeRequest& request, const PracticeReply& reply)
{
    const Fields query = request.queryFields();
    const QString redirectUri = query.value(u"redirect_uri"_s);
    if (query.value(u"client_id"_s) != clientId || !isLoopback(QUrl(redirectUri))) {
        sendPage(reply, 400,
                 errorPageHtml(Text::tr("The program that sent you here is not known to the "
                                        "Sandbox, or wants its answer sent elsewhere.")));
        return;
    }
    if (const QString problem = problemWith(query); !problem.isEmpty()) {
        redirectBack(reply, redirectUri,
                     {{u"error"_s, u"invalid_request"_s},
                      {u"error_description"_s, "Sandbox: "_L1 + problem},
                      {u"state"_s, query.value(u"state"_s)}});
        return;
    }
    const QString scopeAsked = query.value(u"scope"_s);
    ConsentPage page;
    page.appName = query.value(u"agent_name_hint"_s, u"Plantain"_s).left(60);
    page.account = account;
    page.offersPlan = scopeAsked.contains(planScope);
    page.sealedRequest = m_keys.sealed({{u"type"_s, u"request"_s},
                                        {u"expires"_s, nowSeconds() + requestLifetime},
                                        {u"redirect_uri"_s, redirectUri},
                                        {u"state"_s, query.value(u"state"_s)},
                                        {u"nonce"_s, query.value(u"nonce"_s)},
                                        {u"challenge"_s, query.value(u"code_challenge"_s)},
                                        {u"scope"_s, scopeAsked}});
    sendPage(reply, 200, consentPageHtml(page));
}

void SandboxOAuth::decide(const PracticeRequest& request, const PracticeReply& reply)
{
    const Fields form = request.formFields();
    const auto asked = openedAs(u"request"_s, form.value(u"request"_s));
    if (!asked) {
        sendPage(reply, 400,
                 errorPageHtml(Text::tr("This page is too old. Start the sign-in again.")));
        return;
    }
    const QString redirectUri = asked->value("redirect_uri"_L1).toString();
    const QString state = asked->value("state"_L1).toString();
    if (form.value(u"decision"_s) != "continue"_L1) {
        redirectBack(reply, redirectUri, {{u"error"_s, u"access_denied"_s}, {u"state"_s, state}});
        return;
    }
    const bool plan = m_knobs.grantPlan && form.contains(u"plan"_s);
    QJsonObject code = *asked;
    code.insert(u"type"_s, u"code"_s);
    code.insert(u"expires"_s, nowSeconds() + codeLifetime);
    code.insert(u"id"_s, QUuid::createUuid().toString(QUuid::WithoutBraces));
    code.insert(u"scope"_s, grantedScope(asked->value("scope"_L1).toString(), plan));
    redirectBack(reply, redirectUri, {{u"code"_s, m_keys.sealed(code)}, {u"state"_s, state}});
}

void SandboxOAuth::giveTokens(const PracticeRequest& request, const PracticeReply& reply)
{
    const Fields form = request.formFields();
    if (form.value(u"client_id"_s) != clientId) {
        sendJson(reply, 401, {{u"error"_s, u"invalid_client"_s}});
    } else if (form.value(u"grant_type"_s) == "authorization_code"_L1) {
        exchange(form, reply);
    } else if (form.value(u"grant_type"_s) == "refresh_token"_L1) {
        refresh(form, reply);
    } else {
        sendGrantError(reply, u"unsupported_grant_type"_s, u"this grant is not known"_s);
    }
}

void SandboxOAuth::exchange(const Fields& form, const PracticeReply& reply)
{
    const auto code = openedAs(u"code"_s, form.value(u"code"_s));
    if (!code || m_usedCodes.contains(code->value("id"_L1).toString())) {
        sendGrantError(reply, u"invalid_grant"_s, u"the code is not valid any more"_s);
        return;
    }
    m_usedCodes.insert(code->value("id"_L1).toString());
    if (code->value("redirect_uri"_L1).toString() != form.value(u"redirect_uri"_s) ||
        code->value("challenge"_L1).toString() != challengeOf(form.value(u"code_verifier"_s))) {
        sendGrantError(reply, u"invalid_grant"_s, u"redirect_uri or code_verifier do not match"_s);
        return;
    }
    const QString family = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_generations.insert(family, 1);
    QJsonObject answer = tokenAnswer(family, 1, code->value("scope"_L1).toString());
    answer.insert(u"id_token"_s,
                  m_keys.signedIdToken({{u"iss"_s, issuer},
                                        {u"aud"_s, QJsonArray{clientId}}, // as the real service
                                        {u"azp"_s, clientId},
                                        {u"sub"_s, u"sandbox-user-ada"_s},
                                        {u"email"_s, account},
                                        {u"email_verified"_s, true},
                                        {u"name"_s, u"Ada (Sandbox)"_s},
                                        {u"nonce"_s, code->value("nonce"_L1)},
                                        {u"iat"_s, nowSeconds()},
                                        {u"exp"_s, nowSeconds() + 3600}}));
    sendJson(reply, 200, answer);
}

void SandboxOAuth::refresh(const Fields& form, const PracticeReply& reply)
{
    const auto token = openedAs(u"refresh"_s, form.value(u"refresh_token"_s));
    if (!token || m_revokedFamilies.contains(familyOf(*token))) {
        sendGrantError(reply, u"invalid_grant"_s, u"the refresh token is not valid any more"_s);
        return;
    }
    const int generation = token->value("generation"_L1).toInt();
    const bool early = nowSeconds() < token->value("not_before"_L1).toInteger();
    if (early || generation < m_generations.value(familyOf(*token), generation)) {
        m_revokedFamilies.insert(familyOf(*token));
        sendGrantError(reply, u"invalid_grant"_s,
                       early ? u"refreshed before earliest_refresh_at"_s
                             : u"the refresh token was used before"_s);
        return;
    }
    m_generations.insert(familyOf(*token), generation + 1);
    sendJson(reply, 200,
             tokenAnswer(familyOf(*token), generation + 1, token->value("scope"_L1).toString()));
}

QJsonObject SandboxOAuth::tokenAnswer(const QString& family, int generation,
                                      const QString& granted) const
{
    const qint64 lifetime = m_knobs.accessTokenLifetime.count();
    const qint64 earliest = nowSeconds() + std::max<qint64>(0, lifetime - refreshMargin);
    const QString accessToken = m_keys.sealed({{u"type"_s, u"access"_s},
                                               {u"family"_s, family},
                                               {u"generation"_s, generation},
                                               {u"scope"_s, granted},
                                               {u"expires"_s, nowSeconds() + lifetime}});
    const QString refreshToken =
        m_keys.sealed({{u"type"_s, u"refresh"_s},
                       {u"family"_s, family},
                       {u"generation"_s, generation},
                       {u"scope"_s, granted},
                       {u"not_before"_s, earliest},
                       {u"expires"_s, nowSeconds() + refreshTokenLifetime}});
    return {{u"access_token"_s, accessToken},
            {u"refresh_token"_s, refreshToken},
            {u"token_type"_s, u"Bearer"_s},
            {u"expires_in"_s, lifetime},
            {u"scope"_s, granted},
            {u"earliest_refresh_at"_s, earliest}};
}

void SandboxOAuth::revoke(const PracticeRequest& request, const PracticeReply& reply)
{
    const auto token = m_keys.opened(request.formFields().value(u"token"_s));
    if (token) {
        m_revokedFamilies.insert(familyOf(*token));
    }
    reply.send(200, {}, {}); // RFC 7009: also for what is not a token
}

std::optional<QJsonObject> SandboxOAuth::openedAs(const QString& type, const QString& token) const
{
    auto claims = m_keys.opened(token);
    const bool good = claims && claims->value("type"_L1).toString() == type &&
                      claims->value("expires"_L1).toInteger() > nowSeconds();
    return good ? claims : std::nullopt;
}

std::optional<PracticeAccess> SandboxOAuth::access(const QString& accessToken)
{
    const auto claims = m_keys.opened(accessToken);
    if (!claims || claims->value("type"_L1).toString() != "access"_L1 ||
        m_revokedFamilies.contains(familyOf(*claims))) {
        return std::nullopt;
    }
    return PracticeAccess{claims->value("expires"_L1).toInteger() <= nowSeconds(),
                          claims->value("scope"_L1).toString().contains(planScope)};
}

} // namespace plantain::sandbox
