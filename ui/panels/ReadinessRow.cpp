// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ReadinessRow.h"

#include "ui/account/AccountActions.h"
#include "ui/account/ProviderState.h"
#include "ui/theme/Restyle.h"
#include "ui_ReadinessRow.h"

namespace plantain::ui {

ReadinessRow::ReadinessRow(QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ReadinessRow>())
{
    m_ui->setupUi(this);
    connect(m_ui->connectButton, &QPushButton::clicked, this, &ReadinessRow::act);
    connect(m_ui->cancelConnectButton, &QPushButton::clicked, this,
            [this] { m_services->account.perform(AccountAction::Cancel); });
    connect(m_ui->usageLink, &QPushButton::clicked, this,
            [this] { m_services->account.openPage(usagePage()); });
}

ReadinessRow::~ReadinessRow() = default;

void ReadinessRow::setServices(const EditorServices& services)
{
    m_services = std::make_unique<EditorServices>(services);
    m_state = new ProviderState(services, this);
    connect(m_state, &ProviderState::changed, this, [this] {
        refresh();
        emit changed();
    });
}

void ReadinessRow::showProvider(const QString& providerId)
{
    m_provider = providerId;
    refresh();
}

ProviderReadiness ReadinessRow::readiness() const
{
    return m_state->of(m_provider);
}

void ReadinessRow::refresh()
{
    const ProviderReadiness state = readiness();
    m_ui->statusBadge->setBadge(state.badge);
    m_ui->statusBadge->setVisible(!state.badge.text.isEmpty());
    const bool canCancel = state.accountAction == AccountAction::Cancel;
    const bool hadFocus = m_ui->connectButton->hasFocus() || m_ui->cancelConnectButton->hasFocus();
    m_ui->cancelConnectButton->setVisible(canCancel);
    m_ui->connectButton->setVisible(!canCancel && state.action != ReadinessAction::None);
    m_ui->connectButton->setText(state.actionText);
    theme::setStyleProperty(*m_ui->connectButton, "kind",
                            state.isPrimary ? QStringLiteral("primary") : QString());
    if (hadFocus) {
        QWidget* next = canCancel ? m_ui->cancelConnectButton : m_ui->connectButton;
        if (next->isHidden()) {
            focusNextChild();
        } else {
            next->setFocus(Qt::OtherFocusReason);
        }
    }
    m_ui->usageLink->setVisible(state.showsUsageLink);
    m_ui->readinessNote->setText(state.note);
    m_ui->readinessNote->setVisible(!state.note.isEmpty());
}

void ReadinessRow::act()
{
    const ProviderReadiness state = readiness();
    switch (state.action) {
    case ReadinessAction::Account:
        m_services->account.perform(state.accountAction);
        return;
    case ReadinessAction::OpenSetup:
        emit setupRequested();
        return;
    case ReadinessAction::UnlockKeys:
        m_services->keys.refresh();
        return;
    case ReadinessAction::None:
        return;
    }
}

} // namespace plantain::ui
