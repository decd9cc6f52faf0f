// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/InPlaceEditor.h"

#include "src/workflow/Edits.h"
#include "src/workflow/NodeData.h"
#include "ui/canvas/CanvasWidget.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/VariableCompleter.h"

#include <QKeyEvent>

#include <algorithm>

namespace plantain::ui {

namespace edits = workflow::edits;

namespace {

/// Room around the text, px.
constexpr int margin = 4;
constexpr double bodyFontSize = 12;
constexpr double groupFontSize = 12;

} // namespace

InPlaceEditor::InPlaceEditor(const CanvasContext& context)
    : QPlainTextEdit(&context.canvas)
    , m_context(context)
    , m_completer(new VariableCompleter(*this, [this] { return variableNames(); }))
{
    setObjectName(QStringLiteral("inPlaceEditor"));
    // The painted text and this one lie upon each other: no frame of its own.
    setStyleSheet(QStringLiteral("QPlainTextEdit#inPlaceEditor, QPlainTextEdit#inPlaceEditor:focus"
                                 " { border: none; border-radius: 4px; padding: 0; }"));
    document()->setDocumentMargin(margin);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    hide();
    connect(&context.canvas, &CanvasWidget::viewportChanged, this, &InPlaceEditor::putInPlace);
    connect(&context.scene(), &CanvasScene::changed, this, &InPlaceEditor::putInPlace);
    connect(&context.workflow(), &workflow::Workflow::changed, this, &InPlaceEditor::closeIfGone);
    connect(&context.workflow(), &workflow::Workflow::wasReset, this, &InPlaceEditor::discard);
}

bool InPlaceEditor::open(What what, const QString& id)
{
    commit();
    m_what = what;
    m_id = id;
    if (!exists()) {
        m_id.clear();
        return false;
    }
    // Letters that cannot be read cannot be edited.
    if (m_context.canvas.viewport().scale() < CanvasWidget::fullDetailScale) {
        Viewport viewport = m_context.canvas.viewport();
        viewport.setScaleAt(place().center(), 1.0);
        m_context.canvas.setViewport(viewport);
    }
    if (what != What::GroupName) {
        m_context.canvas.reveal(id);
    }
    m_before = currentText();
    setAccessibleName(what == What::NodeText    ? tr("Text of the node")
                      : what == What::NodeTitle ? tr("Title of the node")
                                                : tr("Name of the group"));
    setVerticalScrollBarPolicy(isSingleLine() ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    setLineWrapMode(isSingleLine() ? NoWrap : WidgetWidth);
    setPlainText(m_before);
    if (what == What::NodeText) {
        m_context.canvas.setEditedNode(id);
    }
    putInPlace();
    show();
    raise();
    setFocus(Qt::OtherFocusReason);
    if (isSingleLine()) {
        selectAll();
    } else {
        moveCursor(QTextCursor::End);
    }
    return true;
}

bool InPlaceEditor::exists() const
{
    if (m_what == What::GroupName) {
        return m_context.workflow().groupIndex(m_id) >= 0;
    }
    const workflow::Node* node = m_context.workflow().node(m_id);
    return node && (m_what == What::NodeTitle || !workflow::ownTextKey(node->kind).isEmpty());
}

QString InPlaceEditor::currentText() const
{
    switch (m_what) {
    case What::NodeText:
        return workflow::ownText(*m_context.workflow().node(m_id));
    case What::NodeTitle:
        return workflow::titleOf(*m_context.workflow().node(m_id));
    case What::GroupName:
        return m_context.workflow().group(m_id)->name;
    }
    Q_UNREACHABLE();
}

QRectF InPlaceEditor::place() const
{
    const Viewport& viewport = m_context.canvas.viewport();
    if (m_what == What::GroupName) {
        QRectF rect = m_context.workflow().group(m_id)->rect;
        rect.setHeight(CanvasScene::groupHeaderHeight);
        return viewport.toView(rect.adjusted(8, 3, -8, -3));
    }
    const int node = m_context.workflow().nodeIndex(m_id);
    if (m_what == What::NodeTitle) {
        QRectF rect = m_context.scene().nodeRect(node);
        rect.setHeight(CanvasScene::headerHeight);
        return viewport.toView(rect.adjusted(24, 4, -8, -4));
    }
    const QRectF rect = m_context.canvas.textRect(node);
    return rect.adjusted(-margin, -margin, margin, margin);
}

void InPlaceEditor::putInPlace()
{
    if (!isOpen() || !exists()) {
        return;
    }
    QFont face = theme::font(theme::TextStyle::Body);
    const double size = m_what == What::GroupName ? groupFontSize : bodyFontSize;
    face.setPixelSize(std::max(8, qRound(size * m_context.canvas.viewport().scale())));
    if (isSingleLine()) {
        face.setWeight(QFont::DemiBold);
    }
    setFont(face);
    QRect rect = place().toAlignedRect();
    const int lines = isSingleLine() ? 1 : 3;
    rect.setHeight(std::max(rect.height(), lines * fontMetrics().lineSpacing() + 2 * margin));
    setGeometry(rect);
}

void InPlaceEditor::commit()
{
    if (!isOpen()) {
        return;
    }
    const QString text = toPlainText();
    if (exists() && text != m_before) {
        save(text);
    }
    close();
}

void InPlaceEditor::discard()
{
    if (isOpen()) {
        close();
    }
}

void InPlaceEditor::closeIfGone()
{
    if (isOpen() && !exists()) {
        close();
    }
}

void InPlaceEditor::close()
{
    const bool hadFocus = hasFocus();
    // First: hiding takes the focus away, which would commit.
    m_id.clear();
    hide();
    m_context.canvas.setEditedNode({});
    if (hadFocus) {
        m_context.canvas.setFocus(Qt::OtherFocusReason);
    }
}

void InPlaceEditor::save(const QString& text) const
{
    if (m_what == What::GroupName) {
        workflow::Group group = *m_context.workflow().group(m_id);
        group.name = text.simplified();
        m_context.perform(edits::changeGroup(m_context.workflow(), group), tr("Rename group"));
        return;
    }
    const workflow::Node& node = *m_context.workflow().node(m_id);
    if (m_what == What::NodeText) {
        m_context.perform(
            edits::setData(m_context.workflow(), m_id, {{workflow::ownTextKey(node.kind), text}}),
            tr("Edit %1").arg(workflow::titleOf(node)));
        return;
    }
    // The kind's own title is no custom one.
    const QString title = text.simplified();
    const bool isOwn = title.isEmpty() || title == workflow::nodeType(node.kind).title;
    const QJsonValue value = isOwn ? QJsonValue(QJsonValue::Undefined) : QJsonValue(title);
    m_context.perform(
        edits::setData(m_context.workflow(), m_id, {{workflow::keys::customTitle, value}}),
        tr("Rename %1").arg(workflow::titleOf(node)));
}

bool InPlaceEditor::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        // While somebody types, no key of the window is meant: Esc stops no run.
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Escape || key->key() == Qt::Key_Return ||
            key->key() == Qt::Key_Enter) {
            event->accept();
            return true;
        }
    }
    return QPlainTextEdit::event(event);
}

