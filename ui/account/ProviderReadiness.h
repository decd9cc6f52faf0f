// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/LlmTypes.h"
#include "src/secrets/ApiKeys.h"
#include "ui/account/AccountWords.h"

namespace plantain::ui {

/// What can be done about a provider that is not ready.
enum class ReadinessAction { None, Account, OpenSetup, UnlockKeys };

/// Whether a provider can run now, and what its badge says (T6.3).
struct ProviderReadiness {
    bool canRun = false;
    Badge badge;     ///< empty text: nothing to say
    QString blocker; ///< why it cannot run, for the Run button's tooltip
    ReadinessAction action = ReadinessAction::None;
    AccountAction accountAction = AccountAction::None;
    QString actionText;
    bool isPrimary = false;      ///< the one action of the view: connecting
    bool showsUsageLink = false; ///< the plan is used: "Manage usage"
    QString note;
    bool operator==(const ProviderReadiness&) const = default;
};

ProviderReadiness accountReadiness(const auth::AuthStatus& status, bool chatGpt);
ProviderReadiness keyReadiness(secrets::KeySource source);
/// `baseUrl`: of the OpenAI-compatible server; its key is optional.
ProviderReadiness serverReadiness(const QString& baseUrl, secrets::KeySource source);

/// The practice provider needs nothing.
ProviderReadiness practiceReadiness();

/// A provider of another program: kept in the file, reported, never guessed (T2.2).
ProviderReadiness unknownProviderReadiness(const QString& providerId);

} // namespace plantain::ui
