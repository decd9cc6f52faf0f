// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/NodeAccessible.h"

#include "src/workflow/NodeData.h"
#include "ui/canvas/CanvasActions.h"
#include "ui/canvas/CanvasInput.h"
#include "ui/canvas/CanvasWidget.h"

#include <QCoreApplication>
#include <QLocale>

namespace plantain::ui {

namespace {

using workflow::NodeKind;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(plantain::ui::NodeAccessible)
};

/// Of a long text only the beginning is read out.
constexpr int longestText = 300;

const QString runAction = QStringLiteral("Run");
const QString editAction = QStringLiteral("Edit");
const QString deleteAction = QStringLiteral("Delete");

} // namespace

NodeAccessible::NodeAccessible(CanvasWidget& canvas, QString nodeId)
    : m_canvas(&canvas)
    , m_id(std::move(nodeId))
{
}

int NodeAccessible::index() const
{
    return m_canvas ? m_canvas->scene().workflow().nodeIndex(m_id) : -1;
}

bool NodeAccessible::isValid() const
{
    return index() >= 0;
}

QWindow* NodeAccessible::window() const
{
    return m_canvas ? m_canvas->window()->windowHandle() : nullptr;
}

QAccessibleInterface* NodeAccessible::parent() const
{
    return QAccessible::queryAccessibleInterface(m_canvas.data());
}

QString NodeAccessible::text(QAccessible::Text text) const
{
    if (!isValid()) {
        return {};
    }
    switch (text) {
    case QAccessible::Name:
        return name();
    case QAccessible::Description:
        return description();
    default:
        return {};
    }
}

/// The title, and the kind where the title does not tell it.
QString NodeAccessible::name() const
{
    const workflow::Node& node = *m_canvas->scene().workflow().node(m_id);
    const QString title = workflow::titleOf(node);
    const QString kind = workflow::nodeType(node.kind).title;
    return title == kind || node.kind == NodeKind::Unknown ? title
                                                           : Text::tr("%1, %2").arg(title, kind);
}

QString NodeAccessible::description() const
{
    const int node = index();
    const NodeFace face = m_canvas->faces().face(node);
    QStringList parts;
    if (!face.stateText.isEmpty()) {
        parts << face.stateText;
    }
    if (!face.text.isEmpty()) {
        parts << face.text.left(longestText).simplified();
    }
    const auto count = static_cast<int>(m_canvas->scene().ports(node).size());
    for (int port = 0; port < count; ++port) {
        parts << portText(port);
    }
    return parts.join(QStringLiteral("; "));
}

/// "in text, connected from Prompt"; "out text, to 2 nodes".
QString NodeAccessible::portText(int port) const
{
    const workflow::Workflow& workflow = m_canvas->scene().workflow();
    const int node = index();
    const PortItem& item = m_canvas->scene().ports(node)[static_cast<std::size_t>(port)];
    const QString type = workflow::displayName(item.spec.type);
    QStringList others;
    for (const int each : item.isInput ? workflow.incoming(node) : workflow.outgoing(node)) {
        const workflow::Edge& edge = workflow.edges()[static_cast<std::size_t>(each)];
        const QString& here = item.isInput ? edge.target.port : edge.source.port;
        const workflow::Node* other =
            workflow.node(item.isInput ? edge.source.node : edge.target.node);
        if (here == item.spec.id && other) {
            others << workflow::titleOf(*other);
        }
    }
    if (others.isEmpty()) {
        return item.isInput ? Text::tr("in %1, empty").arg(type)
                            : Text::tr("out %1, not connected").arg(type);
    }
    if (item.isInput) {
        return Text::tr("in %1, connected from %2").arg(type, others.join(Text::tr(", ")));
    }
    return others.size() == 1
               ? Text::tr("out %1, to %2").arg(type, others.front())
               : Text::tr("out %1, to %2 nodes").arg(type, QLocale().toString(others.size()));
}

QRect NodeAccessible::rect() const
{
    if (!isValid()) {
        return {};
    }
    const QRect view =
        m_canvas->viewport().toView(m_canvas->scene().nodeRect(index())).toAlignedRect();
    return view.translated(m_canvas->mapToGlobal(QPoint()));
}

QAccessible::State NodeAccessible::state() const
{
    QAccessible::State state;
    if (!isValid()) {
        state.invalid = true;
        return state;
    }
    const bool isSeen = m_canvas->viewport()
                            .toView(m_canvas->scene().nodeRect(index()))
                            .intersects(m_canvas->rect());
    state.focusable = true;
    state.selectable = true;
    state.multiSelectable = true;
    state.focused = m_canvas->hasFocus() && m_canvas->selection().focusNode() == m_id;
    state.selected = m_canvas->selection().contains(m_id);
    state.offscreen = !isSeen;
    state.invisible = !m_canvas->isVisible();
    return state;
}

void* NodeAccessible::interface_cast(QAccessible::InterfaceType type)
{
    return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this)
                                                : nullptr;
}

bool NodeAccessible::canRun() const
{
    const NodeKind kind = m_canvas->scene().workflow().node(m_id)->kind;
    return kind != NodeKind::Note && kind != NodeKind::Unknown;
}

QStringList NodeAccessible::actionNames() const
{
    if (!isValid()) {
        return {};
    }
    QStringList names;
    if (canRun()) {
        names << runAction;
    }
    names << editAction << deleteAction << setFocusAction();
    const NodeFace face = m_canvas->faces().face(index());
    for (const FaceButton& button : face.buttons) {
        names << button.id;
    }
    return names;
}

QString NodeAccessible::localizedActionName(const QString& name) const
{
    if (name == runAction) {
        return Text::tr("Run");
    }
    if (name == editAction) {
        return Text::tr("Edit");
    }
    if (name == deleteAction) {
        return Text::tr("Delete");
    }
    const QList<FaceButton> buttons =
        isValid() ? m_canvas->faces().face(index()).buttons : QList<FaceButton>();
    for (const FaceButton& button : buttons) {
        if (button.id == name) {
            return button.text;
        }
    }
    return QAccessibleActionInterface::localizedActionName(name);
}

void NodeAccessible::doAction(const QString& name)
{
    if (!actionNames().contains(name)) {
        return;
    }
    CanvasInput& input = m_canvas->input();
    if (name == editAction) {
        m_canvas->setFocus();
        input.editText(m_id);
    } else if (name == deleteAction) {
        m_canvas->selection().setOnly(m_id);
        input.actions().action(CanvasActions::Command::Delete)->trigger();
    } else if (name == setFocusAction()) {
        m_canvas->setFocus();
        m_canvas->selection().setOnly(m_id);
        m_canvas->reveal(m_id);
    } else {
        emit input.nodeButtonPressed(m_id, name == runAction ? QStringLiteral("run") : name);
    }
}

} // namespace plantain::ui
