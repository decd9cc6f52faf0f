// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/net/NetworkFactory.h"

#include "tests/support/FakeHttpServer.h"
#include "tests/support/JobTesting.h"

#include <gtest/gtest.h>

#include <QAuthenticator>
#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslConfiguration>
#include <QTemporaryDir>

using namespace plantain;
using namespace plantain::net;
using plantain::testing::FakeAnswer;
using plantain::testing::FakeHttpServer;
using plantain::testing::ReceivedRequest;
using plantain::testing::waitFor;

namespace {

/// Uses the manager as a stranger does: no HttpJob, nothing set in the request.
class NetworkFactoryTest : public ::testing::Test
{
protected:
    std::unique_ptr<QNetworkReply> ended(QNetworkReply* reply)
    {
        EXPECT_TRUE(waitFor([&] { return reply->isFinished(); }));
        return std::unique_ptr<QNetworkReply>(reply);
    }
    static QNetworkRequest formRequest(const QUrl& url)
    {
        QNetworkRequest request(url);
        request.setHeader(QNetworkRequest::ContentTypeHeader,
                          QByteArray("application/x-www-form-urlencoded"));
        request.setRawHeader("Authorization", "Bearer secret");
        return request;
    }

    FakeHttpServer server;
    FakeHttpServer other;
    std::unique_ptr<QNetworkAccessManager> manager = NetworkFactory().createManager();
};

base::Error parseError(const QString& proxy, const QString& caFile = {})
{
    const auto options = NetworkOptions::parse(proxy, caFile);
    EXPECT_FALSE(options.ok());
    return options.ok() ? base::Error{} : options.error();
}

} // namespace

TEST_F(NetworkFactoryTest, TellsHonestlyWhoAsks)
{
    server.onAny([](const ReceivedRequest&, FakeAnswer answer) { answer.send(200, "{}"); });
    ended(manager->get(QNetworkRequest(server.url(QStringLiteral("/a")))));
    ASSERT_EQ(server.requests().size(), 1);
    const auto& headers = server.requests().first().headers;
    EXPECT_EQ(headers.value("user-agent"), "Plantain/" PLANTAIN_VERSION);
    EXPECT_EQ(headers.value("accept"), "application/json");
}

TEST_F(NetworkFactoryTest, R6_RedirectsAreNotFollowedAndCredentialsStayHome)
{
    for (const int status : {301, 302, 303, 307, 308}) {
        server.onAny([&](const ReceivedRequest&, FakeAnswer answer) {
            answer.send(status, "", "",
                        {"Location: " + other.url(QStringLiteral("/stolen")).toEncoded()});
        });
        const auto reply = ended(manager->post(formRequest(server.url()), QByteArray("a=b")));
        EXPECT_EQ(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), status);
    }
    EXPECT_EQ(other.requests().size(), 0);
    EXPECT_EQ(other.connections(), 0);
}

TEST_F(NetworkFactoryTest, CookiesAreNotKept)
{
    server.onAny([](const ReceivedRequest&, FakeAnswer answer) {
        answer.send(200, "{}", "application/json", {"Set-Cookie: who=me; Path=/"});
    });
    ended(manager->get(QNetworkRequest(server.url(QStringLiteral("/a")))));
    ended(manager->get(QNetworkRequest(server.url(QStringLiteral("/a")))));
    ASSERT_EQ(server.requests().size(), 2);
    EXPECT_FALSE(server.requests().last().headers.contains("cookie"));
}

TEST_F(NetworkFactoryTest, R6_SilentCloseOfAPostIsNotRepeated)
{
    server.onAny([](const ReceivedRequest&, FakeAnswer answer) { answer.close(); });
    const auto reply = ended(manager->post(formRequest(server.url()), QByteArray("code=once")));
    EXPECT_NE(reply->error(), QNetworkReply::NoError);
    EXPECT_EQ(server.requests().size(), 1);
}

TEST_F(NetworkFactoryTest, R6_ServerThatClosesAKeptConnectionGetsNoSecondPost)
{
    server.onAny([](const ReceivedRequest& request, FakeAnswer answer) {
        if (request.target == "/first") {
            answer.send(200, "{}");
        } else {
            answer.close();
        }
    });
    ended(manager->post(formRequest(server.url(QStringLiteral("/first"))), QByteArray("a=b")));
    ended(manager->post(formRequest(server.url(QStringLiteral("/second"))), QByteArray("a=b")));
    EXPECT_EQ(server.count("/second"), 1);
}

