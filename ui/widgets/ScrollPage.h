// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>
#include <QWidget>

namespace plantain::ui {

/// What a scroll area scrolls. Wrapped labels ask for the height they would need when very narrow;
/// here only the height for the real width counts, so nothing scrolls that fits.
class ScrollPage : public QWidget
{
    Q_OBJECT

public:
    explicit ScrollPage(QWidget* parent = nullptr)
        : QWidget(parent)
    {
    }

    QSize minimumSizeHint() const override
    {
        const QSize size = QWidget::minimumSizeHint();
        return layout() && layout()->hasHeightForWidth() ? QSize(size.width(), 0) : size;
    }
};

} // namespace plantain::ui
