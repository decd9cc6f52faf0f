// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/ApiError.h"

#include "src/base/Logging.h"
#include "src/llm/Trouble.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace plantain::llm {

namespace {

using base::Error;
using base::ErrorKind;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(LlmError)
};

/// "It is free again at 14:32."; empty when nobody knows.
QString freeAgain(const ApiProblem& problem, base::UnixTime now)
{
    if (!problem.retryAfter) {
        return {};
    }
    const qint64 seconds = (problem.retryAfter->count() + 999) / 1000;
    if (seconds < 60) {
        return Text::tr("It is free again in %1 s.").arg(QLocale().toString(seconds));
    }
    const QDateTime nowLocal = QDateTime::fromSecsSinceEpoch(base::toUnixSeconds(now));
    const QDateTime free = nowLocal.addSecs(seconds);
    const bool today = free.date() == nowLocal.date();
    return Text::tr("It is free again at %1.")
        .arg(today ? QLocale().toString(free.time(), QLocale::ShortFormat)
                   : QLocale().toString(free, QLocale::ShortFormat));
}

/// The provider's own words as the end of a sentence: one line, of bearable length.
QString providersWords(const ApiProblem& problem)
{
    constexpr qsizetype bearable = 240;
    const QString line = base::redacted(problem.message.simplified());
    if (line.size() > bearable) {
        return line.left(bearable) + u'…';
    }
    // What to do follows as the next sentence.
    return line.isEmpty() || line.back().isPunct() ? line : line + u'.';
}

/// A sentence and, after a blank, the next one if there is one.
QString together(const QString& first, const QString& second)
{
    return second.isEmpty() ? first : first + u' ' + second;
}

/// Title, hint and kind of one trouble. `%1` is the provider.
struct Speaker {
    const ApiProblem& problem;
    const ErrorSubject& subject;

    Error say(ErrorKind kind, const QString& message, const QString& hint = {}) const
    {
        return Error{kind, message, hint, {}};
    }
    QString name() const { return speakingName(subject.provider); }
    QString named(const char* text) const { return Text::tr(text).arg(name()); }
    bool isAccount() const { return subject.provider == ProviderId::OpenAiAuth; }

    Error access(Trouble trouble) const;
    Error limit(Trouble trouble) const;
    Error request(Trouble trouble) const;
    Error server(Trouble trouble) const;
    Error badRequest() const;
    Error notAllowed() const;
    Error credit() const;
};

Error Speaker::notAllowed() const
{
    const QString words = isAccount() ? QString() : providersWords(problem);
    return say(ErrorKind::Forbidden,
               together(Text::tr("%1 does not allow this.").arg(name()), words),
               Text::tr("The model may not be open to this account; choose another one."));
}

Error Speaker::access(Trouble trouble) const
{
    switch (trouble) {
    case Trouble::NetworkFilter:
        return say(ErrorKind::Network,
                   Text::tr("The request was blocked by the network, not by your account."),
                   Text::tr("Turn off the VPN or the proxy, or try another network."));
    case Trouble::KeyLeaked:
        return say(ErrorKind::Unauthorized,
                   named(QT_TRANSLATE_NOOP("LlmError",
                                           "%1 has locked this API key because it became public.")),
                   Text::tr("Make a new key and enter it in Project setup, Providers."));
    case Trouble::SessionRefused:
        return say(ErrorKind::Unauthorized,
                   Text::tr("OpenAI does not accept your sign-in any more."),
                   Text::tr("Sign in again in Project setup, Providers."));
    case Trouble::Region:
        return say(
            ErrorKind::Forbidden,
            named(QT_TRANSLATE_NOOP("LlmError", "%1 does not serve the place this network is in.")),
            Text::tr("A VPN or a proxy may be the reason."));
    case Trouble::NotEligible:
        return say(ErrorKind::Forbidden,
                   Text::tr("Your ChatGPT plan does not include use in other apps."),
                   Text::tr("ChatGPT Plus and Pro do. An API key works without a plan."));
    case Trouble::KeyRefused:
        return isAccount()
                   ? access(Trouble::SessionRefused)
                   : say(ErrorKind::Unauthorized,
                         named(QT_TRANSLATE_NOOP("LlmError", "%1 does not accept the API key.")),
                         Text::tr("Check the key in Project setup, Providers."));
    default:
        return notAllowed();
    }
}

