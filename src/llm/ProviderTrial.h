// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Secret.h"
#include "src/llm/LlmClient.h"
#include "src/net/NetworkFactory.h"

#include <QHash>
#include <QUrl>

namespace plantain::secrets {
class ApiKeys;
}

namespace plantain::llm {

/// Where and how a provider is tried. Nothing of it has to be saved.
struct ProviderTrial {
    ProviderId provider = ProviderId::OpenAi; ///< one with a key: not openai-auth
    QUrl baseUrl;
    QHash<QString, QString> headers;
    std::optional<base::Secret> key; ///< empty: the one that is in use
    net::NetworkOptions network;
    LlmTimeouts timeouts;
};

/// Lists the models there. `keys` is borrowed and must outlive the job. Errors: those of
/// LlmClient::listModels.
base::JobPtr<ModelListJob> tryProvider(const ProviderTrial& trial, secrets::ApiKeys& keys);

} // namespace plantain::llm
