// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Badge.h"

#include "ui/theme/Theme.h"

#include <QFontMetrics>
#include <QPainter>
#include <QRegularExpression>

#include <algorithm>

namespace plantain::ui {

namespace {

constexpr int iconSize = 14;
constexpr int padding = 9;
constexpr int iconGap = 6;

} // namespace

theme::ColorRole inkOf(Tone tone)
{
    switch (tone) {
    case Tone::Ok:
        return theme::ColorRole::Ok;
    case Tone::Warn:
        return theme::ColorRole::Warn;
    case Tone::Error:
        return theme::ColorRole::Error;
    case Tone::Info:
        return theme::ColorRole::Info;
    case Tone::Neutral:
        break;
    }
    return theme::ColorRole::Dim;
}

theme::ColorRole groundOf(Tone tone)
{
    switch (tone) {
    case Tone::Ok:
        return theme::ColorRole::OkGround;
    case Tone::Warn:
        return theme::ColorRole::WarnGround;
    case Tone::Error:
        return theme::ColorRole::ErrorGround;
    case Tone::Info:
        return theme::ColorRole::InfoGround;
    case Tone::Neutral:
        break;
    }
    return theme::ColorRole::Surface3;
}

QFont badgeFont()
{
    QFont font = theme::font(theme::TextStyle::Small);
    font.setWeight(QFont::Medium);
    return font;
}

QSize badgeSize(const Badge& badge, const QFont& font)
{
    static const QRegularExpression digit(QStringLiteral("\\d"));
    QString widest = badge.text;
    widest.replace(digit, QStringLiteral("0"));
    const QFontMetrics metrics(font);
    const int text = metrics.horizontalAdvance(widest);
    return {padding + iconSize + iconGap + text + padding + 1,
            std::max(theme::badgeHeight, metrics.height() + 4)};
}

void paintBadge(QPainter& painter, const QRect& rect, const Badge& badge, bool focused)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor ink = theme::color(inkOf(badge.tone));
    const QRectF body = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool outlined = badge.tone == Tone::Neutral;
    painter.setPen(focused    ? QPen(theme::color(theme::ColorRole::Focus), 2)
                   : outlined ? QPen(theme::color(theme::ColorRole::Control), 1)
                              : QPen(Qt::NoPen));
    painter.setBrush(theme::color(groundOf(badge.tone)));
    const qreal inset = focused ? 0.5 : 0;
    const QRectF outline = body.adjusted(inset, inset, -inset, -inset);
    painter.drawRoundedRect(outline, outline.height() / 2, outline.height() / 2);
    const QRectF iconRect(rect.left() + padding, rect.center().y() - iconSize / 2 + 1, iconSize,
                          iconSize);
    theme::paintIcon(painter, iconRect, badge.icon, ink);
    painter.setPen(ink);
    const QRect textRect = rect.adjusted(padding + iconSize + iconGap, 0, -padding + 2, 0);
    const QString text =
        painter.fontMetrics().elidedText(badge.text, Qt::ElideRight, textRect.width());
    painter.drawText(textRect, Qt::AlignVCenter | Qt::AlignLeft, text);
}

} // namespace plantain::ui
