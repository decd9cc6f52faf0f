// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/CanvasCommands.h"

#include "src/settings/AppSettings.h"
#include "src/workflow/Connections.h"
#include "src/workflow/Edits.h"
#include "src/workflow/NodeData.h"
#include "ui/canvas/AddNodePalette.h"
#include "ui/canvas/CanvasWidget.h"
#include "ui/canvas/ConnectByKeys.h"
#include "ui/canvas/NewNodes.h"
#include "ui/canvas/ShortcutSheet.h"
#include "ui/document/WorkflowDocument.h"

#include <QCoreApplication>

#include <algorithm>

namespace plantain::ui {

namespace edits = workflow::edits;

using Command = CanvasActions::Command;

namespace {

constexpr double zoomStep = 1.25;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(plantain::ui::CanvasCommands)
};

struct ArrangementRow {
    Command command;
    edits::Arrangement how;
    const char* name;
};

constexpr ArrangementRow arrangements[] = {
    {Command::AlignLeft, edits::Arrangement::AlignLeft,
     QT_TRANSLATE_NOOP("plantain::ui::CanvasCommands", "Align left")},
    {Command::AlignCenter, edits::Arrangement::AlignCenter,
     QT_TRANSLATE_NOOP("plantain::ui::CanvasCommands", "Align centers")},
    {Command::AlignRight, edits::Arrangement::AlignRight,
     QT_TRANSLATE_NOOP("plantain::ui::CanvasCommands", "Align right")},
    {Command::AlignTop, edits::Arrangement::AlignTop,
     QT_TRANSLATE_NOOP("plantain::ui::CanvasCommands", "Align top")},
    {Command::AlignMiddle, edits::Arrangement::AlignMiddle,
     QT_TRANSLATE_NOOP("plantain::ui::CanvasCommands", "Align middles")},
    {Command::AlignBottom, edits::Arrangement::AlignBottom,
     QT_TRANSLATE_NOOP("plantain::ui::CanvasCommands", "Align bottom")},
    {Command::DistributeHorizontally, edits::Arrangement::DistributeHorizontally,
     QT_TRANSLATE_NOOP("plantain::ui::CanvasCommands", "Distribute")},
    {Command::DistributeVertically, edits::Arrangement::DistributeVertically,
     QT_TRANSLATE_NOOP("plantain::ui::CanvasCommands", "Distribute")},
    {Command::StackHorizontally, edits::Arrangement::StackHorizontally,
     QT_TRANSLATE_NOOP("plantain::ui::CanvasCommands", "Put in a row")},
    {Command::StackVertically, edits::Arrangement::StackVertically,
     QT_TRANSLATE_NOOP("plantain::ui::CanvasCommands", "Put in a column")},
    {Command::ArrangeGrid, edits::Arrangement::Grid,
     QT_TRANSLATE_NOOP("plantain::ui::CanvasCommands", "Put in a grid")},
    {Command::ArrangeLayers, edits::Arrangement::Layers,
     QT_TRANSLATE_NOOP("plantain::ui::CanvasCommands", "Tidy up")},
};

const ArrangementRow* arrangementOf(Command command)
{
    const auto* found = std::find_if(std::begin(arrangements), std::end(arrangements),
                                     [command](const auto& row) { return row.command == command; });
    return found == std::end(arrangements) ? nullptr : found;
}

} // namespace

CanvasCommands::CanvasCommands(CanvasContext& context, CanvasClipboard& clipboard,
                               InPlaceEditor& editor)
    : m_context(context)
    , m_clipboard(clipboard)
    , m_editor(editor)
{
}

bool CanvasCommands::isPossible(Command command) const
{
    const Selection& selection = m_context.selection();
    const qsizetype count = selection.nodes().size();
    const bool isEmpty = m_context.workflow().nodes().empty();
    switch (command) {
    case Command::Undo:
        return m_context.document().undoStack().canUndo();
    case Command::Redo:
        return m_context.document().undoStack().canRedo();
    case Command::Delete:
    case Command::SelectNone:
        return !selection.isEmpty();
    case Command::SelectAll:
    case Command::ZoomAll:
    case Command::ArrangeLayers:
        return !isEmpty;
    case Command::EditText:
    case Command::ConnectByKeys:
        return !selection.focusNode().isEmpty();
    case Command::Rename:
        return !selection.focusNode().isEmpty() || !selection.group().isEmpty();
    case Command::Ungroup:
    case Command::ToggleLock:
        return !currentGroup().isEmpty();
    case Command::Paste:
    case Command::AddNode:
    case Command::ZoomIn:
    case Command::ZoomOut:
    case Command::ZoomSelection:
    case Command::ActualSize:
    case Command::ToggleGridSnap:
    case Command::ShowShortcuts:
        return true;
    default:
        return count >= (arrangementOf(command) ? 2 : 1);
    }
}

