// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/peers/ForwardProxy.h"
#include "tests/support/Browsing.h"
#include "tests/support/PeerProcess.h"
#include "tests/support/TestAuthority.h"

#include <gtest/gtest.h>

namespace plantain::testing {

TEST(PeerTest, TheSignInPeerBehavesAsTheOtherTestsAssume)
{
    OidcOptions options;
    options.accessTokenSeconds = 5;
    options.autoLogin.clear();
    OidcPeer peer(options);
    ASSERT_TRUE(peer.start()) << peer.transcript();

    ChildProcess check(peersNode(),
                       {peersFolder() + QStringLiteral("/oidc/check.mjs"), peer.issuer()},
                       QProcessEnvironment::systemEnvironment());
    check.start();
    ASSERT_TRUE(check.waitForEnd());
    EXPECT_EQ(check.exitCode(), 0) << check.transcript();
    EXPECT_GT(peer.refreshes(), 0);
}

TEST(PeerTest, TwoPeersRunSideBySide)
{
    OidcPeer first;
    OidcPeer second;
    ASSERT_TRUE(first.start()) << first.transcript();
    ASSERT_TRUE(second.start()) << second.transcript();
    EXPECT_NE(first.issuer(), second.issuer());
}

TEST(PeerTest, TheApiPeerListensAndKeepsAJournal)
{
    AiMockPeer peer;
    ASSERT_TRUE(peer.start()) << peer.transcript();
    EXPECT_EQ(peer.openAiBaseUrl().path(), QStringLiteral("/v1"));
    EXPECT_EQ(peer.generations(), 0);
}

TEST(PeerTest, ThePeerWithAPrivateAuthorityIsReachedThroughTheProxyOnly)
{
    const QString host = QStringLiteral("idp.plantain.test");
    const TestAuthority authority(host);
    ASSERT_TRUE(authority.isValid());
    OidcOptions options;
    options.keyFile = authority.keyFile();
    options.certificateFile = authority.certificateFile();
    options.authorityFile = authority.authorityFile();
    options.issuerHost = host;
    OidcPeer peer(options);
    ASSERT_TRUE(peer.start()) << peer.transcript();

    const QUrl discovery(peer.issuer() + QStringLiteral("/.well-known/openid-configuration"));
    const ForwardProxy proxy;
    EXPECT_EQ(visit(discovery).status, 0);
    EXPECT_EQ(visit(discovery, proxy.port()).status, 200);
    EXPECT_EQ(proxy.tunnels().size(), 1);
    EXPECT_EQ(peer.log().size(), 1);
}

} // namespace plantain::testing
