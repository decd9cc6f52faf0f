// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/Measure.h"
#include "tests/bench/Rows.h"

#include "src/auth/AuthService.h"
#include "src/auth/TokenStore.h"
#include "src/base/Clock.h"
#include "src/net/NetworkFactory.h"
#include "src/secrets/FileSecretStore.h"
#include "tests/support/FakeHttpServer.h"
#include "tests/support/JobTesting.h"

#include <QTemporaryDir>

#include <algorithm>

namespace plantain::bench {

namespace {

constexpr int rounds = 7;
const QByteArray tokenPath = QByteArrayLiteral("/oauth/token");

/// An account whose access token has run out, and its authorization server on loopback.
class ExpiredAccount
{
public:
    ExpiredAccount();

    /// Puts the expired record back and starts a service that knows it.
    bool prepare();
    /// All callers ask at once; false when one of them got no token.
    bool askForTokens(qint64 callers);
    int posts() const { return m_server.count(tokenPath); }

private:
    auth::AuthProfile profile() const;
    auth::TokenRecord expiredRecord() const;

    QTemporaryDir m_folder;
    QTemporaryDir m_otherFolder;
    base::SystemClock m_clock;
    net::NetworkFactory m_network;
    secrets::FileSecretStore m_file{m_folder.path()};
    secrets::FileSecretStore m_unused{m_otherFolder.path()};
    auth::TokenStore m_store{m_file, m_unused, m_folder.path(), m_clock};
    testing::FakeHttpServer m_server;
    std::unique_ptr<auth::AuthService> m_service;
};

ExpiredAccount::ExpiredAccount()
{
    m_server.on(tokenPath, [](const testing::ReceivedRequest&, const testing::FakeAnswer& answer) {
        answer.send(200, R"({"access_token":"new","refresh_token":"next","token_type":"Bearer",)"
                         R"("expires_in":3600,"scope":"openid offline_access"})");
    });
}

auth::AuthProfile ExpiredAccount::profile() const
{
    auth::AuthProfile profile;
    profile.name = QStringLiteral("custom");
    profile.issuer = m_server.url().toString();
    profile.authorizationEndpoint = m_server.url(QStringLiteral("/oauth/authorize"));
    profile.tokenEndpoint = m_server.url(QString::fromLatin1(tokenPath));
    profile.revocationEndpoint = m_server.url(QStringLiteral("/oauth/revoke"));
    profile.jwksUri = m_server.url(QStringLiteral("/jwks"));
    profile.clientId = QStringLiteral("bench");
    profile.scope = QStringLiteral("openid offline_access");
    profile.apiBaseUrl = m_server.url(QStringLiteral("/v1"));
    return profile;
}

auth::TokenRecord ExpiredAccount::expiredRecord() const
{
    auth::TokenRecord record;
    record.profile = QStringLiteral("custom");
    record.issuer = m_server.url().toString();
    record.clientId = QStringLiteral("bench");
    record.accessToken = base::Secret("old");
    record.refreshToken = base::Secret("first");
    record.tokenType = QStringLiteral("Bearer");
    record.scope = QStringLiteral("openid offline_access");
    record.accountId = QStringLiteral("account");
    record.subject = QStringLiteral("account");
    record.expiresAt = m_clock.now() - std::chrono::hours(1);
    return record;
}

bool ExpiredAccount::prepare()
{
    if (!testing::resultOf(m_store.save(expiredRecord()))) {
        return false;
    }
    m_service = std::make_unique<auth::AuthService>(profile(), m_store, m_network, m_clock);
    m_service->load();
    return testing::waitFor(
        [this] { return m_service->status().state != auth::AuthState::Loading; });
}

bool ExpiredAccount::askForTokens(qint64 callers)
{
    std::vector<base::JobPtr<auth::AccessTokenJob>> jobs;
    for (qint64 caller = 0; caller < callers; ++caller) {
        jobs.push_back(m_service->accessToken());
        jobs.back()->start();
    }
    const bool allEnded = runEventsUntil([&jobs] {
        return std::all_of(jobs.begin(), jobs.end(),
                           [](const auto& job) { return job->isFinished(); });
    });
    return allEnded && std::all_of(jobs.begin(), jobs.end(), [](const auto& job) {
               return job->result().ok() && job->result()->reveal() == "new";
           });
}

} // namespace

Lines measureRefresh(qint64 callers)
{
    ExpiredAccount account;
    std::vector<Sample> samples;
    for (int round = 0; round < rounds; ++round) {
        if (!account.prepare()) {
            std::fputs("the account could not be prepared\n", stderr);
            return std::nullopt;
        }
        const double cpu = processCpuMs();
        const double wall = monotonicMs();
        if (!account.askForTokens(callers)) {
            std::fputs("a caller got no token\n", stderr);
            return std::nullopt;
        }
        samples.push_back({processCpuMs() - cpu, monotonicMs() - wall});
    }
    const double postsEach = static_cast<double>(account.posts()) / rounds;
    return QList<QJsonObject>{rowResult(QStringLiteral("refresh"), callers, samples,
                                        {{QStringLiteral("posts"), postsEach}})};
}

} // namespace plantain::bench
