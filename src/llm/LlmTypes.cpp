// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/LlmTypes.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace plantain::llm {

const QList<ProviderId>& allProviders()
{
    static const QList<ProviderId> providers{ProviderId::Google, ProviderId::OpenAi,
                                             ProviderId::OpenAiAuth, ProviderId::OpenAiCompatible};
    return providers;
}

QString toString(ProviderId provider)
{
    switch (provider) {
    case ProviderId::Google:
        return u"google"_s;
    case ProviderId::OpenAi:
        return u"openai"_s;
    case ProviderId::OpenAiAuth:
        return u"openai-auth"_s;
    case ProviderId::OpenAiCompatible:
        return u"openai-compatible"_s;
    }
    Q_UNREACHABLE();
}

std::optional<ProviderId> providerFromString(const QString& id)
{
    for (const ProviderId provider : allProviders()) {
        if (toString(provider) == id) {
            return provider;
        }
    }
    return std::nullopt;
}

QString displayName(ProviderId provider)
{
    switch (provider) {
    case ProviderId::Google:
        return u"Google"_s;
    case ProviderId::OpenAi:
        return u"OpenAI"_s;
    case ProviderId::OpenAiAuth:
        return u"OpenAI (Auth)"_s;
    case ProviderId::OpenAiCompatible:
        return QCoreApplication::translate("ProviderId", "OpenAI-compatible");
    }
    Q_UNREACHABLE();
}

QString toString(LlmStatus status)
{
    switch (status) {
    case LlmStatus::Completed:
        return u"completed"_s;
    case LlmStatus::Truncated:
        return u"truncated"_s;
    case LlmStatus::Blocked:
        return u"blocked"_s;
    case LlmStatus::Refused:
        return u"refused"_s;
    case LlmStatus::Cut:
        return u"cut"_s;
    case LlmStatus::Failed:
        return u"failed"_s;
    case LlmStatus::Cancelled:
        return u"cancelled"_s;
    }
    Q_UNREACHABLE();
}

} // namespace plantain::llm
