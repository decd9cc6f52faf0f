// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/SignInJob.h"

#include "src/auth/Discovery.h"
#include "src/auth/FinishSignInJob.h"
#include "src/auth/LoopbackReplyHandler.h"
#include "src/auth/OAuthFlow.h"
#include "src/auth/SignInRules.h"
#include "src/auth/TokenStore.h"
#include "src/net/NetworkFactory.h"

#include <QNetworkAccessManager>
#include <QTimer>

#include <algorithm>

using namespace std::chrono_literals;

namespace plantain::auth {

namespace {

using base::Error;
using base::ErrorKind;

constexpr auto tickLength = 250ms;
constexpr std::chrono::seconds stateLifetime = 10min; // A2
constexpr std::chrono::seconds retryDelay = 10s;      // X7
constexpr std::chrono::seconds codeLifetime = 60s;    // X7

} // namespace

/// The attempt, step by step in the order of its functions.
class SignInJob::Private
{
public:
    explicit Private(SignInJob* job)
        : q(job)
        , given(job->context())
        , record(startingRecord(given.profile, given.known))
        , manager(given.network.createManager())
        , handler(given.profile.redirectHost, given.profile.redirectPath)
    {
        resolved.profile = given.profile;
        QObject::connect(&ticker, &QTimer::timeout, q, [this] { tick(); });
        QObject::connect(&handler, &LoopbackReplyHandler::callbackAccepted, q,
                         [this](const Callback& callback) { takeCallback(callback); });
    }

    const AuthProfile& profile() const { return resolved.profile; }

    void discover();
    void prepare(const ResolvedProfile& found);
    void keepHostId();
    void listen();
    void waitForBrowser(const QUrl& url);
    void tick();
    void takeCallback(const Callback& callback);
    void keepRegistration(const QString& issuedClientId);
    void exchange();
    void takeTokens(const TokenOutcome& outcome);
    void retryOrFail(const TokenFailure& failure);
    void finish(const TokenAnswer& answer);
    void succeed(const TokenRecord& session);

    void fail(const SignInFailure& failure);
    void fail(const Error& error, PageKind page) { fail(SignInFailure{error, page, {}}); }
    void timeOut();
    void close(PageKind page, const QString& serverText = {});

