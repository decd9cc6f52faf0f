// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Colors.h"

#include <QFrame>
#include <QIcon>
#include <QList>

#include <functional>

class QLineEdit;
class QListWidget;

namespace plantain::ui {

/// A small list over the canvas that is searched by typing: arrows choose, Enter or a click takes,
/// Esc or a press elsewhere closes. One is made for each question and deletes itself.
class SearchPopup : public QFrame
{
    Q_OBJECT

public:
    struct Entry {
        QString text;
        QString detail; ///< faint, at the right: a shortcut, a type
        QIcon icon;
        QString keywords; ///< found by these too
    };

    /// `title`: the question, for the search field and for screen readers.
    SearchPopup(const QString& title, const QList<Entry>& entries, QWidget* parent);

    /// Its top left at `place` (parent's px), moved so that all of it is seen.
    void openAt(QPointF place);
    /// The entries that are shown, as their places in the list given to the constructor.
    QList<int> shown() const;
    QLineEdit& field() const { return *m_field; }
    /// Closes without a choice.
    void dismiss();

signals:
    /// An entry was taken; the popup is closed already.
    void taken(int entry);
    /// Closed, with or without a choice (then before `taken`).
    void closed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void fill();
    void moveChoice(int by);
    void takeCurrent();

    QList<Entry> m_entries;
    QLineEdit* m_field;
    QListWidget* m_list;
    bool m_closed = false;
};

} // namespace plantain::ui
