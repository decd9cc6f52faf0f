// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/AuthService.h"

#include "src/auth/DeviceSignInJob.h"
#include "src/auth/EndReason.h"
#include "src/auth/SessionFacts.h"
#include "src/auth/SignOutJob.h"
#include "src/auth/TokenRefresher.h"

#include <QPointer>
#include <QTimer>

#include <algorithm>

namespace plantain::auth {

namespace {

using base::Error;
using base::ErrorKind;
using std::chrono::milliseconds;

/// Timers stop while the computer sleeps and know nothing of a clock that is set.
constexpr milliseconds longestWait = std::chrono::minutes(1);
/// Past the end of the token, not at it.
constexpr milliseconds expiryMargin{20};

Error cancelled()
{
    return Error{ErrorKind::Cancelled, AuthService::tr("Cancelled."), {}, {}};
}

/// Somebody who waits for a token. The service answers when it can.
class TokenRequest final : public AccessTokenJob
{
public:
    using Attend = std::function<void(TokenRequest&)>;

    TokenRequest(Attend attend, base::Secret rejectedToken)
        : rejected(std::move(rejectedToken))
        , m_attend(std::move(attend))
    {
    }

    void answer(const base::Result<base::Secret>& result) { finish(result); }

    const base::Secret rejected; ///< the token that the API refused; else empty
    bool hadItsRefresh = false;

protected:
    void run() override { m_attend(*this); }

private:
    Attend m_attend;
};

enum class SignInWay { Browser, Code };

struct SignInWish {
    SignInWay way = SignInWay::Browser;
    SignInOptions options;
};

/// Somebody who waits for the sign-out.
class SignOutRequest final : public DisconnectJob
{
public:
    using Begin = std::function<void(SignOutRequest&)>;

    explicit SignOutRequest(Begin begin)
        : m_begin(std::move(begin))
    {
    }

    void answer(const base::Result<DisconnectOutcome>& result) { finish(result); }

protected:
    void run() override { m_begin(*this); }

private:
    Begin m_begin;
};

} // namespace

class AuthService::Private
{
public:
    Private(AuthService& service, AuthProfile authProfile, TokenStore& tokenStore,
            const net::NetworkFactory& networkFactory, const base::Clock& systemClock);
    ~Private();

    void load();
    void takeLoaded(const base::Result<TokenRecord>& loadedRecord);

    void attend(TokenRequest& request);
    void serve(TokenRequest& request);
    void serveWaiting();
    bool isServedBy(const TokenRequest& request) const;
    void takeRefreshed(const RefreshOutcome& outcome);
    void settleCutOffRefresh();

    void start(const SignInWish& wish);
    void beginSignIn(const SignInWish& wish);
    base::JobPtr<SignInAttempt> browserSignIn(const SignInOptions& options);
    base::JobPtr<SignInAttempt> codeSignIn(const SignInOptions& options);
    void startQueued();
    void takeSignIn();
    void endSignIn(const std::optional<Error>& error);

    void signOut(SignOutRequest& request);
    void dropEverything();
    void takeSignOut();

    SessionFacts facts() const;
    void update();
    void watchExpiry();

    AuthService& q;
    const AuthProfile profile;
    TokenStore& store;
    const net::NetworkFactory& network;
    const base::Clock& clock;
    DiscoveryCache discoveries{clock};
    TokenLife life{clock};
    RefreshMeans means{profile, store, network, clock, discoveries, life};
    TokenRefresher refresher{means};

    TokenRecord record;
    bool loaded = false;
    bool changedOutside = false; ///< and not looked at yet
    std::optional<Error> storageError;
    std::optional<Error> lastError;
    bool signInFailed = false;
    bool usageLimited = false;
    bool notEligible = false;

