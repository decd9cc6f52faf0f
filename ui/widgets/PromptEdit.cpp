// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/PromptEdit.h"

#include "ui/widgets/ImageStrip.h"

namespace plantain::ui {

PromptEdit::PromptEdit(QWidget* parent)
    : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
}

bool PromptEdit::canInsertFromMimeData(const QMimeData* source) const
{
    return (m_takesImages && ImageStrip::offersImages(*source)) ||
           QPlainTextEdit::canInsertFromMimeData(source);
}

void PromptEdit::insertFromMimeData(const QMimeData* source)
{
    if (m_takesImages && ImageStrip::offersImages(*source)) {
        emit imagesOffered(source);
        return;
    }
    QPlainTextEdit::insertFromMimeData(source);
}

} // namespace plantain::ui
