// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/project_setup/ProjectSetupDialog.h"

#include <QPointer>

namespace plantain::ui {

class WorkflowDocument;

/// Opens the project setup for the document of a window, one dialog at a time, and does to the
/// document what was saved there.
class ProjectSetup : public QObject
{
    Q_OBJECT

public:
    using Tab = ProjectSetupDialog::Tab;

    /// Borrowed; `window` owns the dialogs.
    ProjectSetup(const SetupServices& services, WorkflowDocument& document, QWidget& window);

    /// Raises a dialog that is open. Without a tab: the one last seen.
    void open(std::optional<Tab> tab = std::nullopt);
    void openForNewProject();
    /// Null: none is open.
    ProjectSetupDialog* dialog() const { return m_dialog; }

    /// Puts an empty project in the document's place and saves it. What was there is gone: ask
    /// before.
    void create(const ProjectFacts& facts);

signals:
    /// "Create" was pressed: call `create` once the document may go.
    void newProjectWanted(const plantain::ui::ProjectFacts& facts);
    void storageChangeRequested(plantain::secrets::StorageKind kind);
    /// See ProjectSetupDialog.
    void lookTried(plantain::settings::ThemeChoice theme,
                   const plantain::settings::CanvasSettings& canvas);

private:
    ProjectContext contextOfDocument() const;
    void show(const ProjectContext& context, std::optional<Tab> tab);
    void apply(const ProjectFacts& facts);
    void setName(const QString& name);

    SetupServices m_services;
    WorkflowDocument& m_document;
    QWidget& m_window;
    QPointer<ProjectSetupDialog> m_dialog;
};

} // namespace plantain::ui
