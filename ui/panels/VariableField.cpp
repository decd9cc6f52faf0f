// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/VariableField.h"

#include "src/workflow/NodeData.h"
#include "ui/panels/FieldWatcher.h"
#include "ui/theme/Restyle.h"

#include <QLineEdit>

namespace plantain::ui {

VariableField::VariableField(QWidget* parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))
    , m_note(new QLabel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(5);
    auto* label = new QLabel(tr("Varia&ble name"), this);
    label->setProperty("role", QStringLiteral("dim"));
    label->setBuddy(m_edit);
    column->addWidget(label);
    column->addWidget(m_edit);
    column->addWidget(m_note);
    m_edit->setObjectName(QStringLiteral("variableEdit"));
    m_edit->setAccessibleName(tr("Variable name"));
    m_edit->setPlaceholderText(tr("Letters, digits and _"));
    m_note->setObjectName(QStringLiteral("variableNote"));
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    connect(m_edit, &QLineEdit::textEdited, this, &VariableField::takeText);
    explain({});
}

void VariableField::showName(const QString& name)
{
    if (name == m_shown) {
        return;
    }
    m_shown = name;
    showText(*m_edit, name);
    explain(name);
}

void VariableField::forgetTyped()
{
    showText(*m_edit, m_shown);
    explain(m_shown);
}

void VariableField::takeText(const QString& text)
{
    explain(text);
    if (text.isEmpty() || workflow::isVariableName(text)) {
        m_shown = text;
        emit nameEdited(text);
    }
}

void VariableField::explain(const QString& text)
{
    const bool wrong = !text.isEmpty() && !workflow::isVariableName(text);
    theme::setStyleProperty(*m_note, "role",
                            wrong ? QStringLiteral("error") : QStringLiteral("faint"));
    m_note->setText(wrong            ? tr("Use 1 to 30 letters A–Z, digits and _.")
                    : text.isEmpty() ? tr("With a name, a Prompt Constructor can use this text.")
                                     : tr("Used in templates as @%1").arg(text));
    m_edit->setAccessibleDescription(m_note->text());
}

} // namespace plantain::ui
