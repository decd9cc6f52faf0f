// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project_setup/ProjectSetupDialog.h"

#include "ui_ProjectSetupDialog.h"

#include <QMessageBox>
#include <QTabBar>

namespace plantain::ui {

namespace {

constexpr QSize usualSize{720, 690};

} // namespace

ProjectSetupDialog::ProjectSetupDialog(const SetupServices& services, QWidget* parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::ProjectSetupDialog>())
{
    m_ui->setupUi(this);
    if (services.sandbox) {
        setWindowTitle(tr("Project setup (Sandbox)"));
    }
    resize(usualSize);
    m_ui->providersPage->setServices(services);
    connect(m_ui->providersPage, &ProvidersPage::edited, this, &ProjectSetupDialog::showState);
    connect(m_ui->providersPage, &ProvidersPage::storageChangeRequested, this,
            &ProjectSetupDialog::storageChangeRequested);
    connect(m_ui->providersPage, &ProvidersPage::saved, this, [this](const base::Status& outcome) {
        if (outcome) {
            accept();
        } else {
            showState();
        }
    });
    connect(m_ui->saveButton, &QPushButton::clicked, this, &ProjectSetupDialog::save);
    connect(m_ui->cancelButton, &QPushButton::clicked, this, &ProjectSetupDialog::reject);
    auto* connectButton = findChild<QPushButton*>(QStringLiteral("connectButton"));
    (connectButton->isHidden() ? m_ui->cancelButton : connectButton)->setFocus();
    showState();
}

ProjectSetupDialog::~ProjectSetupDialog() = default;

void ProjectSetupDialog::showState()
{
    const ProvidersPage& page = *m_ui->providersPage;
    const bool canSave = page.isChanged() && !page.isSaving();
    m_ui->saveButton->setEnabled(canSave);
    m_ui->saveButton->setToolTip(canSave           ? QString()
                                 : page.isSaving() ? tr("It is being saved.")
                                                   : tr("Nothing was changed."));
}

void ProjectSetupDialog::save()
{
    if (m_ui->providersPage->validate()) {
        m_ui->providersPage->save();
        showState();
    }
}

void ProjectSetupDialog::reject()
{
    if (!m_ui->providersPage->isChanged()) {
        QDialog::reject();
        return;
    }
    auto* box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("discardBox"));
    box->setWindowTitle(tr("Project setup"));
    box->setText(tr("Discard your changes?"));
    QPushButton* discard = box->addButton(tr("Discard"), QMessageBox::DestructiveRole);
    discard->setObjectName(QStringLiteral("discardButton"));
    QPushButton* keep = box->addButton(tr("Keep editing"), QMessageBox::RejectRole);
    box->setDefaultButton(keep);
    box->setEscapeButton(keep);
    connect(discard, &QPushButton::clicked, this, [this] { QDialog::reject(); });
    box->open();
}

void ProjectSetupDialog::showStorageOutcome(const base::Status& outcome)
{
    m_ui->providersPage->showStorageOutcome(outcome);
}

} // namespace plantain::ui
