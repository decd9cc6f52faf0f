// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/UsageLimitNotice.h"

#include "src/run/WorkflowRunner.h"
#include "ui/account/AccountActions.h"

#include <QPushButton>

namespace plantain::ui {

using base::ErrorKind;
using llm::ProviderId;

namespace {

/// A shorter wait is over before anybody has read about it.
constexpr std::chrono::seconds leastWait{60};
/// A single timer for the whole time would be late after the machine has slept.
constexpr std::chrono::seconds lookEvery{1};

bool isLimit(const llm::LlmError& error)
{
    return error.error.kind == ErrorKind::QuotaExceeded ||
           (error.error.kind == ErrorKind::RateLimited &&
            error.retryAfter.value_or(std::chrono::milliseconds(0)) >= leastWait);
}

/// Where a person sees what is left.
QUrl pageOf(ProviderId provider, const EditorServices& services)
{
    if (services.sandbox) {
        return {};
    }
    switch (provider) {
    case ProviderId::OpenAiAuth:
        return services.account.isChatGpt() ? usagePage() : QUrl();
    case ProviderId::OpenAi:
        return QUrl(QStringLiteral("https://platform.openai.com/settings/organization/limits"));
    case ProviderId::Google:
        return QUrl(QStringLiteral("https://aistudio.google.com/usage"));
    case ProviderId::OpenAiCompatible:
        break;
    }
    return {};
}

} // namespace

UsageLimitNotice::UsageLimitNotice(const EditorServices& services, ProviderId provider,
                                   MessageBanner& banner, QObject* parent)
    : QObject(parent)
    , m_services(services)
    , m_provider(provider)
    , m_banner(banner)
    , m_page(pageOf(provider, services))
{
    if (!m_page.isEmpty()) {
        connect(banner.addButton(actionText(AccountAction::ManageUsage, false),
                                 QStringLiteral("manageUsageButton")),
                &QPushButton::clicked, this, &UsageLimitNotice::openUsagePage);
    }
    banner.setClosable(true);
    m_watch.setInterval(lookEvery);
    connect(&m_watch, &QTimer::timeout, this, &UsageLimitNotice::endWhenOver);
    connect(&services.runner, &run::WorkflowRunner::nodeChanged, this,
            &UsageLimitNotice::handleNode);
    if (provider == ProviderId::OpenAiAuth) {
        connect(&services.account.service(), &auth::AuthService::statusChanged, this,
                &UsageLimitNotice::handleAccount);
    }
}

void UsageLimitNotice::handleNode(const QString& nodeId)
{
    const run::NodeRun& run = m_services.runner.run(nodeId);
    if (!run.result || run.request.provider != m_provider) {
        return;
    }
    if (run.state == run::NodeState::Failed && run.result->error && isLimit(*run.result->error)) {
        begin(*run.result->error);
    } else if (run.state == run::NodeState::Completed && run.startedAt >= m_since) {
        // One that was under way before says nothing about now.
        end();
    }
}

/// Another account has another limit.
void UsageLimitNotice::handleAccount(const auth::AuthStatus& status)
{
    if (status.state == auth::AuthState::SignedOut || status.state == auth::AuthState::Connected) {
        end();
    }
}

void UsageLimitNotice::begin(const llm::LlmError& error)
{
    m_since = m_services.clock.monotonic();
    m_until.reset();
    if (error.retryAfter) {
        m_until =
            m_services.clock.now() + std::chrono::ceil<std::chrono::seconds>(*error.retryAfter);
        m_watch.start();
    }
    m_banner.showMessage(Tone::Warn, theme::Icon::Clock, error.error.message,
                         m_provider == ProviderId::OpenAiAuth && m_until
                             ? tr("Nodes that use the account will fail until then.")
                             : error.error.hint);
}

void UsageLimitNotice::endWhenOver()
{
    if (!m_until || m_services.clock.now() < *m_until) {
        return;
    }
    end();
    if (m_provider == ProviderId::OpenAiAuth) {
        // The badge must not say otherwise until the next run.
        m_services.account.service().reportUsable();
    }
}

void UsageLimitNotice::end()
{
    m_watch.stop();
    m_until.reset();
    m_banner.hide();
}

void UsageLimitNotice::openUsagePage()
{
    if (!m_services.account.openPage(m_page)) {
        m_banner.showMessage(
            Tone::Warn, theme::Icon::Clock, m_banner.title(),
            tr("No browser could be opened. The page is %1.").arg(m_page.toDisplayString()));
    }
}

} // namespace plantain::ui
