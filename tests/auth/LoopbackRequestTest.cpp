// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/LoopbackRequest.h"
#include "tests/support/Printers.h"

#include <gtest/gtest.h>

#include <QRandomGenerator>

using namespace plantain;
using auth::LoopbackVerdict;
using Kind = LoopbackVerdict::Kind;

namespace {

constexpr quint16 port = 1455;
const QByteArray path = "/auth/callback";
const QByteArray host = "Host: 127.0.0.1:1455\r\n";

LoopbackVerdict judge(const QByteArray& bytes)
{
    return auth::judgeLoopbackRequest(bytes, port, path);
}

LoopbackVerdict judgeTarget(const QByteArray& target)
{
    return judge("GET " + target + " HTTP/1.1\r\n" + host + "\r\n");
}

auth::Callback callbackOf(const QByteArray& query)
{
    const LoopbackVerdict verdict = judgeTarget(path + '?' + query);
    EXPECT_EQ(verdict.kind, Kind::Callback) << query.toStdString();
    return verdict.callback;
}

} // namespace

TEST(LoopbackRequest, L4_OnlyTheExactPathIsTheCallback)
{
    EXPECT_EQ(judgeTarget("/auth/callback").kind, Kind::Callback);
    EXPECT_EQ(judgeTarget("/auth/callback?code=a&state=b").kind, Kind::Callback);
    for (const char* other : {"/",
                              "/favicon.ico",
                              "/auth",
                              "/auth/",
                              "/auth/callback/",
                              "/auth/callbackEVIL",
                              "/auth/callback/x",
                              "/auth/callback;x",
                              "/auth//callback",
                              "//auth/callback",
                              "/./auth/callback",
                              "/auth/../auth/callback",
                              "/auth/callback/..",
                              "/Auth/Callback",
                              "/auth%2Fcallback",
                              "/%61uth/callback",
                              "/auth/callback%00",
                              "/auth/callback%20",
                              "/auth\\callback",
                              "/x/auth/callback"}) {
        const LoopbackVerdict verdict = judgeTarget(other);
        EXPECT_EQ(verdict.kind, Kind::Refused) << other;
        EXPECT_EQ(verdict.status, 404) << other;
    }
}

