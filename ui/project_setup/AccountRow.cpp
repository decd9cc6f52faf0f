// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project_setup/AccountRow.h"

#include "ui/project_setup/DeviceCodeBox.h"
#include "ui/project_setup/SetupCard.h"
#include "ui/theme/Restyle.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/DetailsDialog.h"
#include "ui/widgets/Words.h"
#include "ui_AccountRow.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMessageBox>

namespace plantain::ui {

using namespace std::chrono_literals;
using auth::AuthState;

AccountRow::AccountRow(QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::AccountRow>())
{
    m_ui->setupUi(this);
    SetupCard::indent(*m_ui->moreLayout);
    m_ui->nameLabel->setMinimumWidth(SetupCard::labelWidth());
    m_ui->openAgainButton->setIcon(theme::icon(theme::Icon::Open, theme::ColorRole::Text));
    m_ui->copyLinkButton->setIcon(theme::icon(theme::Icon::Link, theme::ColorRole::Text));
    m_ui->resultBanner->setClosable(true);
    m_openApps = m_ui->resultBanner->addButton(tr("Open ChatGPT settings"),
                                               QStringLiteral("openAppsButton"));
    m_minuteTimer.setInterval(30s);
    connect(&m_minuteTimer, &QTimer::timeout, this, &AccountRow::showRenewed);
    m_minuteTimer.start();
}

AccountRow::~AccountRow() = default;

void AccountRow::setAccount(AccountActions& actions, settings::AppSettings& settings,
                            const base::Clock& clock)
{
    m_actions = &actions;
    m_settings = &settings;
    m_clock = &clock;
    connectButtons();
    auto* code = new DeviceCodeBox(this);
    code->setActions(actions);
    static_cast<QVBoxLayout*>(layout())->insertWidget(layout()->indexOf(m_ui->resultBanner), code);
    connect(&actions, &AccountActions::deviceCodeChanged, this, [this] { showStatus(m_status); });
    connect(&actions.service(), &auth::AuthService::statusChanged, this, &AccountRow::showStatus);
    connect(&actions, &AccountActions::browserFailed, this, &AccountRow::showBrowserFailed);
    connect(&actions, &AccountActions::disconnected, this, &AccountRow::showDisconnected);
    connect(&actions, &AccountActions::disconnectStarted, this,
            [this] { m_ui->disconnectButton->setEnabled(false); });
    connect(&settings, &settings::AppSettings::changed, this, &AccountRow::showPlanNotice);
    showStatus(actions.service().status());
    if (actions.hasBrowserFailed()) {
        showBrowserFailed();
    }
}

void AccountRow::connectButtons()
{
    connect(m_ui->connectButton, &QPushButton::clicked, this, [this] {
        m_ui->resultBanner->hide();
        m_actions->perform(accountView(m_status).action);
    });
    connect(m_ui->openAgainButton, &QPushButton::clicked, m_actions, &AccountActions::openAgain);
    connect(m_ui->copyLinkButton, &QPushButton::clicked, this, &AccountRow::showCopied);
    connect(m_ui->cancelConnectButton, &QPushButton::clicked, this,
            [this] { m_actions->perform(AccountAction::Cancel); });
    connect(m_ui->disconnectButton, &QPushButton::clicked, this, &AccountRow::confirmDisconnect);
    connect(m_ui->usageLink, &QPushButton::clicked, this,
            [this] { m_actions->openPage(usagePage()); });
    connect(m_openApps, &QPushButton::clicked, this,
            [this] { m_actions->openPage(connectedAppsPage()); });
    connect(m_ui->pasteLink, &QPushButton::clicked, this, [this] {
        m_ui->pasteBox->show();
        m_ui->pasteEdit->setFocus();
    });
    connect(m_ui->pasteButton, &QPushButton::clicked, this, &AccountRow::submitPasted);
    connect(m_ui->pasteEdit, &QLineEdit::textChanged, m_ui->pasteError, [this] {
        m_ui->pasteError->clear();
        m_ui->pasteError->hide();
    });
    connect(m_ui->detailsButton, &QPushButton::clicked, this, [this] {
        const base::Error error = m_status.error.value_or(base::Error{});
        auto* dialog = new DetailsDialog(
            QStringList{error.message, error.hint, error.detail}.join(u'\n'), this);
        dialog->open();
    });
    connect(m_ui->planNotice->addButton(tr("Got it"), QStringLiteral("planNoticeButton")),
            &QPushButton::clicked, this, &AccountRow::acknowledgePlan);
}

void AccountRow::showStatus(const auth::AuthStatus& status)
{
    const AuthState before = std::exchange(m_status, status).state;
    const QWidget* focused = QApplication::focusWidget();
    const AccountView view = accountView(status);
    Badge badge = view.badge;
    if (m_actions->deviceCode() && status.state == AuthState::WaitingForBrowser) {
        badge.text =
            tr("Waiting for the code · %1").arg(words::minutesAndSeconds(status.secondsLeft));
    }
    m_ui->statusBadge->setBadge(badge);
    m_ui->noteLabel->setText(words::breakable(view.note));
    m_ui->noteLabel->setVisible(!view.note.isEmpty());
    showButtons(view);
    if (before != status.state) {
        m_ui->pasteBox->hide();
        m_ui->pasteEdit->clear();
    }
    showWaiting();
    showRenewed();
    showPlanNotice();
    keepFocus(focused);
    arrange();
}

/// Where it is narrow for its words the buttons stand below, in line with the badge.
void AccountRow::arrange()
{
    // What changed in them is only known to them after the next layout.
    m_ui->factsRow->invalidate();
    m_ui->buttonsRow->invalidate();
    const int wanted = m_ui->factsRow->sizeHint().width() + m_ui->mainRow->spacing() +
                       m_ui->buttonsRow->sizeHint().width();
    const bool isNarrow = wanted > width();
    m_ui->mainRow->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_ui->mainRow->setAlignment(m_ui->buttonsRow, isNarrow ? Qt::AlignLeft : Qt::Alignment());
    const int name = std::max(m_ui->nameLabel->sizeHint().width(), m_ui->nameLabel->minimumWidth());
    const int indent = name + m_ui->factsRow->spacing();
    m_ui->buttonsRow->setContentsMargins(isNarrow ? indent : 0, 0, 0, 0);
}

void AccountRow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void AccountRow::showButtons(const AccountView& view)
{
    const bool waiting = m_status.state == AuthState::WaitingForBrowser;
    m_ui->connectButton->setVisible(view.action != AccountAction::None &&
                                    view.action != AccountAction::Cancel);
    m_ui->connectButton->setText(actionText(view.action, m_actions->isChatGpt()));
    const bool isPrimary = view.action == AccountAction::Connect;
    theme::setStyleProperty(*m_ui->connectButton, "kind",
                            isPrimary ? QStringLiteral("primary") : QString());
    m_ui->linkBox->setVisible(waiting);
    m_ui->cancelConnectButton->setVisible(view.action == AccountAction::Cancel);
    const bool hasSession = m_status.connected || m_status.state == AuthState::NeedsReauth ||
                            m_status.state == AuthState::StorageUnavailable;
    m_ui->disconnectButton->setVisible(hasSession);
    m_ui->disconnectButton->setEnabled(!m_actions->isDisconnecting());
    m_ui->planBox->setVisible(m_actions->isChatGpt() && m_status.state == AuthState::Connected);
    m_ui->detailsButton->setVisible(m_status.error && !m_status.error->detail.isEmpty());
}

/// What was pressed may be gone now: the focus stays in the row.
void AccountRow::keepFocus(const QWidget* focused)
{
    const QList<QPushButton*> buttons{m_ui->connectButton, m_ui->cancelConnectButton,
                                      m_ui->usageLink, m_ui->disconnectButton};
    if (!focused || !isAncestorOf(focused) || focused->isVisibleTo(this)) {
        return;
    }
    for (QPushButton* button : buttons) {
        if (button->isVisibleTo(this)) {
            button->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
}

void AccountRow::showBrowserFailed()
{
    m_ui->resultBanner->showMessage(Tone::Warn, theme::Icon::Warning,
                                    tr("No browser could be opened."),
                                    tr("Copy the link and open it in a browser of your choice."));
    m_openApps->hide();
}

void AccountRow::showWaiting()
{
    const bool waiting = m_status.state == AuthState::WaitingForBrowser;
    // A code is typed elsewhere: there is no address to come back with.
    m_ui->waitingBox->setVisible(waiting && !m_actions->deviceCode());
    m_ui->pasteError->setVisible(!m_ui->pasteError->text().isEmpty());
    const QString tunnel = tunnelCommand(m_actions->service().authorizationUrl());
    m_ui->tunnelLabel->setText(tr("Or forward the port before you open the link: %1").arg(tunnel));
    m_ui->tunnelLabel->setVisible(!tunnel.isEmpty());
    m_ui->moreBox->setVisible(waiting || !m_ui->planBox->isHidden() ||
                              !m_ui->noteLabel->text().isEmpty());
}

void AccountRow::showRenewed()
{
    const bool shown = m_clock && m_status.state == AuthState::Connected && m_status.updatedAt;
    m_ui->renewedLabel->setVisible(shown);
    if (shown) {
        m_ui->renewedLabel->setText(
            tr("renewed %1").arg(words::timeAgo(*m_status.updatedAt, m_clock->now())));
    }
}

void AccountRow::showPlanNotice()
{
    if (m_actions->isChatGpt() && m_status.state == AuthState::Connected &&
        !m_settings->values().planNoticeSeen) {
        m_ui->planNotice->showMessage(Tone::Info, theme::Icon::Info,
                                      tr("You're using your ChatGPT plan"),
                                      tr("Runs with OpenAI (Auth) count towards its limits."));
    } else {
        m_ui->planNotice->hide();
    }
}

void AccountRow::acknowledgePlan()
{
    settings::Settings values = m_settings->values();
    values.planNoticeSeen = true;
    // Not being able to remember it only shows the notice once more.
    (void)m_settings->save(values);
    m_ui->planNotice->hide();
}

void AccountRow::confirmDisconnect()
{
    auto* box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("disconnectBox"));
    box->setWindowTitle(tr("Disconnect"));
    box->setText(tr("Disconnect OpenAI (Auth)?"));
    box->setInformativeText(
        tr("The session is revoked and removed from this machine. Runs that use it stop working "
           "until you connect again."));
    QPushButton* disconnectIt = box->addButton(tr("Disconnect"), QMessageBox::AcceptRole);
    disconnectIt->setObjectName(QStringLiteral("confirmDisconnectButton"));
    theme::setStyleProperty(*disconnectIt, "kind", QStringLiteral("danger"));
    QPushButton* cancel = box->addButton(QMessageBox::Cancel);
    box->setDefaultButton(cancel);
    box->setEscapeButton(cancel);
    connect(disconnectIt, &QPushButton::clicked, m_actions, &AccountActions::disconnectAccount);
    box->open();
}

void AccountRow::showDisconnected(const auth::DisconnectOutcome& outcome)
{
    m_ui->disconnectButton->setEnabled(true);
    if (outcome.revocationConfirmed) {
        m_ui->resultBanner->hide();
        return;
    }
    const bool chatGpt = m_actions->isChatGpt();
    m_ui->resultBanner->showMessage(
        Tone::Warn, theme::Icon::Warning, tr("Disconnected here. The server could not be told."),
        chatGpt ? tr("Remove Plantain in the ChatGPT settings to end the session there too.")
                : tr("Remove Plantain in the settings of your account to end it there too."));
    m_openApps->setVisible(chatGpt);
}

void AccountRow::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && m_ui->pasteEdit->hasFocus()) {
        // It would press the dialog's default button otherwise.
        submitPasted();
        return;
    }
    QWidget::keyPressEvent(event);
}

void AccountRow::submitPasted()
{
    const base::Status outcome = m_actions->service().submitCallback(m_ui->pasteEdit->text());
    if (outcome) {
        return;
    }
    m_ui->pasteError->setText(words::breakable(words::paragraph(outcome.error())));
    m_ui->pasteError->show();
    m_ui->pasteEdit->setFocus();
}

void AccountRow::showCopied()
{
    m_actions->copyLink();
    m_ui->copyLinkButton->setText(tr("Copied"));
    QTimer::singleShot(3s, this, [this] { m_ui->copyLinkButton->setText(tr("Copy link")); });
}

} // namespace plantain::ui