    SignInJob* q;
    const SignInContext& given;
    TokenRecord record; ///< what the attempt starts from
    std::unique_ptr<QNetworkAccessManager> manager;
    ResolvedProfile resolved;
    LoopbackReplyHandler handler;
    std::unique_ptr<OAuthFlow> flow; // after the handler: it must go first
    AttemptSecrets secrets;
    base::Secret code;
    QTimer ticker;
    QUrl url;
    std::optional<std::chrono::milliseconds> retryAt;
    bool retried = false;
    bool replaced = false;
};

void SignInJob::Private::discover()
{
    q->step(base::makeJob<Discovery>(profile(), given.network, given.cache),
            [this](const base::Result<ResolvedProfile>& found) {
                if (found) {
                    prepare(*found);
                } else {
                    q->finish(found.error());
                }
            });
}

void SignInJob::Private::prepare(const ResolvedProfile& found)
{
    resolved = found;
    const bool keysMissing = wantsIdentity(profile()) && profile().jwksUri.isEmpty();
    if (profile().authorizationEndpoint.isEmpty() || keysMissing) {
        q->finish(
            found.problem.value_or(Error{ErrorKind::BadResponse,
                                         tr("The sign-in server does not name its addresses."),
                                         tr("Check the auth profile."),
                                         {}}));
        return;
    }
    keepHostId();
}

/// The host id names this installation at the server, so it must be the same in every attempt. A
/// store that cannot be written is noticed here, before the person does anything in the browser.
void SignInJob::Private::keepHostId()
{
    if (!profile().dynamicRegistration || record.hostId == given.known.hostId) {
        listen();
        return;
    }
    q->step(given.store.save(record.withoutTokens()), [this](const base::Status& saved) {
        if (saved) {
            listen();
        } else {
            q->finish(saved.error());
        }
    });
}

void SignInJob::Private::listen()
{
    const base::Status listening = handler.listen(profile().redirectPorts);
    if (!listening) {
        q->finish(listening.error());
        return;
    }
    secrets = AttemptSecrets::create();
    handler.expect(secrets.state);
    flow = std::make_unique<OAuthFlow>(profile(), given.network, handler);
    QObject::connect(flow.get(), &OAuthFlow::finished, q,
                     [this](const TokenOutcome& outcome) { takeTokens(outcome); });
    const QString clientId = record.clientId.isEmpty() ? profile().clientId : record.clientId;
    waitForBrowser(
        flow->begin({clientId, secrets, extraParameters(profile(), record, given.options)}));
}

void SignInJob::Private::waitForBrowser(const QUrl& address)
{
    url = address;
    ticker.start(tickLength);
    q->waitForPerson(std::min(given.options.timeout, stateLifetime));
    if (q->isRunning()) {
        emit q->urlReady(address);
    }
}

void SignInJob::Private::tick()
{
    if (q->phase() == Phase::WaitingForBrowser && q->isTimeOver()) {
        timeOut();
    } else if (retryAt && given.clock.monotonic() >= *retryAt) {
        retryAt.reset();
        exchange();
    } else {
        q->noticeSeconds();
    }
}

void SignInJob::Private::takeCallback(const Callback& callback)
{
    if (q->isTimeOver()) { // the computer slept over it
        timeOut();
        return;
    }
    const auto judged = judgeCallback(profile(), resolved.announcesIssuer, record, callback);
    if (const auto* failure = std::get_if<SignInFailure>(&judged)) {
        fail(*failure);
        return;
    }
    code = base::Secret(callback.code.toUtf8());
    q->setPhase(Phase::Exchanging);
    if (q->isRunning()) {
        keepRegistration(std::get<QString>(judged));
    }
}

/// Before the exchange: a code that fails must not register this app a second time.
void SignInJob::Private::keepRegistration(const QString& clientId)
{
    if (record.clientId == clientId) {
        exchange();
        return;
    }
    record.clientId = clientId;
    q->step(given.store.save(record.withoutTokens()), [this](const base::Status& saved) {
        if (saved) {
            exchange();
        } else {
            fail(saved.error(), PageKind::NotSaved);
        }
    });
}

void SignInJob::Private::exchange()
{
    flow->exchange(QString::fromUtf8(code.reveal()), record.clientId);
}

void SignInJob::Private::takeTokens(const TokenOutcome& outcome)
{
    if (const auto* failure = std::get_if<TokenFailure>(&outcome)) {
        retryOrFail(*failure);
        return;
    }
    code.clear();
    finish(std::get<TokenAnswer>(outcome));
}

void SignInJob::Private::retryOrFail(const TokenFailure& failure)
{
    const std::chrono::seconds delay = failure.retryAfter.value_or(retryDelay);
    if (failure.failure != GrantFailure::NotProcessed || retried || delay > codeLifetime) {
        fail(failure.error, PageKind::ExchangeFailed);
        return;
    }
    retried = true;
    retryAt = given.clock.monotonic() + delay;
}

void SignInJob::Private::finish(const TokenAnswer& answer)
{
    auto job = base::makeJob<FinishSignInJob>(
        *manager, given.store, given.clock,
        GrantedTokens{profile(), record, answer, QString::fromLatin1(secrets.nonce.reveal()),
                      flow->serverDate()});
    const FinishSignInJob* const finishing = job.get();
    q->step(std::move(job), [this, finishing](const base::Result<TokenRecord>& session) {
        if (session) {
            succeed(*session);
        } else {
            fail(session.error(), finishing->page());
        }
    });
}

void SignInJob::Private::succeed(const TokenRecord& session)
{
    const bool withoutPlan = profile().isChatGpt() && !session.planEnabled();
    close(withoutPlan ? PageKind::ConnectedWithoutPlan : PageKind::Connected);
    q->finish(session);
}

void SignInJob::Private::fail(const SignInFailure& failure)
{
    close(failure.page, failure.serverText);
    q->finish(failure.error);
}

void SignInJob::Private::timeOut()
{
    fail(nobodySignedInError(), PageKind::TimedOut);
}

/// The port is free and the secrets are gone when this returns (A5).
void SignInJob::Private::close(PageKind page, const QString& serverText)
{
    ticker.stop();
    retryAt.reset();
    handler.finish(page, serverText);
    if (flow) {
        flow->stop();
    }
    secrets = {};
    code.clear();
    url.clear();
}

SignInJob::SignInJob(SignInContext context)
    : SignInAttempt(std::move(context))
    , d(std::make_unique<Private>(this))
{
}

SignInJob::~SignInJob() = default;

QUrl SignInJob::url() const
{
    return d->url;
}

base::Status SignInJob::submitCallback(const QString& pastedUrl)
{
    if (!isRunning() || phase() != Phase::WaitingForBrowser) {
        return Error{ErrorKind::InvalidInput, tr("No sign-in is waiting for an address."), {}, {}};
    }
    return d->handler.submit(pastedUrl);
}

void SignInJob::cancelAsReplaced()
{
    d->replaced = true;
    cancel();
}

void SignInJob::run()
{
    d->discover();
}

void SignInJob::abort()
{
    StepJob::abort();
    d->close(d->replaced ? PageKind::Replaced : PageKind::Cancelled);
}

} // namespace plantain::auth
