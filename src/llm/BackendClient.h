// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/LlmClient.h"

#include <memory>

namespace plantain::llm {

class Backend;

/// A client that asks its provider over HTTP: what every one of them has in common. What differs
/// is the backend.
class BackendClient : public LlmClient
{
public:
    ~BackendClient() override;
    Q_DISABLE_COPY_MOVE(BackendClient)

    base::JobPtr<LlmJob> generate(const LlmRequest& request) final;
    base::JobPtr<ModelListJob> listModels() final;

protected:
    /// Never null. Jobs must not outlive the client.
    explicit BackendClient(std::unique_ptr<Backend> backend);

private:
    std::unique_ptr<Backend> m_backend;
};

} // namespace plantain::llm
