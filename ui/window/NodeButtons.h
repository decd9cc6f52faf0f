// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Job.h"
#include "src/workflow/WorkflowEdit.h"
#include "ui/EditorServices.h"
#include "ui/account/ProviderState.h"

#include <QObject>

namespace plantain::ui {

class CanvasWidget;
class RunActions;

/// What the buttons painted on nodes do.
class NodeButtons : public QObject
{
    Q_OBJECT

public:
    /// Borrowed.
    NodeButtons(const EditorServices& services, CanvasWidget& canvas, RunActions& runActions,
                QWidget& window);

    /// Everything behind a node's error, for "Details".
    QString details(const QString& nodeId) const;

signals:
    void setupRequested();

private:
    void press(const QString& nodeId, const QString& button);
    void run(const QString& nodeId);
    void actOnProvider(const QString& nodeId);
    void showDetails(const QString& nodeId);
    void chooseImage(const QString& nodeId);
    void takeImage(const QString& nodeId, const QString& path);

    EditorServices m_services;
    CanvasWidget& m_canvas;
    RunActions& m_runActions;
    QWidget& m_window;
    ProviderState m_providers;
    base::JobPtr<base::ResultJob<workflow::DataPatch>> m_imageJob;
};

} // namespace plantain::ui
