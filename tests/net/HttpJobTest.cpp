// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/net/HttpJob.h"

#include "src/net/NetworkFactory.h"
#include "tests/support/FakeHttpServer.h"
#include "tests/support/JobTesting.h"

#include <gtest/gtest.h>

#include <QNetworkAccessManager>
#include <QSignalSpy>

using namespace plantain;
using namespace plantain::net;
using namespace std::chrono_literals;
using plantain::testing::FakeAnswer;
using plantain::testing::FakeHttpServer;
using plantain::testing::ReceivedRequest;
using plantain::testing::resultOf;
using plantain::testing::runToEnd;
using plantain::testing::waitFor;

namespace {

class HttpJobTest : public ::testing::Test
{
protected:
    HttpRequest get(const QString& path = QStringLiteral("/thing"))
    {
        HttpRequest request;
        request.url = server.url(path);
        return request;
    }
    HttpRequest post(const QByteArray& body)
    {
        HttpRequest request = get();
        request.method = "POST";
        request.headers = {{"Content-Type", "application/json"}};
        request.body = body;
        return request;
    }
    base::JobPtr<HttpJob> job(HttpRequest request)
    {
        return base::makeJob<HttpJob>(*manager, std::move(request));
    }

    FakeHttpServer server;
    std::unique_ptr<QNetworkAccessManager> manager = NetworkFactory().createManager();
};

} // namespace

TEST_F(HttpJobTest, GivesStatusHeadersAndBody)
{
    server.on("/thing", [](const ReceivedRequest&, FakeAnswer answer) {
        answer.send(200, "hello", "text/plain", {"X-Request-Id: r1"});
    });
    const auto result = resultOf(job(get()));
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(result->status, 200);
    EXPECT_EQ(result->body, "hello");
    EXPECT_EQ(result->header("x-request-ID"), "r1");
    EXPECT_EQ(result->header("absent"), "");
}

TEST_F(HttpJobTest, EveryStatusIsAnAnswer)
{
    for (const int status :
         {201, 301, 307, 400, 401, 403, 404, 407, 409, 418, 429, 500, 503, 529}) {
        server.on("/thing", [status](const ReceivedRequest&, FakeAnswer answer) {
            answer.send(status, "body", "text/plain", {"Location: /other", "Retry-After: 7"});
        });
        const auto result = resultOf(job(get()));
        ASSERT_TRUE(result.ok()) << status;
        EXPECT_EQ(result->status, status);
        EXPECT_EQ(result->body, "body") << status;
        EXPECT_EQ(result->header("Retry-After"), "7") << status;
    }
    EXPECT_EQ(server.count("/other"), 0);
}

TEST_F(HttpJobTest, R6_ARedirectedPostIsAnAnswerAndNotSentAgain)
{
    for (const int status : {301, 302, 303, 307, 308}) {
        server.on("/thing", [status](const ReceivedRequest&, FakeAnswer answer) {
            answer.send(status, "", "", {"Location: /other"});
        });
        const int before = server.count("/thing");
        const auto result = resultOf(job(post("{}")));
        ASSERT_TRUE(result.ok()) << status;
        EXPECT_EQ(result->status, status);
        EXPECT_EQ(result->header("location"), "/other");
        EXPECT_EQ(server.count("/thing") - before, 1);
    }
    EXPECT_EQ(server.count("/other"), 0);
}

TEST_F(HttpJobTest, PostsTheBodyByteForByte)
{
    QByteArray body(3'000'000, 'x');
    body.replace(0, 4, QByteArray("\0\xff\r\n", 4));
    server.on("/thing", [](const ReceivedRequest&, FakeAnswer answer) { answer.send(200, "{}"); });
    const auto sending = job(post(body));
    const auto result = resultOf(sending);
    ASSERT_TRUE(result.ok());
    ASSERT_EQ(server.requests().size(), 1);
    EXPECT_EQ(server.requests().first().body, body);
    EXPECT_EQ(server.requests().first().headers.value("content-type"), "application/json");
    EXPECT_TRUE(sending->mayHaveBeenProcessed());
}

