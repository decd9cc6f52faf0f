// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Browsing.h"
#include "tests/support/Folders.h"

#include "tests/support/PeerProcess.h"

#include <QDir>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>
#include <QNetworkReply>
#include <QTest>

namespace plantain::testing {

namespace {

QStringList strings(const QJsonObject& json, const char* name)
{
    QStringList list;
    const QJsonArray array = json.value(QLatin1String(name)).toArray();
    for (const QJsonValue& value : array) {
        list.append(value.toString());
    }
    return list;
}

QJsonObject toJson(const QUrl& url, const BrowserWish& wish)
{
    QJsonObject json{{QStringLiteral("url"), QString::fromUtf8(url.toEncoded())},
                     {QStringLiteral("login"), wish.login},
                     {QStringLiteral("decline"), wish.decline},
                     {QStringLiteral("javaScript"), wish.javaScript},
                     {QStringLiteral("dark"), wish.dark}};
    if (!wish.screenshot.isEmpty()) {
        json.insert(QStringLiteral("screenshot"), wish.screenshot);
    }
    return json;
}

int statusOf(const QNetworkReply& reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

std::unique_ptr<QNetworkReply> get(QNetworkAccessManager& manager, const QUrl& url)
{
    QNetworkRequest request(url);
    request.setRawHeader("Accept", "text/html");
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    std::unique_ptr<QNetworkReply> reply(manager.get(request));
    // The certificate was made for this test.
    QObject::connect(reply.get(), &QNetworkReply::sslErrors, reply.get(),
                     [waiting = reply.get()] { waiting->ignoreSslErrors(); });
    (void)QTest::qWaitFor([&reply] { return reply->isFinished(); }, processPatienceMs);
    return reply;
}

class ProxyForOthers final : public QNetworkProxyFactory
{
public:
    explicit ProxyForOthers(quint16 port)
        : m_port(port)
    {
    }
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& query) override
    {
        if (m_port == 0 || query.peerHostName() == QLatin1String("127.0.0.1")) {
            return {QNetworkProxy::NoProxy};
        }
        return {QNetworkProxy(QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), m_port)};
    }

private:
    quint16 m_port;
};

/// As a browser does, from https to http as well. Stops before an address that begins with
/// `prefix`, where one is given.
VisitedPage follow(const QUrl& url, const QString& prefix, quint16 proxyPort)
{
    constexpr int mostRedirects = 20;
    QNetworkAccessManager manager;
    manager.setProxyFactory(new ProxyForOthers(proxyPort));
    QUrl next = url;
    for (int count = 0; count < mostRedirects; ++count) {
        if (!prefix.isEmpty() && next.toString().startsWith(prefix)) {
            return {next, 0, {}};
        }
        const auto reply = get(manager, next);
        const QUrl target = reply->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl();
        if (target.isEmpty()) {
            return {reply->url(), statusOf(*reply), reply->readAll()};
        }
        next = next.resolved(target);
    }
    return {};
}

} // namespace

VisitedPage visit(const QUrl& url, quint16 proxyPort)
{
    return follow(url, {}, proxyPort);
}

QUrl visitUntil(const QUrl& url, const QString& prefix)
{
    return follow(url, prefix, 0).url;
}

BrowserReport browse(const QUrl& url, const BrowserWish& wish)
{
    const QByteArray argument = QJsonDocument(toJson(url, wish)).toJson(QJsonDocument::Compact);
    ChildProcess process(
        peersNode(), {peersFolder() + QStringLiteral("/browser.mjs"), QString::fromUtf8(argument)},
        QProcessEnvironment::systemEnvironment());
    process.start();
    (void)process.waitForEnd();
    const QList<QJsonObject> lines = process.jsonLines();
    if (process.exitCode() != 0 || lines.isEmpty()) {
        BrowserReport failed;
        failed.problem = process.transcript();
        return failed;
    }
    const QJsonObject& json = lines.last();
    return {true,
            {},
            QUrl(json.value(QLatin1String("finalUrl")).toString()),
            json.value(QLatin1String("title")).toString(),
            json.value(QLatin1String("text")).toString(),
            json.value(QLatin1String("language")).toString(),
            strings(json, "history"),
            strings(json, "visited"),
            strings(json, "foreignRequests"),
            strings(json, "errors")};
}

QString pictureFile(const QString& name)
{
    const QDir folder(plantain::testing::inBuild(QStringLiteral("walk")));
    folder.mkpath(QStringLiteral("."));
    return folder.filePath(name);
}

} // namespace plantain::testing
