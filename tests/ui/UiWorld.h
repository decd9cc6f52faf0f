// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/auth/AuthService.h"
#include "src/auth/TokenStore.h"
#include "src/llm/GeminiClient.h"
#include "src/llm/ModelCatalog.h"
#include "src/net/NetworkFactory.h"
#include "src/sandbox/SandboxProvider.h"
#include "src/secrets/ApiKeys.h"
#include "src/secrets/FileSecretStore.h"
#include "src/settings/AppSettings.h"
#include "tests/support/FakeClock.h"
#include "ui/MainWindow.h"
#include "ui/account/AccountActions.h"
#include "ui/project_setup/ProjectSetupDialog.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace plantain::testing {

struct WorldOptions {
    QProcessEnvironment environment; ///< for API keys
    QUrl openAi;                     ///< base URLs; empty: the practice provider
    QUrl google;
    QUrl compatible;
    QUrl accountApi;     ///< what the account's session is good for
    QUrl deviceEndpoint; ///< for the sign-in by a code; empty: not offered
    /// The words of "Sign in with ChatGPT" on the practice provider.
    bool asChatGpt = false;
    secrets::SecretStore* store = nullptr; ///< borrowed; null: files
};

/// Real services in a folder of their own, against the practice provider on the wire; the browser
/// is the test.
class UiWorld
{
public:
    explicit UiWorld(const WorldOptions& options = {});
    ~UiWorld();

    ui::WindowServices windowServices(bool sandbox = false);
    QString recoveryFolder() const { return folder.filePath(QStringLiteral("recovery")); }
    ui::SetupServices setupServices();
    ui::ConnectionTrials trials();

    /// Does in the browser what a person does on the consent page. False when a page did not come.
    bool approve(const QUrl& authorizationUrl, bool withPlan = true);
    /// Where the consent page sends the browser, without going there.
    QUrl callbackFor(const QUrl& authorizationUrl, bool withPlan = true);
    /// A whole sign-in without any widget.
    bool signIn(bool withPlan = true);
    bool signOut();
    /// Stores a key and makes it known.
    bool storeKey(const QString& provider, const QByteArray& key);
    void loadAll();
    auth::AuthState state() const { return auth.status().state; }

    const WorldOptions given;
    QTemporaryDir folder;
    sandbox::SandboxProvider provider;
    FakeClock clock;
    net::NetworkFactory network;
    secrets::FileSecretStore fileStore;
    secrets::FileSecretStore otherStore;
    secrets::SecretStore& store;
    settings::AppSettings settings;
    secrets::ApiKeys keys;
    auth::TokenStore tokenStore;
    auth::AuthService auth;
    std::unique_ptr<llm::LlmClient> google;
    std::unique_ptr<llm::LlmClient> openAi;
    std::unique_ptr<llm::LlmClient> openAiAuth;
    std::unique_ptr<llm::LlmClient> compatible;
    llm::LlmClients clients;
    llm::ModelCatalog catalog;
    QList<QUrl> openedUrls;
    bool browserWorks = true;
    QList<secrets::StorageKind> storageWishes;
    int sandboxStarts = 0;
    bool sandboxStartWorks = true;
    ui::AccountActions actions;

private:
    bool openUrl(const QUrl& url);
    base::JobPtr<llm::ModelListJob> tryProvider(const ui::TypedProvider& typed);
    /// Reaches a name that only a proxy knows.
    static base::JobPtr<base::ResultJob<QString>>
    tryNetwork(const settings::NetworkSettings& chosen);
};

/// A dressed application and a world for each test.
class UiTest : public ::testing::Test
{
protected:
    static void SetUpTestSuite();

    template <typename Widget>
    static Widget* find(QWidget& root, const char* name)
    {
        auto* found = root.findChild<Widget*>(QLatin1String(name));
        EXPECT_NE(found, nullptr) << name;
        return found;
    }
    /// Presses as a person does: only what is visible and enabled can be pressed.
    static bool press(QWidget& root, const char* name);
    static QString textOf(QWidget& root, const char* name);
    static bool isShown(QWidget& root, const char* name);
    static bool show(QWidget& window);
};

} // namespace plantain::testing
