// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project_setup/SetupCard.h"

#include "ui/theme/Theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace plantain::ui {

namespace {

constexpr int rowGap = 9;
constexpr int lineGap = 4;

QLabel* makeLabel(const QString& text, const QString& role, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setProperty("role", role);
    return label;
}

} // namespace

SetupCard::SetupCard(const QString& title, QWidget* parent)
    : QFrame(parent)
    , m_rows(new QVBoxLayout(this))
{
    setProperty("card", true);
    m_rows->setContentsMargins(14, 12, 14, 12);
    m_rows->setSpacing(rowGap);
    if (!title.isEmpty()) {
        m_rows->addWidget(makeLabel(title, QStringLiteral("section"), this));
    }
}

void SetupCard::addRow(const QString& label, QWidget* control, bool stretches, QWidget* beside)
{
    auto* block = new QVBoxLayout;
    block->setSpacing(lineGap);
    auto* row = new QHBoxLayout;
    row->setSpacing(theme::gap);
    QLabel* name = makeLabel(label, QStringLiteral("dim"), this);
    name->setMinimumWidth(labelWidth);
    name->setBuddy(control);
    if (control->accessibleName().isEmpty()) {
        control->setAccessibleName(label);
    }
    const bool isTall = control->inherits("QAbstractScrollArea");
    row->addWidget(name, 0, isTall ? Qt::AlignTop : Qt::Alignment());
    row->addWidget(control, stretches ? 1 : 0);
    if (beside) {
        row->addWidget(beside);
    }
    if (!stretches) {
        row->addStretch(1);
    }
    block->addLayout(row);
    m_rows->addLayout(block);
}

QLabel* SetupCard::addLine(const QString& objectName, const QString& role, const QString& text)
{
    auto* line = makeLabel(text, role, this);
    line->setObjectName(objectName);
    line->setWordWrap(true);
    line->setVisible(!text.isEmpty());
    auto* indented = new QHBoxLayout;
    indented->setContentsMargins(labelWidth + theme::gap, 0, 0, 0);
    indented->addWidget(line);
    static_cast<QVBoxLayout*>(m_rows->itemAt(m_rows->count() - 1)->layout())->addLayout(indented);
    return line;
}

void SetupCard::addWide(QWidget* widget)
{
    m_rows->addWidget(widget);
}

} // namespace plantain::ui