bool CanvasCommands::isOn(Command command) const
{
    switch (command) {
    case Command::ToggleDisabled:
        return allHave(workflow::isDisabled);
    case Command::ToggleCollapsed:
        return allHave(workflow::isCollapsed);
    case Command::ToggleLock: {
        const workflow::Group* group = m_context.workflow().group(currentGroup());
        return group && group->locked;
    }
    case Command::ToggleGridSnap:
        return m_context.snapsToGrid();
    default:
        return false;
    }
}

bool CanvasCommands::allHave(bool (*property)(const workflow::Node&)) const
{
    const QSet<QString>& ids = m_context.selection().nodes();
    return !ids.isEmpty() && std::all_of(ids.begin(), ids.end(), [&](const QString& id) {
        return property(*m_context.workflow().node(id));
    });
}

void CanvasCommands::perform(Command command)
{
    if (!isPossible(command) || performOnView(command) || performOnClipboard(command) ||
        performOnGroups(command)) {
        return;
    }
    if (arrangementOf(command)) {
        arrange(command);
        return;
    }
    performOnNodes(command);
}

bool CanvasCommands::performOnView(Command command)
{
    CanvasWidget& canvas = m_context.canvas;
    switch (command) {
    case Command::ZoomIn:
        canvas.zoomBy(zoomStep);
        return true;
    case Command::ZoomOut:
        canvas.zoomBy(1 / zoomStep);
        return true;
    case Command::ZoomAll:
        canvas.showAll();
        return true;
    case Command::ZoomSelection:
        canvas.showSelection();
        return true;
    case Command::ActualSize:
        canvas.showActualSize();
        return true;
    case Command::ToggleGridSnap:
        toggleGridSnap();
        return true;
    case Command::ShowShortcuts:
        ShortcutSheet::open(canvas);
        return true;
    default:
        return false;
    }
}

bool CanvasCommands::performOnClipboard(Command command)
{
    switch (command) {
    case Command::Undo:
        m_context.document().undoStack().undo();
        return true;
    case Command::Redo:
        m_context.document().undoStack().redo();
        return true;
    case Command::Cut:
        m_clipboard.cut();
        return true;
    case Command::Copy:
        m_clipboard.copy();
        return true;
    case Command::Paste:
        m_clipboard.paste();
        return true;
    case Command::Duplicate:
        m_clipboard.duplicate(false);
        return true;
    case Command::DuplicateWithInputs:
        m_clipboard.duplicate(true);
        return true;
    default:
        return false;
    }
}

bool CanvasCommands::performOnGroups(Command command)
{
    const QStringList ids = m_context.selection().nodeList();
    switch (command) {
    case Command::Group: {
        const auto edit = edits::groupNodes(m_context.workflow(), ids);
        m_context.perform(edit, Text::tr("Group %1").arg(countedNodes(ids.size())));
        return true;
    }
    case Command::Ungroup:
        m_context.perform(edits::ungroup(m_context.workflow(), currentGroup()),
                          Text::tr("Ungroup"));
        return true;
    case Command::ToggleLock:
        toggleLock();
        return true;
    default:
        return false;
    }
}

void CanvasCommands::performOnNodes(Command command)
{
    Selection& selection = m_context.selection();
    switch (command) {
    case Command::Delete:
        remove();
        break;
    case Command::SelectAll: {
        QSet<QString> ids;
        for (const workflow::Node& node : m_context.workflow().nodes()) {
            ids.insert(node.id);
        }
        m_context.select(ids);
        break;
    }
    case Command::SelectNone:
        selection.clear();
        break;
    case Command::SelectUpstream:
    case Command::SelectDownstream:
        selectAlong(command == Command::SelectUpstream);
        break;
    case Command::AddNode:
        openAddNodePalette(m_context, m_context.pointerOrMiddle());
        break;
    case Command::EditText:
        editText(selection.focusNode());
        break;
    case Command::Rename:
        rename();
        break;
    case Command::ConnectByKeys:
        openConnectByKeys(m_context, selection.focusNode());
        break;
    case Command::ToggleDisabled:
        toggleData(workflow::keys::disabled, Text::tr("Disable %1"), Text::tr("Enable %1"));
        break;
    case Command::ToggleCollapsed:
        toggleData(workflow::keys::collapsed, Text::tr("Collapse %1"), Text::tr("Expand %1"));
        break;
    default:
        break;
    }
}

void CanvasCommands::addNode(workflow::NodeKind kind)
{
    addNodeAt(m_context, kind, m_context.pointerOrMiddle());
}

void CanvasCommands::editText(const QString& nodeId)
{
    const workflow::Node* node = m_context.workflow().node(nodeId);
    if (!node) {
        return;
    }
    m_context.selection().setOnly(nodeId);
    if (node->kind == workflow::NodeKind::Image) {
        m_context.pressButton(nodeId, QStringLiteral("choose-image"));
    } else {
        m_editor.open(InPlaceEditor::What::NodeText, nodeId);
    }
}

