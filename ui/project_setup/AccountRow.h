// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/settings/AppSettings.h"
#include "ui/account/AccountActions.h"

#include <QTimer>
#include <QWidget>

#include <memory>

class QPushButton;

namespace plantain::ui {

namespace Ui {
class AccountRow;
}

/// The account "OpenAI (Auth)" in the project setup: its state, and everything that can be done
/// about it. Takes effect at once.
class AccountRow : public QWidget
{
    Q_OBJECT

public:
    explicit AccountRow(QWidget* parent = nullptr);
    ~AccountRow() override;

    /// Once; all borrowed. Follows the account from then on.
    void setAccount(AccountActions& actions, settings::AppSettings& settings,
                    const base::Clock& clock);
    /// Shows a state; called for every change of the account.
    void showStatus(const auth::AuthStatus& status);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void connectButtons();
    void showButtons(const AccountView& view);
    void keepFocus(const QWidget* focused);
    void arrange();
    void showBrowserFailed();
    void showWaiting();
    void showRenewed();
    void showPlanNotice();
    void confirmDisconnect();
    void showDisconnected(const auth::DisconnectOutcome& outcome);
    void submitPasted();
    void showCopied();
    void acknowledgePlan();

    std::unique_ptr<Ui::AccountRow> m_ui;
    AccountActions* m_actions = nullptr;
    settings::AppSettings* m_settings = nullptr;
    const base::Clock* m_clock = nullptr;
    auth::AuthStatus m_status;
    QPushButton* m_openApps = nullptr;
    QTimer m_minuteTimer;
};

} // namespace plantain::ui
