// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/PeerProcess.h"
#include "tests/support/Folders.h"

#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QTest>

#include <algorithm>

namespace plantain::testing {

namespace {

QProcessEnvironment with(const QList<QPair<QString, QString>>& variables)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const auto& [name, value] : variables) {
        environment.insert(name, value);
    }
    return environment;
}

QProcessEnvironment oidcEnvironment(const OidcOptions& options)
{
    QList<QPair<QString, QString>> variables{
        {QStringLiteral("AT_TTL"), QString::number(options.accessTokenSeconds)},
        {QStringLiteral("DELTA_MS"), QString::number(options.millisecondsBetweenDeltas)},
        {QStringLiteral("AUTO_LOGIN"), options.autoLogin}};
    if (!options.keyFile.isEmpty()) {
        variables << qMakePair(QStringLiteral("TLS_KEY"), options.keyFile)
                  << qMakePair(QStringLiteral("TLS_CERT"), options.certificateFile)
                  << qMakePair(QStringLiteral("NODE_EXTRA_CA_CERTS"), options.authorityFile);
    }
    if (!options.issuerHost.isEmpty()) {
        variables << qMakePair(QStringLiteral("ISSUER_HOST"), options.issuerHost);
    }
    return with(variables);
}

QList<QJsonObject> objectsOf(const QByteArray& json)
{
    const QJsonArray array = QJsonDocument::fromJson(json).array();
    QList<QJsonObject> objects;
    for (const QJsonValue& value : array) {
        objects.append(value.toObject());
    }
    return objects;
}

} // namespace

QString peersFolder()
{
    return plantain::testing::inSource(QStringLiteral("tests/peers"));
}

QString peersNode()
{
    return peersFolder() + QStringLiteral("/node_modules/.bin/node");
}

PeerProcess::PeerProcess(QStringList arguments, QProcessEnvironment environment)
    : m_arguments(std::move(arguments))
    , m_environment(std::move(environment))
{
}

PeerProcess::~PeerProcess() = default;

bool PeerProcess::start()
{
    m_process = std::make_unique<ChildProcess>(peersNode(), m_arguments, m_environment);
    m_process->start();
    return !m_process->waitForLine([this](const QByteArray& line) { return readLine(line); })
                .isNull();
}

void PeerProcess::stop()
{
    m_process->kill();
    (void)m_process->waitForEnd();
}

PeerProcess::ControlAnswer PeerProcess::control(const QByteArray& method, const QUrl& url,
                                                const QByteArray& body, const QByteArray& bearer)
{
    QNetworkAccessManager manager;
    manager.setProxy(QNetworkProxy::NoProxy);
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    if (!bearer.isEmpty()) {
        request.setRawHeader("Authorization", "Bearer " + bearer);
    }
    const std::unique_ptr<QNetworkReply> reply(manager.sendCustomRequest(request, method, body));
    // The certificate was made for this test.
    reply->ignoreSslErrors();
    (void)QTest::qWaitFor([&reply] { return reply->isFinished(); }, processPatienceMs);
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll()};
}

OidcPeer::OidcPeer(const OidcOptions& options)
    : PeerProcess({peersFolder() + QStringLiteral("/oidc/server.mjs")}, oidcEnvironment(options))
{
}

bool OidcPeer::readLine(const QByteArray& line)
{
    const QJsonObject ready = QJsonDocument::fromJson(line).object();
    m_issuer = ready.value(QLatin1String("issuer")).toString();
    m_address = ready.value(QLatin1String("address")).toString();
    return !m_issuer.isEmpty();
}

QJsonObject OidcPeer::profile() const
{
    return {{QStringLiteral("name"), QStringLiteral("custom")},
            {QStringLiteral("issuer"), m_issuer},
            {QStringLiteral("client_id"), QStringLiteral("app_test_native")},
            {QStringLiteral("dynamic_registration"), false},
            {QStringLiteral("scope"),
             QStringLiteral("openid profile email offline_access resource.invoke "
                            "chatgpt.tokens.use.direct")},
            {QStringLiteral("resource"), QStringLiteral("https://api.openai.com/v1")},
            {QStringLiteral("redirect_ports"), QJsonArray{0}},
            {QStringLiteral("api_base_url"), m_issuer + QStringLiteral("/v1")}};
}

QJsonObject OidcPeer::dynamicProfile() const
{
    QJsonObject profile = this->profile();
    profile.insert(QStringLiteral("client_id"), QStringLiteral("dynamic_agent_client"));
    profile.insert(QStringLiteral("dynamic_registration"), true);
    return profile;
}

void OidcPeer::queueFaults(const QJsonArray& faults)
{
    post(QStringLiteral("/__faults"), QJsonDocument(faults));
}

