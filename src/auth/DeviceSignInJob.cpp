// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/DeviceSignInJob.h"

#include "src/auth/Discovery.h"
#include "src/auth/FinishSignInJob.h"
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
constexpr auto requestLimit = 30s;
constexpr qint64 maxAnswerBytes = 1024 * 1024;
constexpr std::chrono::seconds slowDownStep = 5s; // RFC 8628 section 3.5
constexpr std::chrono::seconds longestPause = 60s;

using Fields = QList<std::pair<QByteArray, QByteArray>>;

net::HttpRequest formRequest(const QUrl& url, const Fields& fields)
{
    net::HttpRequest request;
    request.method = "POST";
    request.url = url;
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                       {"Accept", "application/json"}};
    for (const auto& [name, value] : fields) {
        request.body +=
            (request.body.isEmpty() ? "" : "&") + name + '=' + value.toPercentEncoding();
    }
    request.timeouts.total = requestLimit;
    request.maxBodyBytes = maxAnswerBytes;
    return request;
}

Error notOffered()
{
    return Error{ErrorKind::InvalidInput,
                 DeviceSignInJob::tr("This sign-in server offers no sign-in by code."),
                 DeviceSignInJob::tr("Sign in with the browser."),
                 {}};
}

Error notRegistered()
{
    return Error{ErrorKind::InvalidInput,
                 DeviceSignInJob::tr("This app is not registered at the sign-in server yet."),
                 DeviceSignInJob::tr("Sign in with the browser once."),
                 {}};
}

Error codeRanOut()
{
    return Error{ErrorKind::Timeout,
                 DeviceSignInJob::tr("The code is not valid any more."),
                 DeviceSignInJob::tr("Start the sign-in again to get a new one."),
                 {}};
}

} // namespace

/// The attempt, step by step in the order of its functions. It asks the token endpoint itself:
/// OAuthFlow is a flow with a redirect, of which this grant has none.
class DeviceSignInJob::Private
{
public:
    explicit Private(DeviceSignInJob* job)
        : q(job)
        , given(job->context())
        , profile(given.profile)
        , record(startingRecord(profile, given.known))
        , manager(given.network.createManager())
    {
        QObject::connect(&ticker, &QTimer::timeout, q, [this] { tick(); });
    }

    void discover();
    void prepare(const ResolvedProfile& found);
    void askForCode();
    void takeCode(const base::Result<net::HttpResponse>& answer);
    void waitForPerson(const DeviceCode& code);
    void tick();
    void poll();
    void takePoll(const TokenReply& reply);
    void pollAgainOrFail(const TokenFailure& failure);
    void finish(const TokenAnswer& answer, const QByteArray& serverDate);

    Fields withResource(Fields fields) const;
    void fail(const Error& error);
    void close();

    DeviceSignInJob* q;
    const SignInContext& given;
    AuthProfile profile;
    TokenRecord record; ///< what the attempt starts from
    std::unique_ptr<QNetworkAccessManager> manager;
    DeviceGrant grant;
    QTimer ticker;
    std::chrono::seconds pause{0}; ///< before the next poll
    std::optional<std::chrono::milliseconds> pollAt;
    std::optional<Error> trouble; ///< why the last poll got no answer
};

void DeviceSignInJob::Private::discover()
{
    q->step(base::makeJob<Discovery>(profile, given.network, given.cache),
            [this](const base::Result<ResolvedProfile>& found) {
                if (found) {
                    prepare(*found);
                } else {
                    q->finish(found.error());
                }
            });
}

void DeviceSignInJob::Private::prepare(const ResolvedProfile& found)
{
    profile = found.profile;
    const bool keysMissing = wantsIdentity(profile) && profile.jwksUri.isEmpty();
    if (profile.deviceAuthorizationEndpoint.isEmpty() || keysMissing) {
        q->finish(found.problem.value_or(notOffered()));
    } else if (record.clientId.isEmpty()) {
        q->finish(notRegistered());
    } else {
        askForCode();
    }
}

Fields DeviceSignInJob::Private::withResource(Fields fields) const
{
    if (!profile.resource.isEmpty()) {
        fields.append({"resource", profile.resource.toUtf8()});
    }
    return fields;
}

void DeviceSignInJob::Private::askForCode()
{
    const Fields fields =
        withResource({{"client_id", record.clientId.toUtf8()}, {"scope", profile.scope.toUtf8()}});
    q->step(base::makeJob<net::HttpJob>(*manager,
                                        formRequest(profile.deviceAuthorizationEndpoint, fields)),
            [this](const base::Result<net::HttpResponse>& answer) { takeCode(answer); });
}

