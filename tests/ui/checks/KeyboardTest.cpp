// SPDX-License-Identifier: GPL-3.0-or-later
// What somebody without a mouse, or without eyes, needs of every window and dialog: docs/
// desktop-checks.md, rows 9, 13, 14, 17 and 18.
#include "tests/ui/checks/Fits.h"
#include "tests/ui/checks/Scenes.h"
#include "tests/ui/i18n/Speaking.h"
#include "tests/ui/i18n/TranslationFile.h"
#include "ui/canvas/InPlaceEditor.h"
#include "ui/canvas/SearchPopup.h"
#include "ui/theme/Colors.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QButtonGroup>
#include <QDockWidget>
#include <QGroupBox>
#include <QLabel>
#include <QMenuBar>
#include <QScrollArea>
#include <QTabBar>

namespace plantain::testing {

namespace {

using namespace plantain::ui;

bool isStop(const QWidget& widget)
{
    const auto* button = qobject_cast<const QAbstractButton*>(&widget);
    // Of buttons that exclude each other one is a stop: the arrow keys go to the others.
    const bool isOtherChoice = button && button->group() && button->group()->exclusive() &&
                               button->group()->checkedButton() && !button->isChecked();
    return (widget.focusPolicy() & Qt::TabFocus) && !widget.focusProxy() && widget.isVisible() &&
           widget.isEnabled() && !isOtherChoice;
}

/// What keys can reach in `root`.
QList<QWidget*> stopsIn(QWidget& root)
{
    QList<QWidget*> stops;
    if (isStop(root)) {
        stops << &root;
    }
    const auto all = root.findChildren<QWidget*>();
    for (QWidget* each : all) {
        if (each->window() == root.window() && isStop(*each)) {
            stops << each;
        }
    }
    return stops;
}

std::string nameOf(QWidget& widget)
{
    const QAccessibleInterface* told = QAccessible::queryAccessibleInterface(&widget);
    return told ? told->text(QAccessible::Name).trimmed().toStdString() : std::string();
}

/// Tab, or Shift+Tab. Nodes are no stops of the window: F6 goes on behind them.
void pressTab(bool forward)
{
    QWidget* focus = QApplication::focusWidget();
    const auto* canvas = qobject_cast<const CanvasWidget*>(focus);
    const bool hasNodes = canvas && !canvas->scene().workflow().nodes().empty();
    const Qt::Key tab = forward ? Qt::Key_Tab : Qt::Key_Backtab;
    QTest::keyClick(focus, hasNodes ? Qt::Key_F6 : tab,
                    forward ? Qt::NoModifier : Qt::ShiftModifier);
}

/// Where the key goes, from the widget with the focus on: once around in a window, else until it
/// leaves `root`.
QList<QWidget*> wayThrough(const QWidget& root, bool forward)
{
    constexpr int patience = 200;
    QWidget* first = QApplication::focusWidget();
    QList<QWidget*> way{first};
    while (first && way.size() < patience) {
        pressTab(forward);
        QWidget* now = QApplication::focusWidget();
        if (now == first || (now && !root.isWindow() && !root.isAncestorOf(now))) {
            return way;
        }
        if (!now || now->window() != root.window()) {
            ADD_FAILURE() << "the focus left the window behind " << pathOf(*way.last());
            return way;
        }
        way << now;
    }
    ADD_FAILURE() << "Tab does not come back";
    return way;
}

const QScrollArea* scrollAreaOf(const QWidget& widget)
{
    for (QWidget* each = widget.parentWidget(); each; each = each->parentWidget()) {
        if (const auto* area = qobject_cast<const QScrollArea*>(each)) {
            return area;
        }
    }
    return nullptr;
}

/// Where a widget is for who looks at it beside another: what scrolls stands where its page is.
QRect placeOf(const QWidget& widget, const QWidget& other)
{
    const QScrollArea* area = scrollAreaOf(widget);
    const QWidget& seen = area && area != scrollAreaOf(other) ? *area : widget;
    return {seen.mapTo(seen.window(), QPoint()), seen.size()};
}

/// The bar, the dock, what lies over the canvas: each is read by itself.
const QWidget* regionOf(const QWidget& widget)
{
    const QWidget* region = &widget;
    while (region->parentWidget() && !region->isWindow() &&
           !qobject_cast<const CanvasWidget*>(region) &&
           !qobject_cast<const CanvasWidget*>(region->parentWidget()) &&
           !qobject_cast<const QMainWindow*>(region->parentWidget())) {
        region = region->parentWidget();
    }
    return region;
}

/// As people read: from the left to the right, line by line, and column by column.
bool comesBefore(const QWidget& one, const QWidget& other)
{
    const QRect first = placeOf(one, other);
    const QRect second = placeOf(other, one);
    const int shared =
        std::min(first.bottom(), second.bottom()) - std::max(first.top(), second.top());
    const bool areBeside = shared > std::min(first.height(), second.height()) / 2;
    return areBeside ? first.left() <= second.left()
                     : first.top() <= second.top() || second.left() >= first.right();
}

/// The same way, from the widget on that is read first.
QList<QWidget*> fromItsTop(QList<QWidget*> way, const QWidget& root)
{
    const auto isRead = [&root](const QWidget* one, const QWidget* other) {
        const QRect first = placeOf(*one, root);
        const QRect second = placeOf(*other, root);
        return std::pair(first.top(), first.left()) < std::pair(second.top(), second.left());
    };
    const auto top = std::min_element(way.begin(), way.end(), isRead);
    std::rotate(way.begin(), top, way.end());
    return way;
}

void expectReadingOrder(const QList<QWidget*>& way)
{
    QSet<const QWidget*> left;
    for (qsizetype i = 0; i + 1 < way.size(); ++i) {
        const QWidget& one = *way.at(i);
        const QWidget& next = *way.at(i + 1);
        const QWidget* region = regionOf(one);
        // The result is a page of its own beside the fields, and is reached from both of its ends.
        const bool isResult = one.objectName() == QLatin1String("outputView");
        if (region == regionOf(next) && !isResult) {
            EXPECT_TRUE(comesBefore(one, next))
                << pathOf(one) << " comes before " << pathOf(next) << " but stands behind it";
        } else if (!isResult) {
            left << region;
            EXPECT_FALSE(left.contains(regionOf(next))) << pathOf(next) << " comes again";
        }
    }
}

/// Pixels in the colour of the focus.
int ringPixels(QWidget& widget)
{
    const QColor ring = theme::color(theme::ColorRole::Focus);
    const QImage picture = widget.grab().toImage().convertToFormat(QImage::Format_RGB32);
    int count = 0;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            const QColor pixel = picture.pixelColor(x, y);
            const int off = std::abs(pixel.red() - ring.red()) +
                            std::abs(pixel.green() - ring.green()) +
                            std::abs(pixel.blue() - ring.blue());
            count += off < 48 ? 1 : 0;
        }
    }
    return count;
}

