// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/BackendClient.h"

#include "src/llm/Backend.h"
#include "src/llm/ModelListing.h"
#include "src/llm/StreamJob.h"

namespace plantain::llm {

BackendClient::BackendClient(std::unique_ptr<Backend> backend)
    : m_backend(std::move(backend))
{
}

BackendClient::~BackendClient() = default;

base::JobPtr<LlmJob> BackendClient::generate(const LlmRequest& request)
{
    return base::makeJob<StreamJob>(*m_backend, request);
}

base::JobPtr<ModelListJob> BackendClient::listModels()
{
    return base::makeJob<ModelListing>(*m_backend);
}

} // namespace plantain::llm
