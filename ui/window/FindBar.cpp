// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/FindBar.h"

#include "src/workflow/NodeData.h"
#include "ui/canvas/CanvasWidget.h"
#include "ui/document/WorkflowDocument.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QToolButton>

namespace plantain::ui {

namespace {

constexpr int fieldWidth = 220;
constexpr int countWidth = 64;

bool matches(const workflow::Node& node, const QString& wanted)
{
    const auto holds = [&wanted](const QString& text) {
        return text.contains(wanted, Qt::CaseInsensitive);
    };
    return holds(workflow::titleOf(node)) || holds(workflow::ownText(node)) ||
           holds(workflow::variableNameOf(node)) ||
           holds(node.data.value(workflow::keys::outputText).toString()) ||
           holds(node.data.value(workflow::keys::comment).toString());
}

} // namespace

FindBar::FindBar(const EditorServices& services, CanvasWidget& canvas, QWidget* parent)
    : QFrame(parent)
    , m_services(services)
    , m_canvas(canvas)
    , m_field(new QLineEdit(this))
    , m_count(new QLabel(this))
{
    setObjectName(QStringLiteral("findBar"));
    setProperty("card", true);
    setCursor(Qt::ArrowCursor);
    m_field->setObjectName(QStringLiteral("findEdit"));
    m_field->setPlaceholderText(tr("Find in titles and texts"));
    m_field->setAccessibleName(tr("Find"));
    m_field->setFixedWidth(fieldWidth);
    m_count->setObjectName(QStringLiteral("findCount"));
    m_count->setProperty("role", QStringLiteral("small"));
    m_count->setMinimumWidth(countWidth);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 6, 6, 6);
    row->setSpacing(6);
    row->addWidget(m_field);
    row->addWidget(m_count);
    m_previous = addButton(theme::Icon::ChevronUp, QStringLiteral("findPreviousButton"),
                           tr("Previous (Shift+Enter)"));
    m_next =
        addButton(theme::Icon::ChevronDown, QStringLiteral("findNextButton"), tr("Next (Enter)"));
    QToolButton* close =
        addButton(theme::Icon::Close, QStringLiteral("findCloseButton"), tr("Close (Esc)"));
    connect(m_previous, &QToolButton::clicked, this, &FindBar::previous);
    connect(m_next, &QToolButton::clicked, this, &FindBar::next);
    connect(close, &QToolButton::clicked, this, &FindBar::leave);
    connect(m_field, &QLineEdit::textChanged, this, &FindBar::search);
    hide();
}

QToolButton* FindBar::addButton(theme::Icon icon, const QString& name, const QString& text)
{
    auto* button = new QToolButton(this);
    button->setObjectName(name);
    button->setIcon(theme::icon(icon));
    button->setToolTip(text);
    button->setAccessibleName(text.section(QStringLiteral(" ("), 0, 0));
    button->setFocusPolicy(Qt::TabFocus);
    layout()->addWidget(button);
    return button;
}

void FindBar::open()
{
    QFrame::show();
    raise();
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
    search();
}

void FindBar::search()
{
    const QString wanted = m_field->text().trimmed();
    const QString shown = m_found.value(m_place);
    m_found.clear();
    if (!wanted.isEmpty()) {
        for (const workflow::Node& node : m_services.document.workflow().nodes()) {
            if (matches(node, wanted)) {
                m_found << node.id;
            }
        }
    }
    m_place = -1;
    if (!m_found.isEmpty()) {
        // A longer word stays where the shorter one was found.
        show(std::max<qsizetype>(m_found.indexOf(shown), 0));
    }
    showCount();
}

void FindBar::step(int direction)
{
    const QString shown = m_found.value(m_place);
    search();
    if (m_found.size() > 1 && m_found.contains(shown)) {
        show((m_found.indexOf(shown) + direction + m_found.size()) % m_found.size());
        showCount();
    }
}

void FindBar::show(qsizetype place)
{
    m_place = place;
    m_canvas.selection().setOnly(m_found.at(place));
    m_canvas.reveal(m_found.at(place));
}

void FindBar::showCount()
{
    const bool asked = !m_field->text().trimmed().isEmpty();
    m_count->setText(!asked              ? QString()
                     : m_found.isEmpty() ? tr("Not found")
                                         : tr("%1 of %2")
                                               .arg(QLocale().toString(m_place + 1),
                                                    QLocale().toString(m_found.size())));
    m_previous->setEnabled(m_found.size() > 1);
    m_next->setEnabled(m_found.size() > 1);
}

void FindBar::leave()
{
    hide();
    m_canvas.setFocus(Qt::OtherFocusReason);
}

bool FindBar::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept(); // closes the bar, stops no run
        return true;
    }
    return QFrame::event(event);
}

void FindBar::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        leave();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        step(event->modifiers().testFlag(Qt::ShiftModifier) ? -1 : 1);
        return;
    default:
        // Nothing of the canvas's keys while somebody types here.
        event->accept();
    }
}

} // namespace plantain::ui