void expectUnique(const QStringList& texts, const char* where)
{
    QHash<QChar, QString> taken;
    for (const QString& text : texts) {
        const QChar letter = mnemonicOf(text);
        if (letter.isNull()) {
            continue;
        }
        EXPECT_FALSE(taken.contains(letter)) << where << ": “" << text.toStdString() << "” and “"
                                             << taken.value(letter).toStdString() << "”";
        taken.insert(letter, text);
    }
}

QStringList entriesOf(const QMenu& menu)
{
    QStringList texts;
    for (const QAction* action : menu.actions()) {
        if (action->isVisible()) {
            texts << action->text();
        }
    }
    return texts;
}

/// The texts whose letters Alt presses in a window.
QStringList textsIn(const QWidget& window)
{
    QStringList texts;
    const auto all = window.findChildren<QWidget*>();
    for (const QWidget* each : all) {
        if (!each->isVisible() || each->window() != &window) {
            continue;
        }
        if (const auto* button = qobject_cast<const QAbstractButton*>(each)) {
            texts << button->text();
        } else if (const auto* label = qobject_cast<const QLabel*>(each)) {
            texts << (label->buddy() ? label->text() : QString());
        } else if (const auto* box = qobject_cast<const QGroupBox*>(each)) {
            texts << box->title();
        } else if (const auto* bar = qobject_cast<const QMenuBar*>(each)) {
            for (const QAction* action : bar->actions()) {
                texts << action->text();
            }
        } else if (const auto* tabs = qobject_cast<const QTabBar*>(each)) {
            for (int tab = 0; tab < tabs->count(); ++tab) {
                texts << tabs->tabText(tab);
            }
        }
    }
    return texts;
}

} // namespace

