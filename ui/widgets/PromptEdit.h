// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace plantain::ui {

/// Plain text of several lines. Tab moves the focus on.
class PromptEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit PromptEdit(QWidget* parent = nullptr);

    /// Its minimum: the layout's stretch decides what it gets beyond that.
    QSize sizeHint() const override { return minimumSize(); }
};

} // namespace plantain::ui
