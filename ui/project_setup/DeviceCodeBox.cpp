// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project_setup/DeviceCodeBox.h"

#include "ui/project_setup/SetupCard.h"
#include "ui/theme/Theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>

namespace plantain::ui {

using namespace std::chrono_literals;
using auth::AuthState;

namespace {

bool canBegin(AuthState state)
{
    return state == AuthState::SignedOut || state == AuthState::NeedsReauth ||
           state == AuthState::Failed;
}

QLabel* makeLabel(const QString& objectName, const QString& role, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setObjectName(objectName);
    label->setProperty("role", role);
    return label;
}

} // namespace

DeviceCodeBox::DeviceCodeBox(QWidget* parent)
    : QWidget(parent)
    , m_offer(new QPushButton(tr("Sign in with a code on another device…"), this))
    , m_codeBox(new QWidget(this))
    , m_address(makeLabel(QStringLiteral("deviceAddressLabel"), QStringLiteral("small"), m_codeBox))
    , m_code(makeLabel(QStringLiteral("deviceCodeLabel"), QStringLiteral("title"), m_codeBox))
    , m_copy(new QPushButton(tr("Copy code"), m_codeBox))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    m_offer->setObjectName(QStringLiteral("useCodeLink"));
    m_offer->setProperty("kind", QStringLiteral("link"));
    m_offer->setAutoDefault(false);
    auto* offerRow = new QHBoxLayout;
    constexpr int linkPadding = 4;
    SetupCard::indent(*offerRow, SetupCard::labelWidth() + theme::gap - linkPadding);
    offerRow->addWidget(m_offer);
    offerRow->addStretch();
    layout->addLayout(offerRow);
    auto* rows = new QVBoxLayout(m_codeBox);
    SetupCard::indent(*rows);
    auto* row = new QHBoxLayout;
    row->setSpacing(theme::wideGap);
    m_code->setFont(theme::font(theme::TextStyle::Code));
    m_code->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_address->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_copy->setObjectName(QStringLiteral("copyCodeButton"));
    m_copy->setProperty("buttonSize", QStringLiteral("small"));
    m_copy->setAutoDefault(false);
    row->addWidget(m_code);
    row->addWidget(m_copy);
    row->addStretch();
    rows->addWidget(m_address);
    rows->addLayout(row);
    QLabel* warning =
        makeLabel(QStringLiteral("deviceWarning"), QStringLiteral("faint"), m_codeBox);
    warning->setText(tr("Enter it only if you began this sign-in yourself."));
    rows->addWidget(warning);
    layout->addWidget(m_codeBox);
    connect(m_copy, &QPushButton::clicked, this, &DeviceCodeBox::copy);
}

void DeviceCodeBox::setActions(AccountActions& actions)
{
    m_actions = &actions;
    connect(m_offer, &QPushButton::clicked, &actions, &AccountActions::startWithCode);
    connect(&actions, &AccountActions::deviceCodeChanged, this, &DeviceCodeBox::showState);
    connect(&actions.service(), &auth::AuthService::statusChanged, this, &DeviceCodeBox::showState);
    showState();
}

void DeviceCodeBox::showState()
{
    const auto& code = m_actions->deviceCode();
    const bool offered =
        m_actions->offersCode() && !code && canBegin(m_actions->service().status().state);
    m_offer->setVisible(offered);
    m_codeBox->setVisible(code.has_value());
    setVisible(offered || code);
    if (code) {
        m_address->setText(
            tr("On any device, open %1 and enter:").arg(code->verificationUri.toDisplayString()));
        m_code->setText(code->userCode);
        m_code->setAccessibleName(tr("Code %1").arg(code->userCode));
    }
}

void DeviceCodeBox::copy()
{
    m_actions->copyCode();
    m_copy->setText(tr("Copied"));
    QTimer::singleShot(3s, this, [this] { m_copy->setText(tr("Copy code")); });
}

} // namespace plantain::ui
