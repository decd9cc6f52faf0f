// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/LlmClient.h"

#include <functional>
#include <memory>
#include <vector>

namespace plantain::app {

/// A client that is made anew when the settings it was made from change. Clients that were in use
/// are kept, because their jobs may still run.
class ConfiguredClient final : public llm::LlmClient
{
public:
    using Maker = std::function<std::unique_ptr<llm::LlmClient>()>;

    explicit ConfiguredClient(Maker make);

    void makeAnew();

    base::JobPtr<llm::LlmJob> generate(const llm::LlmRequest& request) override;
    base::JobPtr<llm::ModelListJob> listModels() override;

private:
    Maker m_make;
    std::vector<std::unique_ptr<llm::LlmClient>> m_clients; ///< the last is in use
};

} // namespace plantain::app
