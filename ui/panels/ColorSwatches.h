// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Colors.h"

#include <QButtonGroup>
#include <QWidget>

namespace plantain::ui {

/// The six colours of groups, each with its name; one stop of the tab order, the arrow keys move.
class ColorSwatches : public QWidget
{
    Q_OBJECT

public:
    explicit ColorSwatches(QWidget* parent = nullptr);

    void showColor(const QString& color);

signals:
    void colorChosen(const QString& color);

private:
    QButtonGroup m_buttons;
};

} // namespace plantain::ui
