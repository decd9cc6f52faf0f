// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Clock.h"
#include "src/llm/BackendClient.h"

namespace plantain::net {
class NetworkFactory;
}
namespace plantain::auth {
class AuthService;
}

namespace plantain::llm {

struct ChatGptClientOptions {
    LlmTimeouts timeouts;
    int maxParallel = 3;                ///< requests at the same time (R9), 1..10
    const base::Clock* clock = nullptr; ///< borrowed; null: the system's
};

/// OpenAI by the account that AuthService signed in. The access token goes to the profile's API
/// base URL only; one 401 is answered with one refreshed token and one repetition (R4).
class ChatGptClient final : public BackendClient
{
public:
    /// References are borrowed and must outlive the client.
    ChatGptClient(const net::NetworkFactory& network, auth::AuthService& account,
                  ChatGptClientOptions options = {});
};

} // namespace plantain::llm