TEST_F(HttpJobTest, OtherMethodsWork)
{
    server.on("/thing", [](const ReceivedRequest& request, FakeAnswer answer) {
        answer.send(200, request.method + ' ' + request.body);
    });
    HttpRequest request = post("b");
    request.method = "PUT";
    EXPECT_EQ(resultOf(job(request))->body, "PUT b");
}

TEST_F(HttpJobTest, R6_SilentCloseGivesOnePostAndAnError)
{
    server.on("/thing", [](const ReceivedRequest&, FakeAnswer answer) { answer.close(); });
    for (const QByteArray& body :
         {QByteArray("{\"a\":1}"), QByteArray(400'000, 'b'), QByteArray()}) {
        const auto before = server.requests().size();
        const auto sending = job(post(body));
        const auto result = resultOf(sending);
        ASSERT_FALSE(result.ok());
        EXPECT_EQ(result.error().kind, base::ErrorKind::Network);
        EXPECT_TRUE(sending->mayHaveBeenProcessed());
        EXPECT_EQ(server.requests().size() - before, 1) << body.size();
    }
}

TEST_F(HttpJobTest, R6_ResetConnectionGivesOnePost)
{
    server.on("/thing", [](const ReceivedRequest&, FakeAnswer answer) { answer.drop(); });
    const auto sending = job(post("{}"));
    EXPECT_FALSE(resultOf(sending).ok());
    EXPECT_TRUE(sending->mayHaveBeenProcessed());
    EXPECT_EQ(server.requests().size(), 1);
}

TEST_F(HttpJobTest, RefusedConnectionWasCertainlyNotProcessed)
{
    const HttpRequest request = post("{}");
    server.shutDown();
    const auto sending = job(request);
    const auto result = resultOf(sending);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, base::ErrorKind::Network);
    EXPECT_TRUE(result.error().message.contains(QStringLiteral("127.0.0.1")));
    EXPECT_FALSE(sending->mayHaveBeenProcessed());
}

TEST_F(HttpJobTest, FailedHandshakeNamesTheReasonAndWasNotProcessed)
{
    HttpRequest request = post("{}");
    request.url.setScheme(QStringLiteral("https"));
    server.onAny([](const ReceivedRequest&, FakeAnswer answer) { answer.close(); });
    QTcpServer notTls;
    notTls.listen(QHostAddress::LocalHost);
    QObject::connect(&notTls, &QTcpServer::newConnection, [&notTls] {
        QTcpSocket* socket = notTls.nextPendingConnection();
        QObject::connect(socket, &QTcpSocket::readyRead, [socket] {
            socket->write("HTTP/1.1 400 No TLS here\r\n\r\n");
            socket->disconnectFromHost();
        });
    });
    request.url.setPort(notTls.serverPort());
    const auto sending = job(request);
    const auto result = resultOf(sending);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, base::ErrorKind::Tls);
    EXPECT_TRUE(result.error().message.contains(QStringLiteral("wrong version number")))
        << result.error().message.toStdString();
    EXPECT_FALSE(sending->mayHaveBeenProcessed());
}

TEST_F(HttpJobTest, FirstByteLimitEndsAsTimeout)
{
    server.on("/thing", [](const ReceivedRequest&, FakeAnswer) {});
    HttpRequest request = post("{}");
    request.timeouts.firstByte = 80ms;
    const auto sending = job(request);
    const auto result = resultOf(sending);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, base::ErrorKind::Timeout);
    EXPECT_TRUE(sending->mayHaveBeenProcessed());
}

