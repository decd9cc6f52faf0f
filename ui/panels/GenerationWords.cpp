// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/GenerationWords.h"

#include "ui/widgets/Words.h"

#include <QCoreApplication>
#include <QLocale>

namespace plantain::ui {

namespace {

using base::ErrorKind;
using llm::LlmPhase;
using llm::LlmStatus;
using run::NodeState;
using theme::Icon;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(plantain::ui::GenerationWords)
};

const QString separator = QStringLiteral(" · ");

/// The text that is there already is worth a word.
QString withKeptText(const llm::LlmResult& result, const QString& hint)
{
    return result.text.isEmpty()
               ? hint
               : (hint + QLatin1Char(' ') + Text::tr("The text so far is kept.")).trimmed();
}

EndingMessage failureMessage(const llm::LlmResult& result)
{
    EndingMessage message{
        Tone::Error, Icon::Error, Text::tr("The answer could not be fetched."), {}, true};
    if (result.error) {
        const base::Error& error = result.error->error;
        message.title = error.message.isEmpty() ? message.title : error.message;
        message.hint = error.hint;
        if (error.kind == ErrorKind::RateLimited || error.kind == ErrorKind::QuotaExceeded) {
            message.icon = Icon::Clock;
        }
    }
    message.hint = withKeptText(result, message.hint);
    return message;
}

/// Who answers, as a person would say it.
QString serviceName(llm::ProviderId provider)
{
    switch (provider) {
    case llm::ProviderId::OpenAi:
    case llm::ProviderId::OpenAiAuth:
        return llm::displayName(llm::ProviderId::OpenAi);
    case llm::ProviderId::OpenAiCompatible:
        return Text::tr("The server");
    case llm::ProviderId::Google:
        break;
    }
    return llm::displayName(provider);
}

QString reasonOr(const llm::LlmResult& result, const QString& fallback)
{
    return result.reason.isEmpty() ? fallback : result.reason;
}

} // namespace

Badge phaseBadge(LlmPhase phase)
{
    switch (phase) {
    case LlmPhase::Queued:
        return {Tone::Info, Icon::Clock, Text::tr("Waiting for its turn")};
    case LlmPhase::Connecting:
        return {Tone::Info, Icon::Link, Text::tr("Connecting")};
    case LlmPhase::WaitingForFirstByte:
        return {Tone::Info, Icon::Clock, Text::tr("Waiting for the answer")};
    case LlmPhase::Thinking:
        return {Tone::Info, Icon::Clock, Text::tr("Thinking")};
    case LlmPhase::Streaming:
        return {Tone::Info, Icon::Run, Text::tr("Writing")};
    case LlmPhase::WaitingToRetry:
        return {Tone::Warn, Icon::Clock, Text::tr("Waiting to try again")};
    case LlmPhase::Ended:
        return {};
    }
    Q_UNREACHABLE();
}

Badge statusBadge(LlmStatus status)
{
    switch (status) {
    case LlmStatus::Completed:
        return {Tone::Ok, Icon::Check, Text::tr("Complete")};
    case LlmStatus::Truncated:
        return {Tone::Warn, Icon::Warning, Text::tr("Token limit reached")};
    case LlmStatus::Blocked:
        return {Tone::Warn, Icon::Warning, Text::tr("Blocked")};
    case LlmStatus::Refused:
        return {Tone::Warn, Icon::Info, Text::tr("Refused")};
    case LlmStatus::Cut:
        return {Tone::Error, Icon::Error, Text::tr("Cut off")};
    case LlmStatus::Failed:
        return {Tone::Error, Icon::Error, Text::tr("Failed")};
    case LlmStatus::Cancelled:
        return {Tone::Neutral, Icon::Stop, Text::tr("Stopped")};
    }
    Q_UNREACHABLE();
}

Badge runBadge(const run::NodeRun& run)
{
    switch (run.state) {
    case NodeState::Idle:
        return {};
    case NodeState::Waiting:
        return phaseBadge(LlmPhase::Queued);
    case NodeState::Running:
        return run.phase == LlmPhase::Ended ? Badge{Tone::Info, Icon::Run, Text::tr("Running")}
                                            : phaseBadge(run.phase);
    case NodeState::Completed:
        return statusBadge(run.result ? run.result->status : LlmStatus::Completed);
    case NodeState::Cached:
        return {Tone::Ok, Icon::Check, Text::tr("Up to date")};
    case NodeState::Skipped:
        return {Tone::Neutral, Icon::Skip, Text::tr("Skipped")};
    case NodeState::Paused:
        return {Tone::Warn, Icon::Pause, Text::tr("Paused")};
    case NodeState::Failed:
        return statusBadge(run.result ? run.result->status : LlmStatus::Failed);
    case NodeState::Stopped:
        return statusBadge(LlmStatus::Cancelled);
    }
    Q_UNREACHABLE();
}

EndingMessage endingMessage(const llm::LlmResult& result)
{
    switch (result.status) {
    case LlmStatus::Completed:
        return {};
    case LlmStatus::Cancelled:
        return result.attempts == 0
                   ? EndingMessage{}
                   : EndingMessage{
                         Tone::Neutral, Icon::Stop, Text::tr("Stopped."),
                         withKeptText(result, Text::tr("What was sent may still be billed.")),
                         false};
    case LlmStatus::Truncated:
        return {Tone::Warn, Icon::Warning, Text::tr("The answer reached the limit of tokens."),
                Text::tr("Raise “Max tokens” or ask for less."), true};
    case LlmStatus::Blocked:
        return {Tone::Warn, Icon::Warning, Text::tr("The provider blocked the answer."),
                withKeptText(result, reasonOr(result, Text::tr("Word the prompt differently."))),
                true};
    case LlmStatus::Refused:
        return {Tone::Warn, Icon::Info, Text::tr("The model refused to answer."),
                reasonOr(result, Text::tr("Word the prompt differently.")), true};
    case LlmStatus::Cut:
        return {Tone::Error, Icon::Error, Text::tr("The connection broke before the answer ended."),
                withKeptText(result, {}), true};
    case LlmStatus::Failed:
        return failureMessage(result);
    }
    Q_UNREACHABLE();
}

