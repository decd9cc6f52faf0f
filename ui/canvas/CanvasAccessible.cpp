// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/CanvasAccessible.h"

#include "src/workflow/NodeData.h"
#include "ui/canvas/CanvasWidget.h"
#include "ui/canvas/NodeAccessible.h"

#include <QAccessibleWidget>
#include <QHash>

#include <algorithm>

namespace plantain::ui {

namespace {

/// The canvas as a list. Its items are kept by Qt's registry and dropped when their nodes go.
class CanvasAccessible final : public QAccessibleWidget
{
public:
    explicit CanvasAccessible(CanvasWidget& canvas);
    ~CanvasAccessible() override { forgetAll(); }

    int childCount() const override;
    QAccessibleInterface* child(int index) const override;
    int indexOfChild(const QAccessibleInterface* child) const override;
    QAccessibleInterface* childAt(int x, int y) const override;
    QAccessibleInterface* focusChild() const override;
    QString text(QAccessible::Text text) const override;

    void announce(const QString& sentence);

private:
    /// What was handed out for a node, and what was last told about it.
    struct Item {
        QAccessible::Id id = 0;
        QString state;
    };

    int nodeCount() const;
    QList<QWidget*> openWidgets() const;
    const workflow::Workflow& workflow() const { return m_canvas.scene().workflow(); }
    QAccessibleInterface* itemOf(const QString& nodeId) const;
    void listen();
    void handleChange(const workflow::WorkflowEdit& edit);
    void handleFaces(const QList<int>& nodes);
    void tellFocus();
    void forgetAll();
    void tell(QAccessible::Event type);

