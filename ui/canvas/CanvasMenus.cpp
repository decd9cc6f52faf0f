// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/CanvasMenus.h"

#include "ui/canvas/CanvasCommands.h"
#include "ui/canvas/CanvasWidget.h"
#include "ui/theme/Icons.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>

namespace plantain::ui {

using Command = CanvasActions::Command;
using What = CanvasHit::What;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(plantain::ui::CanvasMenus)
};

bool isGroup(const CanvasHit& hit)
{
    return hit.what == What::GroupHeader || hit.what == What::GroupCorner;
}

/// The words of workflow::groupColors() for people, in its order.
QStringList colorNames()
{
    return {Text::tr("&Neutral"), Text::tr("&Blue"),   Text::tr("&Green"),
            Text::tr("&Purple"),  Text::tr("&Orange"), Text::tr("&Red")};
}

} // namespace

CanvasMenus::CanvasMenus(const CanvasContext& context, const CanvasActions& actions,
                         CanvasCommands& commands)
    : m_context(context)
    , m_actions(actions)
    , m_commands(commands)
{
}

void CanvasMenus::select(const CanvasHit& hit) const
{
    Selection& selection = m_context.selection();
    if (hit.node >= 0) {
        const QString& id = m_context.node(hit.node).id;
        if (!selection.contains(id)) {
            selection.setOnly(id);
        } else {
            selection.setFocusNode(id);
        }
    } else if (hit.what == What::Wire) {
        selection.setEdge(m_context.edge(hit.edge).id);
    } else if (isGroup(hit)) {
        selection.setGroup(m_context.workflow().groups()[static_cast<std::size_t>(hit.group)].id);
    }
}

QMenu* CanvasMenus::menuFor(const CanvasHit& hit) const
{
    auto* menu = new QMenu(&m_context.canvas);
    menu->setObjectName(QStringLiteral("canvasMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (hit.node >= 0) {
        fillForNodes(*menu);
    } else if (hit.what == What::Wire) {
        fillForWire(*menu, m_context.edge(hit.edge).id);
    } else if (isGroup(hit)) {
        fillForGroup(*menu, m_context.workflow().groups()[static_cast<std::size_t>(hit.group)].id);
    } else {
        fillForCanvas(*menu);
    }
    return menu;
}

void CanvasMenus::fillForNodes(QMenu& menu) const
{
    menu.addActions(m_runActions);
    menu.addSeparator();
    for (const Command command : {Command::EditText, Command::Rename, Command::ConnectByKeys}) {
        menu.addAction(m_actions.action(command));
    }
    menu.addSeparator();
    for (const Command command :
         {Command::Cut, Command::Copy, Command::Duplicate, Command::Delete}) {
        menu.addAction(m_actions.action(command));
    }
    menu.addSeparator();
    for (const Command command : {Command::ToggleDisabled, Command::ToggleCollapsed}) {
        menu.addAction(m_actions.action(command));
    }
    menu.addSeparator();
    menu.addAction(m_actions.action(Command::Group));
    menu.addAction(m_actions.action(Command::Ungroup));
    QMenu* arrange = menu.addMenu(Text::tr("A&rrange"));
    m_actions.fillArrangeMenu(*arrange);
    QMenu* more = menu.addMenu(Text::tr("&Select"));
    more->addAction(m_actions.action(Command::SelectUpstream));
    more->addAction(m_actions.action(Command::SelectDownstream));
}

void CanvasMenus::fillForCanvas(QMenu& menu) const
{
    menu.addAction(m_actions.action(Command::AddNode));
    QMenu* add = menu.addMenu(Text::tr("Add o&f kind"));
    m_actions.fillAddMenu(*add);
    menu.addSeparator();
    menu.addAction(m_actions.action(Command::Paste));
    menu.addSeparator();
    menu.addAction(m_actions.action(Command::ArrangeLayers));
    menu.addAction(m_actions.action(Command::ToggleGridSnap));
    menu.addSeparator();
    menu.addAction(m_actions.action(Command::ZoomAll));
}

void CanvasMenus::fillForWire(QMenu& menu, const QString& edgeId) const
{
    const bool isPaused = m_context.workflow().edge(edgeId)->paused;
    QAction* pause = menu.addAction(theme::icon(isPaused ? theme::Icon::Run : theme::Icon::Pause),
                                    isPaused ? Text::tr("&Resume here") : Text::tr("&Pause here"));
    pause->setObjectName(QStringLiteral("pauseWire"));
    QObject::connect(pause, &QAction::triggered, pause, [&commands = m_commands, edgeId, isPaused] {
        commands.setPaused(edgeId, !isPaused);
    });
    menu.addAction(m_actions.action(Command::Delete));
}

void CanvasMenus::fillForGroup(QMenu& menu, const QString& groupId) const
{
    menu.addAction(m_actions.action(Command::Rename));
    QMenu* colors = menu.addMenu(Text::tr("&Colour"));
    auto* choice = new QActionGroup(colors);
    const QStringList names = colorNames();
    const QString current = m_context.workflow().group(groupId)->color;
    for (int i = 0; i < names.size(); ++i) {
        const QString color = workflow::groupColors().at(i);
        QAction* action = colors->addAction(names.at(i));
        action->setObjectName(QStringLiteral("groupColor_") + color);
        action->setCheckable(true);
        action->setChecked(color == current);
        choice->addAction(action);
        QObject::connect(
            action, &QAction::triggered, action,
            [&commands = m_commands, groupId, color] { commands.setGroupColor(groupId, color); });
    }
    menu.addAction(m_actions.action(Command::ToggleLock));
    menu.addSeparator();
    menu.addAction(m_actions.action(Command::Ungroup));
}

} // namespace plantain::ui