Error Speaker::credit() const
{
    if (subject.provider == ProviderId::OpenAiCompatible) {
        return say(ErrorKind::QuotaExceeded,
                   Text::tr("There is no credit left on the server's account."),
                   Text::tr("Add credit where you got the key, then run again."));
    }
    return say(
        ErrorKind::QuotaExceeded,
        named(QT_TRANSLATE_NOOP("LlmError", "There is no credit left on your %1 account.")),
        subject.provider == ProviderId::Google
            ? Text::tr("Set up billing at aistudio.google.com, then run again.")
            : Text::tr("Add credit at platform.openai.com/settings/organization/billing, then "
                       "run again."));
}

Error Speaker::limit(Trouble trouble) const
{
    const QString free = freeAgain(problem, subject.now);
    switch (trouble) {
    case Trouble::NoCredit:
        return credit();
    case Trouble::SpendingLimit:
        return say(ErrorKind::QuotaExceeded,
                   Text::tr("The spending limit of your OpenAI organisation is reached."),
                   Text::tr("Raise it at platform.openai.com/settings/organization/limits."));
    case Trouble::PlanLimit:
        return say(ErrorKind::QuotaExceeded,
                   together(Text::tr("The usage limit of your ChatGPT plan is reached."), free),
                   Text::tr("See chatgpt.com/settings/usage for what is left."));
    case Trouble::NoFreeTier:
        return say(ErrorKind::QuotaExceeded,
                   Text::tr("Gemini does not offer %1 free of charge.").arg(subject.model),
                   Text::tr("Choose another model, or set up billing at aistudio.google.com."));
    case Trouble::DailyQuota:
        return say(
            ErrorKind::QuotaExceeded,
            together(named(QT_TRANSLATE_NOOP("LlmError", "%1 is out of its daily quota.")), free),
            Text::tr("Choose another model, or run again then."));
    default:
        return say(
            ErrorKind::RateLimited,
            together(named(QT_TRANSLATE_NOOP("LlmError", "%1 takes no more requests for now.")),
                     free),
            Text::tr("Run again then, or let fewer nodes run at the same time."));
    }
}

Error Speaker::badRequest() const
{
    const QString words = providersWords(problem);
    return say(ErrorKind::BadRequest,
               words.isEmpty()
                   ? named(QT_TRANSLATE_NOOP("LlmError", "%1 did not accept the request."))
                   : Text::tr("%1 did not accept the request: %2").arg(name(), words),
               Text::tr("Change the model or its settings, then run again."));
}

Error Speaker::request(Trouble trouble) const
{
    switch (trouble) {
    case Trouble::UnknownModel:
        return say(ErrorKind::NotFound,
                   Text::tr("%1 does not know the model “%2”.").arg(name(), subject.model),
                   Text::tr("Refresh the list of models, or choose another one."));
    case Trouble::ModelNotForAccount:
        return say(ErrorKind::NotFound,
                   Text::tr("%1 cannot be used with a ChatGPT account.").arg(subject.model),
                   Text::tr("Choose another model, or use an API key."));
    case Trouble::UnknownAddress:
        return say(ErrorKind::NotFound,
                   named(QT_TRANSLATE_NOOP("LlmError", "%1 offers nothing at this address.")),
                   Text::tr("Check the base URL in Project setup, Providers."));
    case Trouble::ContextTooLong:
        return say(ErrorKind::ContextTooLong,
                   Text::tr("The prompt is too long for %1.").arg(subject.model),
                   Text::tr("Shorten it, or choose a model that reads more."));
    case Trouble::BadPicture:
        return say(ErrorKind::BadRequest,
                   named(QT_TRANSLATE_NOOP("LlmError", "%1 could not use one of the pictures.")),
                   Text::tr("Try another picture, or save it as PNG or JPEG."));
    case Trouble::AgainstRules:
        return say(ErrorKind::Blocked,
                   named(QT_TRANSLATE_NOOP("LlmError", "%1 blocked this by its content rules.")),
                   Text::tr("Change the prompt or the pictures, then run again."));
    case Trouble::TooLarge:
        return say(ErrorKind::BadRequest,
                   named(QT_TRANSLATE_NOOP("LlmError", "The request is too large for %1.")),
                   Text::tr("Use fewer or smaller pictures."));
    default:
        return badRequest();
    }
}

