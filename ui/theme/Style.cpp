// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Style.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QKeyEvent>
#include <QRadioButton>
#include <QStyleOption>
#include <QWidget>

namespace plantain::ui::theme {

namespace {

constexpr int indicatorSize = 16;
constexpr int indicatorGap = 8;

/// The box of a check box or the circle of a radio button: Fusion's has hardly an outline on a dark
/// ground.
void drawIndicator(const QStyleOption& option, QPainter& painter, bool round)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool set = option.state & (QStyle::State_On | QStyle::State_NoChange);
    const QRectF box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    const qreal radius = round ? box.width() / 2 : 4;
    const QColor filled = color(enabled ? ColorRole::Accent : ColorRole::Faint);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(set ? filled : color(enabled ? ColorRole::Control : ColorRole::Line));
    painter.setBrush(set ? filled : color(ColorRole::Surface3));
    painter.drawRoundedRect(box, radius, radius);
    const QColor ink = color(enabled ? ColorRole::OnAccent : ColorRole::Surface1);
    if (option.state & QStyle::State_NoChange) {
        painter.fillRect(QRectF(box.left() + 4, box.center().y() - 1, box.width() - 8, 2), ink);
    } else if (set && round) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(ink);
        painter.drawEllipse(box.center(), 3, 3);
    } else if (set) {
        paintIcon(painter, box.adjusted(1, 1, -1, -1), Icon::Check, ink);
    }
    if (option.state & QStyle::State_HasFocus) {
        painter.setPen(QPen(color(ColorRole::Focus), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), radius, radius);
    }
    painter.restore();
}

} // namespace

Style::Style()
    : QProxyStyle(QStringLiteral("Fusion"))
{
}

int Style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                     QStyleHintReturn* data) const
{
    switch (hint) {
    case SH_UnderlineShortcut:
        return int(m_altIsDown);
    case SH_Widget_Animation_Duration:
        return motionAllowed() ? QProxyStyle::styleHint(hint, option, widget, data) : 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return indicatorSize;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return indicatorGap;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                          const QWidget* widget) const
{
    if (element == PE_IndicatorCheckBox || element == PE_IndicatorRadioButton) {
        drawIndicator(*option, *painter, element == PE_IndicatorRadioButton);
        return;
    }
    const bool ringIsDrawn =
        qobject_cast<const QCheckBox*>(widget) || qobject_cast<const QRadioButton*>(widget);
    if (element != PE_FrameFocusRect || !ringIsDrawn) {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::polish(QApplication* application)
{
    QProxyStyle::polish(application);
    application->installEventFilter(this);
}

bool Style::eventFilter(QObject* watched, QEvent* event)
{
    const bool pressed = event->type() == QEvent::KeyPress;
    const bool ended =
        event->type() == QEvent::KeyRelease || event->type() == QEvent::WindowDeactivate;
    const bool isAlt = event->type() == QEvent::WindowDeactivate ||
                       ((pressed || ended) && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Alt);
    if (isAlt && m_altIsDown != pressed) {
        m_altIsDown = pressed;
        const QWidgetList windows = QApplication::topLevelWidgets();
        for (QWidget* window : windows) {
            window->update();
            const auto parts = window->findChildren<QWidget*>();
            for (QWidget* part : parts) {
                part->update();
            }
        }
    }
    return QProxyStyle::eventFilter(watched, event);
}

} // namespace plantain::ui::theme
