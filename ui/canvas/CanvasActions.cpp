// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/CanvasActions.h"

#include "src/settings/AppSettings.h"
#include "ui/canvas/AddNodePalette.h"
#include "ui/canvas/CanvasCommands.h"
#include "ui/canvas/CanvasWidget.h"
#include "ui/canvas/NewNodes.h"
#include "ui/canvas/NodeFaces.h"
#include "ui/document/WorkflowDocument.h"
#include "ui/theme/Icons.h"
#include "ui/widgets/Words.h"

#include <QMenu>

#include <map>

namespace plantain::ui {

using Command = CanvasActions::Command;
using workflow::NodeKind;

namespace {

/// One row of the table of commands.
struct CommandRow {
    Command command;
    const char* text; ///< with its mnemonic, unique in each menu
    std::optional<theme::Icon> icon;
    QList<QKeySequence> keys;
    /// Letters and keys of text fields work only while the canvas has the focus.
    Qt::ShortcutContext context = Qt::WidgetShortcut;
    bool isState = false;
};

QList<CommandRow> editRows()
{
    using theme::Icon;
    const auto window = Qt::WindowShortcut;
    return {
        {Command::Undo,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "&Undo"),
         Icon::Undo,
         {QKeySequence::Undo},
         window},
        {Command::Redo,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "&Redo"),
         Icon::Redo,
         {{Qt::CTRL | Qt::SHIFT | Qt::Key_Z}, {Qt::CTRL | Qt::Key_Y}},
         window},
        {Command::Cut,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "Cu&t"),
         Icon::Cut,
         {{Qt::CTRL | Qt::Key_X}}},
        {Command::Copy,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "&Copy"),
         Icon::Copy,
         {{Qt::CTRL | Qt::Key_C}}},
        {Command::Paste,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "&Paste"),
         Icon::Paste,
         {{Qt::CTRL | Qt::Key_V}}},
        {Command::Duplicate,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "&Duplicate"),
         {},
         {{Qt::CTRL | Qt::Key_D}},
         window},
        {Command::DuplicateWithInputs,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "Duplicate with &inputs"),
         {},
         {{Qt::CTRL | Qt::SHIFT | Qt::Key_D}},
         window},
        {Command::Delete,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "D&elete"),
         Icon::Clear,
         {{Qt::Key_Delete}, {Qt::Key_Backspace}}},
        {Command::SelectAll,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "Select &all"),
         {},
         {{Qt::CTRL | Qt::Key_A}}},
        {Command::SelectNone,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "Select &nothing"),
         {},
         {{Qt::CTRL | Qt::SHIFT | Qt::Key_A}}},
        {Command::SelectUpstream,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "Select up&stream nodes"),
         {},
         {{Qt::Key_BracketLeft}}},
        {Command::SelectDownstream,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "Select d&ownstream nodes"),
         {},
         {{Qt::Key_BracketRight}}},
    };
}

QList<CommandRow> nodeRows()
{
    using theme::Icon;
    return {
        {Command::AddNode,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "&Add node…"),
         Icon::Plus,
         {{Qt::Key_Slash}}},
        {Command::EditText,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "Edit te&xt"),
         Icon::Edit,
         {{Qt::Key_F2}, {Qt::Key_Return}, {Qt::Key_Enter}}},
        {Command::Rename,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "Re&name"),
         {},
         {{Qt::SHIFT | Qt::Key_F2}}},
        {Command::ConnectByKeys,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "C&onnect…"),
         Icon::Link,
         {{Qt::Key_L}}},
        {Command::ToggleDisabled,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "Disa&bled"),
         {},
         {{Qt::Key_M}},
         Qt::WidgetShortcut,
         true},
        {Command::ToggleCollapsed,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "Co&llapsed"),
         {},
         {{Qt::Key_C}},
         Qt::WidgetShortcut,
         true},
        {Command::Group,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "&Group"),
         Icon::Group,
         {{Qt::CTRL | Qt::Key_G}},
         Qt::WindowShortcut},
        {Command::Ungroup,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "&Ungroup"),
         {},
         {{Qt::CTRL | Qt::SHIFT | Qt::Key_G}},
         Qt::WindowShortcut},
        {Command::ToggleLock,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "Loc&k group"),
         Icon::Lock,
         {{Qt::Key_K}},
         Qt::WidgetShortcut,
         true},
    };
}

