// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Secret.h"
#include "src/llm/LlmClient.h"
#include "src/settings/AppSettings.h"

#include <functional>

namespace plantain::ui {

/// What a test of a provider tries: as it is typed, nothing of it has to be saved.
struct TypedProvider {
    llm::ProviderId provider = llm::ProviderId::OpenAi;
    std::optional<base::Secret> key; ///< empty: the one in use
    settings::ProviderSettings addresses;
    settings::NetworkSettings network;
};

/// Tries what is typed in the project setup; made by the composition root, which knows the
/// addresses behind empty fields.
struct ConnectionTrials {
    /// Lists the models.
    std::function<base::JobPtr<llm::ModelListJob>(const TypedProvider&)> provider;
    /// Reaches the account's server; the result is its host.
    std::function<base::JobPtr<base::ResultJob<QString>>(const settings::NetworkSettings&)> network;
    /// Whether proxy and certificates can be used at all. Reads the file: called in a worker
    /// thread.
    std::function<base::Status(const settings::NetworkSettings&)> check;
};

} // namespace plantain::ui
