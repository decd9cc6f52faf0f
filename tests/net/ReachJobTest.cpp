// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/net/ReachJob.h"

#include "tests/support/FakeHttpServer.h"
#include "tests/support/JobTesting.h"

#include <gtest/gtest.h>

using namespace plantain;
using namespace plantain::testing;
using net::NetworkOptions;

namespace {

auto reach(const QUrl& address, const NetworkOptions& options = {})
{
    return resultOf(base::makeJob<net::ReachJob>(options, address));
}

NetworkOptions through(const FakeHttpServer& proxy)
{
    NetworkOptions options =
        *NetworkOptions::parse(QStringLiteral("http://127.0.0.1:%1").arg(proxy.port()), {});
    options.proxyLoopback = true;
    return options;
}

} // namespace

TEST(ReachJob, AnyAnswerOfTheServerCounts)
{
    FakeHttpServer server;
    server.onAny([](const ReceivedRequest&, FakeAnswer answer) { answer.send(403, "no"); });
    const auto reached = reach(server.url());
    ASSERT_TRUE(reached.ok());
    EXPECT_EQ(*reached, QStringLiteral("127.0.0.1"));
}

TEST(ReachJob, GoesTheWayThatIsTried)
{
    FakeHttpServer proxy;
    proxy.onAny([](const ReceivedRequest&, FakeAnswer answer) { answer.send(200, "{}"); });
    EXPECT_TRUE(reach(QUrl(QStringLiteral("http://api.example.org/x")), through(proxy)).ok());
    ASSERT_EQ(proxy.requests().size(), 1);
    EXPECT_EQ(proxy.requests().first().target, "http://api.example.org/x");
}

TEST(ReachJob, SaysThatTheProxyWantsAPassword)
{
    FakeHttpServer proxy;
    proxy.onAny([](const ReceivedRequest&, FakeAnswer answer) {
        answer.send(407, "", "", {"Proxy-Authenticate: Basic realm=\"p\""});
    });
    const auto reached = reach(QUrl(QStringLiteral("http://api.example.org/x")), through(proxy));
    ASSERT_FALSE(reached.ok());
    EXPECT_EQ(reached.error().kind, base::ErrorKind::Network);
}

TEST(ReachJob, AProxyThatIsNotThereIsAnError)
{
    FakeHttpServer proxy;
    const NetworkOptions options = through(proxy);
    proxy.shutDown();
    EXPECT_FALSE(reach(QUrl(QStringLiteral("http://api.example.org/x")), options).ok());
}
