// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/EditorServices.h"
#include "ui/theme/Icons.h"

#include <QFrame>
#include <QStringList>

class QLabel;
class QLineEdit;
class QToolButton;

namespace plantain::ui {

class CanvasWidget;

/// Finds nodes by their titles and texts, and goes from one to the next: each is brought into view
/// and selected.
class FindBar : public QFrame
{
    Q_OBJECT

public:
    /// Borrowed. Hidden until `open`.
    FindBar(const EditorServices& services, CanvasWidget& canvas, QWidget* parent = nullptr);

    /// Shows the bar with the keyboard in its field.
    void open();
    void next() { step(1); }
    void previous() { step(-1); }

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QToolButton* addButton(theme::Icon icon, const QString& name, const QString& text);
    void search();
    void step(int direction);
    void show(qsizetype place);
    void showCount();
    void leave();

    EditorServices m_services;
    CanvasWidget& m_canvas;
    QLineEdit* m_field;
    QLabel* m_count;
    QToolButton* m_previous = nullptr;
    QToolButton* m_next = nullptr;
    QStringList m_found; ///< ids, in the workflow's order
    qsizetype m_place = -1;
};

} // namespace plantain::ui