TEST(LoopbackRequest, L5_OnlyGetBringsACallbackAndHeadDoesNothing)
{
    for (const char* method :
         {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", "Get", "GETT"}) {
        const LoopbackVerdict verdict = judge(
            method + QByteArray(" /auth/callback?code=a&state=b HTTP/1.1\r\n") + host + "\r\n");
        EXPECT_EQ(verdict.kind, Kind::Refused) << method;
        EXPECT_EQ(verdict.status, 405) << method;
    }
    const LoopbackVerdict post = judge("POST /auth/callback HTTP/1.1\r\n" + host +
                                       "Content-Length: 13\r\n\r\ncode=a&state=");
    EXPECT_EQ(post.status, 405);
    const LoopbackVerdict head =
        judge("HEAD /auth/callback?code=a&state=b HTTP/1.1\r\n" + host + "\r\n");
    EXPECT_EQ(head.kind, Kind::Probe);
    EXPECT_TRUE(head.callback.code.isEmpty());
}

TEST(LoopbackRequest, L6_TheHostMustBeThisListener)
{
    const auto withHost = [](const QByteArray& lines) {
        return judge("GET /auth/callback?code=a&state=b HTTP/1.1\r\n" + lines + "\r\n");
    };
    for (const char* good : {"127.0.0.1:1455", "localhost:1455", "[::1]:1455"}) {
        EXPECT_EQ(withHost("Host: " + QByteArray(good) + "\r\n").kind, Kind::Callback) << good;
    }
    for (const char* bad :
         {"evil.example", "evil.example:1455", "127.0.0.1", "127.0.0.1:1456", "127.0.0.1:14550",
          "localhost", "localhost.evil.example:1455", "0.0.0.0:1455", "127.0.0.2:1455",
          "a@127.0.0.1:1455", "[::]:1455", "::1:1455", "127.1:1455", ""}) {
        const LoopbackVerdict verdict = withHost("Host: " + QByteArray(bad) + "\r\n");
        EXPECT_EQ(verdict.kind, Kind::Refused) << bad;
        EXPECT_EQ(verdict.status, 421) << bad;
    }
    EXPECT_EQ(withHost("").status, 400);
    EXPECT_EQ(withHost(host + host).status, 400);
    EXPECT_EQ(withHost(host + "host: evil.example\r\n").status, 400);
}

TEST(LoopbackRequest, L6_AnAbsoluteAddressMustNameThisListener)
{
    EXPECT_EQ(judgeTarget("http://127.0.0.1:1455/auth/callback?code=a&state=b").kind,
              Kind::Callback);
    for (const char* other :
         {"http://evil.example/auth/callback?code=a", "http://127.0.0.1/auth/callback",
          "https://127.0.0.1:1455/auth/callback",
          "http://127.0.0.1:1455@evil.example/auth/callback", "http://127.0.0.1:1455", "*",
          "auth/callback", "127.0.0.1:1455"}) {
        EXPECT_EQ(judgeTarget(other).status, 400) << other;
    }
}

TEST(LoopbackRequest, L7_LongRequestsAreRefused)
{
    const QByteArray longQuery(8 * 1024, 'a');
    EXPECT_EQ(judgeTarget("/auth/callback?code=" + longQuery).status, 414);
    EXPECT_EQ(judge("GET /auth/callback?code=" + longQuery).status, 414) << "unfinished";
    const QByteArray get = "GET /auth/callback HTTP/1.1\r\n" + host;
    EXPECT_EQ(judge(get + "Cookie: " + QByteArray(17 * 1024, 'c') + "\r\n\r\n").status, 431);
    EXPECT_EQ(judge(get + QByteArray("A: b\r\n").repeated(65) + "\r\n").status, 431);
    EXPECT_EQ(judge(get + "Cookie: " + QByteArray(auth::maxLoopbackHead, 'c')).status, 431)
        << "unfinished";
}

TEST(LoopbackRequest, L7_LongCookiesOfOtherLocalPagesDoNotHurt)
{
    const QByteArray cookie = "Cookie: " + QByteArray(12 * 1024, 'c') + "\r\n";
    EXPECT_EQ(judge("GET /auth/callback?code=a&state=b HTTP/1.1\r\n" + host + cookie + "\r\n").kind,
              Kind::Callback);
}

TEST(LoopbackRequest, L7_ABodyIsRefused)
{
    const QByteArray get = "GET /auth/callback?code=a&state=b HTTP/1.1\r\n" + host;
    EXPECT_EQ(judge(get + "Content-Length: 1\r\n\r\nx").status, 400);
    EXPECT_EQ(judge(get + "Content-Length: 1\r\n\r\n").status, 400);
    EXPECT_EQ(judge(get + "Transfer-Encoding: chunked\r\n\r\n").status, 400);
    EXPECT_EQ(judge(get + "\r\nGET / HTTP/1.1\r\n").status, 400);
    EXPECT_EQ(judge(get + "Content-Length: 0\r\n\r\n").kind, Kind::Callback);
}

TEST(LoopbackRequest, L7_NoiseIsRefusedAtOnce)
{
    for (const QByteArray& noise :
         {QByteArray("\x16\x03\x01\x02\x00\x01", 6), QByteArray("\x00\x01\x02\x03", 4),
          QByteArray("\r\n\r\n"), QByteArray("get / HTTP/1.1")}) {
        EXPECT_EQ(judge(noise).status, 400) << noise.toHex().toStdString();
    }
    for (const char* line : {"GET /auth/callback", "GET  /auth/callback HTTP/1.1", "GET HTTP/1.1",
                             "GET /auth/callback HTTP/2.0", "GET /auth/callback#x HTTP/1.1",
                             "GET /auth/callback FTP/1.1",
                             "GET /auth/call\x01"
                             "ba HTTP/1.1"}) {
        EXPECT_EQ(judge(line + QByteArray("\r\n") + host + "\r\n").status, 400) << line;
    }
    for (const char* header : {"NoColon", " Folded: x", "Bad Name: x", "Bad : x", ": x",
                               "A: b\nHost: evil.example", "A: b\x01"}) {
        EXPECT_EQ(judge("GET /auth/callback HTTP/1.1\r\n" + host + header + "\r\n\r\n").status, 400)
            << header;
    }
}

TEST(LoopbackRequest, L7_ARequestMayArriveByteByByte)
{
    const QByteArray whole = "GET /auth/callback?code=a&state=b HTTP/1.1\r\n" + host + "\r\n";
    for (qsizetype length = 0; length < whole.size(); ++length) {
        EXPECT_EQ(judge(whole.left(length)).kind, Kind::Incomplete) << length;
    }
    EXPECT_EQ(judge(whole).kind, Kind::Callback);
}

TEST(LoopbackRequest, L7_SurvivesAnyBytes)
{
    QRandomGenerator random(7);
    const QByteArray seed = "GET /auth/callback?code=a%20b&state=c HTTP/1.1\r\n" + host + "\r\n";
    for (int i = 0; i < 5000; ++i) {
        QByteArray bytes = seed;
        for (int changes = random.bounded(1, 8); changes > 0; --changes) {
            bytes[random.bounded(static_cast<int>(bytes.size()))] =
                static_cast<char>(random.bounded(256));
        }
        const LoopbackVerdict verdict = judge(bytes.left(random.bounded(int(bytes.size()) + 1)));
        EXPECT_EQ(verdict.status == 0, verdict.kind == Kind::Incomplete);
    }
}

TEST(LoopbackRequest, L8_GoodCallbacksAreReadOnceDecoded)
{
    const auth::Callback success =
        callbackOf("code=4%2FP7q%2B%25+x&state=s-1&iss=https%3A%2F%2Fa.test&client_id=oaiapp_1"
                   "&scope=openid&utm=1&utm=2");
    EXPECT_TRUE(success.wellFormed);
    EXPECT_EQ(success.code, QString("4/P7q+% x"));
    EXPECT_EQ(success.state, QString("s-1"));
    EXPECT_EQ(success.issuer, QString("https://a.test"));
    EXPECT_EQ(success.clientId, QString("oaiapp_1"));
    const auth::Callback failure =
        callbackOf("error=access_denied&error_description=user%20said+no&state=s-1");
    EXPECT_TRUE(failure.wellFormed);
    EXPECT_EQ(failure.error, QString("access_denied"));
    EXPECT_EQ(failure.errorDescription, QString("user said no"));
}

TEST(LoopbackRequest, L8_DoubtfulCallbacksAreNotWellFormed)
{
    for (const char* query :
         {"state=s", "code=&state=s", "code&state=s", "code=a&code=a&state=s",
          "code=a&co%64e=b&state=s", "code=a&error=access_denied&state=s", "error=&state=s",
          "error=a&error=b&state=s", "code=a&state=s&client_id=x&client_id=y",
          "code=a&state=s&iss=x&iss=x", "code=a%00b&state=s", "code=a%0d%0ab&state=s",
          "code=%zz&state=s", "code=a%&state=s", "code=a%4&state=s", "code=%ff%fe&state=s",
          "code=a%7f&state=s", "code=a&state=s&error_description=a&error_description=b"}) {
        const auth::Callback callback = callbackOf(query);
        EXPECT_FALSE(callback.wellFormed) << query;
        EXPECT_EQ(callback.state, QString("s")) << query;
    }
}

TEST(LoopbackRequest, L8_AStateThatComesTwiceIsNone)
{
    for (const char* query : {"code=a&state=s&state=s", "state=t&code=a&state=s", "code=a",
                              "code=a&state=s&st%61te=t"}) {
        EXPECT_TRUE(callbackOf(query).state.isEmpty()) << query;
    }
}

TEST(LoopbackRequest, O2_APastedAddressMustBeWholeAndOfThisSignIn)
{
    const QUrl redirect("http://127.0.0.1:1455/auth/callback");
    const auto good = auth::parsePastedCallback(
        " \n http://127.0.0.1:1455/auth/callback?code=4%2FP&state=s \n", redirect);
    ASSERT_TRUE(good.ok());
    EXPECT_EQ(good->code, QString("4/P"));
    EXPECT_EQ(good->state, QString("s"));
    for (const char* bad :
         {"", "4/P7q", "code=a&state=s", "?code=a&state=s", "/auth/callback?code=a&state=s",
          "127.0.0.1:1455/auth/callback?code=a&state=s",
          "http://127.0.0.1:1456/auth/callback?code=a&state=s",
          "http://localhost:1455/auth/callback?code=a&state=s",
          "https://127.0.0.1:1455/auth/callback?code=a&state=s",
          "http://127.0.0.1:1455/auth/callback/?code=a&state=s",
          "http://127.0.0.1:1455/other?code=a&state=s",
          "http://x@127.0.0.1:1455/auth/callback?code=a&state=s",
          "http://127.0.0.1:1455/auth/callback", "http://127.0.0.1:1455/auth/callback?code=a",
          "http://127.0.0.1:1455/auth/callback?state=s",
          "http://127.0.0.1:1455/auth/callback?code=a&code=b&state=s",
          "http://127.0.0.1:1455/auth/callback?code=a&state=s#x",
          "http://127.0.0.1:1455/auth/callback?code=a&state=s http://x"}) {
        const auto pasted = auth::parsePastedCallback(QString::fromLatin1(bad), redirect);
        ASSERT_FALSE(pasted.ok()) << bad;
        EXPECT_EQ(pasted.error().kind, base::ErrorKind::InvalidInput);
        EXPECT_FALSE(pasted.error().hint.isEmpty());
    }
}