    base::JobPtr<LoadRecordJob> loading;
    base::JobPtr<SignInAttempt> signIn;
    std::optional<SignInWish> queued; ///< a start() that waits for the store
    base::JobPtr<SignOutJob> signOutJob;
    bool clearing = false;
    QList<QPointer<TokenRequest>> waiting;
    QList<QPointer<SignOutRequest>> waitingForSignOut;
    QTimer expiry;
    AuthStatus status;
    std::optional<AuthStatus> announced;
};

AuthService::Private::Private(AuthService& service, AuthProfile authProfile, TokenStore& tokenStore,
                              const net::NetworkFactory& networkFactory,
                              const base::Clock& systemClock)
    : q(service)
    , profile(std::move(authProfile))
    , store(tokenStore)
    , network(networkFactory)
    , clock(systemClock)
{
    expiry.setSingleShot(true);
    connect(&expiry, &QTimer::timeout, &q, [this] {
        update();
        settleCutOffRefresh();
    });
    connect(&refresher, &TokenRefresher::landed, &q,
            [this](const RefreshOutcome& outcome) { takeRefreshed(outcome); });
    connect(&store, &TokenStore::changedOutside, &q, [this] {
        changedOutside = signOutJob || refresher.isRunning();
        if (!changedOutside) {
            load();
        }
    });
}

AuthService::Private::~Private()
{
    for (const auto& request : std::as_const(waiting)) {
        if (request) {
            request->answer(cancelled());
        }
    }
}

void AuthService::Private::load()
{
    loading = store.load();
    connect(loading.get(), &base::Job::finished, &q, [this] {
        const auto done = std::move(loading);
        takeLoaded(done->result());
    });
    loading->start();
}

void AuthService::Private::takeLoaded(const base::Result<TokenRecord>& loadedRecord)
{
    loaded = true;
    changedOutside = false;
    storageError.reset();
    if (loadedRecord) {
        record = *loadedRecord;
        life.observe(record);
    } else {
        // A session in memory goes on without the store.
        storageError = loadedRecord.error();
    }
    announced.reset();
    update();
    serveWaiting();
    startQueued();
    settleCutOffRefresh();
}

void AuthService::Private::attend(TokenRequest& request)
{
    const bool storeMayKnow = !loaded || (storageError && !record.hasTokens());
    if (signOutJob || !storeMayKnow) {
        serve(request);
        return;
    }
    waiting << &request;
    if (!loading) {
        load();
    }
}

void AuthService::Private::serve(TokenRequest& request)
{
    if (const auto reason = whyUnusable(profile, record)) {
        request.answer(storageError ? *storageError : *reason);
        return;
    }
    const bool wanted = request.rejected.isEmpty() ? refresher.wants(record) : !isServedBy(request);
    if (!wanted) {
        request.answer(record.accessToken);
        return;
    }
    waiting << &request;
    // A flight under way may be for another reason; this request then has its own afterwards.
    request.hadItsRefresh = !refresher.isRunning();
    refresher.start({record, request.rejected, true});
    update();
}

bool AuthService::Private::isServedBy(const TokenRequest& request) const
{
    return record.hasTokens() && !(record.accessToken == request.rejected) &&
           !life.isExpired(record);
}

void AuthService::Private::serveWaiting()
{
    const auto requests = std::exchange(waiting, {});
    for (const auto& request : requests) {
        if (request && request->isRunning()) {
            serve(*request);
        }
    }
}

void AuthService::Private::takeRefreshed(const RefreshOutcome& outcome)
{
    record = outcome.record;
    life.observe(record);
    lastError = outcome.error;
    signInFailed = false;
    update();
    const auto requests = std::exchange(waiting, {});
    for (const auto& request : requests) {
        if (!request || !request->isRunning()) {
            continue;
        }
        if (isServedBy(*request)) {
            request->answer(record.accessToken);
        } else if (outcome.error) {
            request->answer(*outcome.error);
        } else if (const auto reason = whyUnusable(profile, record)) {
            request->answer(*reason);
        } else if (!request->hadItsRefresh) {
            serve(*request);
        } else {
            request->answer(endedError(endReason::notRefreshable));
        }
    }
    if (changedOutside && !refresher.isRunning()) {
        load();
    }
}

/// A refresh that was cut off decides itself when the old token has run out; the network is not
/// needed for that.
void AuthService::Private::settleCutOffRefresh()
{
    if (record.pendingRefreshSince && life.isExpired(record) && !whyUnusable(profile, record)) {
        refresher.start({record, {}, false});
        update();
    }
}

void AuthService::Private::start(const SignInWish& wish)
{
    if (queued) {
        queued.reset();
        emit q.signInFinished(cancelled());
    }
    if (auto* const inBrowser = qobject_cast<SignInJob*>(signIn.get())) {
        inBrowser->cancelAsReplaced();
    } else if (signIn) {
        signIn->cancel();
    }
    queued = wish;
    if (!loaded && !loading) {
        load();
    }
    startQueued();
}

void AuthService::Private::startQueued()
{
    // What the attempt before has registered must be known to the next one.
    if (queued && loaded && !loading && !clearing) {
        beginSignIn(*std::exchange(queued, std::nullopt));
    }
}

base::JobPtr<SignInAttempt> AuthService::Private::browserSignIn(const SignInOptions& options)
{
    auto job = base::makeJob<SignInJob>(
        SignInContext{profile, record, network, store, clock, options, &discoveries});
    connect(job.get(), &SignInJob::urlReady, &q, [this](const QUrl& url) {
        update();
        emit q.authorizationUrlReady(url);
    });
    return job;
}

base::JobPtr<SignInAttempt> AuthService::Private::codeSignIn(const SignInOptions& options)
{
    auto job = base::makeJob<DeviceSignInJob>(
        SignInContext{profile, record, network, store, clock, options, &discoveries});
    connect(job.get(), &DeviceSignInJob::codeReady, &q, [this](const DeviceCode& code) {
        update();
        emit q.deviceCodeReady(code);
    });
    return job;
}

void AuthService::Private::beginSignIn(const SignInWish& wish)
{
    signIn = wish.way == SignInWay::Code ? codeSignIn(wish.options) : browserSignIn(wish.options);
    connect(signIn.get(), &SignInAttempt::phaseChanged, &q, [this] { update(); });
    connect(signIn.get(), &base::Job::finished, &q, [this] { takeSignIn(); });
    signIn->start();
    update();
}

void AuthService::Private::takeSignIn()
{
    const auto done = std::move(signIn);
    const base::Result<TokenRecord>& result = done->result();
    if (!result) {
        endSignIn(result.error());
        return;
    }
    refresher.stop();
    record = *result;
    loaded = true;
    storageError.reset();
    usageLimited = false;
    notEligible = false;
    life.observeFresh(record);
    endSignIn(std::nullopt);
    serveWaiting();
}

void AuthService::Private::endSignIn(const std::optional<Error>& error)
{
    signInFailed = error && error->kind != ErrorKind::Cancelled;
    lastError = signInFailed ? error : std::nullopt;
    if (error && !signOutJob) {
        // The attempt may have registered this app before it ended.
        load();
    }
    update();
    emit q.signInFinished(error);
}

void AuthService::Private::signOut(SignOutRequest& request)
{
    waitingForSignOut << &request;
    if (signOutJob) {
        return;
    }
    signOutJob = base::makeJob<SignOutJob>(means, record);
    connect(signOutJob.get(), &SignOutJob::cleared, &q, [this](const TokenRecord& rest) {
        record = rest;
        clearing = false;
        update();
        startQueued();
    });
    connect(signOutJob.get(), &base::Job::finished, &q, [this] { takeSignOut(); });
    signOutJob->start();
    dropEverything();
}

void AuthService::Private::dropEverything()
{
    clearing = true;
    refresher.stop();
    loading.reset();
    life.forget();
    record = record.withoutTokens();
    loaded = true;
    storageError.reset();
    lastError.reset();
    signInFailed = false;
    usageLimited = false;
    notEligible = false;
    q.cancelSignIn();
    serveWaiting();
    update();
}

void AuthService::Private::takeSignOut()
{
    const auto done = std::move(signOutJob);
    clearing = false;
    const base::Result<DisconnectOutcome>& result = done->result();
    lastError = result ? std::nullopt : std::optional(result.error());
    update();
    const auto requests = std::exchange(waitingForSignOut, {});
    for (const auto& request : requests) {
        if (request) {
            request->answer(result);
        }
    }
}

SessionFacts AuthService::Private::facts() const
{
    SessionFacts known{profile, record};
    known.storage = store.kind();
    known.loaded = loaded;
    known.storageError = storageError;
    known.lastError = lastError;
    known.signInFailed = signInFailed;
    known.usageLimited = usageLimited;
    known.notEligible = notEligible;
    known.refreshing = refresher.isRunning();
    known.expired = life.isExpired(record);
    if (signIn) {
        known.signIn = signIn->phase();
        known.secondsLeft = signIn->secondsLeft();
    }
    return known;
}

void AuthService::Private::update()
{
    status = judge(facts());
    watchExpiry();
    if (announced != status && (loaded || signIn)) {
        announced = status;
        emit q.statusChanged(status);
    }
}

void AuthService::Private::watchExpiry()
{
    const auto left = life.left(record);
    if (!record.hasTokens() || !left || *left <= milliseconds(0)) {
        expiry.stop();
        return;
    }
    expiry.start(std::min(*left + expiryMargin, longestWait));
}

AuthService::AuthService(AuthProfile profile, TokenStore& store, const net::NetworkFactory& network,
                         const base::Clock& clock, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, std::move(profile), store, network, clock))
{
}