Error Speaker::server(Trouble trouble) const
{
    switch (trouble) {
    case Trouble::WebPage:
        return say(ErrorKind::BadResponse,
                   named(QT_TRANSLATE_NOOP("LlmError", "A web page came back instead of %1.")),
                   Text::tr("The network may want you to sign in (hotel, company). Open any "
                            "page in a browser, then run again."));
    case Trouble::Redirect:
        return say(ErrorKind::BadResponse,
                   Text::tr("%1 sent the request on to another address.").arg(name()),
                   Text::tr("Enter the final address as base URL. Plantain does not follow, so "
                            "that the key stays where it belongs."));
    case Trouble::Overloaded:
        return say(ErrorKind::Server,
                   together(named(QT_TRANSLATE_NOOP("LlmError", "%1 is overloaded.")),
                            freeAgain(problem, subject.now)),
                   Text::tr("Run again in a few minutes."));
    default:
        return say(ErrorKind::Server,
                   named(QT_TRANSLATE_NOOP("LlmError", "%1 has a problem of its own.")),
                   Text::tr("Run again in a few minutes."));
    }
}

Error inWords(Trouble trouble, const Speaker& speaker)
{
    switch (trouble) {
    case Trouble::NetworkFilter:
    case Trouble::KeyRefused:
    case Trouble::KeyLeaked:
    case Trouble::SessionRefused:
    case Trouble::Region:
    case Trouble::NotEligible:
    case Trouble::NotAllowed:
        return speaker.access(trouble);
    case Trouble::NoCredit:
    case Trouble::SpendingLimit:
    case Trouble::PlanLimit:
    case Trouble::NoFreeTier:
    case Trouble::DailyQuota:
    case Trouble::TooFast:
        return speaker.limit(trouble);
    case Trouble::WebPage:
    case Trouble::Redirect:
    case Trouble::Overloaded:
    case Trouble::ServerTrouble:
        return speaker.server(trouble);
    default:
        return speaker.request(trouble);
    }
}

/// For "Details" and the log: what a support desk asks for, then the raw text.
QString detailOf(const ApiProblem& problem, bool withRaw)
{
    QStringList facts;
    if (problem.httpStatus != 0) {
        facts << u"HTTP %1"_s.arg(problem.httpStatus);
    }
    facts << problem.code;
    if (!problem.requestId.isEmpty()) {
        facts << u"request "_s + problem.requestId;
    }
    if (!problem.location.isEmpty()) {
        facts << u"to "_s + base::redacted(problem.location);
    }
    facts.removeAll(QString());
    const QString head = facts.join(", "_L1);
    return withRaw && !problem.raw.isEmpty() ? head + u'\n' + problem.raw : head;
}

} // namespace

LlmError explain(const ApiProblem& problem, const ErrorSubject& subject)
{
    const Trouble trouble = troubleOf(problem, subject.provider);
    LlmError result;
    result.error = inWords(trouble, Speaker{problem, subject});
    // OpenAI's own text for a refused session speaks of API keys; it would mislead.
    const bool misleading =
        subject.provider == ProviderId::OpenAiAuth && result.error.kind == ErrorKind::Unauthorized;
    result.error.detail = detailOf(problem, !misleading);
    if (problem.httpStatus != 0) {
        result.httpStatus = problem.httpStatus;
    }
    result.code = problem.code.isEmpty() ? problem.type : problem.code;
    result.requestId = problem.requestId;
    result.retryAfter = problem.retryAfter;
    return result;
}

LlmError fromTransport(const base::Error& error)
{
    return LlmError{error, std::nullopt, {}, {}, std::nullopt};
}

QString speakingName(ProviderId provider)
{
    switch (provider) {
    case ProviderId::Google:
        return u"Gemini"_s;
    case ProviderId::OpenAi:
    case ProviderId::OpenAiAuth:
        return u"OpenAI"_s;
    case ProviderId::OpenAiCompatible:
        return Text::tr("The server");
    }
    Q_UNREACHABLE();
}

} // namespace plantain::llm
