// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/LoopbackReplyHandler.h"
#include "tests/auth/BrowserTab.h"
#include "tests/support/Printers.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QNetworkInterface>
#include <QSignalSpy>

#include <algorithm>
#include <array>

using namespace plantain;
using namespace std::chrono_literals;
using auth::LoopbackReplyHandler;
using auth::PageKind;
using plantain::testing::BrowserTab;
using plantain::testing::waitFor;

namespace {

class Loopback : public ::testing::Test
{
protected:
    void SetUp() override
    {
        ASSERT_TRUE(handler.listen({0}).ok());
        handler.expect(base::Secret("the-state"));
    }
    QUrl callback(const QByteArray& query) const { return QUrl(handler.callback() + '?' + query); }
    QByteArray get(const QByteArray& target) const
    {
        return "GET " + target +
               " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(handler.port()) + "\r\n\r\n";
    }

    LoopbackReplyHandler handler{"127.0.0.1", "/auth/callback"};
    QSignalSpy accepted{&handler, &LoopbackReplyHandler::callbackAccepted};
};

/// Local addresses (hex, as the kernel prints them) that listen on this port.
QByteArrayList listeningAddresses(const char* table, quint16 port)
{
    QFile file(QString::fromLatin1(table));
    EXPECT_TRUE(file.open(QIODevice::ReadOnly));
    const QByteArray suffix = ':' + QByteArray::number(port, 16).rightJustified(4, '0').toUpper();
    QByteArrayList found;
    const QByteArrayList lines = file.readAll().split('\n').mid(1);
    for (const QByteArray& line : lines) {
        const QByteArrayList words = line.simplified().split(' ');
        if (words.value(1).endsWith(suffix) && words.value(3) == "0A") {
            found << words.value(1).chopped(suffix.size());
        }
    }
    return found;
}

constexpr const char* v4Loopback = "0100007F";
constexpr const char* v6Loopback = "00000000000000000000000001000000";

QByteArray randomState()
{
    return auth::randomToken().reveal();
}

bool hasIpv6Loopback()
{
    QTcpServer probe;
    return probe.listen(QHostAddress(QHostAddress::LocalHostIPv6));
}

} // namespace

TEST_F(Loopback, L1_BindsOnlyTheLoopbackAddress)
{
    EXPECT_EQ(listeningAddresses("/proc/net/tcp", handler.port()), QByteArrayList{v4Loopback});
    EXPECT_TRUE(listeningAddresses("/proc/net/tcp6", handler.port()).isEmpty());
}

TEST_F(Loopback, L1_OtherAddressesOfThisComputerAreRefused)
{
    const auto addresses = QNetworkInterface::allAddresses();
    for (const QHostAddress& address : addresses) {
        if (address.protocol() == QAbstractSocket::IPv4Protocol && !address.isLoopback()) {
            EXPECT_FALSE(BrowserTab(handler.port(), {}, address.toString()).isConnected());
        }
    }
    EXPECT_FALSE(BrowserTab(handler.port(), {}, "127.0.0.2").isConnected());
}

TEST(LoopbackFamilies, L1_LocalhostIsBothFamilies)
{
    if (!hasIpv6Loopback()) {
        GTEST_SKIP() << "no ::1 here";
    }
    LoopbackReplyHandler handler("localhost", "/cb");
    ASSERT_TRUE(handler.listen({0}).ok());
    EXPECT_EQ(listeningAddresses("/proc/net/tcp", handler.port()), QByteArrayList{v4Loopback});
    EXPECT_EQ(listeningAddresses("/proc/net/tcp6", handler.port()), QByteArrayList{v6Loopback});
    EXPECT_EQ(handler.callback(), QString("http://localhost:%1/cb").arg(handler.port()));
}

TEST(LoopbackFamilies, L1_AnotherListenerOnTheSecondFamilyIsNoticed)
{
    QTcpServer other;
    if (!other.listen(QHostAddress(QHostAddress::LocalHostIPv6))) {
        GTEST_SKIP() << "no ::1 here";
    }
    LoopbackReplyHandler handler("localhost", "/cb");
    EXPECT_FALSE(handler.listen({other.serverPort()}).ok());
    EXPECT_TRUE(listeningAddresses("/proc/net/tcp", other.serverPort()).isEmpty());
}

