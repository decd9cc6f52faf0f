// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Clock.h"
#include "src/llm/BackendClient.h"

#include <QUrl>

namespace plantain::net {
class NetworkFactory;
}
namespace plantain::secrets {
class ApiKeys;
}

namespace plantain::llm {

struct GeminiClientOptions {
    /// Without /v1beta; a slash at the end is ignored.
    QUrl baseUrl{QStringLiteral("https://generativelanguage.googleapis.com")};
    LlmTimeouts timeouts;
    int maxParallel = 3;                ///< requests at the same time (R9), 1..10
    const base::Clock* clock = nullptr; ///< borrowed; null: the system's
};

/// Google Gemini by API key (the key "google" of ApiKeys), sent in x-goog-api-key and never in the
/// address.
class GeminiClient final : public BackendClient
{
public:
    /// References are borrowed and must outlive the client.
    GeminiClient(const net::NetworkFactory& network, secrets::ApiKeys& keys,
                 GeminiClientOptions options = {});
};

} // namespace plantain::llm
