// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sandbox/SandboxClient.h"

#include "tests/support/JobTesting.h"

#include <QJsonArray>
#include <QNetworkProxy>
#include <QRegularExpression>
#include <QUrlQuery>

namespace plantain::testing {

const QString SandboxClient::verifier =
    QStringLiteral("verifier-of-43-characters-for-the-sandbox-te");
const QString SandboxClient::redirectUri = QStringLiteral("http://127.0.0.1:45678/auth/callback");

namespace {

QByteArray encodedForm(const Fields& fields)
{
    QByteArray form;
    for (auto field = fields.cbegin(); field != fields.cend(); ++field) {
        form += (form.isEmpty() ? "" : "&") + field.key().toUtf8() + '=' +
                QUrl::toPercentEncoding(field.value());
    }
    return form;
}

} // namespace

SandboxClient::SandboxClient(const QString& keyFolder)
    : m_provider(keyFolder)
{
    m_provider.listen();
    m_provider.knobs().timePerToken = {};
    m_provider.knobs().timeToFirstToken = {};
    m_manager.setProxy(QNetworkProxy::NoProxy);
    m_manager.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
}

QUrl SandboxClient::url(const QString& path) const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(m_provider.port()).arg(path));
}

QNetworkRequest SandboxClient::request(const QString& path) const
{
    return QNetworkRequest(url(path));
}

WireAnswer SandboxClient::finished(QNetworkReply* reply)
{
    waitFor([reply] { return reply->isFinished(); });
    WireAnswer answer;
    answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.body = reply->readAll();
    answer.location = QUrl::fromEncoded(reply->rawHeader("Location"));
    answer.contentType = reply->rawHeader("Content-Type");
    reply->deleteLater();
    return answer;
}

WireAnswer SandboxClient::get(const QString& path, const QByteArray& bearer)
{
    QNetworkRequest asked = request(path);
    if (!bearer.isEmpty()) {
        asked.setRawHeader("Authorization", "Bearer " + bearer);
    }
    return finished(m_manager.get(asked));
}

WireAnswer SandboxClient::postForm(const QString& path, const Fields& fields)
{
    QNetworkRequest asked = request(path);
    asked.setHeader(QNetworkRequest::ContentTypeHeader, "application/x-www-form-urlencoded");
    return finished(m_manager.post(asked, encodedForm(fields)));
}

WireAnswer SandboxClient::postJson(const QString& path, const QJsonObject& body,
                                   const QByteArray& bearer)
{
    QNetworkRequest asked = request(path);
    asked.setHeader(QNetworkRequest::ContentTypeHeader, "application/json");
    if (!bearer.isEmpty()) {
        asked.setRawHeader("Authorization", "Bearer " + bearer);
    }
    return finished(m_manager.post(asked, QJsonDocument(body).toJson()));
}

WireAnswer SandboxClient::postGemini(const QString& path, const QJsonObject& body,
                                     const QByteArray& key)
{
    QNetworkRequest asked = request(path);
    asked.setHeader(QNetworkRequest::ContentTypeHeader, "application/json");
    asked.setRawHeader("x-goog-api-key", key);
    return finished(m_manager.post(asked, QJsonDocument(body).toJson()));
}

Fields SandboxClient::authorizeFields()
{
    const QByteArray challenge =
        QCryptographicHash::hash(verifier.toUtf8(), QCryptographicHash::Sha256)
            .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    return {{"client_id", "plantain-sandbox"},
            {"response_type", "code"},
            {"redirect_uri", redirectUri},
            {"scope", "openid offline_access chatgpt.tokens.use.direct"},
            {"state", "the-state"},
            {"nonce", "the-nonce"},
            {"code_challenge", QString::fromLatin1(challenge)},
            {"code_challenge_method", "S256"}};
}

WireAnswer SandboxClient::openConsent(const Fields& fields)
{
    return get("/authorize?" + QString::fromLatin1(encodedForm(fields)));
}

WireAnswer SandboxClient::press(const WireAnswer& page, const QString& decision, bool plan)
{
    static const QRegularExpression hidden("name=\"request\" value=\"([^\"]+)\"");
    Fields form{{"request", hidden.match(QString::fromUtf8(page.body)).captured(1)},
                {"decision", decision}};
    if (plan) {
        form.insert("plan", "on");
    }
    return postForm("/authorize", form);
}

WireAnswer SandboxClient::exchange(const QString& code, const QString& codeVerifier)
{
    return postForm("/token", {{"grant_type", "authorization_code"},
                               {"client_id", "plantain-sandbox"},
                               {"code", code},
                               {"redirect_uri", redirectUri},
                               {"code_verifier", codeVerifier}});
}

WireAnswer SandboxClient::refresh(const QString& refreshToken)
{
    return postForm("/token", {{"grant_type", "refresh_token"},
                               {"client_id", "plantain-sandbox"},
                               {"refresh_token", refreshToken}});
}

QJsonObject SandboxClient::signIn(bool plan)
{
    const WireAnswer back = press(openConsent(authorizeFields()), "continue", plan);
    return exchange(QUrlQuery(back.location).queryItemValue("code", QUrl::FullyDecoded), verifier)
        .json();
}

QList<QJsonObject> recordsOf(const QByteArray& stream)
{
    QList<QJsonObject> records;
    const QList<QByteArray> lines = stream.split('\n');
    for (const QByteArray& line : lines) {
        if (line.startsWith("data: {")) {
            records << QJsonDocument::fromJson(line.mid(6)).object();
        }
    }
    return records;
}

QJsonObject accountBody(const QString& prompt)
{
    const QJsonObject part{{"type", "input_text"}, {"text", prompt}};
    const QJsonObject message{{"type", "message"}, {"role", "user"}, {"content", QJsonArray{part}}};
    return {{"model", "gpt-6.1-sol"},
            {"store", false},
            {"stream", true},
            {"input", QJsonArray{message}}};
}

} // namespace plantain::testing
