// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/net/HttpJob.h"
#include "src/net/NetworkFactory.h"

#include <QUrl>

class QNetworkAccessManager;

namespace plantain::net {

/// Whether an address can be reached in a way that is not in use yet: any answer counts, whatever
/// its status. The result is the host that answered. Errors: those of HttpJob, and Network when the
/// answer is the proxy's own refusal.
class ReachJob final : public base::ResultJob<QString>
{
    Q_OBJECT

public:
    ReachJob(const NetworkOptions& options, QUrl address);
    ~ReachJob() override;

protected:
    void run() override;
    void abort() override;

private:
    void judge(const base::Result<HttpResponse>& answer);

    std::unique_ptr<QNetworkAccessManager> m_manager;
    QUrl m_address;
    base::JobPtr<HttpJob> m_request;
};

} // namespace plantain::net
