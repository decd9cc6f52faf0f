// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/PromptEdit.h"

namespace plantain::ui {

PromptEdit::PromptEdit(QWidget* parent)
    : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
}

} // namespace plantain::ui
