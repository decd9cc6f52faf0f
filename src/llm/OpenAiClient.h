// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Clock.h"
#include "src/llm/BackendClient.h"

#include <QHash>
#include <QUrl>

namespace plantain::net {
class NetworkFactory;
}
namespace plantain::secrets {
class ApiKeys;
}

namespace plantain::llm {

struct OpenAiClientOptions {
    QUrl baseUrl{QStringLiteral("https://api.openai.com/v1")}; ///< a slash at the end is ignored
    QString keyProvider = QStringLiteral("openai");            ///< as ApiKeys names it
    bool keyRequired = true; ///< false: a missing key means no Authorization header
    bool chatCompletionsOnly = false;
    QHash<QString, QString> headers; ///< sent with every request
    LlmTimeouts timeouts;
    ProviderId provider = ProviderId::OpenAi;
    int maxParallel = 3;                ///< requests at the same time (R9), 1..10
    const base::Clock* clock = nullptr; ///< borrowed; null: the system's
};

/// OpenAI by API key, and servers that speak its protocols. The Responses API; chat completions
/// where asked for, or once a server that is not OpenAI's has answered 404 or 405 to /responses.
class OpenAiClient final : public BackendClient
{
public:
    /// References are borrowed and must outlive the client.
    OpenAiClient(const net::NetworkFactory& network, secrets::ApiKeys& keys,
                 OpenAiClientOptions options = {});
};

} // namespace plantain::llm
