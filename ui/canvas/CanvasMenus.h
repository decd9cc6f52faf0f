// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/CanvasScene.h"

class QAction;
class QMenu;

namespace plantain::ui {

class CanvasActions;
class CanvasCommands;
struct CanvasContext;

/// What a menu at a place of the canvas offers: for the canvas, for nodes, a wire, a group. What it
/// is about is selected first.
class CanvasMenus
{
public:
    /// Borrowed.
    CanvasMenus(const CanvasContext& context, const CanvasActions& actions,
                CanvasCommands& commands);

    /// Stand first in the menu of nodes; borrowed.
    void setRunActions(const QList<QAction*>& actions) { m_runActions = actions; }
    void select(const CanvasHit& hit) const;
    /// Belongs to the canvas and deletes itself when it closes.
    QMenu* menuFor(const CanvasHit& hit) const;

private:
    void fillForNodes(QMenu& menu) const;
    void fillForCanvas(QMenu& menu) const;
    void fillForWire(QMenu& menu, const QString& edgeId) const;
    void fillForGroup(QMenu& menu, const QString& groupId) const;

    const CanvasContext& m_context;
    const CanvasActions& m_actions;
    CanvasCommands& m_commands;
    QList<QAction*> m_runActions;
};

} // namespace plantain::ui
