// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/StorageChange.h"

#include "src/auth/AuthService.h"
#include "src/sandbox/SandboxProvider.h"
#include "tests/support/Files.h"
#include "tests/support/JobTesting.h"

#include <gtest/gtest.h>

#include <QJsonDocument>
#include <QTemporaryDir>

namespace plantain::testing {

namespace {

/// What was told until the change returned.
QList<base::Status> changeToKeyring(app::Services& services)
{
    app::StorageChange change(services);
    QList<base::Status> outcomes;
    QObject::connect(&change, &app::StorageChange::ended, &change,
                     [&outcomes](const base::Status& outcome) { outcomes << outcome; });
    change.changeTo(secrets::StorageKind::Keychain);
    return outcomes;
}

} // namespace

TEST(StorageChange, TheSandboxKeepsItsSecretsToItself)
{
    const QTemporaryDir folder;
    app::ServicesOptions options;
    options.dataFolder = folder.path();
    options.sandbox = true;
    const auto services = app::Services::create(options, {});
    ASSERT_TRUE(services.ok());
    const QList<base::Status> outcomes = changeToKeyring(**services);
    ASSERT_EQ(outcomes.size(), 1);
    EXPECT_FALSE(outcomes.first().ok());
    EXPECT_EQ((*services)->activeStore().kind(), secrets::StorageKind::File);
}

TEST(StorageChange, ASignInThatIsUnderWayIsNotDisturbed)
{
    const QTemporaryDir folder;
    sandbox::SandboxProvider provider(folder.path());
    ASSERT_TRUE(provider.listen());
    app::ServicesOptions options;
    options.dataFolder = folder.filePath(QStringLiteral("data"));
    options.authProfileFile = folder.filePath(QStringLiteral("profile.json"));
    putFile(options.authProfileFile, QJsonDocument(provider.authProfile()).toJson());
    const auto services = app::Services::create(options, {});
    ASSERT_TRUE(services.ok()) << services.error().message.toStdString();
    auth::AuthService& account = (*services)->auth();
    account.load();
    ASSERT_TRUE(waitFor([&] { return account.status().state == auth::AuthState::SignedOut; }));
    account.start();
    ASSERT_TRUE(
        waitFor([&] { return account.status().state == auth::AuthState::WaitingForBrowser; }));
    const QList<base::Status> outcomes = changeToKeyring(**services);
    ASSERT_EQ(outcomes.size(), 1);
    EXPECT_EQ(outcomes.first().error().kind, base::ErrorKind::StorageUnavailable);
    EXPECT_EQ(account.status().state, auth::AuthState::WaitingForBrowser);
    EXPECT_EQ((*services)->activeStore().kind(), secrets::StorageKind::File);
}

} // namespace plantain::testing
