// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/StreamJob.h"

#include "src/base/Logging.h"
#include "src/llm/RefusedParameter.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QSet>

using namespace Qt::StringLiterals;

namespace plantain::llm {

namespace {

using base::ErrorKind;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(LlmJob)
};

bool thinksLong(const LlmRequest& request)
{
    return request.effort == "high"_L1 || request.effort == "xhigh"_L1 ||
           request.effort == "max"_L1;
}

/// A failure that asking again may mend. Limits of money or plan, wrong requests and refused keys
/// are other kinds.
bool isPassingKind(ErrorKind kind)
{
    return kind == ErrorKind::RateLimited || kind == ErrorKind::Server;
}

/// The same for a failure reported inside a stream. A model that stops without a reason is not
/// among them: it would be paid for again.
bool isPassing(const ApiProblem& problem)
{
    static const QSet<QString> codes{u"server_error"_s, u"server_is_overloaded"_s,
                                     u"rate_limit_exceeded"_s, u"slow_down"_s};
    return codes.contains(problem.code) || codes.contains(problem.type) ||
           problem.httpStatus == 429 || problem.httpStatus >= 500;
}

bool isSuccess(int status)
{
    return status >= 200 && status < 300;
}

} // namespace

StreamJob::StreamJob(Backend& backend, LlmRequest request)
    : m_backend(backend)
    , m_request(std::move(request))
    , m_credentials(backend,
                    [this](const std::optional<base::Error>& error) {
                        if (error) {
                            finish(LlmStatus::Failed, fromTransport(*error));
                        } else {
                            send();
                        }
                    })
    , m_leftOut(backend.refusedParameters.value(m_request.model))
{
    m_answer.model = m_request.model;
    m_started = backend.clock().monotonic();
    m_retryTimer.setSingleShot(true);
    m_tailTimer.setSingleShot(true);
    connect(&m_retryTimer, &QTimer::timeout, this, &StreamJob::waitForTurn);
    connect(&m_tailTimer, &QTimer::timeout, this, &StreamJob::endAsSaid);
}

StreamJob::~StreamJob() = default;

void StreamJob::run()
{
    m_started = m_backend.clock().monotonic();
    waitForTurn();
}

void StreamJob::waitForTurn()
{
    setPhase(LlmPhase::Queued);
    m_backend.queue().join(*this, [this](RequestQueue::Turn turn) {
        if (isRunning()) {
            m_turn = std::move(turn);
            m_credentials.fetch();
        }
    });
}

void StreamJob::send()
{
    const Question asked = question();
    m_askedUrl = asked.url;
    m_bodyBegan = false;
    m_mayBeBilled = false;
    m_reader = m_backend.reader();
    m_decoder = std::make_unique<AnswerDecoder>(*m_reader);
    m_http = base::makeJob<net::HttpJob>(m_backend.network(), httpRequest(asked));
    watch();
    ++m_answer.attempts;
    m_http->start();
    setPhase(LlmPhase::Connecting);
}

Question StreamJob::question() const
{
    Question question = m_backend.question(m_request);
    for (const QString& parameter : m_leftOut) {
        leaveOut(question.body, parameter);
    }
    return question;
}

net::HttpRequest StreamJob::httpRequest(const Question& question) const
{
    net::HttpRequest request;
    request.method = "POST";
    request.url = question.url;
    request.headers = {
        {"Content-Type", "application/json"},
        {"Accept", question.streamed ? "text/event-stream, application/json" : "application/json"}};
    request.headers += m_credentials.headers();
    request.body = QJsonDocument(question.body).toJson(QJsonDocument::Compact);
    request.streamed = true;
    request.timeouts = limits();
    return request;
}

net::HttpTimeouts StreamJob::limits() const
{
    const LlmTimeouts& timeouts = m_backend.timeouts();
    const bool slow = thinksLong(m_request);
    net::HttpTimeouts limits;
    limits.connect = timeouts.connect;
    limits.firstByte =
        slow || !m_request.images.isEmpty() ? timeouts.firstByteSlow : timeouts.firstByte;
    limits.idle = slow ? timeouts.idleSlow : timeouts.idle;
    limits.total = timeouts.total;
    return limits;
}

void StreamJob::watch()
{
    net::HttpJob* http = m_http.get();
    connect(http, &net::HttpJob::requestSent, this, [this] {
        m_mayBeBilled = true;
        setPhase(LlmPhase::WaitingForFirstByte);
    });
    connect(http, &net::HttpJob::headReceived, this, &StreamJob::readHead);
    connect(http, &net::HttpJob::chunkReceived, this, &StreamJob::readChunk);
    connect(http, &base::Job::finished, this, &StreamJob::endAttempt);
}