void DeviceSignInJob::Private::takeCode(const base::Result<net::HttpResponse>& answer)
{
    if (!answer) {
        q->finish(answer.error());
        return;
    }
    const base::Result<DeviceGrant> read = readDeviceGrant(*answer);
    if (!read) {
        q->finish(read.error());
        return;
    }
    grant = *read;
    waitForPerson(grant.code);
}

void DeviceSignInJob::Private::waitForPerson(const DeviceCode& code)
{
    const std::chrono::seconds patience = std::min(given.options.timeout, grant.lifetime);
    pause = grant.interval;
    pollAt = given.clock.monotonic() + pause;
    ticker.start(tickLength);
    DeviceCode shown = code;
    shown.expiresAt = given.clock.now() + patience;
    q->waitForPerson(patience);
    if (q->isRunning()) {
        emit q->codeReady(shown);
    }
}

void DeviceSignInJob::Private::tick()
{
    if (q->isTimeOver()) {
        fail(trouble.value_or(nobodySignedInError()));
    } else if (pollAt && given.clock.monotonic() >= *pollAt) {
        pollAt.reset();
        poll();
    } else {
        q->noticeSeconds();
    }
}

void DeviceSignInJob::Private::poll()
{
    const Fields fields =
        withResource({{"grant_type", "urn:ietf:params:oauth:grant-type:device_code"},
                      {"client_id", record.clientId.toUtf8()},
                      {"device_code", grant.deviceCode.reveal()}});
    auto job = base::makeJob<net::HttpJob>(*manager, formRequest(profile.tokenEndpoint, fields));
    const net::HttpJob* const asking = job.get();
    q->step(std::move(job), [this, asking](const base::Result<net::HttpResponse>& answer) {
        TokenReply reply;
        reply.mayHaveBeenProcessed = asking->mayHaveBeenProcessed();
        if (answer) {
            reply.response = *answer;
        } else {
            reply.transportError = answer.error();
        }
        takePoll(reply);
    });
}

void DeviceSignInJob::Private::takePoll(const TokenReply& reply)
{
    const TokenOutcome outcome = judgeTokenReply(reply, TokenUse::Exchange);
    if (const auto* failure = std::get_if<TokenFailure>(&outcome)) {
        pollAgainOrFail(*failure);
    } else {
        finish(std::get<TokenAnswer>(outcome), reply.response.header("Date"));
    }
}

void DeviceSignInJob::Private::pollAgainOrFail(const TokenFailure& failure)
{
    trouble.reset();
    switch (judgePoll(failure)) {
    case PollVerdict::SlowDown:
        grant.interval += slowDownStep;
        [[fallthrough]];
    case PollVerdict::Pending:
        pause = grant.interval;
        break;
    case PollVerdict::Unreachable:
        trouble = failure.error;
        pause = std::max(
            {grant.interval, std::min(2 * pause, longestPause), failure.retryAfter.value_or(0s)});
        break;
    case PollVerdict::Declined:
        fail(declinedError());
        return;
    case PollVerdict::Expired:
        fail(codeRanOut());
        return;
    case PollVerdict::Failed:
        fail(failure.error);
        return;
    }
    pollAt = given.clock.monotonic() + pause;
}

void DeviceSignInJob::Private::finish(const TokenAnswer& answer, const QByteArray& serverDate)
{
    close();
    q->setPhase(Phase::Exchanging);
    if (!q->isRunning()) {
        return;
    }
    q->step(base::makeJob<FinishSignInJob>(
                *manager, given.store, given.clock,
                GrantedTokens{profile, record, answer, /*nonce=*/{}, serverDate}),
            [this](const base::Result<TokenRecord>& session) { q->finish(session); });
}

void DeviceSignInJob::Private::fail(const Error& error)
{
    close();
    q->finish(error);
}

/// No request is under way and the code is forgotten when this returns.
void DeviceSignInJob::Private::close()
{
    ticker.stop();
    pollAt.reset();
    q->SignInAttempt::abort();
    grant = {};
}

DeviceSignInJob::DeviceSignInJob(SignInContext context)
    : SignInAttempt(std::move(context))
    , d(std::make_unique<Private>(this))
{
}

DeviceSignInJob::~DeviceSignInJob() = default;

void DeviceSignInJob::run()
{
    d->discover();
}

void DeviceSignInJob::abort()
{
    d->close();
}

} // namespace plantain::auth