QList<CommandRow> arrangeRows()
{
    return {
        {Command::AlignLeft,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "Align &left"),
         {},
         {}},
        {Command::AlignCenter,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "Align &centers"),
         {},
         {}},
        {Command::AlignRight,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "Align &right"),
         {},
         {}},
        {Command::AlignTop, QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "Align &top"), {}, {}},
        {Command::AlignMiddle,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "Align &middles"),
         {},
         {}},
        {Command::AlignBottom,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "Align &bottom"),
         {},
         {}},
        {Command::DistributeHorizontally,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "Distribute &horizontally"),
         {},
         {}},
        {Command::DistributeVertically,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "Distribute &vertically"),
         {},
         {}},
        {Command::StackHorizontally,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "Put in a ro&w"),
         {},
         {{Qt::Key_H}}},
        {Command::StackVertically,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "Put in a col&umn"),
         {},
         {{Qt::Key_V}}},
        {Command::ArrangeGrid,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "Put in a &grid"),
         {},
         {{Qt::Key_G}}},
        {Command::ArrangeLayers,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "Tid&y up"),
         {},
         {{Qt::Key_T}}},
    };
}

QList<CommandRow> viewRows()
{
    using theme::Icon;
    const auto window = Qt::WindowShortcut;
    return {
        {Command::ZoomIn,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "Zoom &in"),
         Icon::Plus,
         {{Qt::CTRL | Qt::Key_Plus}, {Qt::CTRL | Qt::Key_Equal}},
         window},
        {Command::ZoomOut,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "Zoom &out"),
         Icon::Minus,
         {{Qt::CTRL | Qt::Key_Minus}},
         window},
        {Command::ZoomAll,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "Show &everything"),
         Icon::Fit,
         {{Qt::SHIFT | Qt::Key_1}}},
        {Command::ZoomSelection,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "Show &selection"),
         {},
         {{Qt::SHIFT | Qt::Key_2}, {Qt::Key_Period}}},
        {Command::ActualSize,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "&Actual size"),
         {},
         {{Qt::CTRL | Qt::Key_0}},
         window},
        {Command::ToggleGridSnap,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "Snap to &grid"),
         {},
         {{Qt::CTRL | Qt::Key_Apostrophe}},
         window,
         true},
        {Command::ShowShortcuts,
         QT_TRANSLATE_NOOP("plantain::ui::CanvasActions", "&Keyboard and mouse…"),
         Icon::Keyboard,
         {{Qt::Key_Question}, {Qt::SHIFT | Qt::Key_Question}, {Qt::SHIFT | Qt::Key_Slash}}},
    };
}

/// "Prompt &Constructor": the letter of its quick key.
QString withMnemonic(NodeKind kind)
{
    const QString title = workflow::nodeType(kind).title;
    const QString key = quickKey(kind).toString(QKeySequence::PortableText).right(1);
    QString text = title;
    const qsizetype place = title.lastIndexOf(key, -1, Qt::CaseSensitive);
    return place < 0 ? text : text.insert(place, QLatin1Char('&'));
}

} // namespace

class CanvasActions::Private
{
public:
    Private(CanvasActions& actionsOwner, CanvasWidget& actionsCanvas, CanvasCommands& performer)
        : q(actionsOwner)
        , canvas(actionsCanvas)
        , commands(performer)
    {
    }

    void add(const CommandRow& row);
    void addKind(NodeKind kind);
    void watch();
    void update();
    void updateUndo();

    CanvasActions& q;
    CanvasWidget& canvas;
    CanvasCommands& commands;
    std::map<Command, QAction*> actions;
    std::map<NodeKind, QAction*> kinds;
};

void CanvasActions::Private::add(const CommandRow& row)
{
    auto* action = new QAction(CanvasActions::tr(row.text), &q);
    if (row.icon) {
        action->setIcon(theme::icon(*row.icon));
    }
    action->setShortcuts(row.keys);
    action->setShortcutContext(row.context);
    action->setCheckable(row.isState);
    action->setToolTip(words::withKey(*action));
    connect(action, &QAction::triggered, &q, [this, command = row.command] {
        commands.perform(command);
        update();
    });
    canvas.addAction(action);
    actions.emplace(row.command, action);
}

void CanvasActions::Private::addKind(NodeKind kind)
{
    auto* action =
        new QAction(theme::icon(theme::Icon::Dot, kindColor(kind)), withMnemonic(kind), &q);
    action->setShortcut(quickKey(kind));
    action->setShortcutContext(Qt::WidgetShortcut);
    action->setProperty("plainText", addStepName(kind));
    action->setToolTip(words::withKey(addStepName(kind), quickKey(kind)));
    connect(action, &QAction::triggered, &q, [this, kind] { commands.addNode(kind); });
    canvas.addAction(action);
    kinds.emplace(kind, action);
}

