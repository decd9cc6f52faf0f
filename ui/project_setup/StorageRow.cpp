// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project_setup/StorageRow.h"

#include "ui/theme/Icons.h"
#include "ui_StorageRow.h"

#include <QMessageBox>

namespace plantain::ui {

using secrets::StorageKind;

StorageRow::StorageRow(QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::StorageRow>())
{
    m_ui->setupUi(this);
    m_ui->iconLabel->setFixedSize(14, 14);
    m_ui->outcomeBanner->setClosable(true);
    connect(m_ui->changeButton, &QPushButton::clicked, this, &StorageRow::confirmChange);
    showKind(m_kind);
}

StorageRow::~StorageRow() = default;

void StorageRow::showKind(StorageKind kind)
{
    m_kind = kind;
    const bool keychain = kind == StorageKind::Keychain;
    m_ui->iconLabel->setPixmap(
        theme::icon(theme::Icon::Lock).pixmap(QSize(14, 14), devicePixelRatioF()));
    m_ui->placeLabel->setText(keychain
                                  ? tr("Keys and tokens are kept in the system keyring.")
                                  : tr("Keys and tokens are kept in files only you can read."));
    m_ui->changeButton->setText(keychain ? tr("Keep them in a file instead…")
                                         : tr("Keep them in the system keyring instead…"));
}

void StorageRow::confirmChange()
{
    if (m_kind == StorageKind::File) {
        requestChange();
        return;
    }
    auto* box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("storageBox"));
    box->setWindowTitle(tr("Keep secrets in files"));
    box->setText(tr("Keep keys and tokens in files instead of the system keyring?"));
    box->setInformativeText(tr("The files can be read by you and by every program you run. The "
                               "copies in the keyring are removed."));
    QPushButton* move = box->addButton(tr("Keep in files"), QMessageBox::AcceptRole);
    move->setObjectName(QStringLiteral("moveButton"));
    QPushButton* cancel = box->addButton(QMessageBox::Cancel);
    box->setDefaultButton(cancel);
    box->setEscapeButton(cancel);
    connect(move, &QPushButton::clicked, this, &StorageRow::requestChange);
    box->open();
}

void StorageRow::requestChange()
{
    m_ui->outcomeBanner->hide();
    m_ui->changeButton->setEnabled(false);
    m_ui->changeButton->setText(tr("Moving…"));
    emit storageChangeRequested(m_kind == StorageKind::File ? StorageKind::Keychain
                                                            : StorageKind::File);
}

void StorageRow::showOutcome(const base::Status& outcome)
{
    m_ui->changeButton->setEnabled(true);
    showKind(m_kind);
    if (outcome) {
        m_ui->outcomeBanner->hide();
        return;
    }
    m_ui->outcomeBanner->showMessage(Tone::Error, theme::Icon::Error, outcome.error().message,
                                     outcome.error().hint);
}

} // namespace plantain::ui