TEST(LoopbackFamilies, L1_AnIpv6RedirectBindsOnlyThatAddress)
{
    if (!hasIpv6Loopback()) {
        GTEST_SKIP() << "no ::1 here";
    }
    LoopbackReplyHandler handler("[::1]", "/cb");
    ASSERT_TRUE(handler.listen({0}).ok());
    EXPECT_TRUE(listeningAddresses("/proc/net/tcp", handler.port()).isEmpty());
    EXPECT_EQ(listeningAddresses("/proc/net/tcp6", handler.port()), QByteArrayList{v6Loopback});
}

TEST_F(Loopback, L2_TheListenerClosesWithTheOutcome)
{
    BrowserTab tab(callback("code=a&state=the-state"));
    ASSERT_TRUE(accepted.wait());
    handler.finish(PageKind::Connected);
    EXPECT_EQ(tab.status(), 200);
    EXPECT_FALSE(BrowserTab(handler.port()).isConnected());
    EXPECT_TRUE(listeningAddresses("/proc/net/tcp", handler.port()).isEmpty());
}

TEST_F(Loopback, L3_PortsAreTriedInOrder)
{
    LoopbackReplyHandler second("127.0.0.1", "/auth/callback");
    QTcpServer free;
    ASSERT_TRUE(free.listen(QHostAddress(QHostAddress::LocalHost)));
    const quint16 freePort = free.serverPort();
    free.close();
    ASSERT_TRUE(second.listen({handler.port(), freePort, 0}).ok());
    EXPECT_EQ(second.port(), freePort);
    EXPECT_EQ(QUrl(second.callback()).port(), freePort);
}

TEST_F(Loopback, L3_WhenEveryPortIsTakenTheErrorNamesThem)
{
    LoopbackReplyHandler second("127.0.0.1", "/auth/callback");
    const base::Status listening = second.listen({handler.port()});
    ASSERT_FALSE(listening.ok());
    EXPECT_EQ(listening.error().kind, base::ErrorKind::InvalidInput);
    EXPECT_TRUE(listening.error().message.contains(QString::number(handler.port())));
    EXPECT_FALSE(listening.error().hint.isEmpty());
}

TEST_F(Loopback, L7_ASplitRequestIsPutTogether)
{
    const QByteArray whole = get("/auth/callback?code=a&state=the-state");
    BrowserTab tab(handler.port());
    ASSERT_TRUE(tab.isConnected());
    tab.send(whole.left(20));
    BrowserTab other(handler.port(), get("/favicon.ico")); // the first half has arrived before
    EXPECT_EQ(other.status(), 404);
    tab.send(whole.mid(20));
    ASSERT_TRUE(accepted.wait());
    EXPECT_EQ(accepted.first().first().value<auth::Callback>().code, QString("a"));
}

TEST_F(Loopback, L7_SlowConnectionsDoNotBlockTheRealCallback)
{
    std::vector<std::unique_ptr<BrowserTab>> slow;
    for (int i = 0; i < 40; ++i) {
        slow.push_back(std::make_unique<BrowserTab>(handler.port(), "GET /auth"));
    }
    BrowserTab tab(callback("code=a&state=the-state"));
    EXPECT_TRUE(accepted.wait());
    EXPECT_GE(std::count_if(slow.begin(), slow.end(), [](auto& s) { return s->isClosed(); }), 20);
}

TEST(LoopbackLimits, L7_ASilentConnectionIsClosed)
{
    LoopbackReplyHandler handler("127.0.0.1", "/cb", {30ms, 16});
    ASSERT_TRUE(handler.listen({0}).ok());
    BrowserTab tab(handler.port(), "GET /cb?co");
    EXPECT_EQ(tab.status(), 0);
}

