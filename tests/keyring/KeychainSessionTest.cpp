// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/AuthService.h"
#include "src/auth/TokenStore.h"
#include "src/net/NetworkFactory.h"
#include "src/secrets/FileSecretStore.h"
#include "tests/keyring/KeyringTest.h"
#include "tests/support/FakeHttpServer.h"

using namespace plantain;
using namespace plantain::testing;
using namespace std::chrono_literals;
using auth::AuthState;
using base::ErrorKind;

namespace {

/// A server that takes revocations, and a profile that leads to it.
class RevocationServer : public FakeHttpServer
{
public:
    RevocationServer()
    {
        on("/revoke", [](const ReceivedRequest&, FakeAnswer answer) { answer.send(200, {}); });
    }
    auth::AuthProfile profile() const
    {
        auth::AuthProfile result;
        result.name = "custom";
        result.issuer = url().toString();
        result.clientId = "app_test";
        result.tokenEndpoint = url("/token");
        result.revocationEndpoint = url("/revoke");
        return result;
    }
};

/// A running program with the session in the keyring.
struct Program {
    Program(const QString& folder, secrets::SecretStore& keychain, const RevocationServer& server,
            const base::Clock& clock)
        : files(folder)
        , tokens(keychain, files, folder, clock)
        , service(server.profile(), tokens, network, clock)
    {
    }
    base::Result<base::Secret> token() { return resultOf(service.accessToken()); }

    secrets::FileSecretStore files;
    auth::TokenStore tokens;
    net::NetworkFactory network;
    auth::AuthService service;
};

auth::TokenRecord session(const RevocationServer& server, const base::Clock& clock)
{
    auth::TokenRecord record;
    record.profile = "custom";
    record.issuer = server.profile().issuer;
    record.clientId = "app_test";
    record.hostId = "urn:uuid:1";
    record.accessToken = base::Secret("canary-access");
    record.refreshToken = base::Secret("canary-refresh");
    record.expiresAt = clock.now() + 3600s;
    return record;
}

} // namespace

TEST_F(UnlockedKeyring, D4_ASessionLivesInTheKeyringAndASignOutTakesItAwayForAll)
{
    RevocationServer server;
    Program here(folder.path(), store, server, clock);
    ASSERT_TRUE(resultOf(here.tokens.save(session(server, clock))).ok());
    EXPECT_FALSE(dataFolderContent().contains("canary"));
    EXPECT_EQ(here.token().value(), Secret("canary-access"));
    EXPECT_EQ(here.service.status().storage, secrets::StorageKind::Keychain);

    Program there(folder.path(), store, server, clock);
    EXPECT_EQ(there.token().value(), Secret("canary-access"));
    // Left from before the person chose the keyring.
    ASSERT_TRUE(
        resultOf(here.files.write(name, Secret("{\"refresh_token\": \"canary-old\"}"))).ok());
    clock.advance(1s);
    ASSERT_TRUE(resultOf(here.service.disconnect()).ok());
    EXPECT_EQ(server.requests().last().form().value("token"), "canary-refresh");
    EXPECT_FALSE(read()->value_or(Secret()).reveal().contains("canary"));
    EXPECT_FALSE(dataFolderContent().contains("canary"));
    EXPECT_TRUE(waitFor([&] { return there.service.status().state == AuthState::SignedOut; }));
}

TEST_F(LockedKeyring, S8_ALockedKeyringIsItsOwnStateAndEndsWithTheUnlocking)
{
    RevocationServer server;
    Program before(folder.path(), store, server, clock);
    ASSERT_TRUE(resultOf(before.tokens.save(session(server, clock))).ok());
    ASSERT_TRUE(SecretService::lock());

    Program program(folder.path(), store, server, clock);
    program.service.load();
    ASSERT_TRUE(
        waitFor([&] { return program.service.status().state == AuthState::StorageUnavailable; }));
    EXPECT_FALSE(program.service.status().connected);
    ASSERT_TRUE(program.service.status().error);
    EXPECT_FALSE(program.service.status().error->hint.isEmpty());
    EXPECT_EQ(program.token().error().kind, ErrorKind::StorageUnavailable);
    EXPECT_FALSE(QFile::exists(folder.filePath(name))) << "S9: nothing goes to a file instead";

    ASSERT_TRUE(SecretService::unlock());
    EXPECT_EQ(program.token().value(), Secret("canary-access"));
    EXPECT_EQ(program.service.status().state, AuthState::Connected);
}

TEST_F(LockedKeyring, D4_ASignOutThatCannotReachTheKeyringSaysSo)
{
    RevocationServer server;
    Program program(folder.path(), store, server, clock);
    ASSERT_TRUE(resultOf(program.tokens.save(session(server, clock))).ok());
    EXPECT_TRUE(program.token().ok());
    ASSERT_TRUE(SecretService::lock());
    const auto outcome = resultOf(program.service.disconnect());
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.error().kind, ErrorKind::StorageUnavailable);
    EXPECT_EQ(server.count("/revoke"), 1) << "the server is told all the same";
    EXPECT_EQ(program.token().error().kind, ErrorKind::NotSignedIn);
}
