// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace plantain::ui {

/// A combo box with our chevron (a stylesheet cannot tint one). The wheel scrolls the page unless
/// the box has the focus, so that scrolling never changes a value by accident.
class ComboBox : public QComboBox
{
    Q_OBJECT

public:
    explicit ComboBox(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
};

} // namespace plantain::ui