void InPlaceEditor::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape) {
        discard();
    } else if (isEnter && event->modifiers().testFlag(Qt::ControlModifier)) {
        const QString id = m_what == What::GroupName ? QString() : m_id;
        commit();
        if (!id.isEmpty()) {
            emit runRequested(id);
        }
    } else if ((isEnter && isSingleLine()) || event->key() == Qt::Key_Tab ||
               event->key() == Qt::Key_Backtab) {
        commit();
    } else {
        QPlainTextEdit::keyPressEvent(event);
    }
}

void InPlaceEditor::focusOutEvent(QFocusEvent* event)
{
    QPlainTextEdit::focusOutEvent(event);
    const bool stays = event->reason() == Qt::PopupFocusReason ||
                       event->reason() == Qt::ActiveWindowFocusReason ||
                       event->reason() == Qt::MenuBarFocusReason;
    if (!stays) {
        commit();
    }
}

QStringList InPlaceEditor::variableNames() const
{
    const int index = m_context.workflow().nodeIndex(m_id);
    if (index < 0 || m_what != What::NodeText ||
        m_context.node(index).kind != workflow::NodeKind::PromptConstructor) {
        return {};
    }
    QStringList names;
    for (const int edge : m_context.workflow().incoming(index)) {
        const workflow::Node* source = m_context.workflow().node(m_context.edge(edge).source.node);
        const QString name = source ? workflow::variableNameOf(*source) : QString();
        if (!name.isEmpty() && !names.contains(name)) {
            names << name;
        }
    }
    return names;
}

} // namespace plantain::ui