TEST(LoopbackLimits, L7_ATabThatWaitsForTheOutcomeIsNotSilent)
{
    LoopbackReplyHandler handler("127.0.0.1", "/cb", {30ms, 16});
    QSignalSpy accepted(&handler, &LoopbackReplyHandler::callbackAccepted);
    ASSERT_TRUE(handler.listen({0}).ok());
    handler.expect(base::Secret("s"));
    BrowserTab tab(QUrl(handler.callback() + "?code=a&state=s"));
    ASSERT_TRUE(accepted.wait());
    EXPECT_EQ(BrowserTab(handler.port(), "GET").status(), 0); // 30 ms later
    handler.finish(PageKind::Connected);
    EXPECT_EQ(tab.status(), 200);
}

TEST_F(Loopback, L9_WrongStateKeepsTheAttempt)
{
    for (int round = 0; round < 10; ++round) {
        std::array<std::unique_ptr<BrowserTab>, 10> guesses;
        for (auto& guess : guesses) {
            guess = std::make_unique<BrowserTab>(callback("code=a&state=" + randomState()));
        }
        for (const auto& guess : guesses) {
            EXPECT_EQ(guess->status(), 400);
        }
    }
    for (const char* query : {"error=access_denied", "error=access_denied&state=the-stat", "code=a",
                              "code=a&state=", "code=a&state=the-state&state=the-state"}) {
        EXPECT_EQ(BrowserTab(callback(query)).status(), 400) << query;
    }
    EXPECT_EQ(accepted.count(), 0);
    const BrowserTab tab(callback("code=good&state=the-state"));
    ASSERT_TRUE(accepted.wait());
    EXPECT_EQ(accepted.first().first().value<auth::Callback>().code, QString("good"));
}

TEST_F(Loopback, A2_AStateCountsOnce)
{
    const BrowserTab first(callback("code=a&state=the-state"));
    ASSERT_TRUE(accepted.wait());
    BrowserTab second(callback("code=b&state=the-state"));
    EXPECT_EQ(second.status(), 400);
    EXPECT_EQ(accepted.count(), 1);
}

TEST_F(Loopback, L10_ThereIsNothingElseToCall)
{
    for (const char* target : {"/cancel", "/success?id_token=x", "/shutdown", "/done", "/",
                               "/auth/callback/../cancel", "/token"}) {
        EXPECT_EQ(BrowserTab(handler.port(), get(target)).status(), 404) << target;
    }
    EXPECT_EQ(accepted.count(), 0);
    EXPECT_TRUE(BrowserTab(handler.port()).isConnected());
}

TEST_F(Loopback, L11_ASecondCallbackIsToldThatItIsBeingFinished)
{
    BrowserTab first(callback("code=a&state=the-state"));
    ASSERT_TRUE(accepted.wait());
    BrowserTab reload(callback("code=a&state=the-state"));
    EXPECT_TRUE(reload.body().contains("already being finished"));
    handler.finish(PageKind::Connected);
    EXPECT_TRUE(first.body().contains("You are signed in"));
}

TEST_F(Loopback, L5_HeadHasNoSideEffect)
{
    BrowserTab probe(handler.port(),
                     get("/auth/callback?code=a&state=the-state").replace("GET ", "HEAD "));
    EXPECT_EQ(probe.status(), 200);
    EXPECT_TRUE(probe.body().isEmpty());
    EXPECT_EQ(accepted.count(), 0);
}

TEST_F(Loopback, L8_ABadCallbackWithTheRightStateEndsTheAttempt)
{
    BrowserTab tab(callback("code=a&code=b&state=the-state"));
    ASSERT_TRUE(accepted.wait());
    EXPECT_FALSE(accepted.first().first().value<auth::Callback>().wellFormed);
    handler.finish(PageKind::NotAccepted);
    EXPECT_EQ(tab.status(), 400);
}

TEST_F(Loopback, A5_FinishingClosesEveryConnection)
{
    BrowserTab idle(handler.port());
    ASSERT_TRUE(idle.isConnected());
    BrowserTab other(handler.port(), get("/")); // the idle one has been accepted before
    EXPECT_EQ(other.status(), 404);
    handler.finish(PageKind::Cancelled);
    EXPECT_TRUE(idle.waitForEnd());
}

