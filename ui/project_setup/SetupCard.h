// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QVBoxLayout;

namespace plantain::ui {

/// A card of rows: what it is about at the left, the control beside it, a small line below.
class SetupCard : public QFrame
{
    Q_OBJECT

public:
    static constexpr int labelWidth = 120;

    explicit SetupCard(const QString& title, QWidget* parent = nullptr);

    /// `label` becomes the control's name for screen readers where it has none. A control that
    /// `stretches` takes the whole width.
    void addRow(const QString& label, QWidget* control, bool stretches = false,
                QWidget* beside = nullptr);
    /// Below the control of the last row. `role`: of the stylesheet. Hidden while it is empty.
    QLabel* addLine(const QString& objectName, const QString& role, const QString& text = {});
    /// Over the whole width.
    void addWide(QWidget* widget);

private:
    QVBoxLayout* m_rows;
};

} // namespace plantain::ui
