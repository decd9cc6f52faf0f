// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/ProviderTrial.h"

#include "src/base/FunctionJob.h"
#include "src/llm/GeminiClient.h"
#include "src/llm/OpenAiClient.h"
#include "src/secrets/ApiKeys.h"

namespace plantain::llm {

namespace {

/// Holds the one key that was typed, for as long as it is tried.
class TypedKey final : public secrets::SecretStore
{
public:
    explicit TypedKey(base::Secret key)
        : m_key(std::move(key))
    {
    }

    secrets::StorageKind kind() const override { return secrets::StorageKind::File; }
    base::JobPtr<secrets::ReadSecretJob> read(const QString&) override
    {
        using Found = std::optional<base::Secret>;
        return base::makeFunctionJob<Found>(
            [key = m_key] { return base::Result<Found>(Found(key)); });
    }
    base::JobPtr<secrets::WriteSecretJob> write(const QString&, const base::Secret&) override
    {
        return refusal();
    }
    base::JobPtr<secrets::WriteSecretJob> remove(const QString&) override { return refusal(); }

private:
    static base::JobPtr<secrets::WriteSecretJob> refusal()
    {
        return base::makeFunctionJob<base::Done>([] {
            return base::Status(base::Error{
                base::ErrorKind::Internal, QStringLiteral("A trial keeps nothing."), {}, {}});
        });
    }

    base::Secret m_key;
};

std::unique_ptr<LlmClient> makeClient(const ProviderTrial& trial,
                                      const net::NetworkFactory& network, secrets::ApiKeys& keys)
{
    if (trial.provider == ProviderId::Google) {
        GeminiClientOptions options;
        options.baseUrl = trial.baseUrl;
        options.timeouts = trial.timeouts;
        return std::make_unique<GeminiClient>(network, keys, options);
    }
    OpenAiClientOptions options;
    options.provider = trial.provider;
    options.keyProvider = toString(trial.provider);
    options.keyRequired = trial.provider != ProviderId::OpenAiCompatible;
    options.baseUrl = trial.baseUrl;
    options.headers = trial.headers;
    options.timeouts = trial.timeouts;
    return std::make_unique<OpenAiClient>(network, keys, options);
}

/// A client with all it stands on.
struct TrialClient {
    TrialClient(const ProviderTrial& trial, secrets::ApiKeys& keys)
        : network(trial.network)
        , store(trial.key.value_or(base::Secret()))
        , typed(store, QProcessEnvironment())
        , client(makeClient(trial, network, trial.key ? typed : keys))
    {
    }

    net::NetworkFactory network;
    TypedKey store;
    secrets::ApiKeys typed;
    std::unique_ptr<LlmClient> client;
};

} // namespace

base::JobPtr<ModelListJob> tryProvider(const ProviderTrial& trial, secrets::ApiKeys& keys)
{
    const auto parts = std::make_shared<TrialClient>(trial, keys);
    base::JobPtr<ModelListJob> job = parts->client->listModels();
    // A job may not outlive its client, and is deleted later than its owner lets it go.
    QObject::connect(job.get(), &QObject::destroyed, [parts] { Q_UNUSED(parts) });
    return job;
}

} // namespace plantain::llm
