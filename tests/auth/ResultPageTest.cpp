// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/ResultPage.h"
#include "tests/support/Printers.h"

#include <gtest/gtest.h>

#include <QCryptographicHash>
#include <QHash>
#include <QRegularExpression>
#include <QSet>

using namespace plantain;
using auth::PageKind;

namespace {

const QList<PageKind> allKinds{PageKind::Connected,      PageKind::ConnectedWithoutPlan,
                               PageKind::Declined,       PageKind::Stale,
                               PageKind::Replaced,       PageKind::Cancelled,
                               PageKind::TimedOut,       PageKind::AlreadyFinishing,
                               PageKind::NotAccepted,    PageKind::WrongAccount,
                               PageKind::ExchangeFailed, PageKind::NotVerified,
                               PageKind::NotSaved,       PageKind::NotHere};

struct Page {
    int status = 0;
    QHash<QByteArray, QByteArray> headers;
    QByteArray body;
};

Page parsed(const QByteArray& answer)
{
    const qsizetype end = answer.indexOf("\r\n\r\n");
    Page page;
    page.body = answer.mid(end + 4);
    QByteArrayList lines = answer.left(end).split('\n');
    page.status = lines.takeFirst().split(' ').value(1).toInt();
    for (const QByteArray& line : lines) {
        const qsizetype colon = line.indexOf(':');
        EXPECT_GT(colon, 0) << line.toStdString();
        EXPECT_FALSE(page.headers.contains(line.left(colon)));
        page.headers.insert(line.left(colon), line.mid(colon + 1).trimmed());
    }
    return page;
}

QByteArray between(const QByteArray& text, const char* begin, const char* end)
{
    const qsizetype from = text.indexOf(begin) + static_cast<qsizetype>(qstrlen(begin));
    return text.mid(from, text.indexOf(end, from) - from);
}

QByteArray pinOf(const QByteArray& source)
{
    return "'sha256-" + QCryptographicHash::hash(source, QCryptographicHash::Sha256).toBase64() +
           "'";
}

} // namespace

TEST(ResultPage, P1_EveryPageIsLockedDown)
{
    for (const PageKind kind : allKinds) {
        const Page page = parsed(auth::resultPage(kind));
        EXPECT_EQ(page.headers.value("Cache-Control"), QByteArray("no-store"));
        EXPECT_EQ(page.headers.value("Referrer-Policy"), QByteArray("no-referrer"));
        EXPECT_EQ(page.headers.value("X-Content-Type-Options"), QByteArray("nosniff"));
        EXPECT_EQ(page.headers.value("Connection"), QByteArray("close"));
        EXPECT_EQ(page.headers.value("Content-Type"), QByteArray("text/html; charset=utf-8"));
        EXPECT_EQ(page.headers.value("Content-Length").toLongLong(), page.body.size());
        const QByteArray policy = page.headers.value("Content-Security-Policy");
        for (const char* part : {"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'",
                                 "form-action 'none'"}) {
            EXPECT_TRUE(policy.contains(part)) << part;
        }
        EXPECT_FALSE(policy.contains("unsafe"));
    }
}

TEST(ResultPage, P2_TheCodeLeavesTheAddressBarByAPinnedScript)
{
    const Page page = parsed(auth::resultPage(PageKind::Connected));
    const QByteArray policy = page.headers.value("Content-Security-Policy");
    const QByteArray script = between(page.body, "<script>", "</script>");
    EXPECT_EQ(script, QByteArray("history.replaceState(null,'',location.pathname)"));
    EXPECT_TRUE(policy.contains("script-src " + pinOf(script) + ";"));
    EXPECT_TRUE(
        policy.contains("style-src " + pinOf(between(page.body, "<style>", "</style>")) + ";"));
}

TEST(ResultPage, P3_NoPageLeadsAnywhere)
{
    for (const PageKind kind : allKinds) {
        const Page page = parsed(auth::resultPage(kind, "https://evil.example/"));
        EXPECT_FALSE(page.headers.contains("Location"));
        EXPECT_FALSE(page.headers.contains("Refresh"));
        EXPECT_FALSE(page.body.contains("href="));
        EXPECT_FALSE(page.body.contains("http-equiv"));
        EXPECT_FALSE(page.status >= 300 && page.status < 400);
    }
}

TEST(ResultPage, P4_TextOfTheServerIsEscapedCappedAndPlain)
{
    const Page script =
        parsed(auth::resultPage(PageKind::NotAccepted, "<script>alert('x')</script>\"&"));
    EXPECT_EQ(script.body.count("<script>"), 1);
    EXPECT_TRUE(script.body.contains("&lt;script&gt;alert("));
    const Page plain = parsed(auth::resultPage(PageKind::NotAccepted));
    const Page huge =
        parsed(auth::resultPage(PageKind::NotAccepted, QString(1'000'000, QLatin1Char('x'))));
    EXPECT_LT(huge.body.size(), plain.body.size() + 400);
    const Page tricky = parsed(auth::resultPage(
        PageKind::NotAccepted, QString::fromUtf8("a\u202Eb\u2066c\u0007d") + QChar(0) + "e"));
    EXPECT_TRUE(tricky.body.contains("a b c d e"));
}

TEST(ResultPage, P5_PagesNeedNothingFromElsewhere)
{
    for (const PageKind kind : allKinds) {
        const Page page = parsed(auth::resultPage(kind));
        for (const char* outside : {"src=", "url(", "@import", "<link", "<img", "<iframe", "//"}) {
            EXPECT_FALSE(page.body.contains(outside)) << outside;
        }
        EXPECT_TRUE(page.body.contains("lang=\"en\""));
        EXPECT_TRUE(page.body.contains("prefers-color-scheme:dark"));
        EXPECT_TRUE(page.body.contains("lose this window")) << page.body.toStdString();
        EXPECT_FALSE(page.body.contains("<noscript")); // the text stands there without scripts
    }
}

TEST(ResultPage, P6_EveryOutcomeHasItsOwnWords)
{
    QSet<QByteArray> titles;
    for (const PageKind kind : allKinds) {
        const Page page = parsed(auth::resultPage(kind));
        titles.insert(between(page.body, "<h1>", "</h1>"));
        const bool fine = kind == PageKind::Connected || kind == PageKind::ConnectedWithoutPlan ||
                          kind == PageKind::Declined;
        EXPECT_EQ(page.status == 200, fine);
    }
    EXPECT_EQ(titles.size(), allKinds.size());
}
