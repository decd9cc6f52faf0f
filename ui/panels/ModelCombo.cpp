// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ModelCombo.h"

#include "ui/panels/GenerationWords.h"
#include "ui/theme/Theme.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QStyledItemDelegate>

namespace plantain::ui {

namespace {

enum Role { IdRole = Qt::UserRole, FactsRole };

constexpr int factsGap = 24;

class ModelDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        painter->save();
        painter->setFont(theme::font(theme::TextStyle::Small));
        painter->setPen(theme::color(theme::ColorRole::Dim));
        painter->drawText(option.rect.adjusted(0, 0, -8, 0), Qt::AlignRight | Qt::AlignVCenter,
                          index.data(FactsRole).toString());
        painter->restore();
    }
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const QFontMetrics metrics(theme::font(theme::TextStyle::Small));
        const int facts = metrics.horizontalAdvance(index.data(FactsRole).toString());
        const QSize text = QStyledItemDelegate::sizeHint(option, index);
        return {text.width() + factsGap + facts + 8, 26};
    }
};

} // namespace

ModelCombo::ModelCombo(QWidget* parent)
    : ComboBox(parent)
{
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setItemDelegate(new ModelDelegate(this));
    completer()->setCompletionMode(QCompleter::PopupCompletion);
    completer()->setFilterMode(Qt::MatchContains);
    completer()->setCaseSensitivity(Qt::CaseInsensitive);
    m_facts = new QLabel(lineEdit());
    m_facts->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_facts->setProperty("role", QStringLiteral("faint"));
    lineEdit()->setPlaceholderText(tr("Model id"));
    connect(this, &QComboBox::activated, this, &ModelCombo::takeTypedText);
    connect(lineEdit(), &QLineEdit::editingFinished, this, &ModelCombo::takeTypedText);
    connect(lineEdit(), &QLineEdit::textEdited, m_facts, &QLabel::hide);
}

void ModelCombo::setModels(const QList<llm::ModelInfo>& models)
{
    const QSignalBlocker blocker(this);
    const QString typed = lineEdit()->isModified() ? currentText() : QString();
    clear();
    for (const llm::ModelInfo& model : models) {
        addItem(model.label.isEmpty() ? model.id : model.label);
        setItemData(count() - 1, model.id, IdRole);
        setItemData(count() - 1, modelFacts(model), FactsRole);
        setItemData(count() - 1, model.id, Qt::ToolTipRole);
    }
    view()->setMinimumWidth(view()->sizeHintForColumn(0) + 24);
    showChosen();
    if (!typed.isEmpty()) {
        setEditText(typed);
        lineEdit()->setModified(true);
    }
}

void ModelCombo::commit()
{
    if (lineEdit()->isModified()) {
        takeTypedText();
    }
}

void ModelCombo::setModelId(const QString& id)
{
    const bool differs = m_id != id;
    m_id = id;
    showChosen();
    if (differs) {
        emit modelChanged(id);
    }
}

int ModelCombo::indexOf(const QString& idOrLabel) const
{
    for (int i = 0; i < count(); ++i) {
        if (itemData(i, IdRole).toString() == idOrLabel ||
            itemText(i).compare(idOrLabel, Qt::CaseInsensitive) == 0) {
            return i;
        }
    }
    return -1;
}

void ModelCombo::takeTypedText()
{
    const QString text = currentText().trimmed();
    const int index = indexOf(text);
    setModelId(index < 0 ? text : itemData(index, IdRole).toString());
}

void ModelCombo::showChosen()
{
    const QSignalBlocker blocker(this);
    const int index = indexOf(m_id);
    setCurrentIndex(index);
    setEditText(index < 0 ? m_id : itemText(index));
    lineEdit()->setCursorPosition(0);
    m_facts->setText(index < 0 ? QString() : itemData(index, FactsRole).toString());
    placeFacts();
}

void ModelCombo::placeFacts()
{
    m_facts->adjustSize();
    const QLineEdit* edit = lineEdit();
    const int text = edit->fontMetrics().horizontalAdvance(edit->text());
    m_facts->move(edit->width() - m_facts->width(), (edit->height() - m_facts->height()) / 2);
    m_facts->setVisible(text + factsGap / 2 + m_facts->width() < edit->width());
}

void ModelCombo::resizeEvent(QResizeEvent* event)
{
    ComboBox::resizeEvent(event);
    placeFacts();
}

void ModelCombo::changeEvent(QEvent* event)
{
    ComboBox::changeEvent(event);
    if (event->type() == QEvent::StyleChange && m_facts) {
        placeFacts();
    }
}

} // namespace plantain::ui
