// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/FocusOrder.h"

#include <QHash>
#include <QLayout>
#include <QTabBar>
#include <QTabWidget>

#include <algorithm>

namespace plantain::ui {

namespace {

using Places = QHash<const QWidget*, qsizetype>;

void read(QWidget& widget, Places& places);

void read(const QLayout& layout, Places& places)
{
    for (int i = 0; i < layout.count(); ++i) {
        QLayoutItem* item = layout.itemAt(i);
        if (item->widget()) {
            read(*item->widget(), places);
        } else if (item->layout()) {
            read(*item->layout(), places);
        }
    }
}

/// Gives the widget, and what is in it, the next places: as its layouts show it; what no layout
/// shows, such as the page of a scroll area, as it was made.
void read(QWidget& widget, Places& places)
{
    if (places.contains(&widget) || widget.isWindow()) {
        return;
    }
    places.insert(&widget, places.size());
    if (const auto* tabs = qobject_cast<const QTabWidget*>(&widget)) {
        read(*tabs->tabBar(), places); // made after its pages
    }
    if (const QLayout* layout = widget.layout()) {
        read(*layout, places);
    }
    const auto children = widget.findChildren<QWidget*>(Qt::FindDirectChildrenOnly);
    for (QWidget* child : children) {
        read(*child, places);
    }
}

/// Everything with a place that Tab can go to now or later, in the order it goes.
QList<QWidget*> stopsOf(const QWidget& window, const Places& places)
{
    QList<QWidget*> stops;
    for (QWidget* each = window.nextInFocusChain(); each != &window;
         each = each->nextInFocusChain()) {
        if ((each->focusPolicy() & Qt::TabFocus) && !each->focusProxy() && places.contains(each)) {
            stops << each;
        }
    }
    return stops;
}

} // namespace

void orderFocus(const QList<QWidget*>& parts)
{
    Places places;
    for (QWidget* part : parts) {
        read(*part, places);
    }
    if (places.isEmpty()) {
        return;
    }
    QList<QWidget*> stops = stopsOf(*parts.first()->window(), places);
    const auto comesFirst = [&places](const QWidget* one, const QWidget* other) {
        return places.value(one) < places.value(other);
    };
    if (std::is_sorted(stops.begin(), stops.end(), comesFirst)) {
        return;
    }
    std::sort(stops.begin(), stops.end(), comesFirst);
    for (qsizetype i = 1; i < stops.size(); ++i) {
        QWidget::setTabOrder(stops.at(i - 1), stops.at(i));
    }
}

} // namespace plantain::ui
