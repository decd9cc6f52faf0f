// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/project_setup/ProjectDraft.h"
#include "ui/widgets/ScrollPage.h"

class QLabel;
class QLineEdit;

namespace plantain::ui {

/// Why a field cannot be saved as it is.
struct SetupProblem {
    QWidget* field = nullptr;
    QLabel* place = nullptr; ///< where it is said: below the field
    QString text;
};

/// One tab of the project setup: shows a part of a draft and writes it back.
class SetupPage : public ScrollPage
{
    Q_OBJECT

public:
    using ScrollPage::ScrollPage;

    virtual void load(const ProjectDraft& draft) = 0;
    /// Only its own part.
    virtual void store(ProjectDraft& draft) const = 0;
    /// In the order of the fields; empty: all can be saved.
    virtual QList<SetupProblem> problems() const { return {}; }
    /// Something is being checked: whether there are problems is not known yet.
    virtual bool isChecking() const { return false; }
    /// Ends the wait for another key before a check.
    virtual void hurryChecks() {}
    /// Where the focus goes when the tab is opened.
    virtual QWidget* firstField() const = 0;

    /// Says it below the field.
    static void say(const SetupProblem& problem);

signals:
    /// Also when a check began or ended.
    void edited();

protected:
    /// A problem of this field is said when it is left, and taken back at the next key.
    void watch(QLineEdit& field, QLabel& place);
};

} // namespace plantain::ui
