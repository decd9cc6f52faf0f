// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLineEdit;
class QTreeWidget;

namespace plantain::ui {

class CanvasWidget;

/// Every key there is, by menu, to be searched. Made from the actions of the canvas and of its
/// window when it opens, so that it cannot say anything that is not so.
class ShortcutSheet : public QDialog
{
    Q_OBJECT

public:
    explicit ShortcutSheet(const CanvasWidget& canvas);
    /// Shows a new one over the canvas's window; deletes itself.
    static ShortcutSheet* open(const CanvasWidget& canvas);

    /// "Undo\tCtrl+Z" of each row that is shown.
    QStringList rows() const;

private:
    void addSection(const QString& title, const QList<std::pair<QString, QString>>& rows);
    void fill(const CanvasWidget& canvas);
    void filter(const QString& typed);

    QLineEdit* m_field;
    QTreeWidget* m_list;
};

} // namespace plantain::ui
