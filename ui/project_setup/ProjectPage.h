// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/project_setup/DirectoryCheck.h"
#include "ui/project_setup/LiveCheck.h"
#include "ui/project_setup/SetupPage.h"

class QCheckBox;
class QPushButton;

namespace plantain::ui {

class SetupCard;

/// Name and place of the project, and what becomes of its pictures.
class ProjectPage : public SetupPage
{
    Q_OBJECT

public:
    explicit ProjectPage(QWidget* parent = nullptr);

    /// Once, before `load`.
    void setContext(const ProjectContext& context, DirectoryCheck check = tryDirectory);

    void load(const ProjectDraft& draft) override;
    void store(ProjectDraft& draft) const override;
    QList<SetupProblem> problems() const override;
    bool isChecking() const override { return m_check.isRunning(); }
    void hurryChecks() override { m_check.hurry(); }
    QWidget* firstField() const override;

private:
    void buildProject();
    void buildPictures();
    void browse();
    void checkDirectory();
    void showCheck();
    void showPlaces();
    void showPictureCost(qint64 bytes);
    void measurePictures();
    /// A project that is only looked at needs no name and no directory.
    bool isAsked() const;
    ProjectFacts facts() const;
    QString nameProblem() const;
    QString directoryProblem() const;

    ProjectContext m_context;
    QLineEdit* m_name;
    QLabel* m_nameError = nullptr;
    QLineEdit* m_directory;
    QPushButton* m_browse;
    QLabel* m_directoryError = nullptr;
    QLabel* m_checking = nullptr;
    QCheckBox* m_embed;
    QLabel* m_cost = nullptr;
    QLabel* m_places = nullptr;
    DirectoryCheck m_lookAt;
    LiveCheck m_check;
    base::JobPtr<base::ThreadJob<qint64>> m_measuring;
};

} // namespace plantain::ui
