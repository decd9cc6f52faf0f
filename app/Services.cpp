// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Services.h"

#include "app/ConfiguredClient.h"
#include "app/DataFolder.h"
#include "app/ProfileChoice.h"
#include "src/auth/AuthService.h"
#include "src/auth/TokenStore.h"
#include "src/base/AtomicFile.h"
#include "src/base/FunctionJob.h"
#include "src/llm/ChatGptClient.h"
#include "src/llm/GeminiClient.h"
#include "src/llm/ModelCatalog.h"
#include "src/llm/OpenAiClient.h"
#include "src/llm/ProviderTrial.h"
#include "src/net/NetworkFactory.h"
#include "src/net/ReachJob.h"
#include "src/sandbox/SandboxProvider.h"
#include "src/secrets/ApiKeys.h"
#include "src/secrets/FileSecretStore.h"
#include "src/secrets/KeychainSecretStore.h"
#include "src/settings/AppSettings.h"

#include <QCoreApplication>

namespace plantain::app {

using namespace Qt::StringLiterals;
using base::Status;
using secrets::StorageKind;

namespace {

/// Of one provider. As many as a run may be allowed: how many it sends is its own choice, made by
/// the user (WorkflowRunner).
constexpr int requestsAtATime = 10;

QString firstOf(const QStringList& candidates)
{
    for (const QString& candidate : candidates) {
        if (!candidate.isEmpty()) {
            return candidate;
        }
    }
    return {};
}

QUrl addressOr(const QStringList& candidates, const QUrl& fallback)
{
    const QString chosen = firstOf(candidates);
    return chosen.isEmpty() ? fallback : QUrl(chosen);
}

/// The keys of the practice provider, and none of the user's: a real key must not get there.
QProcessEnvironment practiceEnvironment()
{
    const QString key = sandbox::SandboxProvider::practiceKey();
    QProcessEnvironment environment;
    environment.insert(u"OPENAI_API_KEY"_s, key);
    environment.insert(u"GEMINI_API_KEY"_s, key);
    return environment;
}

llm::LlmTimeouts timeoutsOf(const settings::NetworkSettings& network)
{
    llm::LlmTimeouts timeouts;
    timeouts.firstByte = network.firstByteTimeout;
    timeouts.firstByteSlow = std::max(timeouts.firstByteSlow, timeouts.firstByte);
    timeouts.idle = network.idleTimeout;
    timeouts.idleSlow = std::max(timeouts.idleSlow, timeouts.idle);
    return timeouts;
}

} // namespace

Services::Services() = default;
Services::~Services() = default;

base::Result<std::unique_ptr<Services>> Services::create(const ServicesOptions& options,
                                                         const QProcessEnvironment& environment)
{
    std::unique_ptr<Services> services(new Services);
    services->m_options = options;
    services->m_environment = environment;
    if (const Status built = services->build(options, environment); !built) {
        return built.error();
    }
    return services;
}

Status Services::build(const ServicesOptions& options, const QProcessEnvironment& environment)
{
    const auto folder = makeDataFolder(options, environment);
    if (!folder) {
        return folder.error();
    }
    m_dataFolder = *folder;
    m_settings = std::make_unique<settings::AppSettings>(m_dataFolder + "/settings.json"_L1);
    if (options.sandbox) {
        if (Status started = startSandbox(); !started) {
            return started;
        }
    }
    if (Status built = buildNetwork(); !built) {
        return built;
    }
    buildStores(options, environment);
    if (Status built = buildAuth(options, environment); !built) {
        return built;
    }
    buildClients();
    m_catalog =
        std::make_unique<llm::ModelCatalog>(m_dataFolder + "/models-cache.json"_L1,
                                            m_dataFolder + "/models.json"_L1, m_clock, clients());
    return base::Done{};
}

base::Result<QString> Services::makeDataFolder(const ServicesOptions& options,
                                               const QProcessEnvironment& environment)
{
    const QString data =
        chooseDataFolder(options.dataFolder, environment, QCoreApplication::applicationDirPath());
    const QString practice = data + "/sandbox"_L1;
    for (const QString& folder :
         options.sandbox ? QStringList{data, practice} : QStringList{data}) {
        if (const Status made = base::makePrivateFolder(folder); !made) {
            return made.error();
        }
    }
    return options.sandbox ? practice : data;
}

Status Services::startSandbox()
{
    m_sandbox = std::make_unique<sandbox::SandboxProvider>(m_dataFolder + "/keys"_L1);
    if (m_sandbox->listen()) {
        return base::Done{};
    }
    return base::Error{
        base::ErrorKind::Network,
        QCoreApplication::translate("Services", "The practice provider cannot listen."),
        {},
        m_sandbox->errorString()};
}

base::Result<net::NetworkOptions>
Services::networkOptions(const settings::NetworkSettings& chosen) const
{
    return net::NetworkOptions::parse(
        proxyOf(chosen),
        firstOf({m_options.caFile, chosen.caFile, m_environment.value(u"SSL_CERT_FILE"_s)}));
}

QString Services::proxyOf(const settings::NetworkSettings& chosen) const
{
    return firstOf({m_options.proxyUrl, chosen.proxyUrl});
}

Status Services::checkNetwork(const settings::NetworkSettings& chosen)
{
    const auto options = net::NetworkOptions::parse(chosen.proxyUrl, chosen.caFile);
    return options ? Status(base::Done{}) : Status(options.error());
}

Status Services::buildNetwork()
{
    const settings::NetworkSettings& chosen = m_settings->values().network;
    auto network = networkOptions(chosen);
    if (!network && m_options.caFile.isEmpty()) {
        // A file that was good once is no reason not to start. A proxy is: without it requests
        // would take a way that was not chosen.
        m_missingAuthorities = network.error();
        m_missingAuthorities->hint = QCoreApplication::translate(
            "Services", "Plantain goes on without it and trusts the system's certificates only.");
        network = net::NetworkOptions::parse(proxyOf(chosen), {});
    }
    if (!network) {
        return network.error();
    }
    m_network = std::make_unique<net::NetworkFactory>(*network);
    return base::Done{};
}

void Services::buildStores(const ServicesOptions& options, const QProcessEnvironment& environment)
{
    m_fileStore = std::make_unique<secrets::FileSecretStore>(m_dataFolder);
    m_keychainStore = std::make_unique<secrets::KeychainSecretStore>(m_dataFolder, m_clock);
    StorageKind kind = options.storage.value_or(
        secrets::storageKindFromString(m_settings->values().storage).value_or(StorageKind::File));
    if (m_sandbox) {
        // The keychain has one place for all folders: practice must not take the real session's.
        kind = StorageKind::File;
    }
    m_activeStore = &store(kind);
    m_keys = std::make_unique<secrets::ApiKeys>(*m_activeStore,
                                                m_sandbox ? practiceEnvironment() : environment);
    m_tokenStore = std::make_unique<auth::TokenStore>(
        *m_activeStore,
        store(kind == StorageKind::File ? StorageKind::Keychain : StorageKind::File), m_dataFolder,
        m_clock);
}

Status Services::buildAuth(const ServicesOptions& options, const QProcessEnvironment& environment)
{
    const auto profile =
        chooseProfile(options.authProfileFile, m_dataFolder, environment,
                      m_sandbox ? std::optional(m_sandbox->authProfile()) : std::nullopt);
    if (!profile) {
        return profile.error();
    }
    m_auth = std::make_unique<auth::AuthService>(*profile, *m_tokenStore, *m_network, m_clock);
    return base::Done{};
}

/// The practice provider's wherever there is one: practice must not leave this computer.
QUrl Services::addressOf(llm::ProviderId provider, const settings::ProviderSettings& chosen) const
{
    if (provider == llm::ProviderId::Google) {
        return m_sandbox ? m_sandbox->googleBaseUrl()
                         : addressOr({chosen.googleBaseUrl,
                                      m_environment.value(u"GOOGLE_GEMINI_BASE_URL"_s)},
                                     llm::GeminiClientOptions().baseUrl);
    }
    if (m_sandbox) {
        return m_sandbox->openAiBaseUrl();
    }
    if (provider == llm::ProviderId::OpenAiCompatible) {
        return QUrl(chosen.compatibleBaseUrl);
    }
    return addressOr({chosen.openAiBaseUrl, m_environment.value(u"OPENAI_BASE_URL"_s)},
                     llm::OpenAiClientOptions().baseUrl);
}

void Services::buildClients()
{
    m_google = std::make_unique<ConfiguredClient>([this] {
        const auto& chosen = m_settings->values();
        llm::GeminiClientOptions options;
        options.baseUrl = addressOf(llm::ProviderId::Google, chosen.providers);
        options.timeouts = timeoutsOf(chosen.network);
        options.maxParallel = requestsAtATime;
        return std::make_unique<llm::GeminiClient>(*m_network, *m_keys, options);
    });
    m_openAi = std::make_unique<ConfiguredClient>([this] {
        const auto& chosen = m_settings->values();
        llm::OpenAiClientOptions options;
        options.baseUrl = addressOf(llm::ProviderId::OpenAi, chosen.providers);
        options.timeouts = timeoutsOf(chosen.network);
        options.maxParallel = requestsAtATime;
        return std::make_unique<llm::OpenAiClient>(*m_network, *m_keys, options);
    });
    m_openAiAuth = std::make_unique<ConfiguredClient>([this] {
        llm::ChatGptClientOptions options;
        options.timeouts = timeoutsOf(m_settings->values().network);
        options.maxParallel = requestsAtATime;
        return std::make_unique<llm::ChatGptClient>(*m_network, *m_auth, options);
    });
    m_openAiCompatible =
        std::make_unique<ConfiguredClient>([this] { return makeCompatibleClient(); });
    followSettings();
}

std::unique_ptr<llm::LlmClient> Services::makeCompatibleClient()
{
    const auto& chosen = m_settings->values();
    llm::OpenAiClientOptions options;
    options.provider = llm::ProviderId::OpenAiCompatible;
    options.keyProvider = llm::toString(options.provider);
    options.keyRequired = false;
    options.baseUrl = addressOf(options.provider, chosen.providers);
    options.headers = chosen.providers.compatibleHeaders;
    if (m_sandbox) {
        options.chatCompletionsOnly = true;
        options.headers = {
            {u"Authorization"_s, "Bearer "_L1 + sandbox::SandboxProvider::practiceKey()}};
    }
    options.timeouts = timeoutsOf(chosen.network);
    options.maxParallel = requestsAtATime;
    return std::make_unique<llm::OpenAiClient>(*m_network, *m_keys, options);
}

void Services::followSettings()
{
    QObject::connect(
        m_settings.get(), &settings::AppSettings::changed, m_settings.get(),
        [this, before = m_settings->values()](const auto& now) mutable {
            if (now.providers == before.providers && now.network == before.network) {
                return;
            }
            // A certificate file that is gone meanwhile: the way that worked stays.
            if (const auto network = networkOptions(now.network);
                network && now.network != before.network) {
                m_network->setOptions(*network);
            }
            before = now;
            for (const auto* client : {&m_google, &m_openAi, &m_openAiCompatible, &m_openAiAuth}) {
                (*client)->makeAnew();
            }
        });
}

base::JobPtr<llm::ModelListJob> Services::tryProvider(llm::ProviderId provider,
                                                      const std::optional<base::Secret>& key,
                                                      const settings::ProviderSettings& addresses,
                                                      const settings::NetworkSettings& chosen)
{
    const auto network = networkOptions(chosen);
    if (!network) {
        using Models = QList<llm::ListedModel>;
        return base::makeFunctionJob<Models>(
            [error = network.error()] { return base::Result<Models>(error); });
    }
    llm::ProviderTrial trial{provider,          addressOf(provider, addresses), {}, key, *network,
                             timeoutsOf(chosen)};
    if (provider == llm::ProviderId::OpenAiCompatible && !m_sandbox) {
        trial.headers = addresses.compatibleHeaders;
    }
    return llm::tryProvider(trial, *m_keys);
}

base::JobPtr<base::ResultJob<QString>> Services::tryNetwork(const settings::NetworkSettings& chosen)
{
    const auto network = networkOptions(chosen);
    if (!network) {
        return base::makeFunctionJob<QString>(
            [error = network.error()] { return base::Result<QString>(error); });
    }
    return base::makeJob<net::ReachJob>(*network, QUrl(m_auth->profile().issuer));
}

secrets::SecretStore& Services::store(StorageKind kind)
{
    return kind == StorageKind::File ? *m_fileStore : *m_keychainStore;
}

llm::LlmClients Services::clients() const
{
    return {m_google.get(), m_openAi.get(), m_openAiAuth.get(), m_openAiCompatible.get()};
}

void Services::useStore(StorageKind kind)
{
    secrets::SecretStore& inactive = *m_activeStore;
    m_activeStore = &store(kind);
    m_keys->useStore(*m_activeStore);
    m_tokenStore->useStores(*m_activeStore, inactive);
}

bool Services::hasCompatibleServer() const
{
    return m_sandbox || !m_settings->values().providers.compatibleBaseUrl.isEmpty();
}

} // namespace plantain::app
