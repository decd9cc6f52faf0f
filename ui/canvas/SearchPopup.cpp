// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/SearchPopup.h"

#include "ui/canvas/FuzzyMatch.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace plantain::ui {

namespace {

constexpr int popupWidth = 264;
constexpr int rowHeight = 28;
constexpr int rowsAtMost = 9;
/// Of what is found by a keyword only.
constexpr int leastScore = -1000;
constexpr int placeRole = Qt::UserRole;
constexpr int detailRole = Qt::UserRole + 1;

/// Icon, text, and the detail at the right, faint.
class RowDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {popupWidth - 24, rowHeight};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state.testFlag(QStyle::State_Selected)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(theme::color(theme::ColorRole::Line));
            painter->drawRoundedRect(option.rect, 4, 4);
        }
        QRect row = option.rect.adjusted(8, 0, -8, 0);
        const auto icon = index.data(Qt::DecorationRole).value<QIcon>();
        if (!icon.isNull()) {
            icon.paint(painter, QRect(row.left(), row.center().y() - 7, 16, 16));
            row.setLeft(row.left() + 24);
        }
        painter->setFont(theme::font(theme::TextStyle::Small));
        painter->setPen(theme::color(theme::ColorRole::Dim));
        const QString detail = index.data(detailRole).toString();
        painter->drawText(row, Qt::AlignRight | Qt::AlignVCenter, detail);
        row.setRight(row.right() - painter->fontMetrics().horizontalAdvance(detail) - 8);
        painter->setFont(theme::font(theme::TextStyle::Body));
        painter->setPen(theme::color(theme::ColorRole::Text));
        const QString text = index.data(Qt::DisplayRole).toString();
        painter->drawText(row, Qt::AlignLeft | Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(text, Qt::ElideRight, row.width()));
        painter->restore();
    }
};

} // namespace

SearchPopup::SearchPopup(const QString& title, const QList<Entry>& entries, QWidget* parent)
    : QFrame(parent)
    , m_entries(entries)
    , m_field(new QLineEdit(this))
    , m_list(new QListWidget(this))
{
    setObjectName(QStringLiteral("searchPopup"));
    setProperty("card", true);
    setAccessibleName(title);
    setAttribute(Qt::WA_StyledBackground);
    setFixedWidth(popupWidth);
    m_field->setPlaceholderText(title);
    m_field->setAccessibleName(title);
    m_field->installEventFilter(this);
    m_list->setAccessibleName(title);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(true);
    m_list->setItemDelegate(new RowDelegate(m_list));
    m_list->setStyleSheet(QStringLiteral("QListWidget { background: transparent; border: none; }"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(6);
    column->addWidget(m_field);
    column->addWidget(m_list);
    connect(m_field, &QLineEdit::textChanged, this, &SearchPopup::fill);
    connect(m_list, &QListWidget::itemClicked, this, &SearchPopup::takeCurrent);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
        // A window that loses the focus keeps the question; another widget in it does not.
        if (now && now != this && !isAncestorOf(now)) {
            dismiss();
        }
    });
    fill();
}

void SearchPopup::openAt(QPointF place)
{
    const auto rows = static_cast<int>(std::min<qsizetype>(rowsAtMost, m_entries.size()));
    m_list->setFixedHeight(std::max(1, rows) * rowHeight);
    adjustSize();
    const QSize room = parentWidget()->size() - size();
    move(std::clamp(qRound(place.x()), 0, std::max(0, room.width())),
         std::clamp(qRound(place.y()), 0, std::max(0, room.height())));
    show();
    raise();
    m_field->setFocus(Qt::PopupFocusReason);
}

QList<int> SearchPopup::shown() const
{
    QList<int> result;
    for (int row = 0; row < m_list->count(); ++row) {
        result << m_list->item(row)->data(placeRole).toInt();
    }
    return result;
}

void SearchPopup::fill()
{
    struct Found {
        int place;
        int score;
    };
    std::vector<Found> found;
    for (int i = 0; i < m_entries.size(); ++i) {
        const Entry& entry = m_entries.at(i);
        const auto score = fuzzyScore(m_field->text(), entry.text);
        // Letters that lie far apart in a list of words mean nothing.
        const bool isKeyword =
            entry.keywords.contains(m_field->text().trimmed(), Qt::CaseInsensitive);
        if (score || isKeyword) {
            found.push_back({i, score.value_or(leastScore)});
        }
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Found& one, const Found& other) { return one.score > other.score; });
    m_list->clear();
    for (const Found& each : found) {
        const Entry& entry = m_entries.at(each.place);
        auto* item = new QListWidgetItem(entry.icon, entry.text, m_list);
        item->setData(placeRole, each.place);
        item->setData(detailRole, entry.detail);
    }
    m_list->setCurrentRow(0);
}

void SearchPopup::moveChoice(int by)
{
    if (m_list->count() > 0) {
        m_list->setCurrentRow((m_list->currentRow() + by + m_list->count()) % m_list->count());
        // The field keeps the focus; whoever listens hears what is chosen.
        m_field->setAccessibleDescription(m_list->currentItem()->text());
    }
}

void SearchPopup::takeCurrent()
{
    const QListWidgetItem* item = m_list->currentItem();
    if (!item || m_closed) {
        return;
    }
    const int place = item->data(placeRole).toInt();
    dismiss();
    emit taken(place);
}

void SearchPopup::dismiss()
{
    if (m_closed) {
        return;
    }
    m_closed = true;
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    hide();
    if (hadFocus) {
        parentWidget()->setFocus(Qt::PopupFocusReason);
    }
    deleteLater();
    emit closed();
}

void SearchPopup::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        dismiss();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        takeCurrent();
        return;
    case Qt::Key_Down:
    case Qt::Key_Tab:
        moveChoice(1);
        return;
    case Qt::Key_Up:
    case Qt::Key_Backtab:
        moveChoice(-1);
        return;
    default:
        QFrame::keyPressEvent(event);
    }
}

bool SearchPopup::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride) {
        auto* key = static_cast<QKeyEvent*>(event);
        switch (key->key()) {
        case Qt::Key_Escape:
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Down:
        case Qt::Key_Up:
        case Qt::Key_Tab:
        case Qt::Key_Backtab:
            // Claimed before the window's shortcuts: Esc closes this list, it stops no run.
            event->accept();
            if (event->type() == QEvent::KeyPress) {
                keyPressEvent(key);
            }
            return true;
        default:
            break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace plantain::ui
