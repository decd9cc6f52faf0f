// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QLayout;
class QVBoxLayout;

namespace plantain::ui {

/// A card of rows: what it is about at the left, the control beside it, a small line below. The
/// controls of a card begin below each other, however long the words are.
class SetupCard : public QFrame
{
    Q_OBJECT

public:
    /// Of the column at the left, at least: 120 px, more with larger text.
    static int labelWidth();

    explicit SetupCard(const QString& title, QWidget* parent = nullptr);

    /// `label` becomes the control's name for screen readers where it has none. A control that
    /// `stretches` takes the whole width.
    void addRow(const QString& label, QWidget* control, bool stretches = false,
                QWidget* beside = nullptr);
    /// Below the control of the last row. `role`: of the stylesheet. Hidden while it is empty.
    QLabel* addLine(const QString& objectName, const QString& role, const QString& text = {});
    /// Over the whole width.
    void addWide(QWidget* widget);

    /// A label of the column at the left, for lines that are no row of a card.
    static QLabel* makeColumnLabel(const QString& text, QWidget* parent);
    /// Leaves `width` free where a line begins: Qt does not mirror margins.
    static void indent(QLayout& layout, int width = labelWidth() + theme::gap);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void alignColumns();

    QVBoxLayout* m_rows;
    QList<QLabel*> m_labels;
    QList<QHBoxLayout*> m_indented;
};

} // namespace plantain::ui