void CanvasCommands::rename()
{
    const QString& group = m_context.selection().group();
    if (!group.isEmpty()) {
        m_editor.open(InPlaceEditor::What::GroupName, group);
    } else {
        m_editor.open(InPlaceEditor::What::NodeTitle, m_context.selection().focusNode());
    }
}

/// Several updates of one kind are one step because they are merged into one edit.
void CanvasCommands::toggleData(QLatin1String key, const QString& on, const QString& off)
{
    const QStringList ids = m_context.selection().nodeList();
    const bool isOn = key == workflow::keys::disabled ? allHave(workflow::isDisabled)
                                                      : allHave(workflow::isCollapsed);
    const QJsonValue value = isOn ? QJsonValue(QJsonValue::Undefined) : QJsonValue(true);
    workflow::WorkflowEdit all;
    for (const QString& id : ids) {
        workflow::WorkflowEdit one = edits::setData(m_context.workflow(), id, {{key, value}});
        std::move(one.updates.begin(), one.updates.end(), std::back_inserter(all.updates));
    }
    m_context.perform(all, (isOn ? off : on).arg(countedNodes(ids.size())));
}

void CanvasCommands::arrange(Command command)
{
    QStringList ids = m_context.selection().nodeList();
    if (ids.size() < 2) {
        ids.clear(); // layers of everything
    }
    const ArrangementRow& row = *arrangementOf(command);
    const qsizetype count =
        ids.isEmpty() ? static_cast<qsizetype>(m_context.workflow().nodes().size()) : ids.size();
    m_context.perform(edits::arrange(m_context.workflow(), ids, row.how),
                      Text::tr("%1: %2").arg(Text::tr(row.name), countedNodes(count)));
}

void CanvasCommands::selectAlong(bool upstream)
{
    QSet<QString> ids = m_context.selection().nodes();
    const QSet<QString> starts = ids;
    for (const QString& id : starts) {
        const int index = m_context.workflow().nodeIndex(id);
        const auto found = upstream ? workflow::upstreamOf(m_context.workflow(), index)
                                    : workflow::downstreamOf(m_context.workflow(), index);
        for (const int other : found) {
            ids.insert(m_context.node(other).id);
        }
    }
    m_context.select(ids);
}

QString CanvasCommands::currentGroup() const
{
    const Selection& selection = m_context.selection();
    if (!selection.group().isEmpty()) {
        return selection.group();
    }
    QString group;
    for (const QString& id : selection.nodes()) {
        const QString& own = m_context.workflow().node(id)->groupId;
        if (own.isEmpty() || (!group.isEmpty() && own != group)) {
            return {};
        }
        group = own;
    }
    return m_context.workflow().group(group) ? group : QString();
}

void CanvasCommands::toggleLock()
{
    workflow::Group group = *m_context.workflow().group(currentGroup());
    group.locked = !group.locked;
    m_context.perform(edits::changeGroup(m_context.workflow(), group),
                      group.locked ? Text::tr("Lock group") : Text::tr("Unlock group"));
}

void CanvasCommands::toggleGridSnap()
{
    settings::AppSettings& settings = m_context.canvas.services().settings;
    settings::Settings values = settings.values();
    values.canvas.snapToGrid = !values.canvas.snapToGrid;
    if (const auto saved = settings.save(values); !saved) {
        m_context.announce(saved.error().message);
    }
}

void CanvasCommands::setGroupColor(const QString& groupId, const QString& color)
{
    if (const workflow::Group* found = m_context.workflow().group(groupId)) {
        workflow::Group group = *found;
        group.color = color;
        m_context.perform(edits::changeGroup(m_context.workflow(), group),
                          Text::tr("Colour group"));
    }
}

void CanvasCommands::setPaused(const QString& edgeId, bool paused)
{
    m_context.perform(edits::setPaused(m_context.workflow(), edgeId, paused),
                      paused ? Text::tr("Pause at wire") : Text::tr("Resume at wire"));
}

void CanvasCommands::remove()
{
    const Selection& selection = m_context.selection();
    if (!selection.group().isEmpty()) {
        m_context.perform(edits::ungroup(m_context.workflow(), selection.group()),
                          Text::tr("Delete group"));
        return;
    }
    const QStringList nodes = selection.nodeList();
    const QStringList wires =
        selection.edge().isEmpty() ? QStringList() : QStringList{selection.edge()};
    m_context.perform(edits::removeItems(m_context.workflow(), nodes, wires),
                      nodes.isEmpty() ? Text::tr("Delete wire")
                                      : Text::tr("Delete %1").arg(countedNodes(nodes.size())));
}

} // namespace plantain::ui
