// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/SteadyDigits.h"

#include <QFontMetricsF>

#include <algorithm>
#include <array>

namespace plantain::ui {

namespace {

/// How far each digit is from being as wide as the widest one, px.
using Spares = std::array<double, 10>;

Spares measure(NodeFont role)
{
    const QFontMetricsF metrics(nodeFont(role));
    Spares widths{};
    for (char16_t i = 0; i < widths.size(); ++i) {
        widths.at(i) = metrics.horizontalAdvance(QChar(char16_t(u'0' + i)));
    }
    const double widest = *std::max_element(widths.begin(), widths.end());
    for (double& width : widths) {
        width = widest - width;
    }
    return widths;
}

const Spares& sparesOf(NodeFont role)
{
    static const std::array all{measure(NodeFont::Title), measure(NodeFont::Body),
                                measure(NodeFont::Small), measure(NodeFont::Code),
                                measure(NodeFont::Label)};
    return all.at(static_cast<std::size_t>(role));
}

bool isDigit(QChar letter)
{
    return letter >= QLatin1Char('0') && letter <= QLatin1Char('9');
}

double spareOf(QChar digit, const Spares& spares)
{
    return spares.at(static_cast<std::size_t>(digit.unicode() - u'0'));
}

} // namespace

double spareOfDigits(const QString& text, NodeFont font)
{
    const Spares& spares = sparesOf(font);
    double all = 0;
    for (const QChar letter : text) {
        all += isDigit(letter) ? spareOf(letter, spares) : 0;
    }
    return all;
}

bool steadyDigits(const QString& text, NodeFont font, QList<QGlyphRun>& glyphs)
{
    if (glyphs.size() != 1 || glyphs.front().glyphIndexes().size() != text.size()) {
        return false;
    }
    const Spares& spares = sparesOf(font);
    QList<QPointF> positions = glyphs.front().positions();
    const auto isLeftOf = [](QPointF one, QPointF other) { return one.x() < other.x(); };
    if (!std::is_sorted(positions.begin(), positions.end(), isLeftOf)) {
        return false;
    }
    double moved = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const double spare = isDigit(text.at(i)) ? spareOf(text.at(i), spares) : 0;
        positions[i].rx() += moved + spare / 2;
        moved += spare;
    }
    glyphs.front().setPositions(positions);
    return true;
}

} // namespace plantain::ui