TEST_F(HttpJobTest, R5_IdleLimitIsResetByEveryByte)
{
    QTimer dribble;
    int left = 8;
    server.on("/thing", [&](const ReceivedRequest&, FakeAnswer answer) {
        answer.beginChunked();
        QObject::connect(&dribble, &QTimer::timeout, [answer, &left, &dribble] {
            answer.chunk(".");
            if (--left == 0) {
                dribble.stop();
            }
        });
        dribble.start(60ms);
    });
    HttpRequest request = get();
    request.timeouts.idle = 300ms;
    request.streamed = true;
    const auto sending = job(request);
    QByteArray received;
    QObject::connect(sending.get(), &HttpJob::chunkReceived,
                     [&](const QByteArray& chunk) { received += chunk; });
    const auto result = resultOf(sending);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, base::ErrorKind::Timeout);
    EXPECT_EQ(received, "........");
}

TEST_F(HttpJobTest, TotalLimitEndsALivelyAnswer)
{
    QTimer dribble;
    server.on("/thing", [&](const ReceivedRequest&, FakeAnswer answer) {
        answer.beginChunked();
        QObject::connect(&dribble, &QTimer::timeout, [answer] { answer.chunk("."); });
        dribble.start(20ms);
    });
    HttpRequest request = get();
    request.timeouts.total = 200ms;
    const auto result = resultOf(job(request));
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, base::ErrorKind::Timeout);
}

TEST_F(HttpJobTest, StreamsChunksAsTheyArriveAndKeepsNone)
{
    FakeAnswer* open = nullptr;
    std::optional<FakeAnswer> kept;
    server.on("/thing", [&](const ReceivedRequest& request, FakeAnswer answer) {
        EXPECT_EQ(request.headers.value("accept-encoding"), "identity");
        answer.beginChunked(200, {}); // no Content-Type: it must not matter
        answer.chunk("one");
        kept = answer;
        open = &*kept;
    });
    HttpRequest request = get();
    request.streamed = true;
    const auto sending = job(request);
    QByteArray received;
    int heads = 0;
    QObject::connect(sending.get(), &HttpJob::headReceived, [&](const HttpResponse& head) {
        ++heads;
        EXPECT_EQ(head.status, 200);
    });
    QObject::connect(sending.get(), &HttpJob::chunkReceived,
                     [&](const QByteArray& chunk) { received += chunk; });
    sending->start();
    ASSERT_TRUE(waitFor([&] { return received == "one"; }));
    open->chunk("two");
    ASSERT_TRUE(waitFor([&] { return received == "onetwo"; }));
    open->endChunked();
    ASSERT_TRUE(waitFor([&] { return sending->isFinished(); }));
    ASSERT_TRUE(sending->result().ok());
    EXPECT_EQ(sending->result()->body, "");
    EXPECT_EQ(heads, 1);
}

TEST_F(HttpJobTest, AnErrorBodyOfAStreamedRequestIsCollected)
{
    server.on("/thing", [](const ReceivedRequest&, FakeAnswer answer) {
        answer.send(429, "{\"error\":{}}");
    });
    HttpRequest request = get();
    request.streamed = true;
    const auto sending = job(request);
    QSignalSpy chunks(sending.get(), &HttpJob::chunkReceived);
    EXPECT_EQ(resultOf(sending)->body, "{\"error\":{}}");
    EXPECT_EQ(chunks.count(), 0);
}

TEST_F(HttpJobTest, LargeStreamArrivesWhole)
{
    const QByteArray part(100'000, 'p');
    server.on("/thing", [&](const ReceivedRequest&, FakeAnswer answer) {
        answer.beginChunked();
        for (int i = 0; i < 100; ++i) {
            answer.chunk(part);
        }
        answer.endChunked();
    });
    HttpRequest request = get();
    request.streamed = true;
    const auto sending = job(request);
    qint64 received = 0;
    QObject::connect(sending.get(), &HttpJob::chunkReceived,
                     [&](const QByteArray& chunk) { received += chunk.size(); });
    ASSERT_TRUE(resultOf(sending).ok());
    EXPECT_EQ(received, 10'000'000);
}

TEST_F(HttpJobTest, TooLongABodyIsRefused)
{
    server.on("/thing", [](const ReceivedRequest&, FakeAnswer answer) {
        answer.send(200, QByteArray(5000, 'x'));
    });
    HttpRequest request = get();
    request.maxBodyBytes = 4999;
    const auto result = resultOf(job(request));
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, base::ErrorKind::BadResponse);
}

