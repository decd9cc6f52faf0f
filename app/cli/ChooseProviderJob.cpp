// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ChooseProviderJob.h"

#include "src/auth/AuthService.h"
#include "src/secrets/ApiKeys.h"
#include "src/settings/AppSettings.h"

namespace plantain::app {

using llm::ProviderId;

ChooseProviderJob::ChooseProviderJob(Services& services)
    : m_services(services)
{
}

void ChooseProviderJob::run()
{
    const QString chosen = m_services.settings().values().nodeDefaults.provider;
    if (const auto provider = llm::providerFromString(chosen)) {
        finish(*provider);
    } else if (m_services.auth().status().connected) {
        finish(ProviderId::OpenAiAuth);
    } else {
        tryKeyOf({ProviderId::Google, ProviderId::OpenAi});
    }
}

void ChooseProviderJob::tryKeyOf(const QList<ProviderId>& candidates)
{
    if (candidates.isEmpty()) {
        if (m_services.hasCompatibleServer()) {
            finish(ProviderId::OpenAiCompatible);
            return;
        }
        finish(base::Error{base::ErrorKind::KeyMissing,
                           tr("No account is connected and no API key is set up."),
                           tr("Use “plantain auth login”, “plantain key set PROVIDER”, or try it "
                              "with --sandbox."),
                           {}});
        return;
    }
    step(m_services.keys().read(llm::toString(candidates.first())),
         [this, candidates](const base::Result<base::Secret>& key) {
             if (key) {
                 finish(candidates.first());
             } else {
                 tryKeyOf(candidates.mid(1));
             }
         });
}

} // namespace plantain::app
