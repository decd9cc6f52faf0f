// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ColorSwatches.h"

#include "src/workflow/WorkflowContent.h"
#include "ui/canvas/GroupPainter.h"

#include <QGridLayout>
#include <QRadioButton>

namespace plantain::ui {

namespace {

constexpr int columns = 2;
constexpr int dot = 12;
constexpr int textStart = 24; ///< behind the indicator

QString colorName(const QString& color)
{
    return color == QLatin1String("blue")     ? ColorSwatches::tr("Blue")
           : color == QLatin1String("green")  ? ColorSwatches::tr("Green")
           : color == QLatin1String("purple") ? ColorSwatches::tr("Purple")
           : color == QLatin1String("orange") ? ColorSwatches::tr("Orange")
           : color == QLatin1String("red")    ? ColorSwatches::tr("Red")
                                              : ColorSwatches::tr("Neutral");
}

/// Painted here: a style sheet's indicator would hide it.
class Swatch final : public QRadioButton
{
public:
    Swatch(const QString& color, QWidget* parent)
        : QRadioButton(colorName(color), parent)
        , m_color(color)
    {
        setObjectName(QStringLiteral("color_") + color);
    }

protected:
    void paintEvent(QPaintEvent* event) override
    {
        QRadioButton::paintEvent(event);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme::color(groupColor(m_color)));
        const int after = textStart + fontMetrics().horizontalAdvance(text()) + 8;
        painter.drawRoundedRect(QRectF(after, (height() - dot) / 2.0, dot, dot), 3, 3);
    }

private:
    QString m_color;
};

} // namespace

ColorSwatches::ColorSwatches(QWidget* parent)
    : QWidget(parent)
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(6);
    const QStringList& colors = workflow::groupColors();
    for (int i = 0; i < colors.size(); ++i) {
        auto* swatch = new Swatch(colors.at(i), this);
        m_buttons.addButton(swatch, i);
        grid->addWidget(swatch, i / columns, i % columns);
    }
    connect(&m_buttons, &QButtonGroup::idClicked, this,
            [this](int index) { emit colorChosen(workflow::groupColors().at(index)); });
}

void ColorSwatches::showColor(const QString& color)
{
    const auto index = static_cast<int>(workflow::groupColors().indexOf(color));
    m_buttons.button(std::max(0, index))->setChecked(true);
}

} // namespace plantain::ui
