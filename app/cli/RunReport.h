// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Console.h"
#include "src/run/WorkflowRunner.h"

#include <QHash>
#include <QObject>

namespace plantain::app {

/// Tells a run while it goes: as JSON lines, or as texts with remarks on the side.
class RunReport : public QObject
{
    Q_OBJECT

public:
    /// All borrowed.
    RunReport(const workflow::Workflow& workflow, const run::WorkflowRunner& runner,
              Console& console, bool json);

    /// What the run came to. The texts of Output nodes or, when there is none, of the last nodes.
    void tellEnd(run::RunStatus status);

signals:
    /// Nobody reads the output any more.
    void abandoned();

private:
    void tellNode(const QString& id);
    void tellText(const QString& id, const QString& text);
    void remarkOn(const workflow::Node& node, const run::NodeRun& run);
    void remarkOnWait(const workflow::Node& node, const run::RetryWait& wait);
    QString textOf(int nodeIndex) const;
    QList<int> lastNodes() const;
    bool isPart(const QString& id) const;
    void printTexts();
    QJsonObject nodesJson() const;

    const workflow::Workflow& m_workflow;
    const run::WorkflowRunner& m_runner;
    Console& m_console;
    bool m_json;
    QHash<QString, QString> m_told; ///< the last state of each node
    QHash<QString, int> m_toldAttempts;
};

/// A run that came to nothing: `{"type":"result","status":"failed","nodes":{}}`.
QJsonObject emptyRunJson(run::RunStatus status);

} // namespace plantain::app
