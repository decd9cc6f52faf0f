// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/StorageNotice.h"

#include "src/secrets/ApiKeys.h"
#include "ui/account/AccountActions.h"

#include <QPushButton>

#include <algorithm>

namespace plantain::ui {

using auth::AuthState;
using secrets::ApiKeys;
using secrets::StorageKind;
using theme::Icon;

StorageNotice::StorageNotice(const EditorServices& services, MessageBanner& banner, QObject* parent)
    : QObject(parent)
    , m_services(services)
    , m_banner(banner)
    , m_button(banner.addButton({}, QStringLiteral("readStorageButton")))
{
    connect(m_button, &QPushButton::clicked, this, &StorageNotice::readAgain);
    banner.setClosable(true);
    connect(&banner, &MessageBanner::closed, this, [this] { m_isDismissed = true; });
    connect(&services.account.service(), &auth::AuthService::statusChanged, this,
            &StorageNotice::show);
    connect(&services.keys, &ApiKeys::changed, this, &StorageNotice::show);
    show();
}

bool StorageNotice::isKeyUnreadable() const
{
    const QStringList& providers = ApiKeys::providers();
    return std::any_of(providers.cbegin(), providers.cend(), [this](const QString& provider) {
        return m_services.keys.source(provider) == secrets::KeySource::StorageUnavailable;
    });
}

void StorageNotice::show()
{
    const auth::AuthStatus& status = m_services.account.service().status();
    if (status.state == AuthState::Loading) {
        return; // what was said last still holds
    }
    const bool isSessionUnreadable = status.state == AuthState::StorageUnavailable;
    if (!isSessionUnreadable && !isKeyUnreadable()) {
        m_isDismissed = false;
        m_banner.hide();
        return;
    }
    if (m_isDismissed) {
        return;
    }
    const bool isKeyring = status.storage == StorageKind::Keychain;
    m_button->setText(
        actionText(isKeyring ? AccountAction::Unlock : AccountAction::ReadAgain, false));
    const bool isExplained = isSessionUnreadable && status.error;
    m_banner.showMessage(Tone::Warn, isKeyring ? Icon::Lock : Icon::Warning,
                         isExplained ? status.error->message
                         : isKeyring ? tr("The keyring is locked.")
                                     : tr("The stored keys cannot be read."),
                         isExplained ? status.error->hint
                                     : tr("Nodes that need a stored key will not run."));
}

/// Reading makes a keyring ask for its password.
void StorageNotice::readAgain()
{
    m_services.account.perform(AccountAction::ReadAgain);
    m_services.keys.refresh();
}

} // namespace plantain::ui