TEST_P(EveryScene, Check9_WhatTakesTheFocusHasANameForAScreenReader)
{
    QWidget* root = look();
    ASSERT_NE(root, nullptr);
    for (QWidget* stop : stopsIn(*root)) {
        EXPECT_FALSE(nameOf(*stop).empty()) << pathOf(*stop);
    }
}

TEST_P(EveryScene, Check13_14_TabReachesAllInReadingOrderAndShiftTabGoesBackTheSameWay)
{
    QWidget* root = look();
    ASSERT_NE(root, nullptr);
    // Menus, lists and the editor over the canvas have keys of their own, and Esc leaves them.
    const bool hasOwnKeys = isMenu(*root) || qobject_cast<const SearchPopup*>(root) ||
                            qobject_cast<const InPlaceEditor*>(root);
    // Whoever goes through the canvas selects nodes, and the inspector shows others: it has scenes
    // of its own.
    const auto isInDock = [root](const QWidget* stop) {
        const auto* dock = stop->window()->findChild<QDockWidget*>();
        return root->isWindow() && dock && dock->isAncestorOf(stop);
    };
    QList<QWidget*> stops = stopsIn(*root);
    if (qobject_cast<const QDockWidget*>(root)) {
        canvas().setFocusPolicy(Qt::NoFocus);
    }
    stops.removeIf(isInDock);
    if (hasOwnKeys || stops.isEmpty()) {
        return;
    }
    stops.first()->setFocus(Qt::TabFocusReason);
    if (!root->isWindow()) {
        wayThrough(*root, false).last()->setFocus(Qt::TabFocusReason);
    }
    QList<QWidget*> way = wayThrough(*root, true);
    (root->isWindow() ? way.first() : way.last())->setFocus(Qt::TabFocusReason);
    QList<QWidget*> back = wayThrough(*root, false);
    std::reverse(back.begin() + (root->isWindow() ? 1 : 0), back.end());
    way.removeIf(isInDock);
    back.removeIf(isInDock);
    EXPECT_EQ(back, way);
    for (const QWidget* stop : stops) {
        EXPECT_TRUE(way.contains(stop)) << "Tab does not reach " << pathOf(*stop);
    }
    expectReadingOrder(root->isWindow() ? fromItsTop(way, *root) : way);
}

TEST_P(EveryScene, Check17_TheFocusIsSeenOnEveryControl)
{
    QWidget* root = look();
    ASSERT_NE(root, nullptr);
    constexpr int least = 12; // px: a side of a small ring
    const QList<QWidget*> stops = stopsIn(*root);
    for (QWidget* stop : stops) {
        if (qobject_cast<const InPlaceEditor*>(stop)) {
            continue; // the node around it has the ring
        }
        stop->clearFocus();
        stop->setFocus(Qt::TabFocusReason);
        const int with = ringPixels(*stop);
        stop->clearFocus();
        EXPECT_GE(with - ringPixels(*stop), least) << pathOf(*stop);
    }
}

TEST_P(EveryScene, Check18_LettersAfterAltAreUniqueInEnglishAndGerman)
{
    for (const char* language : {"C", "de"}) {
        SCOPED_TRACE(language);
        const Speaking speaking(QString::fromLatin1(language));
        QWidget* root = look();
        ASSERT_NE(root, nullptr);
        expectUnique(textsIn(*root->window()), "in the window");
        QList<QMenu*> menus = root->findChildren<QMenu*>();
        if (auto* menu = qobject_cast<QMenu*>(root)) {
            menus << menu;
        }
        for (const QMenu* menu : menus) {
            expectUnique(entriesOf(*menu), menu->title().toUtf8().constData());
        }
        closeAll();
    }
}

} // namespace plantain::testing
