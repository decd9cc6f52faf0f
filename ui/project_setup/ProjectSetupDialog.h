// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/project_setup/ProvidersPage.h"

#include <QDialog>

#include <memory>

namespace plantain::ui {

/// The project setup: four tabs, one draft, one Save for all of them. Cancel leaves everything as
/// it was, except what takes effect at once (connecting, disconnecting, moving the secrets).
class ProjectSetupDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Tab { Project, Providers, NodeDefaults, Canvas };

    /// Without a context the dialog knows of no workflow.
    explicit ProjectSetupDialog(const SetupServices& services, QWidget* parent = nullptr);
    ProjectSetupDialog(const SetupServices& services, const ProjectContext& context,
                       QWidget* parent = nullptr);
    ~ProjectSetupDialog() override;

    /// Opens at the tab last seen, a new project at the first one, unless told.
    void showTab(Tab tab);
    void showStorageOutcome(const base::Status& outcome);
    /// Asks first when there are changes.
    void reject() override;
    void done(int result) override;

signals:
    /// Saved, and the project's own facts are new or differ.
    void projectSaved(const plantain::ui::ProjectFacts& facts);
    void storageChangeRequested(plantain::secrets::StorageKind kind);
    /// The look that is chosen now: to be seen before it is saved. Comes with the saved one when
    /// the dialog goes without a save.
    void lookTried(plantain::settings::ThemeChoice theme,
                   const plantain::settings::CanvasSettings& canvas);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool focusNextPrevChild(bool next) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace plantain::ui
