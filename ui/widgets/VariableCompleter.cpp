// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/VariableCompleter.h"

#include <QKeyEvent>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QTextBlock>

#include <algorithm>

namespace plantain::ui {

namespace {

constexpr int rowHeight = 24;
constexpr int rowsAtMost = 6;

} // namespace

VariableCompleter::VariableCompleter(QPlainTextEdit& edit, std::function<QStringList()> names)
    : QObject(&edit)
    , m_edit(edit)
    , m_names(std::move(names))
    , m_list(new QListWidget(edit.window()))
{
    m_list->setObjectName(QStringLiteral("variableList"));
    m_list->setAccessibleName(tr("Variables"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->hide();
    edit.installEventFilter(this);
    connect(&edit, &QPlainTextEdit::textChanged, this, &VariableCompleter::showMatches);
    connect(&edit, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        if (isOpen()) {
            showMatches();
        }
    });
    connect(m_list, &QListWidget::itemClicked, this, &VariableCompleter::take);
    connect(this, &QObject::destroyed, m_list, &QObject::deleteLater);
}

bool VariableCompleter::isOpen() const
{
    return m_list->isVisible();
}

QStringList VariableCompleter::offered() const
{
    QStringList names;
    for (int row = 0; isOpen() && row < m_list->count(); ++row) {
        names << m_list->item(row)->text().mid(1);
    }
    return names;
}

QString VariableCompleter::typedName() const
{
    static const QRegularExpression open(QStringLiteral("(?<![A-Za-z0-9_])@([A-Za-z0-9_]*)$"));
    const QTextCursor cursor = m_edit.textCursor();
    const auto match = open.match(cursor.block().text().left(cursor.positionInBlock()));
    if (!match.hasMatch()) {
        return {};
    }
    const QString name = match.captured(1);
    return name.isNull() ? QStringLiteral("") : name;
}

void VariableCompleter::showMatches()
{
    const QString typed = typedName();
    m_list->clear();
    if (typed.isNull() || !m_edit.hasFocus()) {
        m_list->hide();
        return;
    }
    const QStringList names = m_names();
    for (const QString& name : names) {
        if (name.startsWith(typed, Qt::CaseInsensitive) && name != typed) {
            m_list->addItem(QLatin1Char('@') + name);
        }
    }
    m_list->setVisible(m_list->count() > 0);
    if (isOpen()) {
        m_list->setCurrentRow(0);
        place();
    }
}

void VariableCompleter::place()
{
    QWidget* window = m_edit.window();
    if (m_list->parentWidget() != window) {
        m_list->setParent(window);
        m_list->show();
    }
    const int rows = std::min(rowsAtMost, m_list->count());
    const int width = std::clamp(m_list->sizeHintForColumn(0) + 32, 140, 320);
    m_list->resize(width, rows * std::max(rowHeight, m_list->sizeHintForRow(0)) + 8);
    const QRect cursor = m_edit.cursorRect();
    QPoint below = m_edit.viewport()->mapTo(window, cursor.bottomLeft() + QPoint(0, 4));
    if (below.y() + m_list->height() > window->height()) {
        below.setY(m_edit.viewport()->mapTo(window, cursor.topLeft()).y() - m_list->height() - 4);
    }
    below.setX(std::clamp(below.x(), 0, std::max(0, window->width() - width)));
    m_list->move(below);
    m_list->raise();
}

void VariableCompleter::take()
{
    const QListWidgetItem* item = m_list->currentItem();
    const QString typed = typedName();
    if (!item || typed.isNull()) {
        return;
    }
    QTextCursor cursor = m_edit.textCursor();
    cursor.movePosition(QTextCursor::Left, QTextCursor::KeepAnchor, static_cast<int>(typed.size()));
    cursor.insertText(item->text().mid(1));
    m_edit.setTextCursor(cursor);
    m_list->hide();
}

bool VariableCompleter::handleKey(int key)
{
    switch (key) {
    case Qt::Key_Down:
    case Qt::Key_Up: {
        const int step = key == Qt::Key_Down ? 1 : m_list->count() - 1;
        m_list->setCurrentRow((m_list->currentRow() + step) % m_list->count());
        m_edit.setAccessibleDescription(m_list->currentItem()->text());
        return true;
    }
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
        take();
        return true;
    case Qt::Key_Escape:
        m_list->hide();
        return true;
    default:
        return false;
    }
}

bool VariableCompleter::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusOut || event->type() == QEvent::Hide) {
        m_list->hide();
    } else if (event->type() == QEvent::KeyPress && isOpen()) {
        auto* key = static_cast<QKeyEvent*>(event);
        const bool isPlain = (key->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
        if (isPlain && handleKey(key->key())) {
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace plantain::ui
