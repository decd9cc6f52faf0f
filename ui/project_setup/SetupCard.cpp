// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project_setup/SetupCard.h"

#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace plantain::ui {

namespace {

constexpr int rowGap = 9;
constexpr int lineGap = 4;
constexpr int usualLabelWidth = 120;
constexpr int usualTextHeight = 13;

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
    QLabel* name = makeColumnLabel(label, this);
    m_labels << name;
    name->setBuddy(control);
    if (control->accessibleName().isEmpty()) {
        control->setAccessibleName(label);
    }
    // What is read from its top has its label there.
    const bool isTall = control->inherits("QAbstractScrollArea") ||
                        qobject_cast<const QVBoxLayout*>(control->layout());
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
    indent(*indented);
    indented->addWidget(line);
    m_indented << indented;
    static_cast<QVBoxLayout*>(m_rows->itemAt(m_rows->count() - 1)->layout())->addLayout(indented);
    return line;
}

void SetupCard::addWide(QWidget* widget)
{
    m_rows->addWidget(widget);
}

int SetupCard::labelWidth()
{
    return usualLabelWidth * theme::font(theme::TextStyle::Body).pixelSize() / usualTextHeight;
}

QLabel* SetupCard::makeColumnLabel(const QString& text, QWidget* parent)
{
    QLabel* label = makeLabel(text, QStringLiteral("dim"), parent);
    label->setMinimumWidth(labelWidth());
    return label;
}

void SetupCard::indent(QLayout& layout, int width)
{
    const bool mirrored = QGuiApplication::isRightToLeft();
    layout.setContentsMargins(mirrored ? 0 : width, 0, mirrored ? width : 0, 0);
}

void SetupCard::alignColumns()
{
    int width = labelWidth();
    for (const QLabel* label : std::as_const(m_labels)) {
        width = std::max(width, label->sizeHint().width());
    }
    for (QLabel* label : std::as_const(m_labels)) {
        label->setMinimumWidth(width);
    }
    for (QHBoxLayout* line : std::as_const(m_indented)) {
        indent(*line, width + theme::gap);
    }
}

void SetupCard::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        alignColumns();
    }
}

void SetupCard::showEvent(QShowEvent* event)
{
    QFrame::showEvent(event);
    alignColumns();
}

} // namespace plantain::ui
