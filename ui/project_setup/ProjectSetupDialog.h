// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/project_setup/ProvidersPage.h"

#include <QDialog>

#include <memory>

namespace plantain::ui {

namespace Ui {
class ProjectSetupDialog;
}

/// The project setup: tabs with one Save for all of them. Cancel leaves everything as it was,
/// except what takes effect at once (connecting, disconnecting, moving the secrets).
class ProjectSetupDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ProjectSetupDialog(const SetupServices& services, QWidget* parent = nullptr);
    ~ProjectSetupDialog() override;

    void showStorageOutcome(const base::Status& outcome);
    /// Asks first when there are changes.
    void reject() override;

signals:
    void storageChangeRequested(plantain::secrets::StorageKind kind);

private:
    void showState();
    void save();

    std::unique_ptr<Ui::ProjectSetupDialog> m_ui;
};

} // namespace plantain::ui