    CanvasWidget& m_canvas;
    mutable QHash<QString, Item> m_items; ///< by node id
    QString m_announced;
    QObject m_listener; ///< ends the connections with this
};

CanvasAccessible::CanvasAccessible(CanvasWidget& canvas)
    : QAccessibleWidget(&canvas, QAccessible::List)
    , m_canvas(canvas)
{
    listen();
}

int CanvasAccessible::nodeCount() const
{
    return static_cast<int>(workflow().nodes().size());
}

/// The editor and the lists that are open over the canvas come after its nodes.
QList<QWidget*> CanvasAccessible::openWidgets() const
{
    QList<QWidget*> open;
    for (QObject* each : m_canvas.children()) {
        auto* widget = qobject_cast<QWidget*>(each);
        if (widget && widget->isVisible() && !widget->isWindow()) {
            open << widget;
        }
    }
    return open;
}

int CanvasAccessible::childCount() const
{
    return nodeCount() + static_cast<int>(openWidgets().size());
}

QAccessibleInterface* CanvasAccessible::itemOf(const QString& nodeId) const
{
    Item& item = m_items[nodeId];
    if (item.id == 0) {
        item.id = QAccessible::registerAccessibleInterface(new NodeAccessible(m_canvas, nodeId));
        item.state = m_canvas.faces().face(workflow().nodeIndex(nodeId)).stateText;
    }
    return QAccessible::accessibleInterface(item.id);
}

QAccessibleInterface* CanvasAccessible::child(int index) const
{
    if (index < 0) {
        return nullptr;
    }
    if (index < nodeCount()) {
        return itemOf(workflow().nodes()[static_cast<std::size_t>(index)].id);
    }
    return QAccessible::queryAccessibleInterface(openWidgets().value(index - nodeCount()));
}

int CanvasAccessible::indexOfChild(const QAccessibleInterface* child) const
{
    const auto* node = dynamic_cast<const NodeAccessible*>(child);
    if (node) {
        return workflow().nodeIndex(node->nodeId());
    }
    auto* widget = child ? qobject_cast<QWidget*>(child->object()) : nullptr;
    const qsizetype place = openWidgets().indexOf(widget);
    return place < 0 ? -1 : nodeCount() + static_cast<int>(place);
}

QAccessibleInterface* CanvasAccessible::childAt(int x, int y) const
{
    return child(m_canvas.hitTest(m_canvas.mapFromGlobal(QPoint(x, y))).node);
}

QAccessibleInterface* CanvasAccessible::focusChild() const
{
    const int index = workflow().nodeIndex(m_canvas.selection().focusNode());
    if (!m_canvas.hasFocus()) {
        return QAccessibleWidget::focusChild(); // the editor or a list over the canvas
    }
    return child(index);
}

/// The last announcement is the canvas's description, for readers that know no announcements.
QString CanvasAccessible::text(QAccessible::Text text) const
{
    return text == QAccessible::Description ? m_announced : QAccessibleWidget::text(text);
}

void CanvasAccessible::listen()
{
    QObject::connect(&m_canvas.selection(), &Selection::focusNodeChanged, &m_listener,
                     [this] { tellFocus(); });
    QObject::connect(&m_canvas.selection(), &Selection::changed, &m_listener,
                     [this] { tell(QAccessible::SelectionWithin); });
    QObject::connect(&m_canvas.faces(), &NodeFaces::changed, &m_listener,
                     [this](const QList<int>& nodes) { handleFaces(nodes); });
    QObject::connect(&workflow(), &workflow::Workflow::changed, &m_listener,
                     [this](const workflow::WorkflowEdit& edit) { handleChange(edit); });
    QObject::connect(&workflow(), &workflow::Workflow::wasReset, &m_listener, [this] {
        forgetAll();
        tell(QAccessible::ObjectReorder);
    });
}

void CanvasAccessible::handleChange(const workflow::WorkflowEdit& edit)
{
    for (const auto& removed : edit.nodes.removed) {
        if (!workflow().node(removed.item.id)) {
            const Item item = m_items.take(removed.item.id);
            if (item.id != 0) {
                QAccessible::deleteAccessibleInterface(item.id);
            }
        }
    }
    if (!edit.nodes.isEmpty()) {
        tell(QAccessible::ObjectReorder);
    }
    for (const workflow::NodeUpdate& update : edit.updates) {
        if (update.after.data.contains(workflow::keys::customTitle) &&
            m_items.contains(update.id)) {
            QAccessibleEvent event(itemOf(update.id), QAccessible::NameChanged);
            QAccessible::updateAccessibility(&event);
        }
    }
}

/// A node that streams changes ten times a second: only another state is told.
void CanvasAccessible::handleFaces(const QList<int>& nodes)
{
    if (!QAccessible::isActive() || !m_canvas.scene().isUpToDate()) {
        return;
    }
    for (auto each = m_items.begin(); each != m_items.end(); ++each) {
        const int index = workflow().nodeIndex(each.key());
        if (index < 0 || (!nodes.isEmpty() && !nodes.contains(index))) {
            continue;
        }
        const QString state = m_canvas.faces().face(index).stateText;
        if (state != each->state) {
            each->state = state;
            QAccessibleEvent event(QAccessible::accessibleInterface(each->id),
                                   QAccessible::DescriptionChanged);
            QAccessible::updateAccessibility(&event);
        }
    }
}

void CanvasAccessible::tellFocus()
{
    const QString& node = m_canvas.selection().focusNode();
    if (QAccessible::isActive() && m_canvas.hasFocus() && workflow().node(node)) {
        QAccessibleEvent event(itemOf(node), QAccessible::Focus);
        QAccessible::updateAccessibility(&event);
    }
}

void CanvasAccessible::announce(const QString& sentence)
{
    m_announced = sentence;
    tell(QAccessible::DescriptionChanged);
    tell(QAccessible::Alert);
}

void CanvasAccessible::tell(QAccessible::Event type)
{
    if (QAccessible::isActive()) {
        QAccessibleEvent event(&m_canvas, type);
        QAccessible::updateAccessibility(&event);
    }
}

void CanvasAccessible::forgetAll()
{
    for (const Item& item : std::as_const(m_items)) {
        QAccessible::deleteAccessibleInterface(item.id);
    }
    m_items.clear();
}

QAccessibleInterface* makeAccessible(const QString& className, QObject* object)
{
    if (className != QLatin1String("plantain::ui::CanvasWidget")) {
        return nullptr;
    }
    auto* canvas = qobject_cast<CanvasWidget*>(object);
    return canvas ? new CanvasAccessible(*canvas) : nullptr;
}

} // namespace

void installCanvasAccessibility()
{
    QAccessible::installFactory(makeAccessible);
}

void announceAccessibly(CanvasWidget& canvas, const QString& sentence)
{
    if (QAccessible::isActive()) {
        auto* list =
            dynamic_cast<CanvasAccessible*>(QAccessible::queryAccessibleInterface(&canvas));
        if (list) {
            list->announce(sentence);
        }
    }
}

} // namespace plantain::ui