void StreamJob::readHead(const net::HttpResponse& head)
{
    m_answer.requestId = QString::fromLatin1(head.header("x-request-id"));
    m_bodyBegan = isSuccess(head.status);
    const auto wait = net::waitForUsedUpLimit(head);
    if (wait && *wait <= net::RetryPolicy().longestSilentWait) {
        m_backend.queue().pauseFor(*wait);
    }
}

void StreamJob::readChunk(const QByteArray& chunk)
{
    m_decoder->feed(chunk);
    publish();
    if (!isRunning()) {
        return;
    }
    if (m_decoder->done()) {
        endBody(std::nullopt);
    } else if (m_reader->ended() && !m_tailTimer.isActive()) {
        m_tailTimer.start(m_backend.timeouts().tail);
    }
}

void StreamJob::publish()
{
    const QString& text = m_reader->text();
    const bool first = m_answer.text.isEmpty() && !text.isEmpty();
    if (first) {
        m_answer.timeToFirstText = m_backend.clock().monotonic() - m_started;
        setPhase(LlmPhase::Streaming);
    } else if (text.isEmpty() && m_reader->thinking()) {
        setPhase(LlmPhase::Thinking);
    }
    if (m_reader->takeReplaced()) {
        m_answer.text = text;
        emit textReplaced();
    } else if (text.size() > m_answer.text.size()) {
        const QString added = text.mid(m_answer.text.size());
        m_answer.text += added;
        emit delta(added);
    }
}

void StreamJob::endAttempt()
{
    const base::Result<net::HttpResponse> result = m_http->result();
    const bool mayHaveBeenProcessed = m_http->mayHaveBeenProcessed();
    m_http.reset();
    if (result.ok() && !isSuccess(result->status)) {
        readRefusal(result.value());
    } else if (m_bodyBegan) {
        endBody(result.ok() ? std::nullopt : std::optional(result.error()));
    } else {
        const base::Error& error = result.error();
        const bool mayMend = error.kind == ErrorKind::Network || error.kind == ErrorKind::Timeout;
        retryOr(fromTransport(error), mayMend && !mayHaveBeenProcessed);
    }
}

void StreamJob::endBody(const std::optional<base::Error>& transport)
{
    m_tailTimer.stop();
    m_http.reset();
    m_decoder->finish();
    publish();
    if (!isRunning()) {
        return;
    }
    if (m_reader->ended()) {
        endAsSaid();
    } else {
        endUnsaid(transport);
    }
}

void StreamJob::endUnsaid(const std::optional<base::Error>& transport)
{
    const bool foreign =
        m_decoder->isWebPage() || (!transport && m_decoder->records() == 0 && m_decoder->hasBody());
    if (!foreign) {
        endCut(transport);
        return;
    }
    ApiProblem problem =
        readProblem(net::HttpResponse{200, {}, m_decoder->collected()}, m_backend.clock().now());
    problem.html = m_decoder->isWebPage();
    finish(LlmStatus::Failed, explain(problem, m_backend.subject(m_request.model)));
}

void StreamJob::endCut(const std::optional<base::Error>& transport)
{
    base::Error error{ErrorKind::Network,
                      Text::tr("The answer broke off before its end."),
                      Text::tr("What arrived was kept. Run again for the whole answer."),
                      {}};
    if (transport) {
        error.kind = transport->kind;
        error.detail = transport->message + u' ' + transport->detail;
    }
    finish(LlmStatus::Cut, fromTransport(error));
}

void StreamJob::endAsSaid()
{
    m_http.reset();
    const LlmStatus status = *m_reader->ended();
    m_answer.reason = m_reader->reason();
    const ErrorSubject subject = m_backend.subject(m_request.model);
    switch (status) {
    case LlmStatus::Failed: {
        const LlmError error = explain(m_reader->problem(), subject);
        retryOr(error, isPassing(m_reader->problem()) && isPassingKind(error.error.kind));
        break;
    }
    case LlmStatus::Blocked:
        finish(status,
               fromTransport({ErrorKind::Blocked,
                              Text::tr("%1 blocked the answer by its content rules.")
                                  .arg(speakingName(subject.provider)),
                              Text::tr("Change the prompt or the pictures, then run again."),
                              m_answer.reason}));
        break;
    case LlmStatus::Refused:
        finish(status,
               fromTransport({ErrorKind::Blocked, Text::tr("The model declined to answer."),
                              Text::tr("Change the prompt, then run again."), m_answer.reason}));
        break;
    default:
        finish(status);
    }
}

