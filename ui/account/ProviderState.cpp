// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/account/ProviderState.h"

#include "src/settings/AppSettings.h"
#include "ui/account/AccountActions.h"

namespace plantain::ui {

using llm::ProviderId;

ProviderState::ProviderState(const EditorServices& services, QObject* parent)
    : QObject(parent)
    , m_services(services)
{
    connect(&services.account.service(), &auth::AuthService::statusChanged, this,
            &ProviderState::changed);
    connect(&services.keys, &secrets::ApiKeys::changed, this, &ProviderState::changed);
    connect(&services.settings, &settings::AppSettings::changed, this, &ProviderState::changed);
}

ProviderReadiness ProviderState::of(ProviderId provider) const
{
    const secrets::KeySource source = m_services.keys.source(llm::toString(provider));
    switch (provider) {
    case ProviderId::OpenAiAuth:
        return accountReadiness(m_services.account.service().status(),
                                m_services.account.isChatGpt());
    case ProviderId::OpenAiCompatible:
        return m_services.sandbox
                   ? practiceReadiness()
                   : serverReadiness(m_services.settings.values().providers.compatibleBaseUrl,
                                     source);
    case ProviderId::Google:
    case ProviderId::OpenAi:
        break;
    }
    return keyReadiness(source);
}

ProviderReadiness ProviderState::of(const QString& providerId) const
{
    const auto provider = llm::providerFromString(providerId);
    return provider ? of(*provider) : unknownProviderReadiness(providerId);
}

} // namespace plantain::ui
