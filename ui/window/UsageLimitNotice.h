// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Clock.h"
#include "src/llm/LlmTypes.h"
#include "ui/EditorServices.h"
#include "ui/widgets/MessageBanner.h"

#include <QTimer>
#include <QUrl>

#include <optional>

namespace plantain::auth {
struct AuthStatus;
}

namespace plantain::ui {

/// Says that a provider takes no more for now, and until when where the provider tells: from the
/// answer that said so until that time is over or an answer comes again.
class UsageLimitNotice : public QObject
{
    Q_OBJECT

public:
    /// All borrowed.
    UsageLimitNotice(const EditorServices& services, llm::ProviderId provider,
                     MessageBanner& banner, QObject* parent = nullptr);

private:
    void handleNode(const QString& nodeId);
    void handleAccount(const auth::AuthStatus& status);
    void begin(const llm::LlmError& error);
    void endWhenOver();
    void end();
    void openUsagePage();

    EditorServices m_services;
    llm::ProviderId m_provider;
    MessageBanner& m_banner;
    QUrl m_page; ///< empty: nobody knows one
    QTimer m_watch;
    std::optional<base::UnixTime> m_until; ///< empty: not known
    std::chrono::milliseconds m_since{0};  ///< on the monotonic clock
};

} // namespace plantain::ui