TEST_F(NetworkFactoryTest, AChallengedPostIsSentOnceEvenWhenSomebodyOffersAPassword)
{
    server.onAny([](const ReceivedRequest&, FakeAnswer answer) {
        answer.send(401, "{\"error\":\"invalid_client\"}", "application/json",
                    {"WWW-Authenticate: Basic realm=\"token\""});
    });
    QObject::connect(manager.get(), &QNetworkAccessManager::authenticationRequired,
                     [](QNetworkReply*, QAuthenticator* authenticator) {
                         authenticator->setUser(QStringLiteral("client"));
                         authenticator->setPassword(QString());
                     });
    const auto reply = ended(manager->post(formRequest(server.url()), QByteArray("code=once")));
    EXPECT_EQ(server.requests().size(), 1);
    EXPECT_EQ(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 401);
    EXPECT_EQ(reply->readAll(), "{\"error\":\"invalid_client\"}");
}

TEST_F(NetworkFactoryTest, ASilentServerDoesNotHoldAStrangersRequestForEver)
{
    server.onAny([](const ReceivedRequest&, FakeAnswer) {});
    QNetworkRequest request(server.url());
    request.setTransferTimeout(50);
    const auto reply = ended(manager->get(request));
    EXPECT_EQ(reply->error(), QNetworkReply::OperationCanceledError);
    const std::unique_ptr<QNetworkReply> untouched(manager->get(QNetworkRequest(server.url())));
    EXPECT_EQ(untouched->request().transferTimeout(), 30'000);
}

TEST_F(NetworkFactoryTest, ProxyGetsTheRequestWhenLoopbackMayBeProxied)
{
    NetworkOptions options = *NetworkOptions::parse(
        QStringLiteral("http://user:pass@127.0.0.1:%1").arg(server.port()), {});
    options.proxyLoopback = true;
    manager = NetworkFactory(options).createManager();
    server.onAny([](const ReceivedRequest&, FakeAnswer answer) { answer.send(200, "{}"); });
    ended(manager->post(formRequest(other.url(QStringLiteral("/x"))), QByteArray("a=b")));
    ASSERT_EQ(server.requests().size(), 1);
    EXPECT_EQ(server.requests().first().target, other.url(QStringLiteral("/x")).toEncoded());
    EXPECT_EQ(server.requests().first().headers.value("proxy-authorization"),
              "Basic " + QByteArray("user:pass").toBase64());
    EXPECT_EQ(other.requests().size(), 0);
}

TEST_F(NetworkFactoryTest, NewOptionsHoldForTheManagersThatThereAre)
{
    NetworkFactory factory;
    manager = factory.createManager();
    server.onAny([](const ReceivedRequest&, FakeAnswer answer) { answer.send(200, "{}"); });
    other.onAny([](const ReceivedRequest&, FakeAnswer answer) { answer.send(200, "{}"); });
    ended(manager->get(QNetworkRequest(other.url(QStringLiteral("/direct")))));
    EXPECT_EQ(other.requests().size(), 1);
    NetworkOptions options =
        *NetworkOptions::parse(QStringLiteral("http://127.0.0.1:%1").arg(server.port()), {});
    options.proxyLoopback = true;
    factory.setOptions(options);
    ended(manager->get(QNetworkRequest(other.url(QStringLiteral("/by-proxy")))));
    EXPECT_EQ(other.requests().size(), 1);
    ASSERT_EQ(server.requests().size(), 1);
    EXPECT_EQ(server.requests().first().target, other.url(QStringLiteral("/by-proxy")).toEncoded());
}

TEST_F(NetworkFactoryTest, ProxyPasswordIsForTheProxyAlone)
{
    NetworkOptions options = *NetworkOptions::parse(
        QStringLiteral("http://user:pass@127.0.0.1:%1").arg(server.port()), {});
    options.proxyLoopback = true;
    manager = NetworkFactory(options).createManager();
    server.onAny([](const ReceivedRequest& request, FakeAnswer answer) {
        if (request.headers.contains("proxy-authorization")) {
            answer.raw("HTTP/1.1 502 No tunnel\r\nContent-Length: 0\r\n\r\n");
        } else {
            answer.send(407, "", "", {"Proxy-Authenticate: Basic realm=\"p\""});
        }
    });
    const auto reply =
        ended(manager->get(QNetworkRequest(QUrl(QStringLiteral("https://api.example.org/")))));
    EXPECT_FALSE(reply->request().hasRawHeader("Proxy-Authorization"));
    ASSERT_FALSE(server.requests().isEmpty());
    const ReceivedRequest& last = server.requests().last();
    EXPECT_EQ(last.method, "CONNECT");
    EXPECT_EQ(last.target, "api.example.org:443");
    EXPECT_EQ(last.headers.value("proxy-authorization"),
              "Basic " + QByteArray("user:pass").toBase64());
}

TEST_F(NetworkFactoryTest, LoopbackIsNotProxied)
{
    const auto options =
        NetworkOptions::parse(QStringLiteral("http://127.0.0.1:%1").arg(server.port()), {});
    manager = NetworkFactory(*options).createManager();
    other.onAny([](const ReceivedRequest&, FakeAnswer answer) { answer.send(200, "{}"); });
    ended(manager->get(QNetworkRequest(other.url(QStringLiteral("/x")))));
    EXPECT_EQ(other.requests().size(), 1);
    EXPECT_EQ(server.requests().size(), 0);
}

TEST(NetworkOptions, ParsesProxies)
{
    const auto http = NetworkOptions::parse(QStringLiteral("http://me:p%40ss@proxy.lan:3128"), {});
    ASSERT_TRUE(http.ok());
    EXPECT_EQ(http->proxy->type(), QNetworkProxy::HttpProxy);
    EXPECT_EQ(http->proxy->hostName(), QStringLiteral("proxy.lan"));
    EXPECT_EQ(http->proxy->port(), 3128);
    EXPECT_EQ(http->proxy->user(), QStringLiteral("me"));
    EXPECT_EQ(http->proxy->password(), QStringLiteral("p@ss"));
    const auto socks = NetworkOptions::parse(QStringLiteral("socks5://[::1]:1080"), {});
    ASSERT_TRUE(socks.ok());
    EXPECT_EQ(socks->proxy->type(), QNetworkProxy::Socks5Proxy);
    const auto none = NetworkOptions::parse({}, {});
    ASSERT_TRUE(none.ok());
    EXPECT_FALSE(none->proxy.has_value());
}

TEST(NetworkOptions, RefusesOtherProxiesWithoutShowingThePassword)
{
    for (const QString& address :
         {QStringLiteral("socks://h:1"), QStringLiteral("https://h:1"), QStringLiteral("http://h"),
          QStringLiteral("h:3128"), QStringLiteral("http://:3128"), QStringLiteral("nonsense"),
          QStringLiteral("http://h:99999"), QStringLiteral("ftp://me:hidden@h:1")}) {
        const base::Error error = parseError(address);
        EXPECT_EQ(error.kind, base::ErrorKind::InvalidInput) << address.toStdString();
        EXPECT_FALSE(error.message.contains(QStringLiteral("hidden")));
        EXPECT_FALSE(error.hint.isEmpty());
    }
    EXPECT_TRUE(parseError(QStringLiteral("ftp://me:hidden@h:1"))
                    .message.contains(QStringLiteral("ftp://h:1")));
}

TEST(NetworkOptions, NamesTheExactCertificateFile)
{
    const QTemporaryDir folder;
    const QString absent = folder.filePath(QStringLiteral("absent.pem"));
    EXPECT_TRUE(parseError({}, absent).message.contains(absent));
    const QString noPem = folder.filePath(QStringLiteral("no.pem"));
    QFile file(noPem);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("not a certificate");
    file.close();
    EXPECT_TRUE(parseError({}, noPem).message.contains(noPem));
}

TEST(NetworkOptions, ReadsEveryCertificateOfAPemFile)
{
    const auto known = QSslConfiguration::systemCaCertificates();
    if (known.size() < 2) {
        GTEST_SKIP() << "this machine has no certificates to read";
    }
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("ca.pem"));
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(known.at(0).toPem() + known.at(1).toPem());
    file.close();
    const auto options = NetworkOptions::parse({}, path);
    ASSERT_TRUE(options.ok());
    EXPECT_EQ(options->extraAuthorities, known.mid(0, 2));
}
