// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Result.h"
#include "src/workflow/Workflow.h"

#include <QPointF>

#include <functional>
#include <optional>

namespace plantain::settings {
struct CanvasSettings;
}

namespace plantain::ui {

class CanvasScene;
class CanvasWidget;
class Selection;
class WorkflowDocument;

/// What everything that works on the canvas has in common. Borrowed by gestures, keys, menus.
struct CanvasContext {
    static constexpr double gridSize = 24;
    /// Within this distance a wire snaps to a port, view px.
    static constexpr double snapDistance = 24;

    CanvasWidget& canvas;
    /// Where the pointer is, view px; empty while it is elsewhere.
    std::optional<QPointF> pointer = {};
    std::function<void(const QString&)> announce = {};
    /// Does what a button of a node's face does: see FaceButton::id; also "run".
    std::function<void(const QString& nodeId, const QString& button)> pressButton = {};

    WorkflowDocument& document() const;
    const workflow::Workflow& workflow() const;
    const CanvasScene& scene() const;
    Selection& selection() const;
    /// How wheel and drags are understood: a matter of taste, so people choose.
    const settings::CanvasSettings& modes() const;
    bool snapsToGrid() const;

    /// World px of one view px.
    double pixel() const;
    QPointF toWorld(QPointF view) const;
    /// The pointer, else the middle of the view, view px.
    QPointF pointerOrMiddle() const;
    const workflow::Node& node(int index) const;
    const workflow::Edge& edge(int index) const;

    /// Selects them; the focus stays, or goes to the first of them when it would be elsewhere.
    void select(const QSet<QString>& nodeIds) const;
    /// One step of the undo stack.
    void perform(const workflow::WorkflowEdit& edit, const QString& name, int gesture = 0) const;
    /// The same; a refusal is announced. False then.
    bool perform(const base::Result<workflow::WorkflowEdit>& edit, const QString& name) const;
    /// Performs an edit that puts nodes in and selects them, the first with the focus.
    bool performInsertion(const workflow::WorkflowEdit& edit, const QString& name) const;
};

/// For the names of steps: "node", "3 nodes".
QString countedNodes(qsizetype count);
/// `point` on the 24 px grid.
QPointF onGrid(QPointF point);

} // namespace plantain::ui
