// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/checks/Fits.h"

#include <QAbstractButton>
#include <QLabel>

#include <gtest/gtest.h>

namespace plantain::testing {

namespace {

std::string describe(const QWidget& widget, const QString& text)
{
    return pathOf(widget) + QStringLiteral(" “%1” has %2 × %3, needs %4 × %5")
                                .arg(text)
                                .arg(widget.width())
                                .arg(widget.height())
                                .arg(widget.sizeHint().width())
                                .arg(widget.sizeHint().height())
                                .toStdString();
}

void expectLabelFits(const QLabel& label)
{
    if (label.wordWrap()) {
        EXPECT_LE(label.heightForWidth(label.width()), label.height())
            << describe(label, label.text());
        return;
    }
    EXPECT_LE(label.sizeHint().width() - 1, label.width()) // hints are rounded up
        << describe(label, label.text());
}

} // namespace

std::string pathOf(const QWidget& widget)
{
    QString path;
    for (const QWidget* each = &widget; each; each = each->parentWidget()) {
        const QString name = each->objectName().isEmpty()
                                 ? QString::fromLatin1(each->metaObject()->className())
                                 : each->objectName();
        path.prepend(path.isEmpty() ? name : name + u'/');
    }
    return path.toStdString();
}

void expectNothingCut(const QWidget& root)
{
    const auto labels = root.findChildren<QLabel*>();
    for (const QLabel* label : labels) {
        if (label->isVisible() && !label->text().isEmpty()) {
            expectLabelFits(*label);
        }
    }
    const auto buttons = root.findChildren<QAbstractButton*>();
    for (const QAbstractButton* button : buttons) {
        if (button->isVisible() && !button->text().isEmpty()) {
            EXPECT_LE(button->sizeHint().width(), button->width())
                << describe(*button, button->text());
        }
    }
    const auto widgets = root.findChildren<QWidget*>();
    for (const QWidget* widget : widgets) {
        // Of what has a layout only the margin may be cut, which nobody sees.
        if (widget->isVisible() && !widget->layout() && widget->window() == root.window()) {
            const int left = widget->mapTo(&root, QPoint()).x();
            EXPECT_GE(left, 0) << describe(*widget, {});
            EXPECT_LE(left + widget->width(), root.width()) << describe(*widget, {});
        }
    }
}

} // namespace plantain::testing