void OidcPeer::clearFaults()
{
    control("DELETE", QUrl(m_address + QStringLiteral("/__faults")));
}

PeerProcess::ControlAnswer OidcPeer::post(const QString& path, const QJsonDocument& body) const
{
    return control("POST", QUrl(m_address + path), body.toJson());
}

int OidcPeer::revoke(const QString& refreshToken) const
{
    const QJsonObject body{{QStringLiteral("token"), refreshToken},
                           {QStringLiteral("client_id"), QStringLiteral("app_test_native")}};
    return post(QStringLiteral("/oauth/revoke"), QJsonDocument(body)).status;
}

int OidcPeer::refresh(const QString& refreshToken) const
{
    const QJsonObject body{{QStringLiteral("grant_type"), QStringLiteral("refresh_token")},
                           {QStringLiteral("refresh_token"), refreshToken},
                           {QStringLiteral("client_id"), QStringLiteral("app_test_native")}};
    return post(QStringLiteral("/oauth/token"), QJsonDocument(body)).status;
}

QList<QJsonObject> OidcPeer::log() const
{
    return objectsOf(control("GET", QUrl(m_address + QStringLiteral("/__log"))).body);
}

int OidcPeer::count(const QString& path) const
{
    const QList<QJsonObject> entries = log();
    return static_cast<int>(
        std::count_if(entries.cbegin(), entries.cend(), [&path](const QJsonObject& entry) {
            return entry.value(QLatin1String("path")).toString() == path;
        }));
}

QJsonObject OidcPeer::last(const QString& path) const
{
    const QList<QJsonObject> entries = log();
    const auto found =
        std::find_if(entries.crbegin(), entries.crend(), [&path](const QJsonObject& entry) {
            return entry.value(QLatin1String("path")).toString() == path;
        });
    return found == entries.crend() ? QJsonObject() : *found;
}

int OidcPeer::grants(const QString& grantType) const
{
    const QList<QJsonObject> entries = log();
    return static_cast<int>(
        std::count_if(entries.cbegin(), entries.cend(), [&grantType](const QJsonObject& entry) {
            return entry.value(QLatin1String("grant_type")).toString() == grantType;
        }));
}

AiMockPeer::AiMockPeer()
    : PeerProcess({peersFolder() + QStringLiteral("/node_modules/@copilotkit/aimock/dist/cli.js"),
                   QStringLiteral("--port"), QStringLiteral("0"), QStringLiteral("--fixtures"),
                   peersFolder() + QStringLiteral("/aimock"), QStringLiteral("--validate-on-load")},
                  with({{QStringLiteral("AIMOCK_API_KEYS"), key()}}))
{
}

QString AiMockPeer::key()
{
    return QStringLiteral("sk-test-key-of-the-peer");
}

bool AiMockPeer::readLine(const QByteArray& line)
{
    const qsizetype at = line.indexOf("http://127.0.0.1:");
    m_url = at < 0 ? QUrl() : QUrl(QString::fromUtf8(line.mid(at).trimmed()));
    return m_url.isValid();
}

QUrl AiMockPeer::openAiBaseUrl() const
{
    return m_url.resolved(QUrl(QStringLiteral("/v1")));
}

void AiMockPeer::announceIn(QProcessEnvironment& environment) const
{
    environment.insert(QStringLiteral("OPENAI_BASE_URL"), openAiBaseUrl().toString());
    environment.insert(QStringLiteral("GOOGLE_GEMINI_BASE_URL"), googleBaseUrl().toString());
}

QList<QJsonObject> AiMockPeer::journal() const
{
    const QUrl url = m_url.resolved(QUrl(QStringLiteral("/__aimock/journal")));
    return objectsOf(control("GET", url, {}, key().toUtf8()).body);
}

int AiMockPeer::generations() const
{
    const QList<QJsonObject> entries = journal();
    return static_cast<int>(
        std::count_if(entries.cbegin(), entries.cend(), [](const QJsonObject& entry) {
            return entry.value(QLatin1String("method")).toString() == QLatin1String("POST");
        }));
}

ChatOnlyPeer::ChatOnlyPeer(const AiMockPeer& behind)
    : PeerProcess({peersFolder() + QStringLiteral("/aimock/chat-only.mjs"),
                   behind.openAiBaseUrl().toString()},
                  QProcessEnvironment::systemEnvironment())
{
}

bool ChatOnlyPeer::readLine(const QByteArray& line)
{
    m_url = QUrl(QJsonDocument::fromJson(line).object().value(QLatin1String("address")).toString());
    return !m_url.isEmpty();
}

QUrl ChatOnlyPeer::baseUrl() const
{
    return m_url.resolved(QUrl(QStringLiteral("/v1")));
}

} // namespace plantain::testing