AuthService::~AuthService() = default;

const AuthProfile& AuthService::profile() const
{
    return d->profile;
}

void AuthService::load()
{
    d->load();
}

const AuthStatus& AuthService::status() const
{
    // The clock runs on between two events.
    d->status = judge(d->facts());
    return d->status;
}

void AuthService::start(const SignInOptions& options)
{
    d->start({SignInWay::Browser, options});
}

void AuthService::startWithCode(const SignInOptions& options)
{
    d->start({SignInWay::Code, options});
}

QUrl AuthService::authorizationUrl() const
{
    const auto* const inBrowser = qobject_cast<const SignInJob*>(d->signIn.get());
    return inBrowser ? inBrowser->url() : QUrl();
}

base::Status AuthService::submitCallback(const QString& pastedUrl)
{
    auto* const inBrowser = qobject_cast<SignInJob*>(d->signIn.get());
    if (!inBrowser) {
        return Error{ErrorKind::InvalidInput, tr("No sign-in is waiting for an address."), {}, {}};
    }
    return inBrowser->submitCallback(pastedUrl);
}

void AuthService::cancelSignIn()
{
    if (d->queued) {
        d->queued.reset();
        emit signInFinished(cancelled());
    }
    if (d->signIn) {
        d->signIn->cancel();
    }
}

base::JobPtr<AccessTokenJob> AuthService::accessToken()
{
    return replacementFor({});
}

base::JobPtr<AccessTokenJob> AuthService::replacementFor(const base::Secret& rejected)
{
    return base::makeJob<TokenRequest>(
        [self = QPointer<AuthService>(this)](TokenRequest& request) {
            if (self) {
                self->d->attend(request);
            } else {
                request.answer(cancelled());
            }
        },
        rejected);
}

base::JobPtr<DisconnectJob> AuthService::disconnect()
{
    return base::makeJob<SignOutRequest>(
        [self = QPointer<AuthService>(this)](SignOutRequest& request) {
            if (self) {
                self->d->signOut(request);
            } else {
                request.answer(cancelled());
            }
        });
}

void AuthService::reportUsageLimited()
{
    d->usageLimited = true;
    d->update();
}

void AuthService::reportNotEligible()
{
    d->notEligible = true;
    d->update();
}

void AuthService::reportUsable()
{
    d->usageLimited = false;
    d->notEligible = false;
    d->update();
}

} // namespace plantain::auth
