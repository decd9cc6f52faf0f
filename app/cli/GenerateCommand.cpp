// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/GenerateCommand.h"

#include "app/cli/ResultJson.h"
#include "src/auth/AuthService.h"
#include "src/llm/ImageInput.h"
#include "src/llm/ModelCatalog.h"
#include "src/settings/AppSettings.h"

namespace plantain::app {

using base::Error;
using base::ErrorKind;
using llm::LlmResult;
using llm::LlmStatus;
using llm::ProviderId;

namespace {

int exitCodeOf(const LlmResult& result)
{
    switch (result.status) {
    case LlmStatus::Completed:
    case LlmStatus::Truncated:
        return ExitOk;
    case LlmStatus::Cancelled:
        return ExitCancelled;
    default:
        return result.error ? exitCodeFor(result.error->error) : ExitFailed;
    }
}

/// Said when the provider gave no error of its own.
QString sentenceFor(const LlmResult& result)
{
    switch (result.status) {
    case LlmStatus::Truncated:
        return GenerateCommand::tr("The answer reached its limit of tokens and is incomplete.");
    case LlmStatus::Blocked:
        return GenerateCommand::tr("The provider blocked the answer (%1).").arg(result.reason);
    case LlmStatus::Refused:
        return GenerateCommand::tr("The model refused to answer.");
    case LlmStatus::Cut:
        return GenerateCommand::tr("The connection broke off: the answer is incomplete.");
    case LlmStatus::Cancelled:
        return GenerateCommand::tr("Stopped. What was generated may still be billed.");
    default:
        return {};
    }
}

} // namespace

GenerateCommand::GenerateCommand(GenerateOptions options, Services& services, Console& console,
                                 int input)
    : m_options(std::move(options))
    , m_services(services)
    , m_console(console)
    , m_input(input)
{
}

void GenerateCommand::start()
{
    if (m_options.promptFromInput) {
        readPrompt();
    } else {
        loadAccount();
    }
}

void GenerateCommand::readPrompt()
{
    m_reader = std::make_unique<InputReader>(m_input);
    connect(m_reader.get(), &InputReader::ended, this, [this] {
        if (m_reader->isTooLong()) {
            fail({ErrorKind::InvalidInput, tr("The prompt is too long."), {}, {}});
            return;
        }
        m_options.prompt = QString::fromUtf8(m_reader->content());
        if (m_options.prompt.endsWith(u'\n')) {
            m_options.prompt.chop(1);
        }
        loadAccount();
    });
}

void GenerateCommand::loadAccount()
{
    if (m_options.provider && *m_options.provider != ProviderId::OpenAiAuth) {
        ask(*m_options.provider);
        return;
    }
    connect(&m_services.auth(), &auth::AuthService::statusChanged, this,
            &GenerateCommand::chooseProvider, Qt::SingleShotConnection);
    m_services.auth().load();
}

void GenerateCommand::chooseProvider()
{
    if (m_ended) {
        return;
    }
    if (m_options.provider) {
        ask(*m_options.provider);
        return;
    }
    m_choice = base::makeJob<ChooseProviderJob>(m_services);
    connect(m_choice.get(), &base::Job::finished, this, [this] {
        const auto& provider = m_choice->result();
        provider ? ask(*provider) : fail(provider.error());
    });
    m_choice->start();
}

base::Result<llm::LlmRequest> GenerateCommand::request(ProviderId provider) const
{
    const settings::NodeDefaults& defaults = m_services.settings().values().nodeDefaults;
    llm::LlmRequest request;
    request.provider = provider;
    request.model = m_options.model;
    if (request.model.isEmpty() && defaults.provider == llm::toString(provider)) {
        request.model = defaults.model;
    }
    if (request.model.isEmpty()) {
        request.model = m_services.catalog().defaultModel(provider);
    }
    if (provider == ProviderId::OpenAiCompatible && !m_services.hasCompatibleServer()) {
        return Error{ErrorKind::InvalidInput,
                     tr("No OpenAI-compatible server is set up."),
                     tr("Enter its address in Project setup, Providers."),
                     {}};
    }
    if (request.model.isEmpty()) {
        return Error{
            ErrorKind::InvalidInput, tr("No model is chosen."), tr("Name one with --model."), {}};
    }
    request.system = m_options.system;
    request.prompt = m_options.prompt;
    request.temperature = m_options.temperature;
    request.maxTokens = m_options.maxTokens;
    request.effort = m_options.effort;
    request.stream = m_options.stream;
    for (const QString& path : m_options.images) {
        const auto image = llm::loadImage(path);
        if (!image) {
            return image.error();
        }
        request.images << *image;
    }
    return request;
}

void GenerateCommand::ask(ProviderId provider)
{
    if (m_ended) {
        return;
    }
    m_provider = provider;
    const auto asked = request(provider);
    if (!asked) {
        fail(asked.error());
        return;
    }
    const auto prepared = m_services.catalog().prepared(*asked);
    m_model = prepared.request.model;
    m_notes = prepared.notes;
    for (const QString& note : prepared.notes) {
        m_console.remark(note);
    }
    m_job = m_services.clients().of(provider).generate(prepared.request);
    watch(*m_job);
    m_job->start();
}

void GenerateCommand::watch(llm::LlmJob& job)
{
    if (m_options.stream) {
        connect(&job, &llm::LlmJob::delta, this, &GenerateCommand::write);
    }
    connect(&job, &llm::LlmJob::retryScheduled, this,
            [this](int attempt, std::chrono::milliseconds wait, const llm::LlmError& because) {
                m_console.remark(tr("%1 Attempt %2 follows in %3 s.")
                                     .arg(because.error.message)
                                     .arg(attempt)
                                     .arg(static_cast<double>(wait.count()) / 1000.0, 0, 'f', 1));
            });
    connect(&job, &base::Job::finished, this, [this] { end(m_job->answer()); });
}

void GenerateCommand::write(const QString& text)
{
    m_written += text;
    const bool arrived =
        m_options.json ? m_console.printJson(deltaJson(text)) : m_console.print(text);
    if (!arrived) {
        interrupt(); // nobody reads any more: nothing more must be billed
    }
}

void GenerateCommand::interrupt()
{
    if (m_job && m_job->isRunning()) {
        m_job->cancel();
        return;
    }
    fail({ErrorKind::Cancelled, tr("Stopped."), {}, {}});
}

void GenerateCommand::fail(const Error& error)
{
    LlmResult result;
    result.status = error.kind == ErrorKind::Cancelled ? LlmStatus::Cancelled : LlmStatus::Failed;
    result.model = m_model.isEmpty() ? m_options.model : m_model;
    result.error = llm::LlmError{error, std::nullopt, {}, {}, std::nullopt};
    end(result);
}

/// A text that was corrected at its end, or that was not streamed.
void GenerateCommand::writeRest(const LlmResult& result)
{
    if (result.text.startsWith(m_written)) {
        m_console.print(result.text.mid(m_written.size()));
    } else {
        m_console.print(u'\n' + result.text);
        m_console.remark(tr("The provider corrected its answer; it is written again as a whole."));
    }
    if (!result.text.isEmpty() && !result.text.endsWith(u'\n')) {
        m_console.print(QStringLiteral("\n"));
    }
}

void GenerateCommand::end(LlmResult result)
{
    if (m_ended) {
        return;
    }
    m_ended = true;
    if (!result.costUsd && !m_services.isSandbox()) {
        result.costUsd =
            m_services.catalog().costUsd(m_provider, result.model, result.usage, &result.priceDate);
    }
    for (const QString& parameter : result.refusedParameters) {
        m_services.catalog().learnUnsupported(m_provider, m_model, parameter);
    }
    if (m_options.json) {
        m_console.printJson(resultJson(result));
    } else {
        writeRest(result);
    }
    for (const QString& note : result.notes) {
        if (!m_notes.contains(note)) {
            m_console.remark(note);
        }
    }
    const QString sentence = sentenceFor(result);
    if (result.error && result.status != LlmStatus::Cancelled) {
        m_console.complain(result.error->error);
    } else if (!sentence.isEmpty()) {
        m_console.remark(sentence);
    }
    emit finished(exitCodeOf(result));
}

} // namespace plantain::app
