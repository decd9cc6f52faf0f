// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/FieldWatcher.h"

#include "ui/document/WorkflowDocument.h"

#include <QAbstractSlider>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace plantain::ui {

FieldWatcher::FieldWatcher(WorkflowDocument& document, QObject* parent)
    : QObject(parent)
    , m_document(document)
{
}

void FieldWatcher::watch(QWidget& field)
{
    field.installEventFilter(this);
    if (auto* edit = qobject_cast<QPlainTextEdit*>(&field)) {
        // The field's own history would know nothing of the document's.
        edit->setUndoRedoEnabled(false);
    } else if (auto* slider = qobject_cast<QAbstractSlider*>(&field)) {
        connect(slider, &QAbstractSlider::sliderPressed, this, &FieldWatcher::beginStep);
        connect(slider, &QAbstractSlider::sliderReleased, this, &FieldWatcher::beginStep);
    }
}

int FieldWatcher::gesture()
{
    if (m_gesture == 0) {
        m_gesture = m_document.newGesture();
    }
    return m_gesture;
}

bool FieldWatcher::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::FocusIn) {
        const auto reason = static_cast<QFocusEvent*>(event)->reason();
        if (reason != Qt::ActiveWindowFocusReason && reason != Qt::PopupFocusReason) {
            beginStep();
        }
    } else if (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        const bool undo = key->matches(QKeySequence::Undo);
        if (undo || key->matches(QKeySequence::Redo)) {
            event->accept();
            if (event->type() == QEvent::KeyPress) {
                undo ? m_document.undoStack().undo() : m_document.undoStack().redo();
            }
            return true;
        }
    }
    return QObject::eventFilter(object, event);
}

QString typedText(const QPlainTextEdit& edit)
{
    QString text = edit.document()->toRawText();
    text.replace(QChar::ParagraphSeparator, QLatin1Char('\n'));
    return text.replace(QChar::LineSeparator, QLatin1Char('\n'));
}

void showText(QPlainTextEdit& edit, const QString& text)
{
    const QString before = typedText(edit);
    QString after = text;
    after.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    if (before == after) {
        return;
    }
    const qsizetype common = std::min(before.size(), after.size());
    qsizetype head = 0;
    while (head < common && before.at(head) == after.at(head)) {
        ++head;
    }
    qsizetype tail = 0;
    while (tail < common - head &&
           before.at(before.size() - 1 - tail) == after.at(after.size() - 1 - tail)) {
        ++tail;
    }
    const QSignalBlocker blocker(edit);
    QTextCursor cursor(edit.document());
    cursor.setPosition(static_cast<int>(head));
    cursor.setPosition(static_cast<int>(before.size() - tail), QTextCursor::KeepAnchor);
    cursor.insertText(after.mid(head, after.size() - head - tail));
}

void showText(QLineEdit& edit, const QString& text)
{
    if (edit.text() == text) {
        return;
    }
    const QSignalBlocker blocker(edit);
    const int position = edit.cursorPosition();
    edit.setText(text);
    edit.setCursorPosition(position);
}

} // namespace plantain::ui