void StreamJob::readRefusal(const net::HttpResponse& response)
{
    m_mayBeBilled = false;
    if (response.status == 401 && m_credentials.replace()) {
        return;
    }
    const ApiProblem problem = readProblem(response, m_backend.clock().now());
    if (askElsewhere(problem) || leaveOutRefused(problem)) {
        send();
        return;
    }
    const LlmError error = explain(problem, m_backend.subject(m_request.model));
    retryOr(error, net::isTransient(response) && isPassingKind(error.error.kind));
}

bool StreamJob::askElsewhere(const ApiProblem& problem)
{
    m_backend.noteRefusal(problem, m_askedUrl);
    const bool moved = !m_moved && m_backend.question(m_request).url != m_askedUrl;
    m_moved = m_moved || moved;
    return moved;
}

bool StreamJob::leaveOutRefused(const ApiProblem& problem)
{
    const QString parameter = refusedParameter(problem);
    QJsonObject body = question().body;
    if (!m_answer.refusedParameters.isEmpty() || !leaveOut(body, parameter)) {
        return false;
    }
    m_leftOut << parameter;
    m_backend.refusedParameters[m_request.model] = m_leftOut;
    if (const QString name = canonicalName(parameter); !name.isEmpty()) {
        m_answer.refusedParameters << name;
        m_answer.notes << Text::tr("%1 does not take %2; it was left out.")
                              .arg(m_request.model, spokenName(parameter));
    }
    return true;
}

void StreamJob::retryOr(const LlmError& error, bool mayPass)
{
    if (!mayPass || !m_answer.text.isEmpty()) {
        finish(LlmStatus::Failed, error);
        return;
    }
    net::RetryPolicy policy;
    policy.step = m_backend.timeouts().retryStep;
    policy.longestStep = 16 * policy.step;
    const auto decision = policy.decide(m_answer.attempts, error.retryAfter,
                                        QRandomGenerator::global()->generateDouble());
    if (decision.verdict == net::RetryPolicy::Verdict::Retry) {
        retryAfter(decision.wait, error);
    } else {
        finish(LlmStatus::Failed, error);
    }
}

void StreamJob::retryAfter(std::chrono::milliseconds wait, const LlmError& because)
{
    qCInfo(base::logLlm) << "attempt" << m_answer.attempts << "failed:" << because.error.message;
    if (because.error.kind == ErrorKind::RateLimited) {
        m_backend.queue().pauseFor(wait); // one key, one limit: the others would only meet it too
    }
    m_turn = {};
    m_retryTimer.start(wait);
    setPhase(LlmPhase::WaitingToRetry);
    emit retryScheduled(m_answer.attempts + 1, wait, because);
}

void StreamJob::finish(LlmStatus status, const std::optional<LlmError>& error)
{
    abort();
    m_answer.status = status;
    m_answer.error = error;
    m_backend.observe(m_answer);
    setPhase(LlmPhase::Ended);
    emitFinished();
}

void StreamJob::abort()
{
    m_retryTimer.stop();
    m_tailTimer.stop();
    m_backend.queue().leave(*this);
    m_credentials.cancel();
    m_http.reset();
    m_turn = {};
    conclude();
}

void StreamJob::conclude()
{
    m_answer.elapsed = m_backend.clock().monotonic() - m_started;
    if (!m_reader) {
        return;
    }
    if (!m_reader->model().isEmpty()) {
        m_answer.model = m_reader->model();
    }
    m_answer.usage = m_reader->usage();
    if (!m_answer.usage.outputTokens && !m_answer.text.isEmpty()) {
        estimateUsage();
    }
    if (!m_reader->ended() && m_mayBeBilled) {
        m_answer.notes << Text::tr("The provider may bill what it had written by then.");
    }
    if (m_decoder->unreadable() > 0) {
        m_answer.notes << Text::tr("A part of the answer could not be read and is missing.");
    }
}

void StreamJob::estimateUsage()
{
    constexpr qsizetype charactersPerToken = 4;
    const auto tokens = [](qsizetype characters) {
        return static_cast<qint64>((characters + charactersPerToken - 1) / charactersPerToken);
    };
    Usage& usage = m_answer.usage;
    usage.estimated = true;
    usage.inputTokens =
        usage.inputTokens.value_or(tokens(m_request.prompt.size() + m_request.system.size()));
    usage.outputTokens = tokens(m_answer.text.size());
    usage.totalTokens = *usage.inputTokens + *usage.outputTokens;
}

} // namespace plantain::llm
