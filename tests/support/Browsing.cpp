// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Browsing.h"

#include "tests/support/PeerProcess.h"

#include <QDir>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
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

} // namespace

VisitedPage visit(const QUrl& url)
{
    QNetworkAccessManager manager;
    manager.setProxy(QNetworkProxy::NoProxy);
    QNetworkRequest request(url);
    request.setRawHeader("Accept", "text/html");
    const std::unique_ptr<QNetworkReply> reply(manager.get(request));
    QObject::connect(reply.get(), &QNetworkReply::sslErrors, reply.get(),
                     [&reply] { reply->ignoreSslErrors(); });
    (void)QTest::qWaitFor([&reply] { return reply->isFinished(); }, processPatienceMs);
    return {reply->url(), reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
            reply->readAll()};
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
    const QDir folder(QStringLiteral(PLANTAIN_BINARY_DIR "/walk"));
    folder.mkpath(QStringLiteral("."));
    return folder.filePath(name);
}

} // namespace plantain::testing
