// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

class QLineEdit;
class QPlainTextEdit;

namespace plantain::ui {

class WorkflowDocument;

/// Makes fields part of the document's undo stack: what is changed while a field has the focus, or
/// while a slider is dragged, is one step; the keys of undo and redo act on the document, not on
/// the field.
class FieldWatcher : public QObject
{
    Q_OBJECT

public:
    /// `document` is borrowed.
    explicit FieldWatcher(WorkflowDocument& document, QObject* parent = nullptr);

    void watch(QWidget& field);
    /// For `WorkflowDocument::perform`.
    int gesture();
    /// The next change is a new step.
    void beginStep() { m_gesture = 0; }

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    WorkflowDocument& m_document;
    int m_gesture = 0;
};

/// The text of a field as it was typed: unlike toPlainText(), which turns no-break spaces into
/// common ones.
QString typedText(const QPlainTextEdit& edit);
/// Shows a text with as little change as possible and without signals: cursor and scroll position
/// stay where they are.
void showText(QPlainTextEdit& edit, const QString& text);
void showText(QLineEdit& edit, const QString& text);

} // namespace plantain::ui
