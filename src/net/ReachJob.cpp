// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/net/ReachJob.h"

#include <QNetworkAccessManager>

namespace plantain::net {

namespace {

constexpr std::chrono::seconds patience{15};
constexpr int proxyWantsPassword = 407;

} // namespace

ReachJob::ReachJob(const NetworkOptions& options, QUrl address)
    : m_manager(NetworkFactory(options).createManager())
    , m_address(std::move(address))
{
}

ReachJob::~ReachJob() = default;

void ReachJob::run()
{
    HttpRequest request;
    request.url = m_address;
    request.timeouts.total = patience;
    m_request = base::makeJob<HttpJob>(*m_manager, request);
    connect(m_request.get(), &base::Job::finished, this, [this] { judge(m_request->result()); });
    m_request->start();
}

void ReachJob::judge(const base::Result<HttpResponse>& answer)
{
    if (!answer) {
        finish(answer.error());
    } else if (answer->status == proxyWantsPassword) {
        finish(base::Error{base::ErrorKind::Network,
                           tr("The proxy asks for a name and a password."),
                           tr("Write them before the host: http://name:password@host:port."),
                           {}});
    } else {
        finish(m_address.host());
    }
}

void ReachJob::abort()
{
    m_request.reset();
}

} // namespace plantain::net
