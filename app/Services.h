// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Clock.h"
#include "src/base/Result.h"
#include "src/llm/LlmClient.h"
#include "src/secrets/SecretStore.h"

#include <QProcessEnvironment>
#include <QString>

#include <memory>
#include <optional>

namespace plantain::auth {
class AuthService;
class TokenStore;
} // namespace plantain::auth
namespace plantain::llm {
class ModelCatalog;
}
namespace plantain::net {
class NetworkFactory;
struct NetworkOptions;
} // namespace plantain::net
namespace plantain::sandbox {
class SandboxProvider;
}
namespace plantain::secrets {
class ApiKeys;
}
namespace plantain::settings {
class AppSettings;
struct NetworkSettings;
struct ProviderSettings;
} // namespace plantain::settings

namespace plantain::app {

class ConfiguredClient;

/// What the command line may say about how services are built. Empty: not said.
struct ServicesOptions {
    QString dataFolder;
    QString authProfileFile;
    std::optional<secrets::StorageKind> storage;
    bool sandbox = false;
    QString proxyUrl;
    QString caFile;
};

/// Everything that both the window and the command line work with, built in the order of the
/// members and taken down in the reverse one.
class Services
{
public:
    /// The folder that everything lives in, made if it is not there: the data folder, with
    /// `sandbox` the folder of that name in it. Errors: StorageFailed.
    static base::Result<QString> makeDataFolder(const ServicesOptions& options,
                                                const QProcessEnvironment& environment);
    /// Needs an application object. With `sandbox` every provider is the practice provider of this
    /// process. Errors: InvalidInput (profile, proxy, certificates of the options), StorageFailed
    /// (data folder).
    static base::Result<std::unique_ptr<Services>> create(const ServicesOptions& options,
                                                          const QProcessEnvironment& environment);
    ~Services();

    const QString& dataFolder() const { return m_dataFolder; }
    bool isSandbox() const { return m_sandbox != nullptr; }
    settings::AppSettings& settings() { return *m_settings; }
    secrets::SecretStore& store(secrets::StorageKind kind);
    /// Where secrets are kept now.
    secrets::SecretStore& activeStore() { return *m_activeStore; }
    auth::TokenStore& tokenStore() { return *m_tokenStore; }
    auth::AuthService& auth() { return *m_auth; }
    secrets::ApiKeys& keys() { return *m_keys; }
    llm::LlmClients clients() const;
    llm::ModelCatalog& catalog() { return *m_catalog; }

    /// Why the certificate file of the settings or of SSL_CERT_FILE could not be read at the start.
    /// It only adds trust: without it the system's authorities alone are trusted.
    const std::optional<base::Error>& missingAuthorities() const { return m_missingAuthorities; }

    /// Whether proxy and certificates can be used. Reads the file; any thread.
    static base::Status checkNetwork(const settings::NetworkSettings& chosen);
    /// Tries what is not saved yet: lists the models there; reaches the account's server.
    base::JobPtr<llm::ModelListJob> tryProvider(llm::ProviderId provider,
                                                const std::optional<base::Secret>& key,
                                                const settings::ProviderSettings& addresses,
                                                const settings::NetworkSettings& chosen);
    base::JobPtr<base::ResultJob<QString>> tryNetwork(const settings::NetworkSettings& chosen);

    /// From now on secrets are kept there; they are there already.
    void useStore(secrets::StorageKind kind);
    /// An OpenAI-compatible server is set up.
    bool hasCompatibleServer() const;

private:
    Services();
    base::Status build(const ServicesOptions& options, const QProcessEnvironment& environment);
    base::Status startSandbox();
    base::Status buildNetwork();
    base::Result<net::NetworkOptions> networkOptions(const settings::NetworkSettings& chosen) const;
    QString proxyOf(const settings::NetworkSettings& chosen) const;
    QUrl addressOf(llm::ProviderId provider, const settings::ProviderSettings& chosen) const;
    void buildStores(const ServicesOptions& options, const QProcessEnvironment& environment);
    base::Status buildAuth(const ServicesOptions& options, const QProcessEnvironment& environment);
    void buildClients();
    std::unique_ptr<llm::LlmClient> makeCompatibleClient();
    void followSettings();

    ServicesOptions m_options;
    QProcessEnvironment m_environment;
    QString m_dataFolder;
    base::SystemClock m_clock;
    std::unique_ptr<settings::AppSettings> m_settings;
    std::unique_ptr<sandbox::SandboxProvider> m_sandbox; ///< null without --sandbox
    std::unique_ptr<net::NetworkFactory> m_network;
    std::optional<base::Error> m_missingAuthorities;
    std::unique_ptr<secrets::SecretStore> m_fileStore;
    std::unique_ptr<secrets::SecretStore> m_keychainStore;
    secrets::SecretStore* m_activeStore = nullptr;
    std::unique_ptr<secrets::ApiKeys> m_keys;
    std::unique_ptr<auth::TokenStore> m_tokenStore;
    std::unique_ptr<auth::AuthService> m_auth;
    std::unique_ptr<ConfiguredClient> m_google;
    std::unique_ptr<ConfiguredClient> m_openAi;
    std::unique_ptr<ConfiguredClient> m_openAiAuth;
    std::unique_ptr<ConfiguredClient> m_openAiCompatible;
    std::unique_ptr<llm::ModelCatalog> m_catalog;
};

} // namespace plantain::app
