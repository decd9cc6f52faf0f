// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/CanvasContext.h"

#include <QPlainTextEdit>

namespace plantain::ui {

class VariableCompleter;

/// The one text editor of the canvas, laid over what is edited: a node's own text, its title, a
/// group's name. Esc cancels, Ctrl+Enter takes the text and asks to run the node, leaving takes it;
/// one step of the undo stack, none when nothing differs.
class InPlaceEditor : public QPlainTextEdit
{
    Q_OBJECT

public:
    enum class What { NodeText, NodeTitle, GroupName };

    /// `context` is borrowed; its canvas is the parent.
    explicit InPlaceEditor(const CanvasContext& context);

    /// False when there is nothing to edit there. What was edited before is taken.
    bool open(What what, const QString& id);
    bool isOpen() const { return !m_id.isEmpty(); }
    void commit();
    void discard();

signals:
    void runRequested(const QString& nodeId);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    bool isSingleLine() const { return m_what != What::NodeText; }
    bool exists() const;
    QString currentText() const;
    QRectF place() const;
    void putInPlace();
    void close();
    void closeIfGone();
    void save(const QString& text) const;
    QStringList variableNames() const;

    const CanvasContext& m_context;
    VariableCompleter* m_completer;
    What m_what = What::NodeText;
    QString m_id;
    QString m_before;
};

} // namespace plantain::ui
