// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/sandbox/SandboxHttp.h"

#include "tests/support/JobTesting.h"

#include <gtest/gtest.h>

#include <QHostAddress>
#include <QNetworkInterface>
#include <QTcpSocket>

namespace plantain::testing {

namespace {

class SandboxHttpTest : public ::testing::Test
{
protected:
    SandboxHttpTest()
    {
        EXPECT_TRUE(http.listen(0));
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), http.port());
        EXPECT_TRUE(waitFor([this] { return socket.state() == QTcpSocket::ConnectedState; }));
    }
    QByteArray host() const { return "Host: 127.0.0.1:" + QByteArray::number(http.port()); }
    /// Sends and waits until `expected` has come back.
    QByteArray talk(const QByteArray& bytes, const QByteArray& expected)
    {
        socket.write(bytes);
        QByteArray received;
        waitFor([&] {
            received += socket.readAll();
            return received.contains(expected) ||
                   socket.state() == QAbstractSocket::UnconnectedState;
        });
        return received;
    }

    sandbox::SandboxHttp http{
        [](const sandbox::PracticeRequest& request, const sandbox::PracticeReply& reply) {
            reply.send(200, "text/plain", request.path + '|' + request.body + "|end");
        }};
    QTcpSocket socket;
};

TEST_F(SandboxHttpTest, KeepsTheConnectionForSeveralRequests)
{
    EXPECT_TRUE(talk("GET /a HTTP/1.1\r\n" + host() + "\r\n\r\n", "/a||end").contains("200 OK"));
    EXPECT_TRUE(talk("GET /b HTTP/1.1\r\n" + host() + "\r\n\r\n", "/b||end").contains("200 OK"));
}

TEST_F(SandboxHttpTest, AnswersPipelinedRequestsInOrder)
{
    const QByteArray two = "POST /a HTTP/1.1\r\n" + host() + "\r\nContent-Length: 2\r\n\r\nhi" +
                           "GET /b HTTP/1.1\r\n" + host() + "\r\n\r\n";
    const QByteArray answers = talk(two, "/b||end");
    EXPECT_GE(answers.indexOf("/a|hi|end"), 0);
    EXPECT_LT(answers.indexOf("/a|hi|end"), answers.indexOf("/b||end"));
}

TEST_F(SandboxHttpTest, TakesABodyThatComesInPieces)
{
    socket.write("POST /a HTTP/1.1\r\n" + host() + "\r\nContent-Length: 4\r\n\r\nab");
    EXPECT_TRUE(waitFor([this] { return socket.bytesToWrite() == 0; }));
    EXPECT_TRUE(talk("cd", "|end").contains("/a|abcd|end"));
}

TEST_F(SandboxHttpTest, L6_RefusesAnotherHost)
{
    EXPECT_TRUE(talk("GET / HTTP/1.1\r\nHost: rebound.example\r\n\r\n", "\n").contains(" 421 "));
}

TEST_F(SandboxHttpTest, L7_RefusesWhatIsTooLargeOrNotHttp)
{
    EXPECT_TRUE(talk("GET / HTTP/1.1\r\nX: " + QByteArray(20'000, 'x'), "\n").contains(" 431 "));
}

TEST_F(SandboxHttpTest, RefusesABodyThatIsTooLong)
{
    EXPECT_TRUE(
        talk("POST / HTTP/1.1\r\n" + host() + "\r\nContent-Length: 99999999999\r\n\r\n", "\n")
            .contains(" 413 "));
}

TEST_F(SandboxHttpTest, RefusesWhatIsNotHttp)
{
    EXPECT_TRUE(talk("hello\r\n\r\n", "\n").contains(" 400 "));
}

TEST_F(SandboxHttpTest, L1_ListensOnLoopbackOnly)
{
    QTcpSocket other;
    const QList<QHostAddress> addresses = QNetworkInterface::allAddresses();
    for (const QHostAddress& address : addresses) {
        if (address.isLoopback()) {
            continue;
        }
        other.connectToHost(address, http.port());
        EXPECT_FALSE(other.waitForConnected(500)) << address.toString().toStdString();
        other.abort();
    }
}

} // namespace

} // namespace plantain::testing
