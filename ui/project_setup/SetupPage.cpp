// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project_setup/SetupPage.h"

#include "ui/widgets/Words.h"

#include <QLabel>
#include <QLineEdit>

namespace plantain::ui {

void SetupPage::say(const SetupProblem& problem)
{
    problem.place->setText(words::breakable(problem.text));
    problem.place->show();
}

void SetupPage::watch(QLineEdit& field, QLabel& place)
{
    place.hide();
    connect(&field, &QLineEdit::textChanged, this, [this, &place] {
        place.hide();
        emit edited();
    });
    connect(&field, &QLineEdit::editingFinished, this, [this, &field] {
        const QList<SetupProblem> found = problems();
        for (const SetupProblem& problem : found) {
            if (problem.field == &field && field.isModified()) {
                say(problem);
            }
        }
    });
}

} // namespace plantain::ui
