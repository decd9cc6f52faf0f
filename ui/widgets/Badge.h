// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Icons.h"

#include <QString>

class QPainter;
class QRect;
class QSize;
class QFont;

namespace plantain::ui {

/// How good the news is. Colour never speaks alone: a badge and a banner have an icon and words.
enum class Tone { Neutral, Ok, Warn, Error, Info };

theme::ColorRole inkOf(Tone tone);
theme::ColorRole groundOf(Tone tone);

/// What a badge says.
struct Badge {
    Tone tone = Tone::Neutral;
    theme::Icon icon = theme::Icon::Dot;
    QString text;
    bool operator==(const Badge&) const = default;
};

/// The room a badge needs. Digits count as the widest one, so that a countdown does not jitter.
QSize badgeSize(const Badge& badge, const QFont& font);
QFont badgeFont();
/// `focused`: with the focus ring.
void paintBadge(QPainter& painter, const QRect& rect, const Badge& badge, bool focused);

} // namespace plantain::ui
