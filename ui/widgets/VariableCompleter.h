// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

#include <functional>

class QListWidget;
class QPlainTextEdit;

namespace plantain::ui {

/// While an @name is typed in a template, offers the variables there are: arrows choose, Enter or
/// Tab takes, Esc closes the list only.
class VariableCompleter : public QObject
{
    Q_OBJECT

public:
    /// `edit` is borrowed and owns this. `names` is asked each time an @ is typed.
    VariableCompleter(QPlainTextEdit& edit, std::function<QStringList()> names);

    bool isOpen() const;
    /// What is offered now.
    QStringList offered() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool handleKey(int key);
    void showMatches();
    void place();
    void take();
    /// What stands between the @ and the cursor; null when there is no @.
    QString typedName() const;

    QPlainTextEdit& m_edit;
    std::function<QStringList()> m_names;
    QListWidget* m_list;
};

} // namespace plantain::ui
