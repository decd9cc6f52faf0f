// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/ShortcutSheet.h"

#include "ui/canvas/CanvasWidget.h"
#include "ui/canvas/FuzzyMatch.h"
#include "ui/theme/Theme.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace plantain::ui {

namespace {

using Row = std::pair<QString, QString>;

QString withoutMnemonic(QString text)
{
    text.remove(QLatin1Char('&'));
    if (text.endsWith(QStringLiteral("…"))) {
        text.chop(1);
    }
    return text;
}

QString keysOf(const QAction& action)
{
    QStringList keys;
    const QList<QKeySequence> shortcuts = action.shortcuts();
    for (const QKeySequence& shortcut : shortcuts) {
        const QString text = shortcut.toString(QKeySequence::NativeText);
        if (!keys.contains(text)) {
            keys << text;
        }
    }
    return keys.join(ShortcutSheet::tr(", "));
}

/// Actions with a key, those of submenus too, each once.
QList<Row> rowsOf(const QList<QAction*>& actions, QSet<const QAction*>& seen)
{
    QList<Row> rows;
    for (const QAction* action : actions) {
        if (const QMenu* menu = action->menu()) {
            rows << rowsOf(menu->actions(), seen);
        } else if (!action->shortcuts().isEmpty() && !seen.contains(action)) {
            seen.insert(action);
            const QString name = action->property("plainText").toString();
            rows << Row{name.isEmpty() ? withoutMnemonic(action->text()) : name, keysOf(*action)};
        }
    }
    return rows;
}

} // namespace

ShortcutSheet::ShortcutSheet(const CanvasWidget& canvas)
    : QDialog(canvas.window())
    , m_field(new QLineEdit(this))
    , m_list(new QTreeWidget(this))
{
    setObjectName(QStringLiteral("shortcutSheet"));
    setWindowTitle(tr("Keyboard and mouse"));
    resize(560, 600);
    m_field->setPlaceholderText(tr("Search"));
    m_field->setAccessibleName(tr("Search"));
    m_field->setClearButtonEnabled(true);
    m_list->setColumnCount(2);
    m_list->setHeaderHidden(true);
    m_list->setRootIsDecorated(false);
    m_list->setItemsExpandable(false);
    m_list->setAccessibleName(windowTitle());
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::pagePadding, 16, theme::pagePadding, 16);
    column->setSpacing(theme::wideGap);
    column->addWidget(m_field);
    column->addWidget(m_list);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_field, &QLineEdit::textChanged, this, &ShortcutSheet::filter);
    fill(canvas);
}

ShortcutSheet* ShortcutSheet::open(const CanvasWidget& canvas)
{
    auto* sheet = new ShortcutSheet(canvas);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    sheet->QDialog::open();
    return sheet;
}

void ShortcutSheet::fill(const CanvasWidget& canvas)
{
    QSet<const QAction*> seen;
    const auto* bar = canvas.window()->findChild<QMenuBar*>();
    const QList<QAction*> menus = bar ? bar->actions() : QList<QAction*>();
    for (const QAction* each : menus) {
        if (const QMenu* menu = each->menu()) {
            addSection(withoutMnemonic(each->text()), rowsOf(menu->actions(), seen));
        }
    }
    addSection(tr("Canvas"), rowsOf(canvas.actions(), seen));
    addSection(tr("Moving about by keys"),
               {{tr("Next node, node before"), tr("Tab, Shift+Tab")},
                {tr("Move the selection"), tr("Arrows")},
                {tr("Move it far"), tr("Shift+arrows")},
                {tr("Go to the node beside"), tr("Ctrl+arrows")},
                {tr("Leave the canvas"), tr("Ctrl+Tab, F6")},
                {tr("Cancel, select nothing"), tr("Esc")},
                {tr("Text editor: take the text and run"), tr("Ctrl+Enter")}});
    addSection(tr("Mouse and touchpad"),
               {{tr("Zoom"), tr("Wheel, pinch")},
                {tr("Pan"), tr("Space+drag, middle drag, two fingers")},
                {tr("Pan sideways"), tr("Shift+wheel")},
                {tr("Add or take from the selection"), tr("Ctrl+click, Shift+click")},
                {tr("Select what lies in a box"), tr("Drag to the right")},
                {tr("Select what a box touches"), tr("Drag to the left")},
                {tr("Delete a wire"), tr("Alt+click")},
                {tr("Cut wires"), tr("Ctrl+right drag across them")},
                {tr("Snap to the grid"), tr("Shift while dragging")},
                {tr("Do not put into a wire"), tr("Alt while dragging")},
                {tr("Add node"), tr("Double click on the canvas")}});
}

void ShortcutSheet::addSection(const QString& title, const QList<Row>& rows)
{
    if (rows.isEmpty()) {
        return;
    }
    auto* section = new QTreeWidgetItem(m_list, {title, QString()});
    section->setFlags(Qt::ItemIsEnabled);
    section->setFirstColumnSpanned(true);
    section->setFont(0, theme::font(theme::TextStyle::Section));
    for (const Row& row : rows) {
        auto* item = new QTreeWidgetItem(section, {row.first, row.second});
        item->setFont(1, theme::font(theme::TextStyle::Code));
        item->setToolTip(0, title);
    }
    section->setExpanded(true);
}

void ShortcutSheet::filter(const QString& typed)
{
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem* section = m_list->topLevelItem(i);
        bool shows = false;
        for (int row = 0; row < section->childCount(); ++row) {
            QTreeWidgetItem* item = section->child(row);
            const bool matches = fuzzyScore(typed, item->text(0)).has_value() ||
                                 item->text(1).contains(typed, Qt::CaseInsensitive);
            item->setHidden(!matches);
            shows = shows || matches;
        }
        section->setHidden(!shows);
    }
}

QStringList ShortcutSheet::rows() const
{
    QStringList result;
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        const QTreeWidgetItem* section = m_list->topLevelItem(i);
        for (int row = 0; row < section->childCount(); ++row) {
            const QTreeWidgetItem* item = section->child(row);
            if (!item->isHidden()) {
                result << item->text(0) + QLatin1Char('\t') + item->text(1);
            }
        }
    }
    return result;
}

} // namespace plantain::ui
