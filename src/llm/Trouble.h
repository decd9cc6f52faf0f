// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/ApiProblem.h"
#include "src/llm/LlmTypes.h"

namespace plantain::llm {

/// What a problem means for the person in front of it.
enum class Trouble {
    NetworkFilter,
    WebPage,
    Redirect,
    KeyRefused,
    KeyLeaked,
    SessionRefused,
    Region,
    NotEligible,
    NotAllowed,
    UnknownModel,
    ModelNotForAccount,
    UnknownAddress,
    NoCredit,
    SpendingLimit,
    PlanLimit,
    NoFreeTier,
    DailyQuota,
    TooFast,
    ContextTooLong,
    BadPicture,
    AgainstRules,
    TooLarge,
    BadRequest,
    Overloaded,
    ServerTrouble
};

/// By the provider's code where it says one, else by the HTTP status.
Trouble troubleOf(const ApiProblem& problem, ProviderId provider);

/// A provider's code for: the plan's limit is used up.
bool isPlanLimitCode(const QString& code);
/// The account may not use its plan here at all.
bool isNotEligibleCode(const QString& code);

} // namespace plantain::llm
