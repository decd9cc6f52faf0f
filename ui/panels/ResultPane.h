// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/run/Evaluation.h"
#include "src/workflow/NodeData.h"
#include "ui/EditorServices.h"
#include "ui/panels/GenerationWords.h"

#include <QWidget>

#include <memory>

class QAction;

namespace plantain::ui {

class FieldWatcher;

namespace Ui {
class ResultPane;
}

/// The result of one LLM Generate node: its text while it is written, how it ended, what it took,
/// and the results before it. The text can be edited by hand.
class ResultPane : public QWidget
{
    Q_OBJECT

public:
    explicit ResultPane(QWidget* parent = nullptr);
    ~ResultPane() override;

    /// Once. `watcher` is borrowed.
    void setServices(const EditorServices& services, FieldWatcher& watcher);
    void setNode(const QString& nodeId);
    /// The node's data differ.
    void refresh();
    /// What the node does or how it ended, for the head of its page.
    Badge badge() const;
    /// Why the node cannot run now; empty: it can.
    void setBlocker(const QString& why);
    /// Another node is going to be shown, or a run begins.
    void finishEditing();

signals:
    void runRequested();
    void stopRequested();

private:
    void connectActions();
    void connectRunner();
    const workflow::Node* node() const;
    const run::NodeRun& nodeRun() const;
    QString shownText() const;
    bool isOfRun() const;
    bool isStopped() const;
    run::Freshness freshness() const;
    void showHistory();
    void showWait();
    void showEnding();
    void showNotes();
    EndingMessage ending() const;
    QString savedError() const;
    void showNumbers();
    void showActions();
    void showEntry(int step);
    void setEditing(bool editing);
    void takeEditedText();
    void copy();
    void save();
    void clear();
    void showDetails();
    void change(const workflow::DataPatch& values, const QString& name, int gesture = 0);

    std::unique_ptr<Ui::ResultPane> m_ui;
    std::unique_ptr<EditorServices> m_services;
    FieldWatcher* m_watcher = nullptr;
    QString m_nodeId;
    QString m_blocker;
    QString m_dismissedNotes;
    QAction* m_saveAction;
    QAction* m_clearAction;
    QPushButton* m_retry;
    QPushButton* m_usage;
    QPushButton* m_details;
};

} // namespace plantain::ui