TEST_F(HttpJobTest, ACutBodyOfKnownLengthIsAnError)
{
    server.on("/thing", [](const ReceivedRequest&, FakeAnswer answer) {
        answer.raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        answer.close();
    });
    const auto result = resultOf(job(get()));
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, base::ErrorKind::Network);
}

TEST_F(HttpJobTest, CancelClosesTheConnection)
{
    std::optional<FakeAnswer> kept;
    server.on("/thing", [&](const ReceivedRequest&, FakeAnswer answer) {
        answer.beginChunked();
        kept = answer;
    });
    HttpRequest request = get();
    request.streamed = true;
    const auto sending = job(request);
    sending->start();
    ASSERT_TRUE(waitFor([&] { return kept.has_value(); }));
    sending->cancel();
    EXPECT_EQ(sending->result().error().kind, base::ErrorKind::Cancelled);
    EXPECT_TRUE(waitFor([&] { return !kept->isOpen(); }));
}

TEST_F(HttpJobTest, MayBeDroppedInsideItsOwnSignals)
{
    server.on("/thing", [](const ReceivedRequest&, FakeAnswer answer) {
        answer.beginChunked();
        answer.chunk("a");
        answer.chunk("b");
        answer.endChunked();
    });
    HttpRequest request = get();
    request.streamed = true;
    auto sending = job(request);
    const QPointer<HttpJob> watched(sending.get());
    QObject::connect(sending.get(), &HttpJob::chunkReceived, [&] { sending.reset(); });
    sending->start();
    EXPECT_TRUE(waitFor([&] { return watched.isNull(); }));
}

TEST_F(HttpJobTest, OnlyWebAddressesAreAsked)
{
    for (const QString& address :
         {QStringLiteral("file:///etc/hostname"), QStringLiteral("data:,x"),
          QStringLiteral("ftp://127.0.0.1/"), QString()}) {
        HttpRequest request;
        request.url = QUrl(address);
        const auto result = resultOf(job(request));
        ASSERT_FALSE(result.ok());
        EXPECT_EQ(result.error().kind, base::ErrorKind::InvalidInput);
    }
}

TEST_F(HttpJobTest, GarbageInsteadOfHttpIsAnError)
{
    server.on("/thing", [](const ReceivedRequest&, FakeAnswer answer) {
        answer.raw("220 mail.example.org ESMTP\r\n\r\n");
        answer.close();
    });
    const auto result = resultOf(job(get()));
    ASSERT_FALSE(result.ok());
    EXPECT_FALSE(result.error().message.isEmpty());
}

TEST_F(HttpJobTest, R5_ConnectLimitDoesNotCutAServerThatThinks)
{
    QTimer later;
    later.setSingleShot(true);
    server.on("/thing", [&](const ReceivedRequest&, FakeAnswer answer) {
        QObject::connect(&later, &QTimer::timeout, [answer] { answer.send(200, "late"); });
        later.start(400ms);
    });
    for (HttpRequest request : {get(), post("{}"), post({})}) {
        request.timeouts.connect = 200ms;
        const auto result = resultOf(job(request));
        ASSERT_TRUE(result.ok()) << request.method.constData() << request.body.size();
        later.disconnect();
        manager->clearConnectionCache();
    }
}

TEST_F(HttpJobTest, AConnectionClosedWhileIdleIsReplacedByANewOne)
{
    server.on("/thing", [](const ReceivedRequest&, FakeAnswer answer) {
        answer.send(200, "{}");
        answer.close();
    });
    for (int round = 1; round <= 5; ++round) {
        EXPECT_TRUE(resultOf(job(post("{}"))).ok()) << round;
        EXPECT_EQ(server.requests().size(), round);
    }
}
