// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/run/NodeRun.h"
#include "ui/EditorServices.h"
#include "ui/account/ProviderState.h"

#include <QAction>
#include <QObject>
#include <QTimer>

class QMenu;

namespace plantain::ui {

class CanvasWidget;

/// Running as commands: names, shortcuts, when each can be used and else why not. The toolbar, the
/// menu, the nodes' buttons and the inspector all start and stop runs here.
class RunActions : public QObject
{
    Q_OBJECT

public:
    enum class Command { RunAll, RunNode, RunFrom, RunTo, RunAllAnew, Stop };

    /// Borrowed; both outlive this.
    RunActions(const EditorServices& services, CanvasWidget& canvas, QObject* parent = nullptr);

    QAction* action(Command command) const { return m_actions.at(static_cast<size_t>(command)); }
    void fillMenu(QMenu& menu) const;
    /// All but Stop.
    QList<QAction*> waysToRun() const { return {m_actions.begin(), m_actions.end() - 1}; }

    /// Does nothing when it cannot. With Shift held, or `force`, also what is up to date runs.
    void start(run::RunScope scope, const QString& nodeId = {}, bool force = false);
    /// The last run once more: one that paused goes on.
    void startAgain();
    void stop();

signals:
    /// Enabled states or tooltips differ.
    void changed();

private:
    QAction* add(Command command, const QString& text, const QList<QKeySequence>& shortcuts);
    run::RunRequest request(Command command) const;
    /// The node that "this node" and "here" mean; empty: none.
    QString chosenNode() const;
    QString blocker(Command command) const;
    void showState();
    void showForecast();
    QString forecastText() const;
    /// Who will fail for want of an account or a key, in a sentence.
    QString readinessText() const;

    EditorServices m_services;
    CanvasWidget& m_canvas;
    ProviderState m_providers;
    std::array<QAction*, 6> m_actions{};
    run::RunRequest m_last;
    QTimer m_stateTimer;
    QTimer m_forecastTimer;
};

} // namespace plantain::ui
