// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/LlmTypes.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace plantain::llm {

namespace {

struct ProviderRow {
    ProviderId provider;
    QLatin1String id; ///< in files and on the command line
    const char* name; ///< for people
    bool isBrand;     ///< the same in every language
};

/// In the order lists show them.
constexpr std::array providerTable{
    ProviderRow{ProviderId::Google, "google"_L1, "Google", true},
    ProviderRow{ProviderId::OpenAi, "openai"_L1, "OpenAI", true},
    ProviderRow{ProviderId::OpenAiAuth, "openai-auth"_L1, "OpenAI (Auth)", true},
    ProviderRow{ProviderId::OpenAiCompatible, "openai-compatible"_L1,
                QT_TRANSLATE_NOOP("ProviderId", "OpenAI-compatible"), false}};

const ProviderRow& rowOf(ProviderId provider)
{
    const auto* row =
        std::find_if(providerTable.begin(), providerTable.end(),
                     [provider](const ProviderRow& each) { return each.provider == provider; });
    Q_ASSERT(row != providerTable.end());
    return *row;
}

} // namespace

const QList<ProviderId>& allProviders()
{
    static const QList<ProviderId> providers = [] {
        QList<ProviderId> all;
        for (const ProviderRow& row : providerTable) {
            all << row.provider;
        }
        return all;
    }();
    return providers;
}

QString toString(ProviderId provider)
{
    return rowOf(provider).id;
}

std::optional<ProviderId> providerFromString(const QString& id)
{
    for (const ProviderRow& row : providerTable) {
        if (row.id == id) {
            return row.provider;
        }
    }
    return std::nullopt;
}

QString displayName(ProviderId provider)
{
    const ProviderRow& row = rowOf(provider);
    return row.isBrand ? QString::fromLatin1(row.name)
                       : QCoreApplication::translate("ProviderId", row.name);
}

QString toString(LlmStatus status)
{
    static constexpr std::array words{"completed"_L1, "truncated"_L1, "blocked"_L1,  "refused"_L1,
                                      "cut"_L1,       "failed"_L1,    "cancelled"_L1};
    static_assert(words.size() == static_cast<std::size_t>(LlmStatus::Cancelled) + 1);
    return words.at(static_cast<std::size_t>(status));
}

} // namespace plantain::llm
