// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Services.h"
#include "src/base/StepJob.h"
#include "src/llm/LlmTypes.h"

namespace plantain::app {

/// The provider to use when none was named: the settings' choice, else the first that can be used,
/// the account before the keys. Errors: KeyMissing when none is set up.
class ChooseProviderJob final : public base::StepJob<llm::ProviderId>
{
    Q_OBJECT

public:
    /// Borrowed; the account must have been loaded.
    explicit ChooseProviderJob(Services& services);

protected:
    void run() override;

private:
    void tryKeyOf(const QList<llm::ProviderId>& candidates);

    Services& m_services;
};

} // namespace plantain::app
