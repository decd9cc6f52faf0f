// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/workflow/WorkflowContent.h"
#include "ui/EditorServices.h"
#include "ui/theme/Icons.h"
#include "ui/window/LeaveGuard.h"

#include <QAction>
#include <QFileDialog>
#include <QObject>

#include <array>

class QMenu;

namespace plantain::ui {

/// New, Open, Open recent, Save, Save as: the commands on the document as a whole. Nothing that is
/// not saved goes without a question.
class DocumentActions : public QObject
{
    Q_OBJECT

public:
    enum class Command { New, Open, Save, SaveAs };

    /// Borrowed.
    DocumentActions(const EditorServices& services, QWidget& window);

    QAction* action(Command command) const { return m_actions.at(static_cast<size_t>(command)); }
    LeaveGuard& guard() { return m_guard; }
    /// Filled anew each time it opens.
    void fillRecentMenu(QMenu& menu);

    void openFile(const QString& path);
    /// An example: a workflow without a file, nothing to save until it is changed.
    void openExample(const QString& resource);
    /// A prompt, a model and an output, wired up: the shortest workflow that does something.
    void newPromptFlow();
    void save();
    void saveAs();

private:
    QAction* add(Command command, const QString& text, theme::Icon icon,
                 const QKeySequence& shortcut);
    void chooseFile();
    QFileDialog& showFileDialog(const QString& title, QFileDialog::AcceptMode mode);
    QString startFolder() const;
    /// Puts a workflow without a file in place; there is nothing to save until it is changed.
    void start(const workflow::WorkflowContent& content);
    void remember(const QString& path);
    void showState();

    EditorServices m_services;
    QWidget& m_window;
    LeaveGuard m_guard;
    std::array<QAction*, 4> m_actions{};
};

} // namespace plantain::ui