TEST_F(Loopback, O2_APastedAddressCountsLikeACallback)
{
    EXPECT_FALSE(handler.submit(callback("code=a&state=wrong").toString()).ok());
    EXPECT_EQ(accepted.count(), 0);
    ASSERT_TRUE(handler.submit(callback("code=a&state=the-state").toString()).ok());
    ASSERT_EQ(accepted.count(), 1);
    EXPECT_EQ(accepted.first().first().value<auth::Callback>().code, QString("a"));
    EXPECT_FALSE(handler.submit(callback("code=a&state=the-state").toString()).ok());
    EXPECT_EQ(accepted.count(), 1);
}

TEST_F(Loopback, AttacksGetTheirAnswerAndChangeNothing)
{
    const QByteArray port = QByteArray::number(handler.port());
    const QByteArray good = " /auth/callback?code=a&state=the-state HTTP/1.1\r\n";
    const QByteArray host = "Host: 127.0.0.1:" + port + "\r\n";
    const auto request = [&](const QByteArray& target) {
        return "GET " + target + " HTTP/1.1\r\n" + host + "\r\n";
    };
    struct Attack {
        const char* name;
        QByteArray bytes;
        int status;
    };
    const Attack attacks[] = {
        {"post", "POST" + good + host + "\r\n", 405},
        {"put", "PUT" + good + host + "\r\n", 405},
        {"delete", "DELETE" + good + host + "\r\n", 405},
        {"options", "OPTIONS" + good + host + "\r\n", 405},
        {"head", "HEAD" + good + host + "\r\n", 200},
        {"prefix path", request("/auth/callbackEVIL?code=a&state=the-state"), 404},
        {"slash path", request("/auth/callback/?code=a&state=the-state"), 404},
        {"double slash", request("//auth/callback?code=a&state=the-state"), 404},
        {"encoded path", request("/auth%2fcallback?code=a&state=the-state"), 404},
        {"root", request("/?code=a&state=the-state"), 404},
        {"favicon", request("/favicon.ico"), 404},
        {"no host", "GET" + good + "\r\n", 400},
        {"two hosts", "GET" + good + host + host + "\r\n", 400},
        {"foreign host", "GET" + good + "Host: evil.example\r\n\r\n", 421},
        {"rebinding host", "GET" + good + "Host: evil.example:" + port + "\r\n\r\n", 421},
        {"host without port", "GET" + good + "Host: 127.0.0.1\r\n\r\n", 421},
        {"host of the LAN", "GET" + good + "Host: 192.168.0.2:" + port + "\r\n\r\n", 421},
        {"absolute target", request("http://evil.example/auth/callback?code=a&state=the-state"),
         400},
        {"fragment", request("/auth/callback?code=a&state=the-state#x"), 400},
        {"no state", request("/auth/callback?code=a"), 400},
        {"wrong state", request("/auth/callback?code=a&state=guess"), 400},
        {"state twice", request("/auth/callback?code=a&state=the-state&state=x"), 400},
        {"error without state", request("/auth/callback?error=access_denied"), 400},
        {"error with wrong state", request("/auth/callback?error=access_denied&state=x"), 400},
        {"huge request line", request("/auth/callback?code=" + QByteArray(9000, 'a')), 414},
        {"huge header", "GET" + good + host + "X: " + QByteArray(17000, 'a') + "\r\n\r\n", 431},
        {"endless header", "GET" + good + host + "X: " + QByteArray(60'000, 'a'), 431},
        {"body", "GET" + good + host + "Content-Length: 3\r\n\r\nabc", 400},
        {"chunked body", "GET" + good + host + "Transfer-Encoding: chunked\r\n\r\n", 400},
        {"tls hello", QByteArray("\x16\x03\x01\x00\xf4\x01\x00\x00\xf0\x03\x03", 11), 400},
        {"binary", QByteArray("\x00\xff\x00\xff", 4), 400},
        {"http/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400},
        {"header without colon", "GET" + good + host + "nonsense\r\n\r\n", 400},
    };
    for (const Attack& attack : attacks) {
        EXPECT_EQ(BrowserTab(handler.port(), attack.bytes).status(), attack.status) << attack.name;
        EXPECT_EQ(accepted.count(), 0) << attack.name;
    }
    const BrowserTab real(callback("code=a&state=the-state"));
    EXPECT_TRUE(accepted.wait());
}
