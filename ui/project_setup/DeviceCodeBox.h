// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/account/AccountActions.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace plantain::ui {

/// The way to sign in by a code on any device: offered where the server knows it, and the code
/// itself while it is waited for.
class DeviceCodeBox : public QWidget
{
    Q_OBJECT

public:
    explicit DeviceCodeBox(QWidget* parent = nullptr);

    /// Once; borrowed.
    void setActions(AccountActions& actions);

private:
    void showState();
    void copy();

    AccountActions* m_actions = nullptr;
    QPushButton* m_offer;
    QWidget* m_codeBox;
    QLabel* m_address;
    QLabel* m_code;
    QPushButton* m_copy;
};

} // namespace plantain::ui
