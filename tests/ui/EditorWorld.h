// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/run/WorkflowRunner.h"
#include "src/workflow/Edits.h"
#include "src/workflow/NodeData.h"
#include "tests/ui/UiWorld.h"
#include "ui/EditorServices.h"
#include "ui/canvas/CanvasState.h"
#include "ui/document/WorkflowDocument.h"

namespace plantain::testing {

/// A world with a workflow in it, ready to be edited and run.
class EditorWorld : public UiWorld
{
public:
    explicit EditorWorld(const WorldOptions& options = {});

    ui::EditorServices editor(bool sandbox = false);
    /// The new node's id.
    QString add(workflow::NodeKind kind, const QJsonObject& data = {}, QPointF position = {});
    /// The id of the new edge; a refusal fails the test.
    QString wire(const QString& from, const QString& to,
                 const QString& port = QStringLiteral("text"));
    void set(const QString& nodeId, QLatin1String key, const QJsonValue& value);
    QJsonValue value(const QString& nodeId, QLatin1String key) const;
    const workflow::Node& node(const QString& nodeId) const;
    run::Freshness freshness(const QString& nodeId) const;
    /// Runs one node and waits for the end; false when it does not come.
    bool run(const QString& nodeId);
    QUndoStack& undoStack() { return document.undoStack(); }

    ui::WorkflowDocument document;
    ui::Selection selection;
    run::WorkflowRunner runner;
};

} // namespace plantain::testing