void CanvasActions::Private::watch()
{
    const WorkflowDocument& document = canvas.services().document;
    connect(&canvas.services().settings, &settings::AppSettings::changed, &q, [this] { update(); });
    const auto refresh = [this] { update(); };
    connect(&canvas.selection(), &Selection::changed, &q, refresh);
    connect(&canvas.selection(), &Selection::focusNodeChanged, &q, refresh);
    connect(&document.workflow(), &workflow::Workflow::wasReset, &q, refresh);
    connect(&document.workflow(), &workflow::Workflow::changed, &q,
            [this](const workflow::WorkflowEdit& edit) {
                // A run writes often, but only what no command depends on.
                const bool isResult = edit.groups.isEmpty() && !edit.changesStructure() &&
                                      canvas.selection().isEmpty();
                if (!isResult) {
                    update();
                }
            });
    QUndoStack& stack = canvas.services().document.undoStack();
    connect(&stack, &QUndoStack::indexChanged, &q, [this] { updateUndo(); });
    connect(&stack, &QUndoStack::cleanChanged, &q, [this] { updateUndo(); });
    connect(&stack, &QUndoStack::canUndoChanged, &q, [this] { updateUndo(); });
    connect(&stack, &QUndoStack::canRedoChanged, &q, [this] { updateUndo(); });
}

void CanvasActions::Private::update()
{
    for (const auto& [command, action] : actions) {
        action->setEnabled(commands.isPossible(command));
        if (action->isCheckable()) {
            action->setChecked(commands.isOn(command));
        }
    }
}

/// "Undo Move 3 nodes".
void CanvasActions::Private::updateUndo()
{
    const QUndoStack& stack = canvas.services().document.undoStack();
    const auto show = [](QAction& action, const QString& plain, const QString& named,
                         const QString& step, bool isPossible) {
        action.setText(step.isEmpty() ? plain : named.arg(step));
        action.setEnabled(isPossible);
        action.setToolTip(words::withKey(action));
    };
    show(*actions.at(Command::Undo), CanvasActions::tr("&Undo"), CanvasActions::tr("&Undo %1"),
         stack.undoText(), stack.canUndo());
    show(*actions.at(Command::Redo), CanvasActions::tr("&Redo"), CanvasActions::tr("&Redo %1"),
         stack.redoText(), stack.canRedo());
}

CanvasActions::CanvasActions(CanvasWidget& canvas, CanvasCommands& commands)
    : d(std::make_unique<Private>(*this, canvas, commands))
{
    for (const auto& rows : {editRows(), nodeRows(), arrangeRows(), viewRows()}) {
        for (const CommandRow& row : rows) {
            d->add(row);
        }
    }
    for (const workflow::NodeType& type : workflow::nodeTypes()) {
        d->addKind(type.kind);
    }
    d->actions.at(Command::Undo)->setProperty("plainText", tr("Undo"));
    d->actions.at(Command::Redo)->setProperty("plainText", tr("Redo"));
    d->watch();
    d->update();
    d->updateUndo();
}

CanvasActions::~CanvasActions() = default;

QAction* CanvasActions::action(Command command) const
{
    return d->actions.at(command);
}

QAction* CanvasActions::addAction(NodeKind kind) const
{
    return d->kinds.at(kind);
}

void CanvasActions::fillEditMenu(QMenu& menu) const
{
    for (const CommandRow& row : editRows()) {
        if (row.command == Command::Cut || row.command == Command::SelectAll) {
            menu.addSeparator();
        }
        menu.addAction(action(row.command));
    }
}

void CanvasActions::fillNodeMenu(QMenu& menu) const
{
    menu.addAction(action(Command::AddNode));
    QMenu* add = menu.addMenu(tr("Add o&f kind"));
    fillAddMenu(*add);
    menu.addSeparator();
    for (const Command command : {Command::EditText, Command::Rename, Command::ConnectByKeys}) {
        menu.addAction(action(command));
    }
    menu.addSeparator();
    menu.addAction(action(Command::ToggleDisabled));
    menu.addAction(action(Command::ToggleCollapsed));
    menu.addSeparator();
    for (const Command command : {Command::Group, Command::Ungroup, Command::ToggleLock}) {
        menu.addAction(action(command));
    }
    menu.addSeparator();
    QMenu* arrange = menu.addMenu(tr("A&rrange"));
    fillArrangeMenu(*arrange);
}

void CanvasActions::fillViewMenu(QMenu& menu) const
{
    for (const CommandRow& row : viewRows()) {
        if (row.command == Command::ToggleGridSnap) {
            menu.addSeparator();
        }
        if (row.command != Command::ShowShortcuts) {
            menu.addAction(action(row.command));
        }
    }
}

void CanvasActions::fillArrangeMenu(QMenu& menu) const
{
    for (const CommandRow& row : arrangeRows()) {
        const bool begins = row.command == Command::DistributeHorizontally ||
                            row.command == Command::StackHorizontally ||
                            row.command == Command::ArrangeLayers;
        if (begins) {
            menu.addSeparator();
        }
        menu.addAction(action(row.command));
    }
}

void CanvasActions::fillAddMenu(QMenu& menu) const
{
    for (const workflow::NodeType& type : workflow::nodeTypes()) {
        menu.addAction(addAction(type.kind));
    }
}

} // namespace plantain::ui
