// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/Trouble.h"

#include <QHash>
#include <QSet>

using namespace Qt::StringLiterals;

namespace plantain::llm {

namespace {

using Codes = QSet<QString>;

const Codes& creditCodes()
{
    static const Codes codes{u"insufficient_quota"_s, u"credit_balance_exhausted"_s,
                             u"billing_hard_limit_reached"_s, u"billing_not_active"_s};
    return codes;
}

const Codes& spendingCodes()
{
    static const Codes codes{u"organization_spend_limit_exceeded"_s,
                             u"project_spend_limit_exceeded"_s,
                             u"organization_usage_limit_exceeded"_s};
    return codes;
}

const Codes& planLimitCodes()
{
    static const Codes codes{u"subscription_sharing_usage_limit_exceeded"_s,
                             u"usage_limit_reached"_s};
    return codes;
}

const Codes& notEligibleCodes()
{
    static const Codes codes{u"subscription_sharing_user_not_eligible"_s, u"usage_not_included"_s,
                             u"missing_codex_entitlement"_s};
    return codes;
}

const Codes& ruleCodes()
{
    static const Codes codes{u"invalid_prompt"_s,
                             u"bio_policy"_s,
                             u"misalignment_policy_violation"_s,
                             u"image_content_policy_violation"_s,
                             u"content_policy_violation"_s,
                             u"content_filter"_s};
    return codes;
}

bool mentions(const ApiProblem& problem, QLatin1String words)
{
    return problem.message.contains(words, Qt::CaseInsensitive);
}

bool isAboutAPicture(const ApiProblem& problem)
{
    return problem.code.contains("image"_L1) || problem.param.endsWith(".image_url"_L1) ||
           mentions(problem, "unable to process input image"_L1);
}

/// Troubles that are told by a code, whatever the status.
std::optional<Trouble> troubleOfCode(const ApiProblem& problem)
{
    const QString& code = problem.code;
    const QList<std::pair<const Codes&, Trouble>> table{
        {creditCodes(), Trouble::NoCredit},     {spendingCodes(), Trouble::SpendingLimit},
        {planLimitCodes(), Trouble::PlanLimit}, {notEligibleCodes(), Trouble::NotEligible},
        {ruleCodes(), Trouble::AgainstRules},
    };
    for (const auto& [codes, trouble] : table) {
        if (codes.contains(code) || codes.contains(problem.type)) {
            return trouble;
        }
    }
    static const QHash<QString, Trouble> single{
        {u"unsupported_country_region_territory"_s, Trouble::Region},
        {u"context_length_exceeded"_s, Trouble::ContextTooLong},
        {u"model_not_found"_s, Trouble::UnknownModel},
        {u"API_KEY_INVALID"_s, Trouble::KeyRefused},
        {u"rate_limit_exceeded"_s, Trouble::TooFast},
        {u"slow_down"_s, Trouble::TooFast},
        {u"server_is_overloaded"_s, Trouble::Overloaded},
        {u"server_error"_s, Trouble::ServerTrouble},
    };
    const auto found = single.constFind(code);
    return found == single.cend() ? std::nullopt : std::optional(*found);
}

Trouble troubleOfTooMany(const ApiProblem& problem)
{
    if (problem.zeroQuota) {
        return Trouble::NoFreeTier;
    }
    const bool daily = !problem.quotaIds.filter("PerDay"_L1).isEmpty();
    return daily ? Trouble::DailyQuota : Trouble::TooFast;
}

Trouble troubleOfForbidden(const ApiProblem& problem)
{
    if (problem.html) {
        return Trouble::NetworkFilter;
    }
    return mentions(problem, "reported as leaked"_L1) ? Trouble::KeyLeaked : Trouble::NotAllowed;
}

Trouble troubleOfBadRequest(const ApiProblem& problem)
{
    if (mentions(problem, "location is not supported"_L1)) {
        return Trouble::Region;
    }
    if (problem.code == "FAILED_PRECONDITION"_L1 && mentions(problem, "billing"_L1)) {
        return Trouble::NoCredit;
    }
    if (mentions(problem, "not supported when using"_L1)) {
        return Trouble::ModelNotForAccount;
    }
    if (mentions(problem, "input token count"_L1) && mentions(problem, "exceeds"_L1)) {
        return Trouble::ContextTooLong;
    }
    return isAboutAPicture(problem) ? Trouble::BadPicture : Trouble::BadRequest;
}

Trouble troubleOfNotFound(const ApiProblem& problem)
{
    const bool aboutModel = mentions(problem, "model"_L1) || problem.code == "NOT_FOUND"_L1;
    return aboutModel ? Trouble::UnknownModel : Trouble::UnknownAddress;
}

Trouble troubleInStream(const ApiProblem& problem)
{
    if (isAboutAPicture(problem)) {
        return Trouble::BadPicture;
    }
    const bool ours = problem.type == "invalid_request_error"_L1 || !problem.param.isEmpty();
    return ours ? Trouble::BadRequest : Trouble::ServerTrouble;
}

Trouble troubleOfStatus(const ApiProblem& problem, ProviderId provider)
{
    switch (problem.httpStatus) {
    case 401:
        return provider == ProviderId::OpenAiAuth ? Trouble::SessionRefused : Trouble::KeyRefused;
    case 402:
        return Trouble::NoCredit;
    case 403:
        return troubleOfForbidden(problem);
    case 404:
    case 405:
        return troubleOfNotFound(problem);
    case 413:
        return Trouble::TooLarge;
    case 429:
        return troubleOfTooMany(problem);
    case 503:
        return Trouble::Overloaded;
    default:
        break;
    }
    const int status = problem.httpStatus;
    if (status == 0) {
        return troubleInStream(problem);
    }
    if (status >= 200 && status < 300) {
        return problem.html ? Trouble::WebPage : Trouble::ServerTrouble;
    }
    if (status >= 300 && status < 400) {
        return Trouble::Redirect;
    }
    const bool serversFault = status >= 500 || status == 408 || status == 409;
    return serversFault ? Trouble::ServerTrouble : troubleOfBadRequest(problem);
}

} // namespace

Trouble troubleOf(const ApiProblem& problem, ProviderId provider)
{
    if (problem.networkFilter) {
        return Trouble::NetworkFilter;
    }
    if (const auto trouble = troubleOfCode(problem)) {
        return *trouble;
    }
    return troubleOfStatus(problem, provider);
}

bool isPlanLimitCode(const QString& code)
{
    return planLimitCodes().contains(code);
}

bool isNotEligibleCode(const QString& code)
{
    return notEligibleCodes().contains(code);
}

} // namespace plantain::llm
