// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Colors.h"

#include <QWidget>

namespace plantain::ui {

/// The small coloured square that stands for a kind of node, beside its name.
class KindMark : public QWidget
{
    Q_OBJECT

public:
    explicit KindMark(QWidget* parent = nullptr);

    void setRole(theme::ColorRole role);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    theme::ColorRole m_role = theme::ColorRole::KindLlm;
};

} // namespace plantain::ui
