// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/RequestRules.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace plantain::llm {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(RequestRules)
};

void applyEffort(const ModelInfo& model, LlmRequest& request, QStringList& notes)
{
    if (!request.effort.isEmpty() && !model.efforts.contains(request.effort)) {
        if (model.efforts.isEmpty()) {
            notes << Text::tr("“%1” takes no effort setting; it was left out.").arg(model.id);
        } else {
            notes << Text::tr("“%1” does not offer the effort “%2”; its default is used. "
                              "It offers: %3.")
                         .arg(model.id, request.effort, model.efforts.join(QStringLiteral(", ")));
        }
        request.effort.clear();
    }
    if (request.effort.isEmpty()) {
        request.effort = model.defaultEffort;
    }
}

/// Why a temperature cannot be sent; empty when it can.
QString temperatureRefusal(const ModelInfo& model, const LlmRequest& request)
{
    switch (model.temperature) {
    case TemperatureRule::Allowed:
        return {};
    case TemperatureRule::OnlyWithoutEffort:
        return request.effort == QStringLiteral("none")
                   ? QString()
                   : Text::tr("“%1” takes a temperature only with the effort “none”; the "
                              "temperature was left out.");
    case TemperatureRule::Deprecated:
        return Text::tr("The maker of “%1” advises against setting a temperature; it was left "
                        "out.");
    case TemperatureRule::Never:
        return Text::tr("“%1” is not known to take a temperature; it was left out.");
    }
    Q_UNREACHABLE();
}

void applyTemperature(const ModelInfo& model, LlmRequest& request, QStringList& notes)
{
    if (!request.temperature) {
        return;
    }
    const QString refusal = temperatureRefusal(model, request);
    if (!refusal.isEmpty()) {
        notes << refusal.arg(model.id);
        request.temperature.reset();
        return;
    }
    // Also true for NaN, which no server understands.
    const double asked = *request.temperature;
    if (asked >= 0 && asked <= model.maxTemperature) {
        return;
    }
    request.temperature = std::isnan(asked) ? 0 : std::clamp(asked, 0.0, model.maxTemperature);
    notes << Text::tr("“%1” takes temperatures from 0 to %2; %3 was used instead of %4.")
                 .arg(model.id, QString::number(model.maxTemperature),
                      QString::number(*request.temperature), QString::number(asked));
}

/// OpenAI answers 400 to less.
int leastMaxTokens(ProviderId provider)
{
    return provider == ProviderId::OpenAi ? 16 : 1;
}

void applyMaxTokens(const ModelInfo& model, LlmRequest& request, QStringList& notes)
{
    if (!request.maxTokens) {
        return;
    }
    if (!model.takesMaxTokens) {
        notes << Text::tr("“%1” takes no limit for the answer's length here; it was left out.")
                     .arg(model.id);
        request.maxTokens.reset();
        return;
    }
    const int asked = *request.maxTokens;
    const int least = leastMaxTokens(model.provider);
    const qint64 most = std::max<qint64>(model.maxOutputTokens.value_or(asked), least);
    if (asked < least) {
        request.maxTokens = least;
        notes << Text::tr(
                     "The limit of tokens for “%1” must be at least %2; %2 was used instead of %3.")
                     .arg(model.id, QString::number(least), QString::number(asked));
    } else if (asked > most) {
        request.maxTokens = static_cast<int>(most);
        notes << Text::tr("“%1” answers with at most %2 tokens; %2 was used instead of %3.")
                     .arg(model.id, QString::number(most), QString::number(asked));
    }
}

void applyImages(const ModelInfo& model, LlmRequest& request, QStringList& notes)
{
    if (model.images || request.images.isEmpty()) {
        return;
    }
    notes << Text::tr("“%1” takes no pictures; they were left out.").arg(model.id);
    request.images.clear();
}

} // namespace

void applyModelRules(const ModelInfo& model, LlmRequest& request, QStringList& notes)
{
    applyEffort(model, request, notes);
    applyTemperature(model, request, notes);
    applyMaxTokens(model, request, notes);
    applyImages(model, request, notes);
}

} // namespace plantain::llm
