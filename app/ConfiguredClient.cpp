// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ConfiguredClient.h"

namespace plantain::app {

ConfiguredClient::ConfiguredClient(Maker make)
    : m_make(std::move(make))
{
    makeAnew();
}

void ConfiguredClient::makeAnew()
{
    m_clients.push_back(m_make());
}

base::JobPtr<llm::LlmJob> ConfiguredClient::generate(const llm::LlmRequest& request)
{
    return m_clients.back()->generate(request);
}

base::JobPtr<llm::ModelListJob> ConfiguredClient::listModels()
{
    return m_clients.back()->listModels();
}

} // namespace plantain::app
