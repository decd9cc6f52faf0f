// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/auth/SignInJob.h"
#include "src/auth/TokenStore.h"
#include "src/net/NetworkFactory.h"
#include "src/secrets/FileSecretStore.h"
#include "tests/auth/BrowserTab.h"
#include "tests/auth/FakeAuthServer.h"
#include "tests/support/JobTesting.h"
#include "tests/support/Printers.h"

#include <gtest/gtest.h>

#include <QTemporaryDir>

namespace plantain::testing {

/// One sign-in at a fake server, with a real store in a temporary folder.
class SignInFixture : public ::testing::Test
{
protected:
    base::JobPtr<auth::SignInJob> makeJob(const auth::AuthProfile& profile,
                                          const auth::TokenRecord& known = {},
                                          const auth::SignInOptions& options = {})
    {
        return base::makeJob<auth::SignInJob>(
            auth::SignInContext{profile, known, network, store, clock, options});
    }
    base::JobPtr<auth::SignInJob> makeJob() { return makeJob(server.chatGptProfile()); }

    /// Starts the job and waits for its address. Empty when the job ended before.
    QUrl urlOf(const base::JobPtr<auth::SignInJob>& job)
    {
        job->start();
        waitFor([&] { return job->isFinished() || !job->url().isEmpty(); });
        return job->url();
    }
    /// The person agrees in the browser; gives the tab.
    std::unique_ptr<BrowserTab> approveIn(const base::JobPtr<auth::SignInJob>& job)
    {
        return std::make_unique<BrowserTab>(server.approve(urlOf(job)));
    }
    base::Result<auth::TokenRecord> endOf(const base::JobPtr<auth::SignInJob>& job)
    {
        if (!waitFor([&] { return job->isFinished(); })) {
            return base::Error{base::ErrorKind::Internal, "the sign-in did not end", {}, {}};
        }
        return job->result();
    }
    base::Result<auth::TokenRecord> signIn(const base::JobPtr<auth::SignInJob>& job)
    {
        const auto tab = approveIn(job);
        return endOf(job);
    }
    /// What the store holds.
    auth::TokenRecord saved() { return resultOf(store.load()).value(); }
    bool isPortFree(quint16 port)
    {
        QTcpServer probe;
        return probe.listen(QHostAddress(QHostAddress::LocalHost), port);
    }
    static QString field(const QUrl& url, const char* name)
    {
        return QUrlQuery(url).queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
    }
    static quint16 redirectPort(const QUrl& authorizationUrl)
    {
        return static_cast<quint16>(QUrl(field(authorizationUrl, "redirect_uri")).port());
    }

    FakeClock clock;
    FakeAuthServer server{clock};
    net::NetworkFactory network;
    QTemporaryDir folder;
    secrets::FileSecretStore active{folder.path()};
    secrets::FileSecretStore inactive{folder.filePath("inactive")};
    auth::TokenStore store{active, inactive, folder.path(), clock};
};

} // namespace plantain::testing
