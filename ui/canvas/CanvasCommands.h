// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/CanvasActions.h"
#include "ui/canvas/CanvasClipboard.h"
#include "ui/canvas/InPlaceEditor.h"

namespace plantain::ui {

/// What the canvas's actions do, and when they can.
class CanvasCommands
{
public:
    using Command = CanvasActions::Command;

    /// All borrowed.
    CanvasCommands(CanvasContext& context, CanvasClipboard& clipboard, InPlaceEditor& editor);

    bool isPossible(Command command) const;
    /// Of a command that is a state: on or off.
    bool isOn(Command command) const;
    void perform(Command command);
    void addNode(workflow::NodeKind kind);

    /// On the selection's node; also from menus that name another one.
    void editText(const QString& nodeId);
    void rename();
    void setGroupColor(const QString& groupId, const QString& color);
    /// The group that commands act on: the selected one, else the one of all selected nodes.
    QString currentGroup() const;
    void setPaused(const QString& edgeId, bool paused);
    void remove();

private:
    bool performOnView(Command command);
    bool performOnClipboard(Command command);
    bool performOnGroups(Command command);
    void performOnNodes(Command command);
    void selectAlong(bool upstream);
    void toggleData(QLatin1String key, const QString& on, const QString& off);
    bool allHave(bool (*property)(const workflow::Node&)) const;
    void arrange(Command command);
    void toggleLock();
    void toggleGridSnap();

    CanvasContext& m_context;
    CanvasClipboard& m_clipboard;
    InPlaceEditor& m_editor;
};

} // namespace plantain::ui
