// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/RevokeJob.h"

#include "src/net/NetworkFactory.h"

#include <QNetworkAccessManager>
#include <QTimer>
#include <QUrlQuery>

namespace plantain::auth {

namespace {

using base::Error;
using base::ErrorKind;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int mostTries = 2;
constexpr milliseconds perTry{3'500};
constexpr milliseconds firstPause{300};
/// Two tries and this stay below eight seconds.
constexpr milliseconds longestPause{700};

QByteArray encoded(const QString& value)
{
    return QUrl::toPercentEncoding(value);
}

net::HttpRequest requestFor(const Revocation& revocation)
{
    net::HttpRequest request;
    request.method = "POST";
    request.url = revocation.endpoint;
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                       {"Accept", "application/json"}};
    request.body = "token=" + revocation.token.reveal().toPercentEncoding() + "&token_type_hint=" +
                   (revocation.isRefreshToken ? "refresh_token" : "access_token") +
                   "&client_id=" + encoded(revocation.clientId);
    request.timeouts.total = perTry;
    request.maxBodyBytes = qint64{1024} * 1024;
    return request;
}

Error notConfirmed(int status)
{
    return Error{status >= 500 ? ErrorKind::Server : ErrorKind::BadResponse,
                 RevokeJob::tr("The server did not confirm that the session is revoked."),
                 RevokeJob::tr("Remove Plantain in the settings of your account."),
                 QStringLiteral("HTTP %1").arg(status)};
}

milliseconds pauseAfter(const net::HttpResponse& response)
{
    bool isNumber = false;
    const int wished = response.header("Retry-After").toInt(&isNumber);
    return isNumber ? std::max(firstPause, milliseconds(seconds(wished))) : firstPause;
}

} // namespace

RevokeJob::RevokeJob(const net::NetworkFactory& network, Revocation revocation)
    : m_manager(network.createManager())
    , m_revocation(std::move(revocation))
{
}

RevokeJob::~RevokeJob()
{
    StepJob::abort();
}

void RevokeJob::run()
{
    ask();
}

void RevokeJob::ask()
{
    ++m_tries;
    step(base::makeJob<net::HttpJob>(*m_manager, requestFor(m_revocation)),
         [this](const base::Result<net::HttpResponse>& answer) { judge(answer); });
}

void RevokeJob::judge(const base::Result<net::HttpResponse>& answer)
{
    if (!answer) {
        retryOrFail(answer.error(), firstPause);
    } else if (answer->status >= 200 && answer->status < 300) {
        finish(base::Done{});
    } else if (answer->status >= 500 || answer->status == 429) {
        retryOrFail(notConfirmed(answer->status), pauseAfter(*answer));
    } else {
        finish(notConfirmed(answer->status));
    }
}

void RevokeJob::retryOrFail(const Error& error, milliseconds pause)
{
    if (m_tries >= mostTries || pause > longestPause) {
        finish(error);
        return;
    }
    QTimer::singleShot(pause, this, [this] {
        if (isRunning()) {
            ask();
        }
    });
}

} // namespace plantain::auth
