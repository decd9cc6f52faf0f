// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/workflow/NodeType.h"

#include <QAction>
#include <QList>
#include <QObject>

#include <memory>

class QMenu;

namespace plantain::ui {

class CanvasCommands;
class CanvasWidget;

/// Every command on the workflow, each with its name, shortcut and when it can be used; menus, the
/// toolbar, the context menus and the shortcut sheet all take them from here. Running is not among
/// them: see RunActions.
class CanvasActions : public QObject
{
    Q_OBJECT

public:
    enum class Command {
        Undo,
        Redo,
        Cut,
        Copy,
        Paste,
        Duplicate,
        DuplicateWithInputs,
        Delete,
        SelectAll,
        SelectNone,
        SelectUpstream,
        SelectDownstream,
        AddNode, ///< the search palette
        EditText,
        Rename,
        ConnectByKeys,
        ToggleDisabled,
        ToggleCollapsed,
        Group,
        Ungroup,
        ToggleLock,
        AlignLeft,
        AlignCenter,
        AlignRight,
        AlignTop,
        AlignMiddle,
        AlignBottom,
        DistributeHorizontally,
        DistributeVertically,
        StackHorizontally,
        StackVertically,
        ArrangeGrid,
        ArrangeLayers,
        ZoomIn,
        ZoomOut,
        ZoomAll,
        ZoomSelection,
        ActualSize,
        ToggleGridSnap,
        ShowShortcuts ///< the sheet of all keys
    };

    /// Borrowed; made by CanvasInput.
    CanvasActions(CanvasWidget& canvas, CanvasCommands& commands);
    ~CanvasActions() override;

    /// Owned by this; added to the canvas, so that shortcuts work while it has the focus.
    QAction* action(Command command) const;
    /// Adds a node of a kind at the pointer, else in the middle: Shift+P and its like.
    QAction* addAction(workflow::NodeKind kind) const;

    void fillEditMenu(QMenu& menu) const;
    void fillNodeMenu(QMenu& menu) const;
    void fillViewMenu(QMenu& menu) const;
    /// Align, distribute, stack, grid, layers.
    void fillArrangeMenu(QMenu& menu) const;
    /// One entry a kind of node.
    void fillAddMenu(QMenu& menu) const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace plantain::ui