EndingMessage endingMessage(const run::NodeRun& run)
{
    if (run.isActive()) {
        return {};
    }
    if (run.result) {
        return endingMessage(*run.result);
    }
    if (!run.error) {
        return {};
    }
    switch (run.state) {
    case NodeState::Failed:
        return {Tone::Error, Icon::Error, run.error->message, run.error->hint, true};
    case NodeState::Skipped:
        return {Tone::Neutral, Icon::Skip, run.error->message, run.error->hint, false};
    case NodeState::Paused:
        return {Tone::Warn, Icon::Pause, run.error->message, run.error->hint, false};
    default:
        return {};
    }
}

QString retryText(const run::RetryWait& wait, llm::ProviderId provider,
                  std::chrono::milliseconds now)
{
    const auto left = std::chrono::ceil<std::chrono::seconds>(wait.until - now);
    const QString name = serviceName(provider);
    const ErrorKind kind = wait.because.error.kind;
    const QString why = kind == ErrorKind::RateLimited ? Text::tr("%1 asks to slow down.").arg(name)
                        : kind == ErrorKind::Server
                            ? Text::tr("%1 has a problem.").arg(name)
                            : Text::tr("%1 could not be reached.").arg(name);
    return why + QLatin1Char(' ') +
           Text::tr("Next try in %1 s.").arg(std::max<qint64>(0, left.count()));
}

QString tokenText(const llm::LlmResult& result)
{
    QString text = words::tokens(result.usage);
    if (result.usage.reasoningTokens.value_or(0) > 0) {
        text +=
            separator +
            Text::tr("%1 of them thinking").arg(QLocale().toString(*result.usage.reasoningTokens));
    }
    return text;
}

QString timeAndCostText(const llm::LlmResult& result)
{
    QStringList parts;
    if (result.timeToFirstText.count() > 0) {
        parts << Text::tr("first text %1").arg(words::duration(result.timeToFirstText));
    }
    parts << words::duration(result.elapsed);
    if (result.costUsd) {
        parts << words::money(*result.costUsd, result.usage.estimated);
    }
    return parts.join(separator);
}

QString detailsText(const llm::LlmResult& result)
{
    QStringList lines;
    const auto add = [&lines](const QString& name, const QString& value) {
        if (!value.isEmpty()) {
            lines << name + QStringLiteral(": ") + value;
        }
    };
    add(Text::tr("Status"), llm::toString(result.status));
    add(Text::tr("Model"), result.model);
    add(Text::tr("Reason"), result.reason);
    if (result.error) {
        const llm::LlmError& error = *result.error;
        add(Text::tr("Message"), error.error.message);
        add(Text::tr("HTTP status"),
            error.httpStatus ? QString::number(*error.httpStatus) : QString());
        add(Text::tr("Code"), error.code);
        add(Text::tr("Request id"), error.requestId.isEmpty() ? result.requestId : error.requestId);
    } else {
        add(Text::tr("Request id"), result.requestId);
    }
    add(Text::tr("Attempts"), QString::number(result.attempts));
    if (result.error && !result.error->error.detail.isEmpty()) {
        lines << QString() << result.error->error.detail;
    }
    return lines.join(QLatin1Char('\n'));
}

QString detailsText(const run::NodeRun& run)
{
    if (run.result) {
        return detailsText(*run.result);
    }
    return run.error ? run.error->message + QStringLiteral("\n\n") + run.error->detail : QString();
}

QString modelFacts(const llm::ModelInfo& model)
{
    QStringList facts;
    if (model.contextTokens) {
        facts << words::shortCount(*model.contextTokens);
    }
    if (model.images) {
        facts << Text::tr("images");
    }
    if (model.isNew) {
        facts << Text::tr("new");
    }
    if (model.retires.isValid()) {
        facts
            << Text::tr("retires %1").arg(QLocale().toString(model.retires, QLocale::ShortFormat));
    }
    return facts.join(separator);
}

QString effortLabel(const QString& effort, bool isShort)
{
    struct Row {
        QLatin1String id;
        QString label;
        QString shortLabel;
    };
    const Row rows[] = {
        {QLatin1String("none"), Text::tr("None"), Text::tr("None")},
        {QLatin1String("minimal"), Text::tr("Minimal"), Text::tr("Min", "short for minimal")},
        {QLatin1String("low"), Text::tr("Low"), Text::tr("Low")},
        {QLatin1String("medium"), Text::tr("Medium"), Text::tr("Med", "short for medium")},
        {QLatin1String("high"), Text::tr("High"), Text::tr("High")},
        {QLatin1String("xhigh"), Text::tr("Extra high"), Text::tr("Extra", "short for extra high")},
        {QLatin1String("max"), Text::tr("Max"), Text::tr("Max")},
    };
    for (const Row& row : rows) {
        if (row.id == effort) {
            return isShort ? row.shortLabel : row.label;
        }
    }
    return effort;
}

} // namespace plantain::ui
