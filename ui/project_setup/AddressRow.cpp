// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project_setup/AddressRow.h"

#include "ui/project_setup/SetupCard.h"
#include "ui/theme/Theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QUrl>

namespace plantain::ui {

namespace {

constexpr int linkPadding = 4;

} // namespace

AddressRow::AddressRow(QWidget* parent)
    : QWidget(parent)
    , m_link(new QPushButton(tr("Use another address…"), this))
    , m_box(new QWidget(this))
    , m_edit(new QLineEdit(m_box))
    , m_error(new QLabel(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    auto* row = new QHBoxLayout(m_box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::gap);
    QLabel* label = SetupCard::makeColumnLabel(tr("Base URL"), m_box);
    label->setBuddy(m_edit);
    row->addWidget(label);
    row->addWidget(m_edit, 1);
    auto* linkRow = new QHBoxLayout;
    SetupCard::indent(*linkRow, SetupCard::labelWidth() + theme::gap - linkPadding);
    m_link->setProperty("kind", QStringLiteral("link"));
    m_link->setAutoDefault(false);
    linkRow->addWidget(m_link);
    linkRow->addStretch();
    m_error->setProperty("role", QStringLiteral("error"));
    m_error->setWordWrap(true);
    m_error->hide();
    auto* errorRow = new QHBoxLayout;
    SetupCard::indent(*errorRow);
    errorRow->addWidget(m_error);
    layout->addLayout(linkRow);
    layout->addWidget(m_box);
    layout->addLayout(errorRow);
    connect(m_edit, &QLineEdit::textChanged, this, &AddressRow::edited);
    connect(m_link, &QPushButton::clicked, this, [this] {
        showField(true);
        m_edit->setFocus();
    });
}

void AddressRow::setUp(const QString& objectName, const QString& owner, const QString& placeholder,
                       bool isOptional)
{
    m_isOptional = isOptional;
    m_edit->setObjectName(objectName);
    m_error->setObjectName(objectName + QStringLiteral("Error"));
    m_link->setObjectName(objectName + QStringLiteral("Link"));
    m_edit->setAccessibleName(tr("Base URL of %1").arg(owner));
    m_edit->setPlaceholderText(placeholder);
    showField(!isOptional);
}

void AddressRow::showField(bool shown)
{
    m_box->setVisible(shown);
    m_link->setVisible(!shown);
}

QString AddressRow::address() const
{
    QString text = m_edit->text().trimmed();
    while (text.endsWith(QLatin1Char('/'))) {
        text.chop(1);
    }
    return text;
}

void AddressRow::setAddress(const QString& address)
{
    m_edit->setText(address);
    m_error->hide();
    showField(!m_isOptional || !address.isEmpty());
}

QString AddressRow::problem() const
{
    const QString text = address();
    const QUrl url(text, QUrl::StrictMode);
    const bool isWeb =
        url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    return text.isEmpty() || (url.isValid() && !url.host().isEmpty() && isWeb)
               ? QString()
               : tr("Enter a whole address, such as %1.").arg(m_edit->placeholderText());
}

} // namespace plantain::ui
