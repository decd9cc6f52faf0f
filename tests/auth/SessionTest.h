// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/auth/AuthService.h"
#include "src/auth/TokenStore.h"
#include "src/net/NetworkFactory.h"
#include "src/secrets/FileSecretStore.h"
#include "src/secrets/KeychainSecretStore.h"

#include "tests/auth/TokenServer.h"
#include "tests/support/FakeClock.h"
#include "tests/support/Files.h"
#include "tests/support/JobTesting.h"
#include "tests/support/Printers.h"

#include <gtest/gtest.h>

#include <QTemporaryDir>

namespace plantain::testing {

/// One process' view of a data folder: its stores and its service.
struct Process {
    Process(const QString& folder, const auth::AuthProfile& profile, const base::Clock& clock)
        : files(folder)
        , keychain(folder, clock)
        , store(files, keychain, folder, clock)
        , service(profile, store, network, clock)
    {
    }

    secrets::FileSecretStore files;
    secrets::KeychainSecretStore keychain;
    auth::TokenStore store;
    net::NetworkFactory network;
    auth::AuthService service;
};

/// A session in a file, a server and a clock that stands still.
class SessionTest : public ::testing::Test
{
protected:
    QString folder() const { return m_root.filePath(QStringLiteral("data")); }
    QString recordPath() const { return folder() + QStringLiteral("/openai-auth.json"); }
    std::unique_ptr<Process> process()
    {
        return std::make_unique<Process>(folder(), server.profile(), clock);
    }

    /// A session whose access token lives so long.
    auth::TokenRecord session(std::chrono::seconds life) const
    {
        auth::TokenRecord record;
        record.profile = server.profile().name;
        record.issuer = server.profile().issuer;
        record.clientId = server.profile().clientId;
        record.hostId = QStringLiteral("urn:uuid:host");
        record.accessToken = base::Secret("access-0");
        record.refreshToken = base::Secret(server.current.toUtf8());
        record.idToken = base::Secret("id-0");
        record.tokenType = QStringLiteral("Bearer");
        record.scope = QStringLiteral("offline_access");
        record.accountId = QStringLiteral("account");
        record.subject = QStringLiteral("account");
        record.email = QStringLiteral("a@example.org");
        record.expiresAt = clock.now() + life;
        return record;
    }

    void store(const auth::TokenRecord& record)
    {
        secrets::FileSecretStore files(folder());
        secrets::KeychainSecretStore keychain(folder(), clock);
        auth::TokenStore tokens(files, keychain, folder(), clock);
        ASSERT_TRUE(resultOf(tokens.save(record)).ok());
    }

    auth::TokenRecord stored() const
    {
        const auto record = auth::TokenRecord::fromJson(fileContent(recordPath()));
        EXPECT_TRUE(record.ok()) << fileContent(recordPath()).constData();
        return record ? *record : auth::TokenRecord();
    }

    /// The access token that `process` gives, or the kind of its error.
    static std::string token(Process& process)
    {
        return shown(resultOf(process.service.accessToken()));
    }
    static std::string shown(const base::Result<base::Secret>& result)
    {
        return result ? result->reveal().toStdString()
                      : "error " + std::to_string(static_cast<int>(result.error().kind));
    }
    static std::string shown(base::ErrorKind kind)
    {
        return "error " + std::to_string(static_cast<int>(kind));
    }
    static bool load(Process& process)
    {
        process.service.load();
        return waitFor([&] { return process.service.status().state != auth::AuthState::Loading; });
    }

    QTemporaryDir m_root;
    FakeClock clock;
    TokenServer server;
};

} // namespace plantain::testing
